//! The protocol tests of a model, to be changed.

use super::Model;
use super::traits::{EventStreamTest, HttpRequestTest, HttpResponseTest, Trait};

/// A case of a protocol test.
#[derive(Debug)]
pub enum CaseMut<'m> {
    /// Of `smithy.test#httpRequestTests`.
    Request(&'m mut HttpRequestTest),
    /// Of `smithy.test#httpResponseTests`.
    Response(&'m mut HttpResponseTest),
    /// Of `smithy.test#eventStreamTests`.
    Event(&'m mut EventStreamTest),
}

impl Model {
    /// All cases of protocol tests, each with whether a modelled error carries it: to see what
    /// becomes of a test whose case is wrong.
    pub fn cases_mut(&mut self) -> impl Iterator<Item = (bool, CaseMut<'_>)> {
        self.shapes_mut().flat_map(|shape| {
            let is_error = shape.traits.error().is_some();
            let cases = shape.traits.iter_mut().flat_map(|one| -> Vec<CaseMut<'_>> {
                match one {
                    Trait::HttpRequestTests(tests) => {
                        tests.iter_mut().map(CaseMut::Request).collect()
                    }
                    Trait::HttpResponseTests(tests) => {
                        tests.iter_mut().map(CaseMut::Response).collect()
                    }
                    Trait::EventStreamTests(tests) => {
                        tests.iter_mut().map(CaseMut::Event).collect()
                    }
                    _ => Vec::new(),
                }
            });
            cases.map(move |case| (is_error, case))
        })
    }
}
