//! `metadata`, and the endpoint rule set.

use super::super::json::Document;
use super::super::shape::{Kind, Service, Shape};
use super::super::traits::{
    AwsService, HttpVersions, Marker, RestXml, SigningName, Trait, Traits, XmlNamespace,
};
use super::super::{Model, ShapeId};
use super::{Reader, as_value, ignored, names};
use serde_json::Value;

const METADATA_KEYS: [&str; 14] = [
    "apiVersion",
    "auth",
    "awsQueryCompatible",
    "endpointPrefix",
    "jsonVersion",
    "protocol",
    "protocolSettings",
    "protocols",
    "serviceFullName",
    "serviceId",
    "signatureVersion",
    "signingName",
    "targetPrefix",
    "xmlNamespace",
];

impl<'a> Reader<'a> {
    pub(super) fn service(&self) -> Shape {
        if let Some(metadata) = self.root.get("metadata") {
            ignored::only(self.document, "metadata", metadata, &METADATA_KEYS);
        }
        let operations = self.section("operations").map(|(name, _)| self.names.id(name));
        let service = Service {
            version: self.metadata_text("apiVersion").unwrap_or_default().to_owned(),
            operations: operations.collect(),
            ..Service::default()
        };
        let traits = self.service_traits();
        let kind = Kind::Service(Box::new(service));
        Shape { id: self.names.service(), kind, traits, source: 0 }
    }

