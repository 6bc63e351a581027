//! SQS answers with the MD5s of each message that it took, of its body and of its attributes, and gives
//! them with each that it hands out. A message that is not the one that was sent is an error.

mod attributes;

use super::Corrupted;
use crate::hex;
use crate::http::{Made, Received, ResponseReader};
use crate::operation::Current;
use crate::wire::json;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use md5::{Digest, Md5};
use std::fmt;
use std::ops::Range;

/// The digests of messages that are being sent, by their ids in a batch.
#[derive(Debug)]
struct Expected(Vec<(String, Sums)>);

impl Storable for Expected {
    type Storer = StoreReplace<Self>;
}

type Md5Sum = [u8; 16];

/// The sums of the parts of a message.
type Sums = [Option<Md5Sum>; PARTS];

/// How many parts of a message have a digest of their own.
const PARTS: usize = 3;

/// The parts in their order, as errors call them.
const KINDS: [&str; PARTS] = ["", "the attributes of ", "the system attributes of "];

/// A message as it is sent or received, alone or in a batch, and what is said of it.
#[derive(Debug, Default)]
struct Message {
    id: Place,
    message_id: Place,
    body: Option<Md5Sum>,
    /// Attributes and system attributes, which are looked at where there is something to compare
    /// them with.
    attributes: [Place; 2],
    /// What the service says that the sums of the parts are.
    said: [Place; PARTS],
}

/// Where a value stands in a document.
type Place = Option<Range<usize>>;

impl Message {
    /// Where to note the place of that member.
    fn place(&mut self, name: &str) -> Option<&mut Place> {
        let [attributes, system_attributes] = &mut self.attributes;
        let [body_said, attributes_said, system_attributes_said] = &mut self.said;
        Some(match name {
            "Id" => &mut self.id,
            "MessageId" => &mut self.message_id,
            "MessageAttributes" => attributes,
            "MessageSystemAttributes" => system_attributes,
            "MD5OfMessageBody" | "MD5OfBody" => body_said,
            "MD5OfMessageAttributes" => attributes_said,
            "MD5OfMessageSystemAttributes" => system_attributes_said,
            _ => return None,
        })
    }

    /// The sum of a part.
    fn sum(&self, part: usize, json: &[u8]) -> Option<Md5Sum> {
        let Some(attributes) = part.checked_sub(1) else { return self.body };
        within(json, self.attributes.get(attributes)?).and_then(attributes::sum_of)
    }

    /// Whether it is what the service says, and what was sent.
    fn check(&self, json: &[u8], sent: &[(String, Sums)]) -> Result<(), Corrupted> {
        let sent = sums_of(sent, within(json, &self.id));
        for (part, ((said, what), sent)) in self.said.iter().zip(KINDS).zip(sent).enumerate() {
            let Some(said) = within(json, said) else { continue };
            let mut said = json::Reader::new(said);
            let Ok(said) = said.text() else { continue };
            let Some(sum) = self.sum(part, json).or(sent) else { continue };
            let is: [u8; 32] = hex::digits(sum);
            if !is.eq_ignore_ascii_case(said.as_bytes()) {
                let is = String::from_utf8_lossy(&is);
                let id = within(json, &self.message_id).and_then(text);
                let which = id.map(|id| format!(" {id}")).unwrap_or_default();
                return Err(Corrupted(format!(
                    "the MD5 of {what}the message{which} is {is}, the service says {said}"
                )));
            }
        }
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

/// What is done with each message.
type Each<'m> = dyn FnMut(&Message) + 'm;

/// Finds the messages of a request or an answer while it is read, for reading them again would take as
/// long as reading them.
struct Messages<'m> {
    alone: Message,
    /// The message of a batch that is being read.
    of_batch: Message,
    /// Whether a batch is being read.
    is_batch: bool,
    /// Whether the body of a message is being read.
    is_body: bool,
    each: &'m mut Each<'m>,
}

impl fmt::Debug for Messages<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Messages")
    }
}

impl<'m> Messages<'m> {
    fn new(each: &'m mut Each<'m>) -> Self {
        let (alone, of_batch) = Default::default();
        Self { alone, of_batch, is_batch: false, is_body: false, each }
    }

    /// The message that an object at that depth is.
    fn at(&mut self, depth: u8) -> Option<&mut Message> {
        match depth {
            1 if !self.is_batch => Some(&mut self.alone),
            // The document, the list, the message.
            3 if self.is_batch => Some(&mut self.of_batch),
            _ => None,
        }
    }
}

impl json::Witness for Messages<'_> {
    fn begin(&mut self, depth: u8, name: &str) {
        if depth == 1 {
            self.is_batch = matches!(name, "Entries" | "Successful" | "Messages");
        }
        self.is_body = self.at(depth).is_some() && matches!(name, "MessageBody" | "Body");
    }

    fn text(&mut self, text: &str) {
        if self.is_body {
            let message = if self.is_batch { &mut self.of_batch } else { &mut self.alone };
            message.body = Some(Md5::digest(text).into());
        }
    }

    fn end(&mut self, depth: u8, name: &str, place: Range<usize>) {
        self.is_body = false;
        if let Some(noted) = self.at(depth).and_then(|message| message.place(name)) {
            *noted = Some(place);
        }
    }

    fn close(&mut self, depth: u8) {
        match depth {
            1 => (self.each)(&self.alone),
            3 if self.is_batch => {
                (self.each)(&self.of_batch);
                self.of_batch = Message::default();
            }
            _ => {}
        }
    }
}

pub(super) fn expect(made: &Made, cfg: &mut ConfigBag) {
    let json = made.body.bytes().unwrap_or_default();
    let mut digests = Vec::new();
    let mut note = |message: &Message| {
        // Each message has a body; what has none is none.
        let Some(body) = message.body else { return };
        let [attributes, system_attributes] = [1, 2].map(|part| message.sum(part, json));
        let id = within(json, &message.id).and_then(text);
        digests.push((id.unwrap_or_default(), [Some(body), attributes, system_attributes]));
    };
    // What was written here can be read.
    let _ = json::watch(json, &mut Messages::new(&mut note));
    if !digests.is_empty() {
        cfg.interceptor_state().store_put(Expected(digests));
    }
}

/// Reads what an operation gives, if the messages in it are those that were sent.
pub(super) fn read(
    current: Current,
    received: Received<'_>,
    cfg: &ConfigBag,
) -> Result<Output, OrchestratorError<Error>> {
    let body = received.body;
    let expected = cfg.load::<Expected>().map(|Expected(digests)| digests.as_slice());
    let mut checked = Ok(());
    let mut check = |message: &Message| {
        if checked.is_ok() {
            checked = message.check(body, expected.unwrap_or_default());
        }
    };
    let mut messages = Messages::new(&mut check);
    let mut reader = ResponseReader::output(current, received);
    reader.witness = Some(&mut messages);
    let output = current.operation.decode(&mut reader).map_err(OrchestratorError::other)?;
    // What is to be sent again might be sent twice.
    checked.map_err(OrchestratorError::other)?;
    Ok(output)
}

/// The sums of the message that was sent with an id, as JSON has it, or alone.
fn sums_of(sent: &[(String, Sums)], id: Option<&[u8]>) -> Sums {
    if sent.is_empty() {
        return Sums::default();
    }
    let id = id.and_then(text).unwrap_or_default();
    let same = sent.iter().find(|(known, _)| *known == id);
    same.map(|(_, sums)| *sums).unwrap_or_default()
}
