//! Numbers of any size: integers as they are where 64 bits hold them, else as bytes behind a tag;
//! decimals as an exponent and an integer.

use super::read::Reader;
use super::value::{Decode, Encode};
use super::write::Writer;
use crate::wire::{Result, Text};
use crate::{BigDecimal, BigInteger};
use minicbor::data::{Int, Type};

/// The tags of RFC 8949: an integer from zero up, one below zero, a decimal.
const POSITIVE: u64 = 2;
const NEGATIVE: u64 = 3;
const DECIMAL: u64 = 4;

/// How many bytes an integer may have that is read, which is about 9,800 digits: the work grows
/// with the square.
const MAX_BYTES: usize = 4096;

/// How many zeros are written out before it takes an exponent.
const MAX_ZEROS: usize = 40;

impl Encode for BigInteger {
    fn encode(&self, writer: &mut Writer) {
        write_integer(self.as_ref(), writer);
    }
}

impl Decode for BigInteger {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        let digits = read_integer(reader)?;
        *self = digits.parse().map_err(|_| reader.error(expected::<Self>()))?;
        Ok(())
    }
}

impl Encode for BigDecimal {
    fn encode(&self, writer: &mut Writer) {
        let (digits, exponent) = match self.as_ref().split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse().unwrap_or_default()),
            None => (self.as_ref(), 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        // No text is as long as that.
        let shift = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let exponent = i128::saturating_sub(exponent, shift.into());
        writer.tag(DECIMAL);
        writer.array(2);
        writer.integer(Int::try_from(exponent).unwrap_or(Int::from(0u8)));
        write_integer(&[whole.trim_start_matches('+'), fraction].concat(), writer);
    }
}

impl Decode for BigDecimal {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        let text = match reader.peek()? {
            Type::F16 | Type::F32 | Type::F64 => reader.float()?.to_string(),
            Type::Tag => match reader.tag()? {
                DECIMAL => read_decimal(reader)?,
                tag => read_tagged(tag, reader)?,
            },
            _ => reader.integer()?.to_string(),
        };
        *self = text.parse().map_err(|_| reader.error(expected::<Self>()))?;
        Ok(())
    }
}

fn expected<T: Text>() -> String {
    format!("expected {}", T::EXPECTED)
}

/// Writes an integer: digits, with a minus or without.
fn write_integer(text: &str, writer: &mut Writer) {
    let small = text.parse().ok().and_then(|number: i128| Int::try_from(number).ok());
    if let Some(small) = small {
        return writer.integer(small);
    }
    let digits = text.trim_start_matches('-');
    let mut number = Number::from_digits(digits);
    if digits.len() < text.len() {
        writer.tag(NEGATIVE);
        number.decrement();
    } else {
        writer.tag(POSITIVE);
    }
    writer.bytes(&number.to_bytes());
}

/// Reads an integer, tagged or not, as digits.
fn read_integer(reader: &mut Reader<'_>) -> Result<String> {
    if reader.peek()? == Type::Tag {
        let tag = reader.tag()?;
        return read_tagged(tag, reader);
    }
    Ok(reader.integer()?.to_string())
}

fn read_tagged(tag: u64, reader: &mut Reader<'_>) -> Result<String> {
    if tag != POSITIVE && tag != NEGATIVE {
        return Err(reader.error("expected a number, found another tag"));
    }
    let bytes = reader.bytes()?;
    if bytes.len() > MAX_BYTES {
        return Err(reader.error(format!("an integer of more than {MAX_BYTES} bytes")));
    }
    let mut number = Number::from_bytes(&bytes);
    if tag == NEGATIVE {
        number.multiply_add(1, 1);
        return Ok(format!("-{}", number.into_digits()));
    }
    Ok(number.into_digits())
}

/// Reads the exponent and the integer of a decimal.
fn read_decimal(reader: &mut Reader<'_>) -> Result<String> {
    let (mut exponent, mut digits, mut count) = (0, String::new(), 0);
    reader.items(&mut |reader| {
        count += 1;
        match count {
            1 => exponent = reader.integer()?,
            2 => digits = read_integer(reader)?,
            _ => return Err(reader.error("expected an exponent and an integer")),
        }
        Ok(())
    })?;
    if count < 2 {
        return Err(reader.error("expected an exponent and an integer"));
    }
    Ok(decimal(&digits, exponent))
}

/// A decimal as text: with a point where that is short, else with an exponent.
fn decimal(text: &str, exponent: i128) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    match usize::try_from(exponent.saturating_neg()) {
        Ok(0) => text.to_owned(),
        Ok(places) if places < digits.len().saturating_add(MAX_ZEROS) => {
            let zeros = "0".repeat(places.saturating_add(1).saturating_sub(digits.len()));
            let digits = [&zeros, digits].concat();
            let point = digits.len() - places;
            let (whole, fraction) = digits.split_at_checked(point).unwrap_or_default();
            format!("{sign}{whole}.{fraction}")
        }
        _ => format!("{text}E{exponent}"),
    }
}

/// An integer from zero up, in steps of 32 bits, the lowest first.
struct Number(Vec<u32>);

impl Number {
    fn from_digits(digits: &str) -> Self {
        let mut number = Self(Vec::new());
        for chunk in digits.as_bytes().chunks(9) {
            let (mut scale, mut value) = (1, 0);
            for digit in chunk {
                scale *= 10;
                value = value * 10 + u32::from(digit.wrapping_sub(b'0'));
            }
            number.multiply_add(scale, value);
        }
        number
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let mut number = Self(Vec::new());
        for chunk in bytes.rchunks(4) {
            let step = chunk.iter().fold(0, |step, byte| step << 8 | u32::from(*byte));
            number.0.push(step);
        }
        number
    }

    /// Multiplies, then adds.
    fn multiply_add(&mut self, factor: u32, add: u32) {
        let mut carry = u64::from(add);
        for step in &mut self.0 {
            let value = u64::from(*step) * u64::from(factor) + carry;
            (*step, carry) = split(value);
        }
        if carry > 0 {
            self.0.push(split(carry).0);
        }
    }

    /// Takes one from a number above zero.
    fn decrement(&mut self) {
        for step in &mut self.0 {
            let (value, borrows) = step.overflowing_sub(1);
            *step = value;
            if !borrows {
                return;
            }
        }
    }

    /// The bytes, the highest first, without zeros before them.
    fn to_bytes(&self) -> Vec<u8> {
        let bytes = self.0.iter().rev().flat_map(|step| step.to_be_bytes());
        bytes.skip_while(|byte| *byte == 0).collect()
    }

    fn into_digits(mut self) -> String {
        const CHUNK: u64 = 1_000_000_000;
        let mut chunks = Vec::new();
        while let Some(highest) = self.0.last() {
            if *highest == 0 {
                self.0.pop();
                continue;
            }
            let mut rest = 0;
            for step in self.0.iter_mut().rev() {
                let value = rest << 32 | u64::from(*step);
                *step = split(value / CHUNK).0;
                rest = value % CHUNK;
            }
            chunks.push(rest);
        }
        let mut digits = String::new();
        for chunk in chunks.iter().rev() {
            digits.push_str(&format!("{chunk:09}"));
        }
        match digits.trim_start_matches('0') {
            "" => "0".to_owned(),
            digits => digits.to_owned(),
        }
    }
}

/// The low 32 bits, and those above.
fn split(value: u64) -> (u32, u64) {
    let [a, b, c, d, ..] = value.to_le_bytes();
    (u32::from_le_bytes([a, b, c, d]), value >> 32)
}
