//! The functions of rules, and what they take.

use super::Lowered;
use crate::ir::Function;
use std::ops::RangeInclusive;

/// The function of a name, if it takes that many arguments.
pub(super) fn function(name: &str, arguments: usize) -> Lowered<Function> {
    let (function, takes) = find(name).ok_or_else(|| match name {
        "" => "a call without the name of a function".to_owned(),
        name => format!("the function `{name}` is not known"),
    })?;
    if takes.contains(&arguments) {
        return Ok(function);
    }
    let count = match (takes.start(), takes.end()) {
        (1, 1) => "1 argument".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (least, _) => format!("{least} arguments or more"),
    };
    Err(format!("the function `{name}` takes {count}, not {arguments}"))
}

fn find(name: &str) -> Option<(Function, RangeInclusive<usize>)> {
    Some(match name {
        "isSet" => (Function::IsSet, 1..=1),
        "not" => (Function::Not, 1..=1),
        "booleanEquals" => (Function::BooleanEquals, 2..=2),
        "stringEquals" => (Function::StringEquals, 2..=2),
        "getAttr" => (Function::GetAttr, 2..=2),
        "coalesce" => (Function::Coalesce, 2..=usize::MAX),
        "ite" => (Function::Ite, 3..=3),
        "parseURL" => (Function::ParseUrl, 1..=1),
        "substring" => (Function::Substring, 4..=4),
        "split" => (Function::Split, 3..=3),
        "isValidHostLabel" => (Function::IsValidHostLabel, 2..=2),
        "uriEncode" => (Function::UriEncode, 1..=1),
        "aws.partition" => (Function::AwsPartition, 1..=1),
        "aws.parseArn" => (Function::AwsParseArn, 1..=1),
        "aws.isVirtualHostableS3Bucket" => (Function::AwsIsVirtualHostableS3Bucket, 2..=2),
        _ => return None,
    })
}
