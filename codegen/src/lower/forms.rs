//! How values stand in bodies: names, and forms where a type does not tell them.

use super::Lower;
use crate::ir::{Element, Form, Format, Protocol, Root, Slot};
use crate::model::{Kind, Member, Shape, ShapeId, Simple, Traits};

/// How deep lists and maps may be nested in each other.
const MAX_DEPTH: usize = 32;

/// A way of a value: sent or received, in which format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) format: Format,
    /// Whether the value is sent: only then namespaces matter.
    is_sent: bool,
}

impl Lower<'_> {
    /// How a member stands in a body that is sent.
    pub(super) fn sent(&self, owner: &Shape, member: &Member) -> Slot {
        self.slot(owner, member, Way { format: self.protocol.sends(), is_sent: true })
    }

    /// How a member stands in a body that is received.
    pub(super) fn received(&self, owner: &Shape, member: &Member) -> Slot {
        self.slot(owner, member, Way { format: self.protocol.receives(), is_sent: false })
    }

    fn slot(&self, owner: &Shape, member: &Member, way: Way) -> Slot {
        let name = self.wire_name(member, way.format);
        let form = match way.format {
            Format::Json | Format::Cbor => self.form(owner, member, way, 0),
            Format::Xml | Format::Query => self.element_form(owner, member, way),
        };
        Slot { name, form }
    }

    fn wire_name(&self, member: &Member, format: Format) -> String {
        let traits = &member.traits;
        let own = match (format, &self.protocol) {
            (Format::Json, Protocol::RestJson1) => traits.json_name(),
            (Format::Json | Format::Cbor, _) => None,
            (Format::Query, Protocol::Ec2Query) => {
                if let Some(name) = traits.ec2_query_name() {
                    return name.clone();
                }
                return capitalized(traits.xml_name().unwrap_or(&member.name));
            }
            (Format::Xml | Format::Query, _) => traits.xml_name(),
        };
        own.unwrap_or(&member.name).clone()
    }

    /// The form of a member that is an element or an attribute of its own.
    fn element_form(&self, owner: &Shape, member: &Member, way: Way) -> Option<Form> {
        let traits = &member.traits;
        let form = match traits.xml_flattened() {
            Some(_) => self.flat(member, way),
            None => self.form(owner, member, way, 0),
        };
        if traits.xml_attribute().is_some() && way.format == Format::Xml {
            return Some(Form::Attribute(inner(form)));
        }
        match namespace(traits).filter(|_| way.is_sent && way.format == Format::Xml) {
            Some((prefix, uri)) => Some(Form::Namespace(prefix, uri, inner(form))),
            None => form,
        }
    }

    /// The form of a list or a map without an element around it.
    fn flat(&self, member: &Member, way: Way) -> Option<Form> {
        let target = self.model.get(&member.target)?;
        let is_sparse = target.traits.sparse().is_some();
        let form = match &target.kind {
            Kind::List(item) => {
                Form::Flat(or_null(is_sparse, self.item_form(target, item, way, 0)))
            }
            Kind::Map { key, value } => {
                let form = or_null(is_sparse, self.item_form(target, value, way, 0));
                Form::FlatMap(self.element(key, way), self.wire_name(value, way.format), form)
            }
            _ => return None,
        };
        Some(form)
    }

    /// The form of a value that its type does not tell.
    fn form(&self, owner: &Shape, member: &Member, way: Way, depth: usize) -> Option<Form> {
        // What is nested without end is reported where its type is made.
        let target = self.model.get(&member.target).filter(|_| depth <= MAX_DEPTH)?;
        match &target.kind {
            Kind::Simple(Simple::Timestamp) => self.moment(owner, member, &target.traits, way),
            Kind::List(item) => self.list_form(target, item, way, depth),
            Kind::Map { key, value } => self.map_form(target, (key, value), way, depth),
            Kind::Simple(Simple::BigInteger | Simple::BigDecimal)
                if matches!(self.protocol, Protocol::RpcV2Json(_)) =>
            {
                Some(Form::NumberText)
            }
            _ if depth == 0 && self.cycles.is_boxed(&owner.id, &member.target) => Some(Form::Boxed),
            _ => None,
        }
    }

    fn item_form(&self, list: &Shape, item: &Member, way: Way, depth: usize) -> Option<Form> {
        let form = self.form(list, item, way, depth + 1);
        match namespace(&item.traits).filter(|_| way.is_sent && way.format == Format::Xml) {
            Some((prefix, uri)) => Some(Form::Namespace(prefix, uri, inner(form))),
            None => form,
        }
    }

    fn list_form(&self, list: &Shape, item: &Member, way: Way, depth: usize) -> Option<Form> {
        let form = self.item_form(list, item, way, depth);
        let is_sparse = list.traits.sparse().is_some();
        // Lists in EC2 queries are flat, whatever their items are called.
        let is_flat = way.format == Format::Query && self.protocol == Protocol::Ec2Query;
        let named = item.traits.xml_name().filter(|_| way.is_tagged() && !is_flat);
        match named.filter(|name| *name != "member") {
            Some(name) => Some(Form::Items(name.clone(), or_null(is_sparse, form))),
            None if is_sparse => Some(Form::Sparse(inner(form))),
            None => form.map(|form| Form::List(Box::new(form))),
        }
    }

    fn map_form(
        &self,
        map: &Shape,
        (key, value): (&Member, &Member),
        way: Way,
        depth: usize,
    ) -> Option<Form> {
        let form = self.item_form(map, value, way, depth);
        let is_sparse = map.traits.sparse().is_some();
        let (key, value) = (self.element(key, way), self.wire_name(value, way.format));
        let is_plain = key.namespace.is_none() && key.name == "key" && value == "value";
        match form {
            form if way.is_tagged() && !is_plain => {
                Some(Form::Entries(key, value, or_null(is_sparse, form)))
            }
            form if is_sparse => Some(Form::Sparse(inner(form))),
            form => form.map(|form| Form::Map(Box::new(form))),
        }
    }

    fn element(&self, member: &Member, way: Way) -> Element {
        let namespace =
            namespace(&member.traits).filter(|_| way.is_sent && way.format == Format::Xml);
        Element { name: self.wire_name(member, way.format), namespace }
    }

    /// The outermost element of a body that consists of a structure.
    pub(super) fn root(&self, id: &ShapeId) -> Option<Root> {
        let shape = self.model.get(id)?;
        let name = shape.traits.xml_name().map_or(shape.id.name(), String::as_str).to_owned();
        let own = namespace(&shape.traits);
        let namespace = own.or_else(|| namespace(&self.closure.service.traits));
        Some(Root { name, namespace })
    }

    /// `timestampFormat` of the member, else of its target, else the format's own.
    fn moment(&self, owner: &Shape, member: &Member, target: &Traits, way: Way) -> Option<Form> {
        match (way.format, &self.protocol) {
            (Format::Cbor, _) => Some(Form::EpochSeconds),
            (Format::Json, Protocol::RpcV2Json(_)) => Some(Form::EpochSeconds),
            (Format::Json, _) => self.moment_or(owner, member, target, Form::EpochSeconds),
            (Format::Xml | Format::Query, _) => {
                self.moment_or(owner, member, target, Form::DateTime)
            }
        }
    }

    /// `timestampFormat` of the member, else of its target, else the one of the place.
    pub(super) fn moment_or(
        &self,
        owner: &Shape,
        member: &Member,
        target: &Traits,
        default: Form,
    ) -> Option<Form> {
        let format = member.traits.timestamp_format().or(target.timestamp_format());
        match format.map(String::as_str) {
            None => Some(default),
            Some("epoch-seconds") => Some(Form::EpochSeconds),
            Some("date-time") => Some(Form::DateTime),
            Some("http-date") => Some(Form::HttpDate),
            Some(other) => {
                let message = format!("`{other}` is not a format of moments");
                let hint = "known: date-time, http-date, epoch-seconds";
                self.report(self.model.member_error(owner, member, message).hint(hint));
                None
            }
        }
    }
}

impl Way {
    /// Whether lists and maps have names for what is in them.
    fn is_tagged(self) -> bool {
        matches!(self.format, Format::Xml | Format::Query)
    }
}

fn inner(form: Option<Form>) -> Box<Form> {
    Box::new(form.unwrap_or(Form::Plain))
}

fn or_null(is_sparse: bool, form: Option<Form>) -> Box<Form> {
    let form = inner(form);
    if is_sparse { Box::new(Form::OrNull(form)) } else { form }
}

fn namespace(traits: &Traits) -> Option<(String, String)> {
    let namespace = traits.xml_namespace()?;
    Some((namespace.prefix.clone().unwrap_or_default(), namespace.uri.clone()))
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
