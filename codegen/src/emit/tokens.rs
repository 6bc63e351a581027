//! Names, docs and attributes as tokens.

use crate::ir::{Deprecated, Docs, Name};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(Ident::new(self.as_str(), Span::call_site()));
    }
}

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in self.lines() {
            let line = doc_line(line);
            tokens.extend(quote!(#[doc = #line]));
        }
    }
}

/// The text of a line of documentation. Raw where it can be: what parses these tokens reads each text
/// three times, and would take most of its time to look for escapes.
fn doc_line(line: &str) -> Literal {
    let space = if line.is_empty() { "" } else { " " };
    let raw = format!("r#\"{space}{line}\"#").parse();
    raw.unwrap_or_else(|_| Literal::string(&format!("{space}{line}")))
}

impl ToTokens for Deprecated {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match &self.note {
            Some(note) => quote!(#[deprecated(note = #note)]),
            None => quote!(#[deprecated]),
        });
    }
}

/// An identifier that is one by how it was made.
pub(super) fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

/// Text as a Rust literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}
