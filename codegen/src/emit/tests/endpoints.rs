//! Tests of where calls go.

use super::data::text;
use super::{call_from, function};
use crate::ir::tests::{Destination, EndpointTest, Setting};
use proc_macro2::TokenStream;
use quote::quote;

/// A test of where a call goes.
pub(super) fn test(test: &EndpointTest) -> TokenStream {
    let settings = test.case.settings.iter().filter_map(|setting| match setting {
        Setting::Account(account) => Some(quote!(.account(#account))),
        Setting::AccountMode(mode) => Some(quote!(.account_mode(#mode))),
        _ => None,
    });
    let call = call_from(&quote!(compass), &test.case);
    let check = match &test.destination {
        Destination::Endpoint { url, headers, properties } => {
            let headers =
                headers.iter().map(|(name, values)| quote!(.header(#name, &[#(#values),*])));
            let properties = (properties != "{}").then(|| {
                let properties = text(properties);
                quote!(.properties(#properties)?)
            });
            quote!(compass.endpoint(call.send().await)?.url(#url)#(#headers)* #properties.done())
        }
        Destination::Error(message) => quote!(compass.refused(call.send().await, #message)),
    };
    function(
        &test.case,
        &quote! {
            let compass = conformance::Compass::default()#(#settings)*;
            #call
            #check
        },
    )
}