    fn metadata_text(&self, key: &str) -> Option<&'a str> {
        self.document.string_at(self.metadata, key)
    }

    fn service_traits(&self) -> Traits {
        let mut traits = Traits::default();
        let text = |key| self.metadata_text(key).map(str::to_owned);
        traits.set(Trait::AwsService(AwsService {
            sdk_id: names::sdk_id(self.metadata),
            endpoint_prefix: text("endpointPrefix"),
            ..AwsService::default()
        }));
        self.authentication(&mut traits);
        self.protocols(&mut traits);
        if let Some(prefix) = &self.names.target_prefix {
            traits.set(Trait::TargetPrefix(prefix.clone()));
        }
        if let Some(uri) = text("xmlNamespace") {
            traits.set(Trait::XmlNamespace(XmlNamespace { uri, prefix: None }));
        }
        if let Some(title) = text("serviceFullName") {
            traits.set(Trait::Title(title));
        }
        if let Some(params) = self.document.object_at(self.root, "clientContextParams") {
            traits.set(Trait::ClientContextParams(as_value(params)));
        }
        self.common_traits(self.root).iter().for_each(|one| traits.set(one.clone()));
        traits
    }

    fn authentication(&self, traits: &mut Traits) {
        let listed = self.metadata.get("auth").map(|auth| self.document.array(auth));
        let listed: Vec<&str> = listed
            .unwrap_or_default()
            .iter()
            .filter_map(|scheme| self.document.string(scheme))
            .collect();
        let version = self.metadata_text("signatureVersion").unwrap_or_default();
        let schemes = match (listed.is_empty(), version) {
            (false, _) => listed,
            (true, "v4" | "s3" | "s3v4") => vec!["aws.auth#sigv4"],
            (true, "v2") => vec!["tinsmith.api#sigv2"],
            (true, "bearer") => vec!["smithy.api#httpBearerAuth"],
            (true, _) => {
                let at = self.metadata.get("signatureVersion");
                let message = format!("unknown signature version `{version}`");
                at.into_iter().for_each(|at| self.document.error(at, message.clone()));
                Vec::new()
            }
        };
        let name = self.metadata_text("signingName").or(self.metadata_text("endpointPrefix"));
        let name = || SigningName { name: name.unwrap_or_default().to_owned() };
        for scheme in &schemes {
            match *scheme {
                "aws.auth#sigv4" => traits.set(Trait::SigV4(name())),
                "aws.auth#sigv4a" => traits.set(Trait::SigV4a(name())),
                "smithy.api#httpBearerAuth" => traits.set(Trait::HttpBearerAuth(Marker {})),
                "tinsmith.api#sigv2" => traits.set(Trait::SigV2(Marker {})),
                other => {
                    let at = self.metadata.get("auth").unwrap_or(&Value::Null);
                    self.document.error(at, format!("unknown authentication scheme `{other}`"));
                }
            }
        }
        if schemes.len() > 1 {
            traits.set(Trait::Auth(schemes.into_iter().map(str::to_owned).collect()));
        }
    }

    /// The protocols by the format's own names, best first.
    pub(super) fn protocol_names(&self) -> Vec<&'a Value> {
        match self.metadata.get("protocols") {
            Some(listed) => self.document.array(listed).iter().collect(),
            None => self.metadata.get("protocol").into_iter().collect(),
        }
    }

    /// `protocol` may be read over beside `protocols` because it is the first of them.
    fn check_protocol(&self, names: &[&'a Value]) {
        let Some(said) = self.metadata.get("protocol") else { return };
        if self.metadata.contains_key("protocols") {
            ignored::count(self.document, "metadata", "protocol");
        }
        if names.first() != Some(&said) {
            self.document.error(said, "expected the first of `protocols`");
        }
    }

    fn protocols(&self, traits: &mut Traits) {
        let names = self.protocol_names();
        self.check_protocol(&names);
        let http = self.http_versions();
        for name in names {
            match self.document.string(name) {
                Some("smithy-rpc-v2-cbor") => traits.set(Trait::RpcV2Cbor(http.clone())),
                Some("json") => match self.metadata_text("jsonVersion") {
                    Some("1.0") => traits.set(Trait::AwsJson10(http.clone())),
                    Some("1.1") => traits.set(Trait::AwsJson11(http.clone())),
                    _ => self.document.error(name, "`json` needs a `jsonVersion` of 1.0 or 1.1"),
                },
                Some("rest-json") => traits.set(Trait::RestJson1(http.clone())),
                Some("rest-xml") => traits.set(Trait::RestXml(RestXml {
                    // S3 alone answers errors without an element around them.
                    no_error_wrapping: self.metadata_text("serviceId") == Some("S3"),
                    http: http.http.clone(),
                    event_stream_http: http.event_stream_http.clone(),
                })),
                Some("query") => traits.set(Trait::AwsQuery(Marker {})),
                Some("ec2") => traits.set(Trait::Ec2Query(Marker {})),
                Some(other) => {
                    self.document.error(name, format!("unknown protocol `{other}`"));
                }
                None => {}
            }
        }
        if self.metadata.contains_key("awsQueryCompatible") {
            traits.set(Trait::AwsQueryCompatible(Marker {}));
        }
    }

    /// What `protocolSettings` says of HTTP/2.
    fn http_versions(&self) -> HttpVersions {
        let settings = self.metadata.get("protocolSettings");
        if let Some(settings) = settings {
            self.document.only(settings, &["h2"]);
        }
        let both = || vec!["h2".to_owned(), "http/1.1".to_owned()];
        match settings.and_then(|settings| settings.get("h2")).and_then(Value::as_str) {
            Some("optional") => HttpVersions { http: both(), event_stream_http: vec!["h2".into()] },
            Some("eventstream") => {
                HttpVersions { http: Vec::new(), event_stream_http: vec!["h2".to_owned()] }
            }
            Some(other) => {
                let at = settings.unwrap_or(&Value::Null);
                self.document.error(at, format!("unknown setting `{other}` of HTTP/2"));
                HttpVersions::default()
            }
            None => HttpVersions::default(),
        }
    }
}

/// Puts the rule set on the service.
pub(super) fn endpoint_rules(model: &mut Model, document: &Document<'_>, root: &Value) {
    if document.object(root).is_none() {
        return;
    }
    document.only(root, &["version", "parameters", "rules"]);
    let ids: Vec<ShapeId> = model.services().map(|(shape, _)| shape.id.clone()).collect();
    for id in ids {
        if let Some(shape) = model.get_mut(&id) {
            shape.traits.set(Trait::EndpointRuleSet(root.clone()));
        }
    }
}
