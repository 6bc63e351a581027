//! Queries as the body of requests.

use super::{Encode, Style, encode};
use crate::Protocol;
use crate::http::RequestWriter;
use crate::operation::Current;

impl RequestWriter {
    /// Writes all members as the parameters of a form.
    pub fn query_document(&mut self, value: &dyn Encode) {
        let Current { operation, service, .. } = self.current();
        let style = match service.protocol {
            Protocol::Ec2Query => Style::Ec2,
            _ => Style::Aws,
        };
        let made = encode(operation.name(), service.version, style, value);
        self.set_document("application/x-www-form-urlencoded", made.map(String::into_bytes));
    }
}
