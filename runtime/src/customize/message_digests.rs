//! SQS answers with the MD5 of each message that it took, and gives one with each that it hands out.
//! A message that is not the one that was sent is an error.

use super::Corrupted;
use crate::http::Made;
use crate::wire::{Result as Read, json};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use md5::{Digest, Md5};

/// The digests of messages that are being sent, by their ids in a batch.
#[derive(Debug)]
struct Expected(Vec<(String, String)>);

impl Storable for Expected {
    type Storer = StoreReplace<Self>;
}

/// A message as it is sent or received, alone or in a batch, and what is said of it.
#[derive(Default)]
struct Message {
    id: Option<String>,
    message_id: Option<String>,
    body: Option<String>,
    digest: Option<String>,
}

impl json::Decode for Message {
    fn member(&mut self, name: &str, reader: &mut json::Reader<'_>) -> Read {
        match name {
            "Id" => reader.read(&mut self.id),
            "MessageId" => reader.read(&mut self.message_id),
            "MessageBody" | "Body" => reader.read(&mut self.body),
            "MD5OfMessageBody" | "MD5OfBody" => reader.read(&mut self.digest),
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
        let body = message.body.as_deref()?;
        Some((message.id.clone().unwrap_or_default(), digest(body)))
    });
    cfg.interceptor_state().store_put(Expected(digests.collect()));
}

pub(super) fn check(body: &[u8], cfg: &ConfigBag) -> Result<(), Corrupted> {
    let answered = Messages::read(body);
    let expected = cfg.load::<Expected>().map(|Expected(digests)| digests.as_slice());
    for message in answered.all() {
        let Some(said) = &message.digest else { continue };
        let id = message.id.as_deref().unwrap_or_default();
        let mut sent = expected.unwrap_or_default().iter();
        let is = match &message.body {
            Some(body) => Some(digest(body)),
            None => sent.find(|(known, _)| known == id).map(|(_, digest)| digest.clone()),
        };
        if let Some(is) = is
            && !is.eq_ignore_ascii_case(said)
        {
            let which = message.message_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
            return Err(Corrupted(format!(
                "the message{which} has the MD5 {is}, the service says {said}"
            )));
        }
    }
    Ok(())
}

/// The MD5 of a message, in hexadecimal digits.
fn digest(body: &str) -> String {
    Md5::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
}
