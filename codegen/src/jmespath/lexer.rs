//! From text to tokens.

use super::Comparison;
use serde_json::Value;
use std::iter::Peekable;
use std::str::Chars;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, quoted or not.
    Name(String),
    /// A name without quotes right before a parenthesis.
    Function(String),
    /// An integer.
    Number(i64),
    /// A value.
    Literal(Value),
    /// `==` and its like.
    Compare(Comparison),
    /// `.`
    Dot,
    /// `*`
    Star,
    /// `[]`
    Flatten,
    /// `[?`
    Filter,
    /// `[`
    Open,
    /// `]`
    Close,
    /// `)`
    CloseParenthesis,
    /// `(`
    OpenParenthesis,
    /// `,`
    Comma,
    /// `|`
    Pipe,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `!`
    Not,
    /// `@`
    Current,
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut lexer = Lexer { rest: text.chars().peekable() };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'t> {
    rest: Peekable<Chars<'t>>,
}

impl Lexer<'_> {
    fn eat(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn take(&mut self, mut keep: impl FnMut(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(letter) = self.rest.next_if(|letter| keep(*letter)) {
            text.push(letter);
        }
        text
    }

    fn next(&mut self) -> Result<Option<Token>, String> {
        self.take(|letter| letter.is_ascii_whitespace());
        let Some(first) = self.rest.peek().copied() else { return Ok(None) };
        if first.is_ascii_alphabetic() || first == '_' {
            let name = self.take(|letter| letter.is_ascii_alphanumeric() || letter == '_');
            let is_function = self.rest.peek() == Some(&'(');
            return Ok(Some(if is_function { Token::Function(name) } else { Token::Name(name) }));
        }
        if first.is_ascii_digit() || first == '-' {
            self.rest.next();
            let digits = self.take(|letter| letter.is_ascii_digit());
            let number = format!("{first}{digits}").parse();
            return number.map(Token::Number).map(Some).map_err(|_| "a number is not one".into());
        }
        self.rest.next();
        let token = match first {
            '.' => Token::Dot,
            '*' => Token::Star,
            ']' => Token::Close,
            '(' => Token::OpenParenthesis,
            ')' => Token::CloseParenthesis,
            ',' => Token::Comma,
            '@' => Token::Current,
            '[' if self.eat(']') => Token::Flatten,
            '[' if self.eat('?') => Token::Filter,
            '[' => Token::Open,
            '|' if self.eat('|') => Token::Or,
            '|' => Token::Pipe,
            '&' if self.eat('&') => Token::And,
            '!' if self.eat('=') => Token::Compare(Comparison::Different),
            '!' => Token::Not,
            '=' if self.eat('=') => Token::Compare(Comparison::Equal),
            '<' if self.eat('=') => Token::Compare(Comparison::AtMost),
            '<' => Token::Compare(Comparison::Less),
            '>' if self.eat('=') => Token::Compare(Comparison::AtLeast),
            '>' => Token::Compare(Comparison::More),
            '\'' => Token::Literal(Value::String(self.quoted('\'')?)),
            '`' => Token::Literal(self.json()?),
            '"' => Token::Name(self.name()?),
            '{' => return Err("multi-select hashes are not supported".to_owned()),
            '&' => return Err("references to expressions are not supported".to_owned()),
            other => return Err(format!("`{other}` means nothing here")),
        };
        Ok(Some(token))
    }

    /// What stands before a quotation mark, which a backslash takes the meaning from.
    fn quoted(&mut self, mark: char) -> Result<String, String> {
        let mut text = String::new();
        loop {
            match self.rest.next() {
                Some(letter) if letter == mark => return Ok(text),
                Some('\\') if self.eat(mark) => text.push(mark),
                Some(letter) => text.push(letter),
                None => return Err(format!("there is no `{mark}` at the end")),
            }
        }
    }

    fn json(&mut self) -> Result<Value, String> {
        let text = self.quoted('`')?;
        serde_json::from_str(text.trim()).map_err(|_| format!("`{text}` is not JSON"))
    }

    fn name(&mut self) -> Result<String, String> {
        let mut text = "\"".to_owned();
        let mut escaped = false;
        loop {
            let letter = self.rest.next().ok_or("a name has no `\"` at its end")?;
            text.push(letter);
            if letter == '"' && !escaped {
                return serde_json::from_str(&text).map_err(|_| format!("{text} is not a name"));
            }
            escaped = letter == '\\' && !escaped;
        }
    }
}
