//! What stands behind a backslash.

use std::str::Chars;

/// What stands behind a backslash.
pub(super) enum Escape {
    /// A character.
    Char(char),
    /// Half a character: one of the two surrogates of a character beyond the first 65,536.
    Half(u32),
    /// Any of a set of characters.
    Set(Set),
    /// What a group took.
    Group(String),
    /// Where a word begins or ends, or the text.
    Around(char),
}

/// A set of characters, as it stands in a class, and the same for what is not in it.
pub(super) struct Set {
    inside: &'static str,
    is_negated: bool,
}

impl Set {
    /// The set by itself.
    pub(super) fn alone(&self) -> String {
        match (self.inside, self.is_negated) {
            // A set that has a word of its own needs no brackets.
            (word, false) if word.starts_with('\\') && word.matches('\\').count() == 1 => {
                word.to_owned()
            }
            (r"\s", true) => r"\S".to_owned(),
            (word, true) if word.starts_with(r"\p") && word.matches('\\').count() == 1 => {
                word.replacen(r"\p", r"\P", 1)
            }
            (inside, false) => format!("[{inside}]"),
            (inside, true) => format!("[^{inside}]"),
        }
    }

    /// The set within a class.
    pub(super) fn inside(&self) -> String {
        match (self.inside, self.is_negated) {
            (inside, false) => inside.to_owned(),
            (posix, true) if posix.starts_with("[:") => posix.replacen("[:", "[:^", 1),
            _ => self.alone(),
        }
    }
}

const DIGITS: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
const SPACE: &str = r"\s";

/// Reads what stands behind a backslash.
pub(super) fn read(rest: &mut Chars<'_>) -> Result<Escape, String> {
    let letter = rest.next().ok_or("it ends with a backslash")?;
    let set = |inside, is_negated| Ok(Escape::Set(Set { inside, is_negated }));
    match letter {
        'd' => set(DIGITS, false),
        'D' => set(DIGITS, true),
        'w' => set(WORD, false),
        'W' => set(WORD, true),
        's' => set(SPACE, false),
        'S' => set(SPACE, true),
        'p' => set(property(rest)?, false),
        'P' => set(property(rest)?, true),
        'b' | 'B' | 'A' | 'z' => Ok(Escape::Around(letter)),
        't' => Ok(Escape::Char('\t')),
        'n' => Ok(Escape::Char('\n')),
        'r' => Ok(Escape::Char('\r')),
        'f' => Ok(Escape::Char('\u{c}')),
        'v' => Ok(Escape::Char('\u{b}')),
        'x' => hex(rest, 2),
        'u' => hex(rest, 4),
        'c' => control(rest),
        '0' => octal(rest),
        '1'..='9' => Ok(Escape::Group(group(letter, rest))),
        letter if letter.is_ascii_alphabetic() => Err(format!("`\\{letter}` is not known")),
        other => Ok(Escape::Char(other)),
    }
}

/// The number of a character: so many digits, or any number of them in braces.
fn hex(rest: &mut Chars<'_>, length: usize) -> Result<Escape, String> {
    let in_braces = rest.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let (digits, skip) = match in_braces {
        Some((digits, _)) => (digits, digits.len() + 2),
        None => (rest.as_str().get(..length).unwrap_or_default(), length),
    };
    let number = u32::from_str_radix(digits, 16)
        .map_err(|_| format!("`{digits}` is not the number of a character"))?;
    rest.by_ref().take(skip).for_each(drop);
    match char::from_u32(number) {
        Some(one) => Ok(Escape::Char(one)),
        None if number <= 0xFFFF => Ok(Escape::Half(number)),
        None => Err(format!("there is no character with the number {number:X}")),
    }
}

fn control(rest: &mut Chars<'_>) -> Result<Escape, String> {
    let letter = rest.next().filter(char::is_ascii_alphabetic).ok_or("`\\c` without a letter")?;
    let number = u32::from(letter.to_ascii_uppercase()) - u32::from('@');
    char::from_u32(number).map(Escape::Char).ok_or_else(|| "`\\c` without a letter".to_owned())
}

