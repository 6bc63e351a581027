//! The layout of tables: a value takes a line where it fits, and else a line for each of its parts.

use super::WIDTH;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The text of a value that begins at a column.
pub(super) fn layout(value: &TokenStream, column: usize) -> String {
    let mut out = String::new();
    print(value.clone(), 0, column, &mut out);
    out
}

/// Prints a value: on one line, or with its last group broken.
fn print(value: TokenStream, indent: usize, column: usize, out: &mut String) {
    let line = one_line(value.clone());
    if column + line.len() < WIDTH {
        out.push_str(&line);
        return;
    }
    let tokens: Vec<TokenTree> = value.into_iter().collect();
    match tokens.split_last() {
        Some((TokenTree::Group(group), before)) if !group.stream().is_empty() => {
            let head = one_line(before.iter().cloned().collect());
            out.push_str(&head);
            print_group(group, needs_space(before.last(), group), indent, out);
        }
        _ => out.push_str(&line),
    }
}

fn print_group(group: &Group, space: bool, indent: usize, out: &mut String) {
    let (open, close) = brackets(group.delimiter());
    let parts = split(group.stream());
    if space {
        out.push(' ');
    }
    out.push_str(open);
    // A single array or call in parentheses is broken itself.
    if let ([only], Delimiter::Parenthesis) = (parts.as_slice(), group.delimiter()) {
        print(only.clone(), indent, WIDTH, out);
    } else {
        for part in parts {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent + 4));
            print(part, indent + 4, indent + 5, out);
            out.push(',');
        }
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
    }
    out.push_str(close);
}

/// The parts of a group between its commas.
fn split(stream: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in stream {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            _ => parts.last_mut().into_iter().for_each(|part| part.extend([token.clone()])),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// Tokens on one line, spaced as a person would.
pub(super) fn one_line(stream: TokenStream) -> String {
    let mut out = String::new();
    let mut last: Option<TokenTree> = None;
    for token in stream {
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                let inside = one_line(group.stream());
                let inside = inside.trim_end_matches([',', ' ']);
                let pad = group.delimiter() == Delimiter::Brace && !inside.is_empty();
                let pad = if pad { " " } else { "" };
                let space = if needs_space(last.as_ref(), group) { " " } else { "" };
                out.extend([space, open, pad, inside, pad, close]);
            }
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                let is_path = punct.as_char() == ':'
                    && matches!(&last, Some(TokenTree::Punct(before)) if before.as_char() == ':');
                let spaced = match punct.as_char() {
                    ',' => true,
                    ':' => punct.spacing() == Spacing::Alone && !is_path,
                    _ => false,
                };
                if spaced {
                    out.push(' ');
                }
            }
            TokenTree::Ident(ident) => out.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
        }
        last = Some(token);
    }
    out
}

/// Whether a group is set off from what is before it: the braces of a structure.
fn needs_space(before: Option<&TokenTree>, group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace && matches!(before, Some(TokenTree::Ident(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn what_fits_takes_a_line() {
        let value = quote!(Rules { nodes: &[Node(0, Then::Node(1), Then::Nothing)], slots: 5 });
        assert_eq!(
            layout(&value, 10),
            "Rules { nodes: &[Node(0, Then::Node(1), Then::Nothing)], slots: 5 }"
        );
    }

    #[test]
    fn what_does_not_fit_takes_a_line_a_part() {
        let value = quote!(Rules { slots: 5, names: &["a", "b"] });
        assert_eq!(layout(&value, 80), "Rules {\n    slots: 5,\n    names: &[\"a\", \"b\"],\n}");
    }
}
