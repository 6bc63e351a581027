//! Protocol tests and endpoint tests: a function for each case.

mod data;
mod endpoints;
mod events;

use super::Context;
use crate::format::File;
use crate::ir::Name;
use crate::ir::tests::{
    Body, Case, Data, Expected, Outcome, RequestTest, ResponseTest, Setting, Streaming,
};
use data::{is_empty, text};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's tests.
pub(super) fn emit(context: &Context<'_>) -> File {
    let mut file = context.file();
    file.inner_doc("The tests that the model carries.");
    file.use_path("super::*");
    file.use_path("tinsmith_runtime::prelude::*");
    file.use_path("tinsmith_runtime::conformance");
    let tests = &context.service.tests;
    tests.requests.iter().for_each(|test| file.item_as_it_is(request(test)));
    tests.responses.iter().for_each(|test| file.item_as_it_is(response(test)));
    tests.events.iter().for_each(|test| file.item_as_it_is(events::test(test)));
    tests.endpoints.iter().for_each(|test| file.item_as_it_is(endpoints::test(test)));
    file
}

/// A test, of what stands in it.
fn function(case: &Case, body: &TokenStream) -> TokenStream {
    let Case { name, docs, .. } = case;
    quote! {
        #docs
        #[tokio::test]
        async fn #name() -> conformance::Checked {
            #body
        }
    }
}

/// The client, and a call that is ready to be sent.
fn call(case: &Case) -> TokenStream {
    call_from(&quote!(wire), case)
}

/// The same, by a client that something else than a wire makes.
fn call_from(maker: &TokenStream, case: &Case) -> TokenStream {
    let method = &case.method;
    let input = &case.input;
    let client = client(maker, case);
    let settings = call_settings(case);
    if is_empty(input) {
        quote! {
            #client
            let call = client.#method()#settings;
        }
    } else {
        quote! {
            #client
            let mut call = client.#method()#settings;
            call.input = #input;
        }
    }
}

