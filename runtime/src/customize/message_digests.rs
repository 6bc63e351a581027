//! SQS answers with the MD5s of each message that it took, of its body and of its attributes, and gives
//! them with each that it hands out. A message that is not the one that was sent is an error.

mod attributes;

use super::Corrupted;
use crate::http::Made;
use crate::wire::{Result as Read, json};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use md5::{Digest, Md5};
use std::ops::Range;

/// The digests of messages that are being sent, by their ids in a batch.
#[derive(Debug)]
struct Expected(Vec<(String, [Option<Md5Sum>; PARTS])>);

impl Storable for Expected {
    type Storer = StoreReplace<Self>;
}

type Md5Sum = [u8; 16];

/// How many parts of a message have a digest of their own.
const PARTS: usize = 3;

/// A message as it is sent or received, alone or in a batch, and what is said of it. What it consists
/// of is looked at where there is something to compare it with.
#[derive(Default)]
struct Message {
    id: Option<String>,
    message_id: Place,
    parts: [Part; PARTS],
}

/// Where a value stands in a document.
type Place = Option<Range<usize>>;

/// A part of a message.
#[derive(Default)]
struct Part {
    value: Place,
    /// What the service says that its sum is.
    said: Place,
}

/// Makes the sum of what stands in a document; there is none of nothing.
type Make = fn(&[u8]) -> Option<Md5Sum>;

/// The parts in their order: what they are called, and how their sums are made.
const KINDS: [(&str, Make); PARTS] = [
    ("", |json| Some(Md5::digest(text(json)?).into())),
    ("the attributes of ", attributes::sum_of),
    ("the system attributes of ", attributes::sum_of),
];

impl Message {
    /// The sums of its parts in a document.
    fn sums(&self, json: &[u8]) -> [Option<Md5Sum>; PARTS] {
        let mut sums = [None; PARTS];
        for ((sum, part), (_, make)) in sums.iter_mut().zip(&self.parts).zip(KINDS) {
            *sum = within(json, &part.value).and_then(make);
        }
        sums
    }
}

impl json::Decode for Message {
    fn member(&mut self, name: &str, reader: &mut json::Reader<'_>) -> Read {
        let [body, attributes, system_attributes] = &mut self.parts;
        let place = match name {
            "Id" => return reader.read(&mut self.id),
            "MessageId" => &mut self.message_id,
            "MessageBody" | "Body" => &mut body.value,
            "MessageAttributes" => &mut attributes.value,
            "MessageSystemAttributes" => &mut system_attributes.value,
            "MD5OfMessageBody" | "MD5OfBody" => &mut body.said,
            "MD5OfMessageAttributes" => &mut attributes.said,
            "MD5OfMessageSystemAttributes" => &mut system_attributes.said,
            _ => return reader.skip(),
        };
        *place = Some(reader.place()?);
        Ok(())
    }
}

/// The bytes of a place.
fn within<'j>(json: &'j [u8], place: &Place) -> Option<&'j [u8]> {
    json.get(place.clone()?)
}

/// What a text says; nothing where it is something else.
fn text(json: &[u8]) -> Option<String> {
    json::decode(json).ok()
}

/// What a request or an answer has of messages.
#[derive(Default)]
struct Messages {
    alone: Message,
    batch: Option<Vec<Message>>,
}

impl json::Decode for Messages {
    fn member(&mut self, name: &str, reader: &mut json::Reader<'_>) -> Read {
        match name {
            "Entries" | "Successful" | "Messages" => reader.read(&mut self.batch),
            _ => self.alone.member(name, reader),
        }
    }
}

impl Messages {
    fn read(json: &[u8]) -> Self {
        json::decode(json).unwrap_or_default()
    }

    fn all(&self) -> impl Iterator<Item = &Message> {
        self.batch.iter().flatten().chain([&self.alone])
    }
}

pub(super) fn expect(made: &Made, cfg: &mut ConfigBag) {
    let json = made.body.bytes().unwrap_or_default();
    let sent = Messages::read(json);
    let digests = sent.all().filter_map(|message| {
        let sums = message.sums(json);
        // Each message has a body; what has none is none.
        let [Some(_), ..] = sums else { return None };
        Some((message.id.clone().unwrap_or_default(), sums))
    });
    cfg.interceptor_state().store_put(Expected(digests.collect()));
}

pub(super) fn check(body: &[u8], cfg: &ConfigBag) -> Result<(), Corrupted> {
    let answered = Messages::read(body);
    let expected = cfg.load::<Expected>().map(|Expected(digests)| digests.as_slice());
    for message in answered.all() {
        let id = message.id.as_deref().unwrap_or_default();
        let mut sent = expected.unwrap_or_default().iter();
        let sent = sent.find(|(known, _)| known == id).map(|(_, sums)| *sums).unwrap_or_default();
        for ((part, (what, make)), sent) in message.parts.iter().zip(KINDS).zip(sent) {
            let Some(said) = within(body, &part.said).and_then(text) else { continue };
            let sum = within(body, &part.value).and_then(make).or(sent);
            if let Some(is) = sum.filter(|is| !is_said(is, &said)) {
                let id = within(body, &message.message_id).and_then(text);
                let which = id.map(|id| format!(" {id}")).unwrap_or_default();
                let (what, is) = (format!("{what}the message{which}"), digits(&is));
                return Err(Corrupted(format!(
                    "the MD5 of {what} is {is}, the service says {said}"
                )));
            }
        }
    }
    Ok(())
}

/// Whether text is a sum in hexadecimal digits.
fn is_said(sum: &Md5Sum, said: &str) -> bool {
    let digits = sum.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let said = said.chars().map(|digit| digit.to_digit(16));
    said.eq(digits.map(|digit| Some(u32::from(digit))))
}

/// A sum in hexadecimal digits.
fn digits(sum: &Md5Sum) -> String {
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}
