//! What a reviewer reads: the whole output for small models, and the public API of real services.

use tinsmith_codegen::ir::Service;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::options::Options;
use tinsmith_codegen::{api, model::smithy_json};
use tinsmith_tests::environment::root;
use tinsmith_tests::generate::{self, source};

fn whole_output(name: &str, service: &Service) {
    let files = generate::files(service);
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(name, generate::text(&files));
    });
}

#[test]
fn obstacles() {
    let model = generate::smithy("obstacles").unwrap_or_else(|error| panic!("{error}"));
    whole_output("obstacles", &generate::service(&model, "obstacles.json"));
}

#[test]
fn weather() {
    let model = generate::smithy("weather").unwrap_or_else(|error| panic!("{error}"));
    whole_output("weather", &generate::service(&model, "weather.json"));
}

#[test]
fn courier() {
    let model = generate::smithy("courier").unwrap_or_else(|error| panic!("{error}"));
    whole_output("courier", &generate::service(&model, "courier.json"));
}

#[test]
fn depot() {
    let model = generate::depot().unwrap_or_else(|error| panic!("{error}"));
    whole_output("depot", &generate::service(&model, "service-2.json"));
}

/// So that a PR shows a model update as an API change.
#[test]
fn public_api_of_each_service() {
    let options = Options::read(&source(&root().join("models/services.toml"))).unwrap();
    for (name, options) in &options.services {
        let path = format!("models/{name}.json");
        let model = smithy_json::read(&[source(&root().join(&path))], &options.ignore_traits);
        let model = model.unwrap_or_else(|error| panic!("{error}"));
        let service = lower(&model, options, &path).unwrap_or_else(|error| panic!("{error}"));
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("api-{name}"), api::listing(&service));
        });
    }
}
