//! Makes the client of the model beside it, with the operations that this crate calls.

use tinsmith_codegen::build::{Clients, Failed, ModelFile};

fn main() -> Result<(), Failed> {
    let lamp = ModelFile::new("models/lamp.json").operations(["ListLamps"]);
    Clients::new().model(lamp).generate()
}