/// What the wire tells the client.
fn host(case: &Case) -> TokenStream {
    let settings = case.settings.iter().filter_map(|setting| match setting {
        Setting::Host(host) => Some(quote!(.host(#host))),
        Setting::NoHost => Some(quote!(.no_host())),
        _ => None,
    });
    quote!(#(#settings)*)
}

/// The client, with settings of its own if it has any.
fn client(maker: &TokenStream, case: &Case) -> TokenStream {
    let settings: Vec<TokenStream> = case.settings.iter().filter_map(client_setting).collect();
    if settings.is_empty() {
        return quote!(let client: Client = #maker.client(););
    }
    quote! {
        let client: Client = #maker.client_with(|client| client #(#settings)*);
    }
}

fn client_setting(setting: &Setting) -> Option<TokenStream> {
    match setting {
        Setting::Region(region) => Some(quote!(.region(#region))),
        Setting::DualStack(value) => Some(quote!(.use_dual_stack(#value))),
        Setting::Own(method, value) => Some(quote!(.#method(#value))),
        Setting::Parameter(name, value) => Some(quote!(.endpoint_parameter(#name, #value))),
        Setting::Fips(value) => Some(quote!(.use_fips(#value))),
        Setting::Url(url) => Some(quote!(.endpoint_url(#url))),
        Setting::Host(_)
        | Setting::NoHost
        | Setting::Account(_)
        | Setting::AccountMode(_)
        | Setting::CallParameter(..) => None,
    }
}

/// Settings of the call alone.
fn call_settings(case: &Case) -> TokenStream {
    let settings = case.settings.iter().filter_map(|setting| match setting {
        Setting::CallParameter(name, value) => {
            Some(quote!(.with(|call| call.endpoint_parameter(#name, #value))))
        }
        _ => None,
    });
    quote!(#(#settings)*)
}

fn request(test: &RequestTest) -> TokenStream {
    let host = host(&test.case);
    let call = call(&test.case);
    let expected = expected(&test.expected);
    function(
        &test.case,
        &quote! {
            let wire = conformance::Wire::silent()#host;
            #call
            wire.sent(call.send().await)?#expected.done()
        },
    )
}

/// What must be so of a request, a method each.
fn expected(expected: &Expected) -> TokenStream {
    let Expected { http_method, path, host, query, headers, .. } = expected;
    let Expected { forbidden_query, required_query, keys, .. } = expected;
    let Expected { forbidden_headers, required_headers, .. } = expected;
    let host = host.iter();
    let headers = headers.iter().map(|(name, value)| quote!(.header(#name, #value)));
    let body = expected.body.iter().map(expected_body);
    quote! {
        .method(#http_method)
        .path(#path)
        #(.host(#host))*
        #(.query(#query))*
        #(.no_query(#forbidden_query))*
        #(.some_query(#required_query))*
        #(#headers)*
        #(.no_header(#forbidden_headers))*
        #(.some_header(#required_headers))*
        #(.map_key(#keys))*
        #(#body)*
    }
}

fn expected_body(body: &Body) -> TokenStream {
    let (method, text) = match body {
        Body::Empty => return quote!(.empty()),
        Body::Text(said) => (quote!(text), text(said)),
        Body::Json(said) => (quote!(json), text(said)),
        Body::Xml(said) => (quote!(xml), text(said)),
        Body::Form(said) => (quote!(form), text(said)),
        Body::Cbor(said) => (quote!(cbor), text(said)),
    };
    quote!(.#method(#text))
}

fn response(test: &ResponseTest) -> TokenStream {
    let status = proc_macro2::Literal::u16_unsuffixed(test.status);
    let headers = test.headers.iter().map(|(name, value)| quote!(.header(#name, #value)));
    let body = answered_body(&test.body);
    let call = call(&test.case);
    let outcome = outcome(&test.outcome, test.status);
    function(
        &test.case,
        &quote! {
            let wire = conformance::Wire::answering(#status)
                #(#headers)*
                #body;
            #call
            #outcome
        },
    )
}

/// The body of an answer.
fn answered_body(body: &Body) -> TokenStream {
    match body {
        Body::Empty => TokenStream::new(),
        Body::Cbor(said) => quote!(.base64(#said)),
        Body::Text(said) | Body::Json(said) | Body::Xml(said) | Body::Form(said) => {
            let said = text(said);
            quote!(.body(#said))
        }
    }
}

/// What must come of a call.
fn outcome(outcome: &Outcome, status: u16) -> TokenStream {
    match outcome {
        Outcome::Output(data) => output(data),
        Outcome::Streaming(output) => streaming(output),
        Outcome::Error { variant, error, code, message } => {
            let told = [code, message].map(|said| match said {
                Some(said) => quote!(Some(#said)),
                None => quote!(None),
            });
            refusal(&quote!(call.send().await), status, variant, error.as_ref(), &told)
        }
    }
}

fn output(expected: &Data) -> TokenStream {
    let check = check(expected);
    quote! {
        let expected = #expected;
        conformance::#check(&conformance::answered(call.send().await)?, &expected)
    }
}

/// An output with a stream is compared member by member.
fn streaming(output: &Streaming) -> TokenStream {
    let stream = &output.stream;
    let fields = output.fields.iter().map(|(field, data)| match data {
        Some(data) => {
            let check = check(data);
            quote!(conformance::#check(&output.#field, &#data)?;)
        }
        None => quote!(conformance::same(&output.#field, &Default::default())?;),
    });
    let brings = match &output.brings {
        Data::Stream(bytes) => {
            let bytes = data::bytes(bytes);
            quote!(conformance::same_stream(output.#stream, #bytes).await)
        }
        Data::Events(events) => {
            let expected = Data::List(events.clone());
            quote! {
                let expected = #expected;
                conformance::same(&conformance::answered(output.#stream.collect().await)?, &expected)
            }
        }
        other => quote!(conformance::same(&output.#stream, &#other)),
    };
    quote! {
        let output = conformance::answered(call.send().await)?;
        #(#fields)*
        #brings
    }
}

fn refusal(
    result: &TokenStream,
    status: u16,
    variant: &Name,
    error: Option<&Data>,
    told: &[TokenStream],
) -> TokenStream {
    let status = proc_macro2::Literal::u16_unsuffixed(status);
    let (expected, same) = match error {
        Some(data) => {
            let check = check(data);
            (quote!(let expected = #data;), quote!(conformance::#check(&*refused, &expected)))
        }
        None => (TokenStream::new(), quote!(Ok(()))),
    };
    quote! {
        #expected
        match #result {
            Err(Error::#variant(refused)) => {
                conformance::told(refused.answer(), #status, #(#told),*)?;
                #same
            }
            other => conformance::not_refused(other),
        }
    }
}

/// How a value is compared.
fn check(expected: &Data) -> TokenStream {
    if expected.holds_nan() { quote!(same_but_for_nan) } else { quote!(same) }
}
