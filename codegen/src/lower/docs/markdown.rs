//! From the text of a model (Markdown, or HTML as AWS writes it) to the Markdown of rustdoc.

use htmd::HtmlToMarkdown;
use htmd::options::Options;
use std::sync::LazyLock;

/// Made once: it is costly to make, and a service has thousands of texts.
static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options { ul_bullet_spacing: 1, ol_number_spacing: 1, ..Options::default() };
    HtmlToMarkdown::builder()
        .skip_tags(vec!["script", "style", "fullname"])
        .options(options)
        .build()
});

/// The blocks of a text: paragraphs, lists, code, each as one string that is yet to be wrapped.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let markdown = if is_html(text) { from_html(text) } else { text.trim().to_owned() };
    let mut blocks: Vec<String> = Vec::new();
    let mut fenced = false;
    let mut open = false;
    for line in markdown.lines() {
        let starts_fence = line.trim_start().starts_with("```");
        if line.trim().is_empty() && !fenced {
            open = false;
            continue;
        }
        let line = if fenced || starts_fence { line.to_owned() } else { escape(line) };
        match blocks.last_mut() {
            Some(block) if open => {
                block.push('\n');
                block.push_str(&line);
            }
            _ => blocks.push(line),
        }
        open = true;
        fenced ^= starts_fence;
    }
    blocks
}

fn is_html(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let tag = after.trim_start_matches('/');
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let ends = tag.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        if !name.is_empty() && ends.starts_with(['>', ' ', '/']) && !name.starts_with("http") {
            return true;
        }
        rest = after;
    }
    false
}

fn from_html(text: &str) -> String {
    // The parser takes anything; only writing could fail, and it writes to memory.
    CONVERTER.convert(text).unwrap_or_default()
}

/// Makes text safe for rustdoc: no HTML, no links to nowhere, no bare addresses. Code is left alone.
fn escape(line: &str) -> String {
    let mut out = String::new();
    let mut after = line;
    for (place, part) in line.split('`').enumerate() {
        after = after.strip_prefix('`').filter(|_| place > 0).unwrap_or(after);
        after = after.strip_prefix(part).unwrap_or_default();
        if place > 0 {
            out.push('`');
        }
        if place % 2 == 1 {
            out.push_str(part);
        } else {
            escape_text(part, after, &mut out);
        }
    }
    out
}

/// Escapes text that has no code in it; `after` is what follows on its line, from the next code on.
fn escape_text(text: &str, after: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = out.chars().next_back();
        let is_address = rest.starts_with("http://") || rest.starts_with("https://");
        if is_address && !matches!(before, Some('(' | '<' | '"' | '/')) {
            let end = rest.find(|c: char| c.is_whitespace() || "<>)]\"".contains(c));
            let (address, behind) = rest.split_at(end.unwrap_or(rest.len()));
            let trimmed = address.trim_end_matches(['.', ',', ';', ':']);
            out.extend(["<", trimmed, ">", address.strip_prefix(trimmed).unwrap_or_default()]);
            rest = behind;
            continue;
        }
        let is_link = c == '[' && begins_link(&format!("{rest}{after}"));
        let is_autolink = c == '<' && rest.starts_with("<http");
        if before != Some('\\') && ((c == '[' && !is_link) || (c == '<' && !is_autolink)) {
            out.push('\\');
        }
        out.push(c);
        rest = rest.strip_prefix(c).unwrap_or_default();
    }
}

/// Whether a text that begins with a bracket begins with a link, with or without code in its name.
fn begins_link(text: &str) -> bool {
    let name = text.split_once("](").map(|(before, _)| before.strip_prefix('[').unwrap_or(before));
    name.is_some_and(|name| !name.contains(['[', ']']))
}

/// Wraps a block to a width; code is left alone.
pub(super) fn wrap(block: &str, width: usize) -> Vec<String> {
    if block.trim_start().starts_with("```") || block.starts_with("    ") || block.starts_with('|')
    {
        return block.lines().map(|line| line.trim_end().to_owned()).collect();
    }
    let mut lines = Vec::new();
    for item in items(block) {
        let indent = " ".repeat(hanging(&item));
        let options = textwrap::Options::new(width)
            .subsequent_indent(&indent)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let wrapped = textwrap::wrap(item.trim_end(), options);
        for (place, line) in wrapped.into_iter().enumerate() {
            lines.push(if place == 0 { line.into_owned() } else { keep_plain(&line) });
        }
    }
    lines
}

/// The items of a list, each with the lines that belong to it; a paragraph is one item.
fn items(block: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in block.lines() {
        match items.last_mut() {
            Some(item) if hanging(line) == 0 => {
                item.push(' ');
                item.push_str(line.trim());
            }
            _ => items.push(line.to_owned()),
        }
    }
    items
}

/// Whether a block is an item of a list.
pub(super) fn is_item(block: &str) -> bool {
    hanging(block) > 0
}

/// How far the text of a list's item is indented; zero for other text.
fn hanging(line: &str) -> usize {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let numbered = digits > 0 && text.chars().skip(digits).take(2).eq(". ".chars());
    if text.starts_with("* ") || text.starts_with("- ") || text.starts_with("+ ") {
        indent + 2
    } else if numbered {
        indent + digits + 2
    } else {
        0
    }
}

/// A wrapped line that would begin a list or a heading by chance is kept plain.
fn keep_plain(line: &str) -> String {
    let text = line.trim_start();
    let indent = line.get(..line.len() - text.len()).unwrap_or_default();
    if hanging(text) > 0 || text.starts_with("# ") || text.starts_with("> ") {
        format!("{indent}\\{text}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        let html = "<p>Use <code>a&lt;b&gt;</code> or <a href=\"https://x.y/z\">this</a>.</p>\
                    <ul><li><p>one</p></li><li>two</li></ul>";
        let blocks = paragraphs(html);
        assert_eq!(
            blocks.first().map(String::as_str),
            Some("Use `a<b>` or [this](https://x.y/z).")
        );
        assert!(blocks.iter().any(|block| block.contains("* one")), "{blocks:?}");
    }

    #[test]
    fn nothing_becomes_a_link_or_a_tag_by_chance() {
        assert_eq!(escape("see [REQUIRED] and <id>"), "see \\[REQUIRED] and \\<id>");
        assert_eq!(escape("[a](b) `[x]` `<y>`"), "[a](b) `[x]` `<y>`");
        let linked = "a [`Name` of it](https://a.b), [`Other`](https://a.b)";
        assert_eq!(escape(linked), linked);
        assert_eq!(escape("[`a`] or [b](c) `d`"), "\\[`a`] or [b](c) `d`");
        assert_eq!(escape("at https://a.b/c."), "at <https://a.b/c>.");
    }

    #[test]
    fn long_lines_are_wrapped() {
        let lines = wrap("* one two three four\n* five", 12);
        assert_eq!(lines, ["* one two", "  three four", "* five"]);
    }
}
