//! Documentation of modules and examples.

use crate::ir::{Operation, Service};

/// An example for a service's page: a call that needs no input, or the first there is.
pub(super) fn example(service: &Service, crate_name: &str) -> Vec<String> {
    let module = &service.module;
    let Some(operation) = shown(service) else { return Vec::new() };
    let method = operation.method.as_str();
    vec![
        "```no_run".to_owned(),
        format!("# async fn example() -> Result<(), {crate_name}::{module}::Error> {{"),
        format!("use {crate_name}::{module}::Client;"),
        String::new(),
        "let client = Client::builder().region(\"eu-central-1\").build();".to_owned(),
        format!("let answer = client.{method}().send().await?;"),
        "println!(\"{answer:?}\");".to_owned(),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]
}

fn shown(service: &Service) -> Option<&Operation> {
    let needs_nothing = |operation: &&Operation| {
        let input = service.structure(operation.input);
        input.is_some_and(|input| input.members.iter().all(|member| !member.required))
    };
    let all = || service.operations.iter();
    let paged = all().find(|operation| operation.paginator.is_some() && needs_nothing(operation));
    paged.or_else(|| all().find(needs_nothing)).or_else(|| all().next())
}
