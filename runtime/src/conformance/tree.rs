//! XML as a tree, without what says nothing.

use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// An element. Its children are elements, or it holds text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    name: String,
    /// Namespaces that are declared here, by their prefixes.
    namespaces: BTreeMap<String, String>,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Element>,
}

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Element, String> {
    let document = Document::parse(text.trim()).map_err(|error| error.to_string())?;
    Ok(element(document.root_element()))
}

fn element(node: Node<'_, '_>) -> Element {
    let children: Vec<Element> = node.children().filter(Node::is_element).map(element).collect();
    let text: String =
        node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
    let inherited = node.parent_element().into_iter().flat_map(|parent| parent.namespaces());
    let inherited: Vec<(Option<&str>, &str)> =
        inherited.map(|one| (one.name(), one.uri())).collect();
    let declared = node.namespaces().map(|one| (one.name(), one.uri()));
    let declared = declared.filter(|one| !inherited.contains(one));
    let own = declared.map(|(name, uri)| (name.unwrap_or_default().to_owned(), uri.to_owned()));
    let attributes = node.attributes();
    Element {
        name: expanded(node.tag_name().namespace(), node.tag_name().name()),
        namespaces: own.collect(),
        attributes: attributes
            .map(|one| (expanded(one.namespace(), one.name()), one.value().to_owned()))
            .collect(),
        // Between elements, whitespace is for people.
        text: if children.is_empty() { text } else { text.trim().to_owned() },
        children,
    }
}

fn expanded(namespace: Option<&str>, name: &str) -> String {
    match namespace {
        Some(namespace) => format!("{{{namespace}}}{name}"),
        None => name.to_owned(),
    }
}

/// Compares two elements; children of one name must be in the same order, unless they are entries of
/// a map, whose keys have one of those names.
pub(super) fn same(actual: &Element, expected: &Element, keys: &[String]) -> Result<(), String> {
    let path = &expected.name;
    if actual.name != expected.name {
        return Err(format!("expected `{path}`, found `{}`", actual.name));
    }
    if actual.namespaces != expected.namespaces {
        let (wanted, found) = (&expected.namespaces, &actual.namespaces);
        return Err(format!("in `{path}` expected the namespaces {wanted:?}, found {found:?}"));
    }
    if actual.attributes != expected.attributes {
        let (wanted, found) = (&expected.attributes, &actual.attributes);
        return Err(format!("in `{path}` expected the attributes {wanted:?}, found {found:?}"));
    }
    if actual.text != expected.text {
        return Err(format!("in `{path}` expected {:?}, found {:?}", expected.text, actual.text));
    }
    let (wanted, found) = (sorted(expected, keys), sorted(actual, keys));
    if wanted.len() != found.len() {
        let names =
            |of: &Element| of.children.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        return Err(format!(
            "in `{path}` expected {:?}, found {:?}",
            names(expected),
            names(actual)
        ));
    }
    let mut pairs = found.into_iter().zip(wanted);
    pairs.try_for_each(|(found, wanted)| {
        same(found, wanted, keys).map_err(|why| format!("{path}: {why}"))
    })
}

/// The children, those of one name together, in their order; entries of a map by their keys.
fn sorted<'e>(element: &'e Element, keys: &[String]) -> Vec<&'e Element> {
    let mut children: Vec<&Element> = element.children.iter().collect();
    children.sort_by_key(|child| (&child.name, child.key(keys)));
    children
}

impl Element {
    /// The key of an entry of a map; nothing in anything else.
    fn key(&self, keys: &[String]) -> &str {
        let is_key = |child: &&Element| {
            let local = child.name.rsplit('}').next().unwrap_or_default();
            keys.iter().any(|key| key == local)
        };
        self.children.iter().find(is_key).map_or("", |child| child.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_same(left: &str, right: &str) -> bool {
        same(&read(left).unwrap(), &read(right).unwrap(), &["k".to_owned()]).is_ok()
    }

    #[test]
    fn what_says_nothing_does_not_count() {
        assert!(are_same(
            "<a x='1' y='2'><b/> <c>1</c></a>",
            "<a y='2' x='1'><c>1</c>\n<b></b></a>"
        ));
        let (left, right) = ("<e><k>1</k><v>2</v></e>", "<e><k>3</k><v>4</v></e>");
        assert!(are_same(&format!("<a>{left}{right}</a>"), &format!("<a>{right}{left}</a>")));
        assert!(are_same("<p:a xmlns:p='u'/>", "<p:a xmlns:p=\"u\"></p:a>"));
    }

    #[test]
    fn everything_else_does() {
        let differ = [
            ("<a/>", "<b/>"),
            ("<a x='1'/>", "<a/>"),
            ("<a xmlns='u'/>", "<a/>"),
            ("<a xmlns:p='u'/>", "<a/>"),
            ("<a>1</a>", "<a> 1</a>"),
            ("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>"),
            ("<a><b/></a>", "<a><b/><b/></a>"),
            ("<a><b/>x</a>", "<a><b/></a>"),
        ];
        for (left, right) in differ {
            assert!(!are_same(left, right), "{left} {right}");
        }
    }
}
