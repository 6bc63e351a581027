//! Members that stand elsewhere in an HTTP message than in its document: the `http` traits.

use super::Lower;
use crate::ir::{Binding, Bound, Form, Http};
use crate::model::{Kind, Member, Shape, ShapeId, Simple};
use serde_json::Value;

impl Lower<'_> {
    /// How an operation is bound to HTTP, where the protocol looks at it.
    pub(super) fn http(&self, shape: &Shape) -> Option<Http> {
        if !self.protocol.binds() {
            return None;
        }
        let Some(http) = shape.traits.http() else {
            let message = "the operation has no `smithy.api#http`, which its protocol needs";
            let hint = "add the trait, or choose another protocol";
            self.report(self.model.error(shape, message).hint(hint));
            return None;
        };
        self.check_labels(shape, &http.uri);
        Some(Http { method: http.method.clone(), uri: http.uri.clone() })
    }

    /// A label without a member could never be filled in.
    fn check_labels(&self, shape: &Shape, uri: &str) {
        let Kind::Operation(parts) = &shape.kind else { return };
        let input = parts.input.as_ref().and_then(|id| self.model.get(id));
        let members = input.map(Shape::members).unwrap_or_default();
        for label in uri.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let name = label.trim_end_matches('+');
            let is_bound =
                |member: &&Member| member.name == name && member.traits.http_label().is_some();
            if !members.iter().any(is_bound) {
                let message =
                    format!("the path has the label `{name}`, and the input no such member");
                let hint = "give a member of that name the trait `smithy.api#httpLabel`";
                let error = self.model.trait_error(shape, "smithy.api#http", message);
                self.report(error.hint(hint));
            }
        }
    }

    /// The place of a member outside the document; only what is not nested has one.
    pub(super) fn bound(&self, owner: &Shape, member: &Member) -> Option<Bound> {
        if self.usage.events.contains(&owner.id) {
            return self.bound_in_event(owner, member);
        }
        let is_input = self.usage.inputs.contains(&owner.id);
        let is_answer =
            self.usage.outputs.contains(&owner.id) || self.usage.errors.contains(&owner.id);
        if !is_input && !is_answer {
            return None;
        }
        let bound = self.bound_as(owner, member, is_input)?;
        if self.usage.nested.contains(&owner.id) {
            let message = "a member that is bound to HTTP, of a structure that is also nested";
            let hint = "give the operation a structure of its own, for example by a mixin";
            self.report(self.model.member_error(owner, member, message).hint(hint));
        }
        Some(bound)
    }

    fn bound_as(&self, owner: &Shape, member: &Member, is_input: bool) -> Option<Bound> {
        let traits = &member.traits;
        let target = self.model.get(&member.target)?;
        if target.traits.streaming().is_some() && matches!(target.kind, Kind::Union(_)) {
            return Some(Bound { binding: Binding::Events, form: None });
        }
        if !self.protocol.binds() {
            return None;
        }
        let bound = |binding, moments| {
            let form = self.text_form(owner, member, moments, 0);
            Some(Bound { binding, form })
        };
        if let Some(name) = traits.http_header() {
            return bound(Binding::Header(name.clone()), Form::HttpDate);
        }
        if let Some(prefix) = traits.http_prefix_headers() {
            return bound(Binding::PrefixHeaders(prefix.clone()), Form::HttpDate);
        }
        if traits.http_payload().is_some() {
            return Some(Bound {
                binding: self.payload_binding(owner, member, target),
                form: None,
            });
        }
        if is_input && traits.http_label().is_some() {
            if let Some(default) = traits.default_value().and_then(Value::as_str) {
                let binding = Binding::LabelOr(member.name.clone(), default.to_owned());
                return Some(Bound { binding, form: None });
            }
            return bound(Binding::Label(member.name.clone()), Form::DateTime);
        }
        if let (true, Some(name)) = (is_input, traits.http_query()) {
            return bound(Binding::Query(name.clone()), Form::DateTime);
        }
        if is_input && traits.http_query_params().is_some() {
            return bound(Binding::QueryParams, Form::DateTime);
        }
        let is_status = !is_input && traits.http_response_code().is_some();
        is_status.then_some(Bound { binding: Binding::Status, form: None })
    }

    /// The place of a member of an event.
    fn bound_in_event(&self, owner: &Shape, member: &Member) -> Option<Bound> {
        let target = self.model.get(&member.target)?;
        let binding = if member.traits.event_header().is_some() {
            Binding::Header(member.name.clone())
        } else if member.traits.event_payload().is_some() {
            self.payload_binding(owner, member, target)
        } else {
            return None;
        };
        Some(Bound { binding, form: None })
    }

    /// The form of a value as text, where its type does not tell it.
    fn text_form(
        &self,
        owner: &Shape,
        member: &Member,
        moments: Form,
        depth: usize,
    ) -> Option<Form> {
        let target = self.model.get(&member.target)?;
        let is_header = moments == Form::HttpDate;
        match &target.kind {
            Kind::Simple(Simple::Timestamp) => {
                self.moment_or(owner, member, &target.traits, moments)
            }
            Kind::Simple(Simple::String) if is_header && media_type(member, target).is_some() => {
                Some(Form::Base64)
            }
            Kind::Simple(Simple::String) if self.is_id_with_path(target) => Some(Form::LastSegment),
            Kind::List(item) if depth == 0 => {
                let form = self.text_form(target, item, moments, depth + 1)?;
                Some(Form::List(Box::new(form)))
            }
            _ => None,
        }
    }

    fn payload_binding(&self, owner: &Shape, member: &Member, target: &Shape) -> Binding {
        let media = |default: &str| media_type(member, target).unwrap_or(default).to_owned();
        match &target.kind {
            Kind::Simple(Simple::Blob) if self.is_body_stream(owner, target) => {
                Binding::Stream(media("application/octet-stream"))
            }
            Kind::Simple(Simple::Blob) => Binding::Raw(media("application/octet-stream")),
            Kind::Simple(Simple::String) | Kind::Enum(_) => Binding::Raw(media("text/plain")),
            kind => Binding::Document {
                root: self.payload_root(member, &target.id),
                is_structure: matches!(kind, Kind::Structure(_)),
            },
        }
    }

    /// The outermost element of a payload, whose name the member may tell.
    fn payload_root(&self, member: &Member, target: &ShapeId) -> Option<crate::ir::Root> {
        let mut root = self.root(target)?;
        if let Some(name) = member.traits.xml_name() {
            root.name.clone_from(name);
        }
        Some(root)
    }
}

fn media_type<'m>(member: &'m Member, target: &'m Shape) -> Option<&'m str> {
    member.traits.media_type().or(target.traits.media_type()).map(String::as_str)
}
