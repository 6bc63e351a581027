//! Every trait that we know, typed; the ones that we ignore, with the reason. Any other is
//! reported where it is read.

mod endpoint_tests;
mod ignored;
mod tests;
mod values;

pub use endpoint_tests::*;
pub use ignored::{IGNORED, UNUSED};
pub use tests::*;
pub use values::*;

use serde::Deserialize;
use serde_json::Value;

/// Declares the traits: variant, type of its value, getter, absolute id.
macro_rules! traits {
    ($($(#[$doc:meta])* $variant:ident($type:ty) $get:ident = $id:literal;)*) => {
        /// A trait with its value.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Trait {
            $($(#[$doc])* $variant($type),)*
        }

        impl Trait {
            /// The ids of all traits that we know.
            pub const IDS: &[&str] = &[$($id),*];

            /// The absolute id.
            pub fn id(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $id,)*
                }
            }

            /// Reads the value of a trait; `None` where the trait is not known.
            pub(crate) fn read(id: &str, value: &Value) -> Option<Result<Self, serde_json::Error>> {
                match id {
                    $($id => Some(<$type>::deserialize(value).map(Self::$variant)),)*
                    _ => None,
                }
            }

            /// The value as JSON.
            pub(crate) fn write(&self) -> Result<Value, serde_json::Error> {
                match self {
                    $(Self::$variant(value) => serde_json::to_value(value),)*
                }
            }
        }

        impl Traits {
            $(
                $(#[$doc])*
                pub fn $get(&self) -> Option<&$type> {
                    self.0.iter().find_map(|one| match one {
                        Trait::$variant(value) => Some(value),
                        _ => None,
                    })
                }
            )*
        }
    };
}

/// The traits of a shape or a member, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<Trait>);

impl Traits {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Trait> {
        self.0.iter()
    }

    /// All of them, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Trait> {
        self.0.iter_mut()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets a trait; it replaces one of the same id.
    pub fn set(&mut self, one: Trait) {
        match self.0.iter_mut().find(|known| known.id() == one.id()) {
            Some(known) => *known = one,
            None => {
                // Most have one or two, and a large model has tens of thousands: no room for more.
                self.0.reserve_exact(1);
                self.0.push(one);
            }
        }
    }

    /// Takes all traits over, except those that are there already.
    pub(crate) fn inherit(&mut self, from: &Traits) {
        for one in from.iter() {
            if !self.0.iter().any(|known| known.id() == one.id()) {
                self.0.push(one.clone());
            }
        }
    }

    /// Keeps the traits that a condition holds for.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Trait) -> bool) {
        self.0.retain(keep);
    }
}

traits! {
    // Documentation.
    /// Text in HTML or Markdown.
    Documentation(String) documentation = "smithy.api#documentation";
    /// The display name of a service.
    Title(String) title = "smithy.api#title";
    /// Not to be used any longer.
    Deprecated(Deprecated) deprecated = "smithy.api#deprecated";
    /// Calls with their inputs and outputs, as documentation.
    Examples(Value) examples = "smithy.api#examples";

    // Types and constraints.
    /// Must be there.
    Required(Marker) required = "smithy.api#required";
    /// The value of a member that is absent.
    Default(Value) default_value = "smithy.api#default";
    /// Clients treat the member as optional, whatever else is said.
    ClientOptional(Marker) client_optional = "smithy.api#clientOptional";
    /// The structure is the input of one operation only.
    Input(Marker) input = "smithy.api#input";
    /// The structure is the output of one operation only.
    Output(Marker) output = "smithy.api#output";
    /// How long.
    Length(Length) length = "smithy.api#length";
    /// How large.
    Range(Range) range = "smithy.api#range";
    /// A regular expression.
    Pattern(String) pattern = "smithy.api#pattern";
    /// Each element once.
    UniqueItems(Marker) unique_items = "smithy.api#uniqueItems";
    /// The wire value of an enum member.
    EnumValue(Value) enum_value = "smithy.api#enumValue";
    /// Lists and maps that may hold nulls.
    Sparse(Marker) sparse = "smithy.api#sparse";
    /// Never to be shown.
    Sensitive(Marker) sensitive = "smithy.api#sensitive";
    /// What the bytes or the string are.
    MediaType(String) media_type = "smithy.api#mediaType";

    // Behaviour.
    /// The structure is an error, of a client or a server.
    Error(ErrorSide) error = "smithy.api#error";
    /// The HTTP status of an error.
    HttpError(u16) http_error = "smithy.api#httpError";
    /// The error may be retried.
    Retryable(Retryable) retryable = "smithy.api#retryable";
    /// Clients fill the member in.
    IdempotencyToken(Marker) idempotency_token = "smithy.api#idempotencyToken";
    /// Calling twice is as good as calling once.
    Idempotent(Marker) idempotent = "smithy.api#idempotent";
    /// Changes nothing.
    Readonly(Marker) readonly = "smithy.api#readonly";
    /// Answers page by page.
    Paginated(Paginated) paginated = "smithy.api#paginated";
    /// Requests may be compressed.
    RequestCompression(Value) request_compression = "smithy.api#requestCompression";
    /// Polling until a state is reached.
    Waitable(Value) waitable = "smithy.waiters#waitable";

    // Serialization.
    /// The member's name in JSON.
    JsonName(String) json_name = "smithy.api#jsonName";
    /// The form of a moment.
    TimestampFormat(String) timestamp_format = "smithy.api#timestampFormat";
    /// The name of an XML element or attribute.
    XmlName(String) xml_name = "smithy.api#xmlName";
    /// An attribute, not an element.
    XmlAttribute(Marker) xml_attribute = "smithy.api#xmlAttribute";
    /// No element around the items.
    XmlFlattened(Marker) xml_flattened = "smithy.api#xmlFlattened";
    /// The namespace of an XML element.
    XmlNamespace(XmlNamespace) xml_namespace = "smithy.api#xmlNamespace";
    /// The member's name in an EC2 query.
    Ec2QueryName(String) ec2_query_name = "aws.protocols#ec2QueryName";

    // HTTP.
    /// Method, path and status.
    Http(Http) http = "smithy.api#http";
    /// Part of the path.
    HttpLabel(Marker) http_label = "smithy.api#httpLabel";
    /// A query parameter.
    HttpQuery(String) http_query = "smithy.api#httpQuery";
    /// A map of query parameters.
    HttpQueryParams(Marker) http_query_params = "smithy.api#httpQueryParams";
    /// A header.
    HttpHeader(String) http_header = "smithy.api#httpHeader";
    /// A map of headers that share a prefix.
    HttpPrefixHeaders(String) http_prefix_headers = "smithy.api#httpPrefixHeaders";
    /// The whole body.
    HttpPayload(Marker) http_payload = "smithy.api#httpPayload";
    /// The status of the answer.
    HttpResponseCode(Marker) http_response_code = "smithy.api#httpResponseCode";
    /// The body needs a checksum.
    HttpChecksumRequired(Marker) http_checksum_required = "smithy.api#httpChecksumRequired";
    /// Checksums of bodies, by choice.
    HttpChecksum(Value) http_checksum = "aws.protocols#httpChecksum";
    /// A prefix of the host name.
    Endpoint(HostPrefix) endpoint = "smithy.api#endpoint";
    /// Part of the prefix of the host name.
    HostLabel(Marker) host_label = "smithy.api#hostLabel";

    // Streams.
    /// A body, or events, that arrive bit by bit.
    Streaming(Marker) streaming = "smithy.api#streaming";
    /// The length of a stream must be known.
    RequiresLength(Marker) requires_length = "smithy.api#requiresLength";
    /// A header of an event.
    EventHeader(Marker) event_header = "smithy.api#eventHeader";
    /// The payload of an event.
    EventPayload(Marker) event_payload = "smithy.api#eventPayload";

    // Protocols.
    /// AWS JSON 1.0.
    AwsJson10(HttpVersions) aws_json_1_0 = "aws.protocols#awsJson1_0";
    /// AWS JSON 1.1.
    AwsJson11(HttpVersions) aws_json_1_1 = "aws.protocols#awsJson1_1";
    /// REST with JSON.
    RestJson1(HttpVersions) rest_json_1 = "aws.protocols#restJson1";
    /// REST with XML.
    RestXml(RestXml) rest_xml = "aws.protocols#restXml";
    /// AWS Query.
    AwsQuery(Marker) aws_query = "aws.protocols#awsQuery";
    /// EC2 Query.
    Ec2Query(Marker) ec2_query = "aws.protocols#ec2Query";
    /// Smithy RPC with CBOR.
    RpcV2Cbor(HttpVersions) rpc_v2_cbor = "smithy.protocols#rpcv2Cbor";
    /// Smithy RPC with JSON.
    RpcV2Json(HttpVersions) rpc_v2_json = "smithy.protocols#rpcv2Json";
    /// Errors keep the codes of AWS Query.
    AwsQueryCompatible(Marker) aws_query_compatible = "aws.protocols#awsQueryCompatible";
    /// The code and status of an error in AWS Query.
    AwsQueryError(AwsQueryError) aws_query_error = "aws.protocols#awsQueryError";

    // Authentication.
    /// The schemes, best first.
    Auth(Vec<String>) auth = "smithy.api#auth";
    /// Works without credentials too.
    OptionalAuth(Marker) optional_auth = "smithy.api#optionalAuth";
    /// A bearer token.
    HttpBearerAuth(Marker) http_bearer_auth = "smithy.api#httpBearerAuth";
    /// User and password.
    HttpBasicAuth(Marker) http_basic_auth = "smithy.api#httpBasicAuth";
    /// User and password, as a digest.
    HttpDigestAuth(Marker) http_digest_auth = "smithy.api#httpDigestAuth";
    /// A key in a header or the query.
    HttpApiKeyAuth(Value) http_api_key_auth = "smithy.api#httpApiKeyAuth";
    /// Signature version 4.
    SigV4(SigningName) sigv4 = "aws.auth#sigv4";
    /// Signature version 4, asymmetric.
    SigV4a(SigningName) sigv4a = "aws.auth#sigv4a";
    /// The body is not signed.
    UnsignedPayload(Marker) unsigned_payload = "aws.auth#unsignedPayload";

    // AWS services.
    /// The names of an AWS service.
    AwsService(AwsService) aws_service = "aws.api#service";
    /// The operation that tells endpoints.
    ClientEndpointDiscovery(Value) client_endpoint_discovery = "aws.api#clientEndpointDiscovery";
    /// The operation's endpoint is asked for first.
    ClientDiscoveredEndpoint(Value) client_discovered_endpoint = "aws.api#clientDiscoveredEndpoint";
    /// The output has no element around it.
    S3UnwrappedXmlOutput(Marker) s3_unwrapped_xml_output = "aws.customizations#s3UnwrappedXmlOutput";

    // Endpoints.
    /// Where requests go, as a tree of rules.
    EndpointRuleSet(Value) endpoint_rule_set = "smithy.rules#endpointRuleSet";
    /// Where requests go, as a decision diagram.
    EndpointBdd(Value) endpoint_bdd = "smithy.rules#endpointBdd";
    /// Cases for the rules.
    EndpointTests(EndpointTests) endpoint_tests = "smithy.rules#endpointTests";
    /// Parameters of the rules that a client's configuration sets.
    ClientContextParams(Value) client_context_params = "smithy.rules#clientContextParams";
    /// Parameters of the rules that an operation sets.
    StaticContextParams(Value) static_context_params = "smithy.rules#staticContextParams";
    /// Parameters of the rules that are found in an input.
    OperationContextParams(Value) operation_context_params = "smithy.rules#operationContextParams";
    /// A parameter of the rules that a member sets.
    ContextParam(Value) context_param = "smithy.rules#contextParam";

    // Tests.
    /// Requests as they must look.
    HttpRequestTests(Vec<HttpRequestTest>) http_request_tests = "smithy.test#httpRequestTests";
    /// Answers and what they mean.
    HttpResponseTests(Vec<HttpResponseTest>) http_response_tests = "smithy.test#httpResponseTests";
    /// Streams of events as they must look.
    EventStreamTests(Vec<EventStreamTest>) event_stream_tests = "smithy.test#eventStreamTests";

    // Facts of AWS JSON service models that no trait of Smithy can hold.
    /// A paginator with several tokens, or tokens that an expression finds.
    JmesPaginated(Value) jmes_paginated = "tinsmith.api#paginated";
    /// Waiters that look at the HTTP status.
    StatusWaitable(Value) status_waitable = "tinsmith.api#waitable";
    /// Signature version 2, which two old services still ask for.
    SigV2(Marker) sigv2 = "tinsmith.api#sigv2";
    /// The operation that tells the service's endpoints.
    EndpointOperation(Marker) endpoint_operation = "tinsmith.api#endpointOperation";
    /// What stands before the operation in `X-Amz-Target`, where it is not the service's name.
    TargetPrefix(String) target_prefix = "tinsmith.api#targetPrefix";
}
