//! Sentences made from names, for what nobody has described.

use crate::lower::names::singular_acronyms;
use crate::model::{Kind, Member, Shape, Simple};
use heck::ToSnakeCase;

/// Words that sentences write in capitals.
const ACRONYMS: [&str; 27] = [
    "acl", "ad", "api", "arn", "aws", "cpu", "db", "dns", "ec2", "fips", "gpu", "html", "http",
    "https", "iam", "id", "ip", "json", "kms", "ldap", "ou", "s3", "saml", "sql", "url", "usb",
    "vpc",
];

/// `DescribeFleets` is "Describes fleets."
pub(super) fn operation(name: &str) -> String {
    let words = words(name);
    let mut words = words.split(' ');
    let verb = third_person(words.next().unwrap_or_default());
    let rest: Vec<&str> = words.collect();
    sentence(&[verb.as_str(), &rest.join(" ")])
}

/// `BucketExists` is "Waits until bucket exists."
pub(super) fn waiter(name: &str) -> String {
    sentence(&["waits until", &words(name)])
}

/// What an operation asks or answers.
pub(super) fn payload(operation: &str, sent: bool) -> String {
    let verb = if sent { "asks" } else { "answers" };
    format!("What [`{operation}`] {verb}.")
}

/// `WorkspaceBundle` is "A workspace bundle."
pub(super) fn structure(shape: &Shape, name: &str) -> String {
    if shape.traits.error().is_some() { error(name) } else { thing(name) }
}

/// A union says that it is one.
pub(super) fn union(name: &str) -> String {
    format!("{}, in one of several forms.", thing(name).trim_end_matches('.'))
}

/// `PoolState` is "The values of a pool state."
pub(super) fn enumeration(name: &str) -> String {
    let words = words(name.strip_suffix("Enum").unwrap_or(name));
    sentence(&["the values of", &with_article(&words)])
}

/// `ResourceNotFoundException` is "The service answers: resource not found."
pub(super) fn error(name: &str) -> String {
    let words = words(name);
    let stripped = words.strip_suffix(" exception").or(words.strip_suffix(" fault"));
    format!("The service answers: {}.", stripped.unwrap_or(&words))
}

/// `DirectoryId` is "The directory ID."
pub(super) fn member(owner: &Shape, member: &Member, target: Option<&Shape>) -> String {
    let words = words(&member.name);
    let is_error = owner.traits.error().is_some();
    if is_error && words == "message" {
        return "What the service says about the error.".to_owned();
    }
    match target.map(|target| &target.kind) {
        Some(Kind::Simple(Simple::Boolean)) => format!("Whether it is so: {words}."),
        Some(Kind::Simple(Simple::Timestamp)) => format!("The moment: {words}."),
        _ => sentence(&["the", &words]),
    }
}

fn thing(name: &str) -> String {
    sentence(&[&with_article(&words(name))])
}

/// The words of a name, in lower case apart from acronyms.
fn words(name: &str) -> String {
    let name = singular_acronyms(name).to_snake_case();
    let words: Vec<String> = name.split('_').map(word).collect();
    words.join(" ")
}

fn word(word: &str) -> String {
    if ACRONYMS.contains(&word) {
        return word.to_uppercase();
    }
    match word.strip_suffix('s').filter(|single| ACRONYMS.contains(single)) {
        Some(single) => format!("{}s", single.to_uppercase()),
        None => word.to_owned(),
    }
}

/// A plural has no article.
fn with_article(words: &str) -> String {
    let is_plural =
        words.ends_with('s') && !["ss", "us", "is"].iter().any(|end| words.ends_with(end));
    if is_plural {
        return words.to_owned();
    }
    // By sound: a user, a URL, an ARN.
    let is_consonant = words.starts_with("us") || words.starts_with("uni");
    let vowel =
        words.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'F', 'H', 'I', 'L', 'M', 'X']);
    format!("{} {words}", if vowel && !is_consonant { "an" } else { "a" })
}

/// `describe` is `describes`, `copy` is `copies`.
fn third_person(verb: &str) -> String {
    let last_but_one = verb.chars().rev().nth(1);
    let vowel_before = last_but_one.is_some_and(|c| "aeiou".contains(c));
    match verb.strip_suffix('y') {
        Some(stem) if !vowel_before => format!("{stem}ies"),
        _ if verb.ends_with(['s', 'x', 'z', 'o'])
            || verb.ends_with("ch")
            || verb.ends_with("sh") =>
        {
            format!("{verb}es")
        }
        _ => format!("{verb}s"),
    }
}

/// Words with a capital first and a full stop last.
fn sentence(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    let text = parts.join(" ");
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_sentences() {
        assert_eq!(operation("DescribeFleets"), "Describes fleets.");
        assert_eq!(operation("CopyImage"), "Copies image.");
        assert_eq!(operation("DeployApp"), "Deploys app.");
        assert_eq!(operation("Publish"), "Publishes.");
        assert_eq!(enumeration("PoolStateEnum"), "The values of a pool state.");
        assert_eq!(error("ResourceInUseException"), "The service answers: resource in use.");
        assert_eq!(thing("ImageBuilder"), "An image builder.");
        assert_eq!(thing("IPAddress"), "An IP address.");
        assert_eq!(thing("UserARNs"), "User ARNs.");
        assert_eq!(thing("UserSetting"), "A user setting.");
    }
}
