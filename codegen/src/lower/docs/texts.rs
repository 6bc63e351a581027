//! Texts of a model as lines of documentation. Models say the same in many places, and above all of what
//! all their operations have: what a text came to is kept.

use super::markdown;
use std::cell::RefCell;
use std::collections::HashMap;

/// The columns of a line of documentation: 100, less indentation and slashes.
pub(super) const WIDTH: usize = 92;

/// What texts came to.
#[derive(Default)]
pub(in crate::lower) struct Texts {
    /// The paragraphs of texts.
    paragraphs: Known,
    /// The lines of blocks.
    wrapped: Known,
}

type Known = RefCell<HashMap<String, Vec<String>>>;

impl Texts {
    /// The paragraphs of a text.
    pub(super) fn paragraphs(&self, text: &str) -> Vec<String> {
        known(&self.paragraphs, text, markdown::paragraphs)
    }

    /// Blocks of Markdown as lines, with an empty line between blocks.
    pub(super) fn lines(&self, blocks: impl IntoIterator<Item = String>) -> Vec<String> {
        let mut lines = Vec::new();
        let mut after_item = false;
        for block in blocks {
            // The items of a list stand close.
            let is_item = markdown::is_item(&block);
            let is_close = after_item && is_item;
            if !lines.is_empty() && !is_close {
                lines.push(String::new());
            }
            lines.extend(known(&self.wrapped, &block, |block| markdown::wrap(block, WIDTH)));
            after_item = is_item;
        }
        lines
    }
}

fn known(all: &Known, text: &str, make: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    if let Some(made) = all.borrow().get(text) {
        return made.clone();
    }
    let made = make(text);
    all.borrow_mut().insert(text.to_owned(), made.clone());
    made
}
