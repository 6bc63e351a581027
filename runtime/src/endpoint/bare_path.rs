//! Requests whose path is the endpoint's own.

use crate::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// Takes away the slash that the orchestrator puts between the path of the endpoint and that of the
/// operation, which is empty: a bucket of S3 is `/bucket`.
#[derive(Debug)]
pub(crate) struct BarePath;

#[dyn_dispatch_hint]
impl Intercept for BarePath {
    fn name(&self) -> &'static str {
        "BarePath"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        trim(context.request_mut())
    }
}

fn trim(request: &mut HttpRequest) -> Result<(), BoxError> {
    let uri = request.uri();
    let (before, query) =
        uri.split_once('?').map_or((uri, None), |(uri, query)| (uri, Some(query)));
    let Some(trimmed) = before.strip_suffix('/') else { return Ok(()) };
    let has_path = trimmed.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    if !has_path {
        return Ok(());
    }
    let uri = match query {
        Some(query) => format!("{trimmed}?{query}"),
        None => trimmed.to_owned(),
    };
    request.set_uri(uri)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    #[test]
    fn only_a_slash_behind_a_path_goes() {
        for (given, expected) in [
            ("https://a.com/b/?x=/", "https://a.com/b?x=/"),
            ("https://a.com/b/", "https://a.com/b"),
            ("https://a.com/b", "https://a.com/b"),
            ("https://a.com/?x", "https://a.com/?x"),
            ("https://a.com/", "https://a.com/"),
        ] {
            let mut request = HttpRequest::new(SdkBody::empty());
            request.set_uri(given).unwrap();
            trim(&mut request).unwrap();
            assert_eq!(request.uri(), expected);
        }
    }
}
