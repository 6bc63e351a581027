//! Addresses requests to their endpoint. Most services have all requests go to one address, which the
//! engine would take apart, put together and write down again for each attempt.

use crate::Quiet;
use crate::http::headers;
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_schema::protocol::ClientProtocolInner;
use aws_smithy_schema::serde::{SerdeError, SerializableStruct, ShapeDeserializer};
use aws_smithy_schema::{Schema, ShapeId};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::endpoint::Endpoint;
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// The part of a protocol that the engine asks for where requests go; one for each client.
#[derive(Debug, Default)]
pub(crate) struct Address {
    /// The last endpoint that got a request for `/`, and that request.
    last: Quiet<Mutex<Option<(String, HttpRequest)>>>,
}

impl Address {
    fn set(&self, request: &mut HttpRequest, url: &str) -> Result<(), SerdeError> {
        if request.uri() != "/" {
            return set_endpoint(request, url);
        }
        // What is remembered is whole at any time, so a panic elsewhere does not spoil it.
        let mut last = self.last.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, kept)) = &mut *last
            && known == url
        {
            request.uri_mut().clone_from(kept.uri_mut());
            return Ok(());
        }
        set_endpoint(request, url)?;
        let mut kept = HttpRequest::empty();
        kept.uri_mut().clone_from(request.uri_mut());
        *last = Some((url.to_owned(), kept));
        Ok(())
    }
}

fn set_endpoint(request: &mut HttpRequest, url: &str) -> Result<(), SerdeError> {
    request.uri_mut().set_endpoint(url).map_err(|error| {
        SerdeError::custom(format!("the endpoint `{url}` is not the start of an address: {error}"))
    })
}

/// The URL with something before its host.
fn prefixed(url: &str, prefix: &str) -> Result<String, SerdeError> {
    let (scheme, rest) = url
        .split_once("://")
        .ok_or_else(|| SerdeError::custom(format!("the endpoint `{url}` is no URL")))?;
    Ok([scheme, "://", prefix, rest].concat())
}

impl ClientProtocolInner for Address {
    type Request = HttpRequest;
    type Response = HttpResponse;

    fn protocol_id(&self) -> &ShapeId<'static> {
        const ID: &ShapeId<'static> =
            &ShapeId::from_parts("tinsmith#address", "tinsmith", "address");
        ID
    }

    fn update_endpoint(
        &self,
        request: &mut HttpRequest,
        endpoint: &Endpoint,
        cfg: &ConfigBag,
    ) -> Result<(), SerdeError> {
        let url = match cfg.load::<EndpointPrefix>() {
            None => Cow::Borrowed(endpoint.url()),
            Some(prefix) => Cow::Owned(prefixed(endpoint.url(), prefix.as_str())?),
        };
        self.set(request, &url)?;
        let all = request.headers_mut();
        for (name, values) in endpoint.headers() {
            all.remove(name);
            for value in values {
                let append = |name| headers::append(all, name, value.to_owned());
                headers::named(name).and_then(append).map_err(|error| {
                    SerdeError::custom(format!("the endpoint has a bad header `{name}`: {error}"))
                })?;
            }
        }
        Ok(())
    }

    /// Requests and answers are another's.
    fn serialize_request(
        &self,
        _input: &dyn SerializableStruct,
        _input_schema: &Schema<'_>,
        _endpoint: &str,
        _cfg: &ConfigBag,
    ) -> Result<HttpRequest, SerdeError> {
        Err(SerdeError::custom("operations make their requests themselves"))
    }

    fn deserialize_response<'a>(
        &self,
        _response: &'a HttpResponse,
        _output_schema: &Schema<'_>,
        _cfg: &'a ConfigBag,
    ) -> Result<Box<dyn ShapeDeserializer + 'a>, SerdeError> {
        Err(SerdeError::custom("operations read their answers themselves"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::config_bag::Layer;

    fn addressed(address: &Address, uri: &str, url: &str, prefix: Option<&str>) -> String {
        let mut layer = Layer::new("test");
        layer.store_or_unset(prefix.map(|prefix| EndpointPrefix::new(prefix).unwrap()));
        let cfg = ConfigBag::of_layers(vec![layer]);
        let endpoint = Endpoint::builder().url(url.to_owned()).build();
        let mut request = HttpRequest::empty();
        request.set_uri(uri).unwrap();
        match address.update_endpoint(&mut request, &endpoint, &cfg) {
            Ok(()) => request.uri().to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_remembered_is_what_would_be_made_again() {
        let urls = ["https://a.com", "https://a.com/", "http://b:8080/base", "https://a.com/x/"];
        let uris = ["/", "/key", "/?a=b", "/key?x"];
        let address = Address::default();
        for url in urls {
            for prefix in [None, Some("data.")] {
                for uri in uris.into_iter().chain(uris) {
                    let fresh = addressed(&Address::default(), uri, url, prefix);
                    assert_eq!(addressed(&address, uri, url, prefix), fresh);
                }
            }
        }
        assert_eq!(addressed(&address, "/", "https://a.com", None), "https://a.com/");
        let prefixed = addressed(&address, "/key?x", "http://b:8080/base", Some("data."));
        assert_eq!(prefixed, "http://data.b:8080/base/key?x");
    }

    #[test]
    fn an_endpoint_that_is_no_url_is_named() {
        for prefix in [None, Some("data.")] {
            let said = addressed(&Address::default(), "/", "nowhere", prefix);
            assert!(said.contains("`nowhere`"), "{said}");
        }
    }

    #[test]
    fn headers_of_endpoints_replace_those_of_requests() {
        let mut request = HttpRequest::empty();
        request.headers_mut().insert("x-one", "old");
        let endpoint = Endpoint::builder().url("https://a.com").header("x-one", "a");
        let endpoint = endpoint.header("x-one", "b").build();
        Address::default().update_endpoint(&mut request, &endpoint, &ConfigBag::base()).unwrap();
        let values: Vec<&str> = request.headers().get_all("x-one").collect();
        assert_eq!(values, ["a", "b"]);
        let bad = Endpoint::builder().url("https://a.com").header("x-one", "a\nb").build();
        let address = Address::default();
        assert!(address.update_endpoint(&mut request, &bad, &ConfigBag::base()).is_err());
    }
}
