//! Looking on while a document is read.

use super::cursor::Peek;
use super::read::Reader;
use crate::wire::Result;
use std::fmt;
use std::ops::Range;

/// Whoever looks on while a document is read, so that it need not be read once more for what the values
/// that are made of it do not tell.
pub(crate) trait Witness: fmt::Debug {
    /// A member begins, of an object so deep in the document; the document itself is at 1.
    fn begin(&mut self, depth: u8, name: &str);

    /// Text was read: of the member that began last, or of an item in it.
    fn text(&mut self, text: &str);

    /// A member of the object at that depth has been read from those bytes.
    fn end(&mut self, depth: u8, name: &str, place: Range<usize>);

    /// The object at that depth has ended.
    fn close(&mut self, depth: u8);
}

/// Reads a whole document for the witness alone.
///
/// # Errors
///
/// What is wrong with the JSON.
#[cfg(feature = "sqs")]
pub(crate) fn watch(json: &[u8], witness: &mut dyn Witness) -> Result {
    let mut reader = Reader::watched(json, witness);
    reader.walk()?;
    reader.finish()
}

impl Reader<'_> {
    /// Reads a value of any kind.
    #[cfg(feature = "sqs")]
    fn walk(&mut self) -> Result {
        match self.peek()? {
            Peek::Object => self.object(&mut |_, reader| reader.walk()),
            Peek::Array => self.items(&mut Self::walk),
            Peek::String => self.text().map(drop),
            _ => self.skip(),
        }
    }
}
