//! Patterns of text: from the syntax of models, which is that of ECMA 262 with words of Java, to that of
//! Rust.
//!
//! What both mean the same by stays as it is. In models letters and digits (`\w`, `\d`) are those of
//! ASCII, two surrogates are one character, and a brace or a bracket that opens nothing stands for itself.

mod class;
mod escape;

use escape::Escape;
use fancy_regex::Regex;
use std::str::Chars;

/// What a pattern comes to in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translated {
    /// A pattern in Rust's syntax.
    Pattern(String),
    /// Nothing: it is found in every text.
    Everything,
}

/// Translates a pattern of a model. What comes out compiles.
///
/// # Errors
///
/// Why it cannot be had in Rust.
pub fn translate(pattern: &str) -> Result<Translated, String> {
    let mut translator = Translator {
        rest: pattern.chars(),
        out: String::new(),
        groups: Vec::new(),
        looks_around: false,
    };
    translator.run()?;
    let Translator { out, looks_around, .. } = translator;
    let regex = Regex::new(&out).map_err(|error| reason(&error))?;
    // Patterns are searched for: one that takes nothing at all, wherever it stands, is everywhere.
    if !looks_around && regex.is_match("").unwrap_or(false) {
        return Ok(Translated::Everything);
    }
    Ok(Translated::Pattern(out))
}

/// The error of the engine, on one line.
fn reason(error: &fancy_regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    last.trim_start_matches("error: ").to_owned()
}

struct Translator<'p> {
    rest: Chars<'p>,
    out: String,
    /// Of each group that is open, whether it looks around and takes nothing.
    groups: Vec<bool>,
    /// Whether it matters to the pattern what stands around it.
    looks_around: bool,
}

impl Translator<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(one) = self.rest.next() {
            match one {
                '\\' => self.escape()?,
                '[' => class::translate(&mut self.rest, &mut self.out)?,
                '(' => self.open_group(),
                ')' => self.close_group(),
                '{' => self.open_brace(),
                '}' | ']' => self.out.extend(['\\', one]),
                '^' | '$' => {
                    self.looks_around = true;
                    self.out.push(one);
                }
                one if one.is_control() => escape::push_plain(one, &mut self.out),
                one => self.out.push(one),
            }
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        match escape::read(&mut self.rest)? {
            Escape::Char(one) => escape::push(one, &mut self.out),
            Escape::Half(half) => return Err(format!("`\\u{half:04X}` is half a character")),
            Escape::Set(set) => self.out.push_str(&set.alone()),
            Escape::Group(number) => self.out.push_str(&format!("\\{number}")),
            Escape::Around(letter) => {
                self.looks_around = true;
                self.out.extend(['\\', letter]);
            }
        }
        Ok(())
    }

    fn open_group(&mut self) {
        let looks = ["?=", "?!", "?<=", "?<!"];
        let is_look = looks.iter().any(|look| self.rest.as_str().starts_with(look));
        self.looks_around |= is_look;
        self.groups.push(is_look);
        self.out.push('(');
    }

    /// Looking twice is as good as looking once, and Rust has no word for it.
    fn close_group(&mut self) {
        self.out.push(')');
        if self.groups.pop() == Some(true) && self.rest.as_str().starts_with('+') {
            self.rest.next();
        }
    }

    /// How often something is repeated, or else a brace.
    fn open_brace(&mut self) {
        let counts = self.rest.as_str().split_once('}').map(|(counts, _)| counts);
        let is_count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        match counts.map(|counts| counts.split_once(',').unwrap_or((counts, "1"))) {
            Some((least, most))
                if is_count(least) && is_count(most) && !(least.is_empty() && most.is_empty()) =>
            {
                self.out.push('{');
                if least.is_empty() {
                    self.out.push('0');
                }
                for one in self.rest.by_ref() {
                    self.out.push(one);
                    if one == '}' {
                        break;
                    }
                }
            }
            _ => self.out.push_str("\\{"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(pattern: &str) -> String {
        match translate(pattern) {
            Ok(Translated::Pattern(pattern)) => pattern,
            other => panic!("{pattern}: {other:?}"),
        }
    }

    #[test]
    fn what_means_the_same_stays_as_it_is() {
        for same in
            ["^[a-z]+$", "^(a|b){1,3}?c$", r"\.+", "(?!aws:)x", r"^\s\S$", r"(.)\1", "^[^/-]$"]
        {
            assert_eq!(pattern(same), same);
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_ascii() {
        assert_eq!(pattern(r"^\d\D\w\W$"), "^[0-9][^0-9][0-9A-Za-z_][^0-9A-Za-z_]$");
        assert_eq!(pattern(r"^[\w.-]+[^\d]"), "^[0-9A-Za-z_.-]+[^0-9]");
        assert_eq!(pattern(r"^[\w-.]"), r"^[0-9A-Za-z_\-.]");
    }

    #[test]
    fn what_opens_nothing_stands_for_itself() {
        assert_eq!(pattern("^a{b}]$"), r"^a\{b\}\]$");
        assert_eq!(pattern("^[[a]{,2}$"), r"^[\[a]{0,2}$");
        assert_eq!(pattern("^[^]$"), r"^[\s\S]$");
        assert_eq!(pattern("^[a&&b~~c]$"), r"^[a&\&b~\~c]$");
    }

    #[test]
    fn escapes_are_spelt_as_in_rust() {
        assert_eq!(pattern(r"^\/\-\@\x41\u0042\cA\0$"), r"^/\-@AB\x{1}\x{0}$");
        assert_eq!(pattern(r"^[\/\-\]\u0020-\u007E]$"), r"^[/\-\] -~]$");
    }

    #[test]
    fn two_surrogates_are_one_character() {
        let all = r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]$";
        assert_eq!(pattern(all), r"^[ -\x{d7ff}\x{e000}-\x{fffd}\x{10000}-\x{10ffff}]$");
        // Some models have them in another order.
        let all = r"^[\t\uD800\uDBFF-\uDC00\uDFFF]$";
        assert_eq!(pattern(all), r"^[\x{9}\x{10000}-\x{10ffff}]$");
        assert!(translate(r"\uD800").is_err());
    }

    #[test]
    fn classes_of_java_have_other_names() {
        assert_eq!(
            pattern(r"^\p{Alpha}[\p{Punct}\P{Digit}]$"),
            "^[[:alpha:]][[:punct:][:^digit:]]$"
        );
        assert_eq!(
            pattern(r"^\p{LD}[\p{IsAlphabetic}]\pL$"),
            r"^[\p{L}\p{Nd}][\p{Alphabetic}]\p{L}$"
        );
    }

    #[test]
    fn what_is_in_every_text_comes_to_nothing() {
        for everything in [".*", r"[\w]*", "(a|)", r"[\s\S]*"] {
            assert_eq!(translate(everything), Ok(Translated::Everything), "{everything}");
        }
    }

    #[test]
    fn what_cannot_be_had_says_why() {
        for impossible in ["(", "[a", "a\\", r"\Qa\E", "[b-a]", r"[\p{Print}&&[^|]]", ".{1,65535}"]
        {
            assert!(translate(impossible).is_err(), "{impossible}");
        }
    }
}