/// A null, or the number of a character in up to two more digits.
fn octal(rest: &mut Chars<'_>) -> Result<Escape, String> {
    let mut number = 0;
    for _ in 0..2 {
        let Some(digit) = rest.as_str().chars().next().and_then(|digit| digit.to_digit(8)) else {
            break;
        };
        number = number * 8 + digit;
        rest.next();
    }
    char::from_u32(number).map(Escape::Char).ok_or_else(|| "no such character".to_owned())
}

fn group(first: char, rest: &mut Chars<'_>) -> String {
    let mut number = String::from(first);
    while let Some(digit) = rest.as_str().chars().next().filter(char::is_ascii_digit) {
        number.push(digit);
        rest.next();
    }
    number
}

/// The property behind `\p`, as it stands in a class of Rust.
fn property(rest: &mut Chars<'_>) -> Result<&'static str, String> {
    let text = rest.as_str();
    let (name, skip) = match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((name, _)) => (name, name.chars().count() + 2),
        None => (text.chars().next().map_or("", |one| text.get(..one.len_utf8()).unwrap_or("")), 1),
    };
    let known = PROPERTIES.iter().find(|(known, _)| *known == name);
    let (_, set) = known.ok_or_else(|| format!("the property `{name}` is not known"))?;
    rest.by_ref().take(skip).for_each(drop);
    Ok(set)
}

/// Names of properties in models: the general categories of Unicode, and those that Java has besides.
const PROPERTIES: &[(&str, &str)] = &[
    ("L", r"\p{L}"),
    ("Lu", r"\p{Lu}"),
    ("Ll", r"\p{Ll}"),
    ("Lt", r"\p{Lt}"),
    ("Lm", r"\p{Lm}"),
    ("Lo", r"\p{Lo}"),
    ("M", r"\p{M}"),
    ("Mn", r"\p{Mn}"),
    ("Mc", r"\p{Mc}"),
    ("Me", r"\p{Me}"),
    ("N", r"\p{N}"),
    ("Nd", r"\p{Nd}"),
    ("Nl", r"\p{Nl}"),
    ("No", r"\p{No}"),
    ("P", r"\p{P}"),
    ("Pc", r"\p{Pc}"),
    ("Pd", r"\p{Pd}"),
    ("Ps", r"\p{Ps}"),
    ("Pe", r"\p{Pe}"),
    ("Pi", r"\p{Pi}"),
    ("Pf", r"\p{Pf}"),
    ("Po", r"\p{Po}"),
    ("S", r"\p{S}"),
    ("Sm", r"\p{Sm}"),
    ("Sc", r"\p{Sc}"),
    ("Sk", r"\p{Sk}"),
    ("So", r"\p{So}"),
    ("Z", r"\p{Z}"),
    ("Zs", r"\p{Zs}"),
    ("Zl", r"\p{Zl}"),
    ("Zp", r"\p{Zp}"),
    ("C", r"\p{C}"),
    ("Cc", r"\p{Cc}"),
    ("Cf", r"\p{Cf}"),
    ("Co", r"\p{Co}"),
    ("Cn", r"\p{Cn}"),
    ("LD", r"\p{L}\p{Nd}"),
    ("IsAlphabetic", r"\p{Alphabetic}"),
    ("IsWhitespace", r"\s"),
    ("IsWhite_Space", r"\s"),
    ("all", r"\s\S"),
    ("ASCII", "[:ascii:]"),
    ("Alnum", "[:alnum:]"),
    ("Alpha", "[:alpha:]"),
    ("Blank", "[:blank:]"),
    ("Cntrl", "[:cntrl:]"),
    ("Digit", "[:digit:]"),
    ("Graph", "[:graph:]"),
    ("Lower", "[:lower:]"),
    ("Print", "[:print:]"),
    ("Punct", "[:punct:]"),
    ("Space", "[:space:]"),
    ("Upper", "[:upper:]"),
    ("XDigit", "[:xdigit:]"),
];

/// Appends a character that stands for itself.
pub(super) fn push(one: char, out: &mut String) {
    match one {
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$'
        | '#' | '&' | '-' | '~' => out.extend(['\\', one]),
        one => push_plain(one, out),
    }
}

/// Appends a character that means nothing else; what does not show, by its number.
pub(super) fn push_plain(one: char, out: &mut String) {
    if one.is_ascii_graphic() || one == ' ' {
        out.push(one);
    } else {
        out.push_str(&format!("\\x{{{:x}}}", u32::from(one)));
    }
}
