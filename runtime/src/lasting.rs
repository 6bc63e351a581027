//! Texts that live on: the engine takes such text as it is, where it copies any other for each call.

use crate::sorted::Sorted;
use std::sync::{Mutex, PoisonError};

/// How many texts may live on. What a program sends with every call is few, but an answer or a caller
/// may have a say in it, and what they make must not fill the memory.
const MOST: usize = 256;

/// The most bytes of such a text.
const LONGEST: usize = 1024;

static LASTING: Lasting = Lasting::new();

/// The same text, living on; nothing where there are too many already, or it is too long.
pub(crate) fn lasting(text: &str) -> Option<&'static str> {
    LASTING.get_or_keep(text)
}

struct Lasting(Mutex<Sorted<&'static str, ()>>);

impl Lasting {
    const fn new() -> Self {
        Self(Mutex::new(Sorted::new()))
    }

    fn get_or_keep(&self, text: &str) -> Option<&'static str> {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = texts.key(text) {
            return Some(kept);
        }
        if texts.len() >= MOST || text.len() > LONGEST {
            return None;
        }
        let kept: &'static str = text.to_owned().leak();
        texts.insert(kept, ());
        Some(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Lasting, MOST};
    use std::ptr;

    #[test]
    fn a_text_is_kept_once() {
        let lasting = Lasting::new();
        let first = lasting.get_or_keep("https://example.com").unwrap();
        let second = lasting.get_or_keep(&format!("https://{}", "example.com")).unwrap();
        assert_eq!(first, "https://example.com");
        assert!(ptr::eq(first, second));
    }

    #[test]
    fn no_more_than_so_many_are_kept_and_none_that_is_long() {
        let lasting = Lasting::new();
        assert_eq!(lasting.get_or_keep(&"a".repeat(LONGEST + 1)), None);
        assert!(lasting.get_or_keep(&"a".repeat(LONGEST)).is_some());
        for number in 1..MOST {
            assert!(lasting.get_or_keep(&number.to_string()).is_some());
        }
        assert_eq!(lasting.get_or_keep("one more"), None);
        assert_eq!(lasting.get_or_keep("1"), Some("1"), "what is kept stays");
    }
}
