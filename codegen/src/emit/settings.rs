//! Settings of a service's own, as methods of the builder of its client.

use super::Context;
use crate::format::File;
use crate::ir::{ClientSetting, ParameterType};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's settings.
pub(super) fn emit(context: &Context<'_>) -> File {
    let mut file = context.file();
    file.use_path(format!("{}::client::Client", context.root()));
    file.use_path("tinsmith_runtime::ClientBuilder");
    let settings = &context.service.settings;
    if settings.iter().any(|setting| setting.ty == ParameterType::Strings) {
        file.use_path("tinsmith_runtime::collect");
    }
    let declared = settings.iter().map(|setting| {
        let (docs, head) = (&setting.docs, head(setting));
        quote! {
            #docs
            #head;
        }
    });
    file.item(quote! {
        /// Settings that clients of this service have besides those of all clients. Bring the trait
        /// in to set them.
        pub trait ClientSettings: Sized {
            #(#declared)*
        }
    });
    let defined = settings.iter().map(|setting| {
        let ClientSetting { parameter, .. } = setting;
        let (head, value) = (head(setting), value(setting));
        quote! {
            #head {
                self.endpoint_parameter(#parameter, #value)
            }
        }
    });
    file.item(quote! {
        impl ClientSettings for ClientBuilder<Client> {
            #(#defined)*
        }
    });
    file
}

fn head(setting: &ClientSetting) -> TokenStream {
    let name = &setting.name;
    let ty = match setting.ty {
        ParameterType::Boolean => quote!(bool),
        ParameterType::String => quote!(impl Into<String>),
        ParameterType::Strings => quote!(impl IntoIterator<Item = impl Into<String>>),
    };
    quote!(fn #name(self, value: #ty) -> Self)
}

fn value(setting: &ClientSetting) -> TokenStream {
    match setting.ty {
        ParameterType::Boolean => quote!(value),
        ParameterType::String => quote!(value.into()),
        ParameterType::Strings => quote!(collect::<String>(value)),
    }
}
