//! SQS answers with the MD5s of each message that it took, of its body and of its attributes, and gives
//! them with each that it hands out. A message that is not the one that was sent is an error.

mod attributes;

use super::Corrupted;
use crate::http::Made;
use crate::wire::{Result as Read, json};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use md5::{Digest, Md5};

/// The digests of messages that are being sent, by their ids in a batch.
#[derive(Debug)]
struct Expected(Vec<(String, [Option<Md5Sum>; PARTS])>);

impl Storable for Expected {
    type Storer = StoreReplace<Self>;
}

type Md5Sum = [u8; 16];

/// How many parts of a message have a digest of their own.
const PARTS: usize = 3;

/// A message as it is sent or received, alone or in a batch, and what is said of it.
#[derive(Default)]
struct Message {
    id: Option<String>,
    message_id: Option<String>,
    body: Part,
    attributes: Part,
    system_attributes: Part,
}

/// A part of a message.
#[derive(Default)]
struct Part {
    /// Made while it is read.
    sum: Option<Md5Sum>,
    /// What the service says that it is.
    said: Option<String>,
}

impl Message {
    /// The parts, and what they are called.
    fn parts(&self) -> [(&'static str, &Part); PARTS] {
        [
            ("", &self.body),
            ("the attributes of ", &self.attributes),
            ("the system attributes of ", &self.system_attributes),
        ]
    }

    fn sums(&self) -> [Option<Md5Sum>; PARTS] {
        self.parts().map(|(_, part)| part.sum)
    }
}

impl json::Decode for Message {
    fn member(&mut self, name: &str, reader: &mut json::Reader<'_>) -> Read {
        match name {
            "Id" => reader.read(&mut self.id),
            "MessageId" => reader.read(&mut self.message_id),
            "MessageBody" | "Body" => {
                if !reader.null()? {
                    self.body.sum = Some(Md5::digest(reader.text()?).into());
                }
                Ok(())
            }
            "MessageAttributes" => {
                self.attributes.sum = attributes::read(reader)?;
                Ok(())
            }
            "MessageSystemAttributes" => {
                self.system_attributes.sum = attributes::read(reader)?;
                Ok(())
            }
            "MD5OfMessageBody" | "MD5OfBody" => reader.read(&mut self.body.said),
            "MD5OfMessageAttributes" => reader.read(&mut self.attributes.said),
            "MD5OfMessageSystemAttributes" => reader.read(&mut self.system_attributes.said),
            _ => reader.skip(),
        }
    }
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
    let sent = Messages::read(made.body.bytes().unwrap_or_default());
    let digests = sent.all().filter_map(|message| {
        // Each message has a body; what has none is none.
        message.body.sum?;
        Some((message.id.clone().unwrap_or_default(), message.sums()))
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
        for ((what, part), sent) in message.parts().into_iter().zip(sent) {
            let Some((said, is)) = part.said.as_ref().zip(part.sum.or(sent)) else { continue };
            if !is_said(&is, said) {
                let id = message.message_id.as_ref();
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
