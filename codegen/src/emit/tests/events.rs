//! Tests of streams of events.

use super::{answered_body, call, expected, expected_body, function, outcome, refusal};
use crate::ir::Name;
use crate::ir::tests::{Case, Data, Direction, Event, EventTest, HeaderValue, Outcome};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// A test of a stream of events.
pub(super) fn test(test: &EventTest) -> TokenStream {
    match &test.direction {
        Direction::Sent { initial, events } => {
            let call = call(&test.case);
            let initial = initial.as_ref().map(expected);
            let events = (!events.is_empty()).then(|| quote!(.events([#(#events),*])));
            function(
                &test.case,
                &quote! {
                    let wire = conformance::Wire::silent();
                    #call
                    wire.sent(call.send().await)?#initial #events.done()
                },
            )
        }
        Direction::Received { status, headers, body, events, outcome, stream } => {
            let code = Literal::u16_unsuffixed(*status);
            let headers = headers.iter().map(|(name, value)| quote!(.header(#name, #value)));
            let body = body.as_ref().map(answered_body);
            let events = (!events.is_empty()).then(|| quote!(.events([#(#events),*])));
            let wire = quote! {
                let wire = conformance::Wire::answering(#code)#(#headers)* #body #events;
            };
            function(&test.case, &received(&test.case, &wire, outcome.as_ref(), *status, stream))
        }
    }
}

fn received(
    case: &Case,
    wire: &TokenStream,
    expected: Option<&Outcome>,
    status: u16,
    stream: &Name,
) -> TokenStream {
    let call = call(case);
    // Whether the call or its stream fails is all the same.
    let all = quote! {
        let result = match call.send().await {
            Ok(output) => output.#stream.collect().await,
            Err(error) => Err(error),
        };
    };
    let outcome = match expected {
        None => quote!(#all conformance::failed(result)),
        Some(Outcome::Error { variant, error, .. }) => {
            let none = [quote!(None), quote!(None)];
            let refusal = refusal(&quote!(result), status, variant, error.as_ref(), &none);
            quote!(#all #refusal)
        }
        Some(other) => outcome(other, status),
    };
    quote! {
        #wire
        #call
        #outcome
    }
}

impl ToTokens for Event {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Event { bytes, headers, forbidden_headers, required_headers, body } = self;
        let bytes = bytes.iter();
        let headers = headers.iter().map(|(name, value)| quote!(.header(#name, #value)));
        let body = body.iter().map(expected_body);
        tokens.extend(quote! {
            conformance::Event::new()
                #(.bytes(#bytes))*
                #(#headers)*
                #(.no_header(#forbidden_headers))*
                #(.some_header(#required_headers))*
                #(#body)*
        });
    }
}

impl ToTokens for HeaderValue {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let integer = |value: i64| Data::Integer(value).into_token_stream();
        tokens.extend(match self {
            HeaderValue::Bool(value) => quote!(conformance::Header::Bool(#value)),
            HeaderValue::I8(value) => {
                let value = integer(i64::from(*value));
                quote!(conformance::Header::I8(#value))
            }
            HeaderValue::I16(value) => {
                let value = integer(i64::from(*value));
                quote!(conformance::Header::I16(#value))
            }
            HeaderValue::I32(value) => {
                let value = integer(i64::from(*value));
                quote!(conformance::Header::I32(#value))
            }
            HeaderValue::I64(value) => {
                let value = integer(*value);
                quote!(conformance::Header::I64(#value))
            }
            HeaderValue::Blob(value) => quote!(conformance::Header::Base64(#value)),
            HeaderValue::Text(value) => quote!(conformance::Header::Text(#value)),
            HeaderValue::Moment(secs, nanos) => {
                let moment = Data::Moment(*secs, *nanos);
                quote!(conformance::Header::Moment(#moment))
            }
        });
    }
}
