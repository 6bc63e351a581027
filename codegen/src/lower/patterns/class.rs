//! Classes of characters: what stands in brackets.

use super::escape::{self, Escape};
use std::str::Chars;

/// The characters beyond the first 65,536, of which a model in halves has any or all.
const BEYOND: &str = r"\x{10000}-\x{10ffff}";

/// One part of a class.
enum Part {
    Char(char),
    /// Half a character.
    Half,
    Set(String),
}

/// Translates a class whose bracket was read.
pub(super) fn translate(rest: &mut Chars<'_>, out: &mut String) -> Result<(), String> {
    let is_negated = rest.as_str().starts_with('^');
    if is_negated {
        rest.next();
    }
    let mut class = Class { text: String::new(), has_halves: false };
    while let Some(part) = part(rest)? {
        class.add(part, rest)?;
    }
    if class.has_halves {
        class.text.push_str(BEYOND);
    }
    out.push_str(match (class.text.as_str(), is_negated) {
        ("", true) => r"[\s\S]",
        ("", false) => r"[^\s\S]",
        (_, true) => "[^",
        (_, false) => "[",
    });
    if !class.text.is_empty() {
        out.extend([class.text.as_str(), "]"]);
    }
    Ok(())
}

/// The next part, unless the class ends.
fn part(rest: &mut Chars<'_>) -> Result<Option<Part>, String> {
    let one = rest.next().ok_or("a bracket is not closed")?;
    if one == ']' {
        return Ok(None);
    }
    if one == '&' && rest.as_str().starts_with("&[") {
        return Err("`&&[` would be a bracket and no intersection in ECMA 262".to_owned());
    }
    if one != '\\' {
        return Ok(Some(Part::Char(one)));
    }
    Ok(Some(match escape::read(rest)? {
        Escape::Char(one) => Part::Char(one),
        Escape::Half(half) => whole(half, rest).map_or(Part::Half, Part::Char),
        Escape::Set(set) => Part::Set(set.inside()),
        Escape::Around('b') => Part::Char('\u{8}'),
        Escape::Around(letter) => return Err(format!("`\\{letter}` stands in brackets")),
        Escape::Group(number) => return Err(format!("`\\{number}` stands in brackets")),
    }))
}

/// The character of which a half was read, if the other one is next.
fn whole(high: u32, rest: &mut Chars<'_>) -> Option<char> {
    let digits = rest.as_str().strip_prefix("\\u")?.get(..4)?;
    let low = u32::from_str_radix(digits, 16).ok()?;
    let is_pair = (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low);
    let number = is_pair.then(|| 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))?;
    rest.by_ref().take("\\u0000".len()).for_each(drop);
    char::from_u32(number)
}

struct Class {
    text: String,
    has_halves: bool,
}

impl Class {
    /// Adds a part, or the range that begins with it.
    fn add(&mut self, first: Part, rest: &mut Chars<'_>) -> Result<(), String> {
        let behind = rest.as_str().strip_prefix('-').filter(|behind| !behind.starts_with(']'));
        if behind.is_none() {
            self.one(first, rest.as_str().starts_with(']'));
            return Ok(());
        }
        rest.next();
        let Some(last) = part(rest)? else { return Ok(()) };
        match (first, last) {
            (Part::Char(first), Part::Char(last)) => self.range(first, last)?,
            (Part::Half, Part::Half) => self.has_halves = true,
            (Part::Char(first), Part::Half) => {
                self.range(first, '\u{d7ff}')?;
                self.has_halves = true;
            }
            (Part::Half, Part::Char(last)) => {
                self.range('\u{e000}', last)?;
                self.has_halves = true;
            }
            // A range has no set at its ends; what is between is a hyphen.
            (first, last) => {
                self.one(first, false);
                self.text.push_str("\\-");
                self.one(last, false);
            }
        }
        Ok(())
    }

    fn one(&mut self, part: Part, is_last: bool) {
        match part {
            Part::Char('-') if is_last || self.text.is_empty() => self.text.push('-'),
            Part::Char(one) => self.char(one),
            Part::Half => self.has_halves = true,
            Part::Set(set) => self.text.push_str(&set),
        }
    }

    fn range(&mut self, first: char, last: char) -> Result<(), String> {
        if first > last {
            return Err(format!("the range `{first}-{last}` is the wrong way round"));
        }
        self.char(first);
        self.text.push('-');
        self.char(last);
        Ok(())
    }

    fn char(&mut self, one: char) {
        let is_special = match one {
            '\\' | '[' | ']' | '-' => true,
            '^' => self.text.is_empty(),
            // Two of them are operators in Rust.
            '&' | '~' => self.text.ends_with(one),
            _ => false,
        };
        if is_special {
            self.text.push('\\');
        }
        escape::push_plain(one, &mut self.text);
    }
}
