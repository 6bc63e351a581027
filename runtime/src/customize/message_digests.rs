//! SQS answers with the MD5 of each message that it took, and gives one with each that it hands out.
//! A message that is not the one that was sent is an error.

use super::Corrupted;
use crate::http::Made;
use crate::wire::{Result as Read, json};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use md5::{Digest, Md5};

/// The digests of messages that are being sent, by their ids in a batch.
#[derive(Debug)]
struct Expected(Vec<(String, Md5Sum)>);

impl Storable for Expected {
    type Storer = StoreReplace<Self>;
}

type Md5Sum = [u8; 16];

/// A message as it is sent or received, alone or in a batch, and what is said of it.
#[derive(Default)]
struct Message {
    id: Option<String>,
    message_id: Option<String>,
    /// Of its body, made while it is read.
    sum: Option<Md5Sum>,
    /// What the service says that it is.
    said: Option<String>,
}

impl json::Decode for Message {
    fn member(&mut self, name: &str, reader: &mut json::Reader<'_>) -> Read {
        match name {
            "Id" => reader.read(&mut self.id),
            "MessageId" => reader.read(&mut self.message_id),
            "MessageBody" | "Body" => {
                if !reader.null()? {
                    self.sum = Some(Md5::digest(reader.text()?).into());
                }
                Ok(())
            }
            "MD5OfMessageBody" | "MD5OfBody" => reader.read(&mut self.said),
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
    let digests = sent
        .all()
        .filter_map(|message| Some((message.id.clone().unwrap_or_default(), message.sum?)));
    cfg.interceptor_state().store_put(Expected(digests.collect()));
}

pub(super) fn check(body: &[u8], cfg: &ConfigBag) -> Result<(), Corrupted> {
    let answered = Messages::read(body);
    let expected = cfg.load::<Expected>().map(|Expected(digests)| digests.as_slice());
    for message in answered.all() {
        let Some(said) = &message.said else { continue };
        let id = message.id.as_deref().unwrap_or_default();
        let mut sent = expected.unwrap_or_default().iter();
        let of_sent = || sent.find(|(known, _)| known == id).map(|(_, sum)| *sum);
        if let Some(is) = message.sum.or_else(of_sent)
            && !is_said(&is, said)
        {
            let is = digits(&is);
            let which = message.message_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
            return Err(Corrupted(format!(
                "the message{which} has the MD5 {is}, the service says {said}"
            )));
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
