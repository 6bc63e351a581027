//! Names. This is the only place that makes an identifier.
//!
//! A name follows from the model alone, and an addition never renames what exists: the member or
//! value that comes first keeps the plain name, one that would clash with it says in its name how
//! it is spelt. Two types that clash are an error, because a choice would have to rename one.

use super::closure::Closure;
use super::usage::Usage;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Name;
use crate::model::shape_id::is_identifier;
use crate::model::{Kind, Model, Shape, ShapeId};
use crate::options::ServiceOptions;
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Types that generated code calls by these names. A shape of such a name gets the suffix `Shape`.
const RESERVED_TYPES: [&str; 35] = [
    "Auth",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "Box",
    "ByteStream",
    "C",
    "Call",
    "CallError",
    "Client",
    "ClientSettings",
    "Clone",
    "DateTime",
    "DateTimeText",
    "Debug",
    "Default",
    "Document",
    "EpochSeconds",
    "Eq",
    "Error",
    "EventSource",
    "EventStream",
    "Hash",
    "HttpDate",
    "Into",
    "IntoIterator",
    "Map",
    "Option",
    "PartialEq",
    "Quirk",
    "Self",
    "String",
    "Unit",
    "Vec",
    "Waiting",
];

/// Methods that calls and structures have besides their setters. A member of such a name gets a
/// trailing underscore.
const RESERVED_METHODS: [&str; 9] =
    ["clone", "default", "items", "new", "pages", "presign", "send", "wait", "with"];

/// Methods that the builders of all clients have. A setting of such a name gets a trailing
/// underscore.
const RESERVED_BUILDER_METHODS: [&str; 23] = [
    "access_key",
    "app_name",
    "bearer_token",
    "build",
    "config",
    "credentials",
    "disable_request_compression",
    "endpoint_parameter",
    "endpoint_url",
    "http_client",
    "idempotency_tokens",
    "interceptor",
    "new",
    "region",
    "request_min_compression_size_bytes",
    "retry_config",
    "sleep_impl",
    "stalled_stream_protection",
    "time_source",
    "timeout_config",
    "token_provider",
    "use_dual_stack",
    "use_fips",
];

/// Methods of a client besides its operations.
const RESERVED_CLIENT_METHODS: [&str; 3] = ["builder", "clone", "new"];

/// Modules and features that a crate of services has besides theirs. A service of such a name gets a
/// trailing underscore.
const RESERVED_MODULES: [&str; 13] = [
    "alloc",
    "constraints",
    "core",
    "default",
    "dynamic",
    "files",
    "https",
    "partitions",
    "runtime",
    "sigv4a",
    "std",
    "testing",
    "tokio",
];

/// The names of a service's types.
pub(super) struct Names {
    types: HashMap<ShapeId, Name>,
    modules: HashMap<Name, Name>,
    service: Name,
}

impl Names {
    /// The name of the type of a shape.
    pub(super) fn ty(&self, id: &ShapeId) -> Option<&Name> {
        self.types.get(id)
    }

    /// The names of all types.
    pub(super) fn into_types(self) -> HashMap<ShapeId, Name> {
        self.types
    }

    /// The module of the service.
    pub(super) fn service(&self) -> &Name {
        &self.service
    }

    /// The module that a type stands in.
    pub(super) fn module(&self, name: &Name) -> Name {
        self.modules.get(name).cloned().unwrap_or_else(|| Name(snake_word(&name.0)))
    }
}

/// Gives a name to each shape that becomes a type.
pub(super) fn assign(
    model: &Model,
    options: &ServiceOptions,
    closure: &Closure<'_>,
    usage: &Usage,
    diagnostics: &mut Diagnostics,
) -> Names {
    check_renames(model, options, diagnostics);
    let data = usage.ever.iter().filter_map(|id| model.get(id)).filter(|shape| is_type(shape));
    let mut types: HashMap<ShapeId, Name> = HashMap::new();
    let mut taken: BTreeMap<Name, &Shape> = BTreeMap::new();
    for shape in data.chain(closure.all.iter().copied()) {
        let renamed = options.rename.get(shape.id.as_str());
        let renamed = renamed.or_else(|| closure.parts.rename.get(&shape.id));
        let renamed = renamed.filter(|name| is_identifier(name));
        let name = type_name(renamed.map_or(shape.id.name(), String::as_str));
        match taken.get(&name) {
            Some(other) => diagnostics.push(clash(model, shape, other, &name)),
            None => {
                taken.insert(name.clone(), shape);
                types.insert(shape.id.clone(), name);
            }
        }
    }
    for shape in &closure.all {
        check_made_names(model, shape, &types, &taken, diagnostics);
    }
    let mut scope = Scope::new(&[]);
    let modules = taken.keys().map(|name| (name.clone(), scope.field(&name.0))).collect();
    Names { types, modules, service: module(options, closure, diagnostics) }
}

/// The module of the service: as the options say, or from the sdk id.
fn module(options: &ServiceOptions, closure: &Closure<'_>, diagnostics: &mut Diagnostics) -> Name {
    let aws = closure.service.traits.aws_service();
    let sdk_id = aws.map_or(closure.service.id.name(), |aws| aws.sdk_id.as_str());
    let Some(wanted) = &options.module else { return service_module(sdk_id) };
    let name = Name(module_word(snake_word(wanted)));
    if name.0 != *wanted {
        let message = format!("`module` is `{wanted}`, which cannot be the name of a module");
        let hint = format!("use a name such as `{}`", name.0);
        diagnostics.push(Diagnostic::error(message).hint(hint));
    }
    name
}

fn is_type(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_))
}

fn check_renames(model: &Model, options: &ServiceOptions, diagnostics: &mut Diagnostics) {
    for (id, name) in &options.rename {
        let exists = ShapeId::parse(id).is_some_and(|id| model.get(&id).is_some());
        if !exists {
            let message = format!("`rename` names `{id}`, which the model does not have");
            let hint = "correct the id, or remove the entry";
            diagnostics.push(Diagnostic::error(message).hint(hint));
        }
        if !is_identifier(name) || type_name(name).0 != *name {
            let message = format!("`rename` to `{name}`, which cannot be the name of a type");
            let hint = format!("use a name such as `{}`", type_name(name).0);
            diagnostics.push(Diagnostic::error(message).hint(hint));
        }
    }
}

fn clash(model: &Model, shape: &Shape, other: &Shape, name: &Name) -> Diagnostic {
    let message =
        format!("`{}` would get the name `{}`, which `{}` has", shape.id, name.0, other.id);
    let hint = format!(
        "give one of them another name in the service's entry: \
         rename = {{ \"{}\" = \"{}2\" }}",
        shape.id, name.0
    );
    model.error(shape, message).hint(hint)
}

/// An operation without an input or output gets a structure of its own; its name must be free.
fn check_made_names(
    model: &Model,
    operation: &Shape,
    types: &HashMap<ShapeId, Name>,
    taken: &BTreeMap<Name, &Shape>,
    diagnostics: &mut Diagnostics,
) {
    let (Kind::Operation(parts), Some(name)) = (&operation.kind, types.get(&operation.id)) else {
        return;
    };
    let made =
        [(parts.input.is_none(), made_input(name)), (parts.output.is_none(), made_output(name))];
    for (_, made) in made.into_iter().filter(|(is_made, _)| *is_made) {
        if let Some(other) = taken.get(&made) {
            diagnostics.push(clash(model, other, operation, &made));
        }
    }
}

/// The name of the input of an operation that has none.
pub(super) fn made_input(operation: &Name) -> Name {
    Name(format!("{}Input", operation.0))
}

/// The name of the output of an operation that has none.
pub(super) fn made_output(operation: &Name) -> Name {
    Name(format!("{}Output", operation.0))
}

/// A shape's own name, as far as it can be the name of a type.
fn type_name(shape: &str) -> Name {
    let mut name = String::new();
    for part in shape.split('_') {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if RESERVED_TYPES.contains(&name.as_str()) {
        name.push_str("Shape");
    }
    Name(name)
}

/// The method of a client that makes a call.
pub(super) fn methods(operations: &[&Shape], types: &Names) -> HashMap<ShapeId, Name> {
    let mut scope = Scope::new(&RESERVED_CLIENT_METHODS);
    let method = |shape: &&Shape| Some((shape.id.clone(), scope.field(&types.ty(&shape.id)?.0)));
    operations.iter().filter_map(method).collect()
}

/// The methods of the builder that set parameters of the endpoint rules.
pub(super) fn settings<'n>(parameters: impl Iterator<Item = &'n str>) -> Vec<Name> {
    let mut scope = Scope::new(&RESERVED_BUILDER_METHODS);
    parameters.map(|name| scope.field(name)).collect()
}

/// The module of a service, and its feature, from its sdk id: `Route 53` is `route53`.
fn service_module(sdk_id: &str) -> Name {
    let word: String = sdk_id.chars().filter(char::is_ascii_alphanumeric).collect();
    Name(module_word(word.to_lowercase()))
}

/// A word that can be the name of a service's module.
fn module_word(word: String) -> String {
    let mut word = escape_keyword(word);
    if RESERVED_MODULES.contains(&word.as_str()) {
        word.push('_');
    }
    if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
        word.insert_str(0, "service_");
    }
    word
}

/// The method of the client that waits: `wait_until_bucket_exists`.
pub(super) fn waiter(name: &str) -> Name {
    Name(format!("wait_until_{}", snake_word(name).trim_end_matches('_')))
}

/// The constant of a slot of the endpoint rules.
pub(super) fn constant(scope: &mut Scope, name: &str) -> Name {
    Name(scope.field(name).0.to_uppercase())
}

/// Names that must differ from each other: the members of a structure, the values of an enum.
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    fn new(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// A scope of fields that are setters too.
    pub(super) fn members() -> Self {
        Self::new(&RESERVED_METHODS)
    }

    /// A scope of the variants of an enum or a union.
    pub(super) fn variants() -> Self {
        Self::new(&["Unrecognized"])
    }

    /// A scope of constants.
    pub(super) fn constants() -> Self {
        Self::new(&[])
    }

    /// A scope of functions.
    pub(super) fn functions() -> Self {
        Self::new(&[])
    }

    /// A name in snake case.
    pub(super) fn field(&mut self, spelt: &str) -> Name {
        let plain = snake_word(spelt);
        let escaped = format!("{plain}_");
        let name = if !self.taken.contains(&plain) {
            plain
        } else if !self.taken.contains(&escaped) && RESERVED_METHODS.contains(&plain.as_str()) {
            escaped
        } else {
            let plain = plain.trim_end_matches('_');
            format!("{plain}_as_{}", spelling_in_snake_case(spelt))
        };
        self.taken.insert(name.clone());
        Name(name)
    }

    /// A name in upper camel case.
    pub(super) fn variant(&mut self, spelt: &str) -> Name {
        let plain = camel_word(spelt);
        let name = if self.taken.contains(&plain) {
            format!("{}As{}", plain.trim_end_matches('_'), spelling(spelt))
        } else {
            plain
        };
        self.taken.insert(name.clone());
        Name(name)
    }
}

/// Snake case of a word that may be anything; never a keyword.
fn snake_word(spelt: &str) -> String {
    let mut word = singular_acronyms(spelt).to_snake_case();
    word.retain(|c| c.is_ascii_alphanumeric() || c == '_');
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        word.insert(0, '_');
    }
    if word.is_empty() {
        word = format!("value_{}", spelling_in_snake_case(spelt));
    }
    escape_keyword(word)
}

/// Upper camel case of a word that may be anything; never a keyword.
fn camel_word(spelt: &str) -> String {
    let mut word = singular_acronyms(spelt).to_upper_camel_case();
    word.retain(|c| c.is_ascii_alphanumeric());
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        word.insert(0, 'V');
    }
    match word.as_str() {
        "" if spelt.is_empty() => "Empty".to_owned(),
        "" => format!("Value{}", spelling(spelt)),
        "Self" => "Self_".to_owned(),
        _ => word,
    }
}

/// An acronym with a plural s is one word: `ARNs` is `Arns`, not `AR` and `Ns`.
pub(super) fn singular_acronyms(spelt: &str) -> String {
    let letters: Vec<char> = spelt.chars().collect();
    let upper =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_uppercase);
    let is_letter = |at: usize| letters.get(at).is_some_and(char::is_ascii_lowercase);
    let is_plural = |at: usize| {
        letters.get(at) == Some(&'s')
            && upper(at.checked_sub(1))
            && upper(at.checked_sub(2))
            && !is_letter(at + 1)
    };
    // Upper case makes it part of the acronym, whose last letter no longer begins a word.
    let mark = |(at, letter): (usize, &char)| if is_plural(at) { 'S' } else { *letter };
    let marked: String = letters.iter().enumerate().map(mark).collect();
    split_after_plurals(&marked, spelt)
}

/// Keeps the words apart that follow a plural: `ARNsToTag` is `arns_to_tag`.
fn split_after_plurals(marked: &str, spelt: &str) -> String {
    let mut out = String::new();
    let mut after_plural = false;
    for (new, old) in marked.chars().zip(spelt.chars()) {
        if after_plural && new.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(new);
        after_plural = new != old;
    }
    out
}

/// How a word is spelt, letter by letter, in letters that names may have.
fn spelling(spelt: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_string() } else { format!("x{:x}", u32::from(c)) }
    };
    spelt.chars().map(letter).collect()
}

/// The same in lower case: a capital is marked by an underscore behind it.
fn spelling_in_snake_case(spelt: &str) -> String {
    let letter = |c: char| {
        let mark = if c.is_ascii_uppercase() { "_" } else { "" };
        format!("{}{mark}", c.to_ascii_lowercase())
    };
    spelling(spelt).chars().map(letter).collect::<String>().trim_end_matches('_').to_owned()
}

/// Adds an underscore to a word that Rust has a meaning for.
fn escape_keyword(mut word: String) -> String {
    const KEYWORDS: [&str; 52] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    if KEYWORDS.contains(&word.as_str()) {
        word.push('_');
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_with_a_plural_s_are_one_word() {
        let cases = [
            ("ARNs", "arns"),
            ("TargetARNs", "target_arns"),
            ("ARNsToTag", "arns_to_tag"),
            ("SecurityGroupIds", "security_group_ids"),
            ("VPCSettings", "vpc_settings"),
            ("IPs", "ips"),
            ("DNSServers", "dns_servers"),
            ("IconURL", "icon_url"),
            ("S3Bucket", "s3_bucket"),
            ("MaxResults", "max_results"),
        ];
        for (spelt, name) in cases {
            assert_eq!(snake_word(spelt), name);
        }
    }

    #[test]
    fn modules_of_services_are_told_apart_from_those_of_the_crate() {
        let cases = [
            ("Route 53", "route53"),
            ("Runtime", "runtime_"),
            ("Match", "match_"),
            ("Tokio", "tokio_"),
            ("Dynamic", "dynamic_"),
            ("1Password", "service_1password"),
        ];
        for (sdk_id, name) in cases {
            assert_eq!(service_module(sdk_id).0, name);
        }
    }

    #[test]
    fn keywords_and_reserved_methods_get_an_underscore() {
        let mut scope = Scope::members();
        assert_eq!(scope.field("Type").0, "type_");
        assert_eq!(scope.field("Send").0, "send_");
        assert_eq!(scope.field("Input").0, "input");
    }

    #[test]
    fn the_first_of_two_that_clash_keeps_the_plain_name() {
        let mut scope = Scope::variants();
        assert_eq!(scope.variant("ENABLED").0, "Enabled");
        assert_eq!(scope.variant("enabled").0, "EnabledAsenabled");
        assert_eq!(scope.variant("a-b").0, "AB");
        assert_eq!(scope.variant("a_b").0, "ABAsax5fb");
        assert_eq!(scope.variant("Unrecognized").0, "UnrecognizedAsUnrecognized");
        let mut scope = Scope::members();
        assert_eq!(scope.field("fooBar").0, "foo_bar");
        assert_eq!(scope.field("FooBar").0, "foo_bar_as_f_oob_ar");
    }

    #[test]
    fn any_value_can_be_a_variant() {
        let mut scope = Scope::variants();
        let cases = [
            ("t2.micro", "T2Micro"),
            ("2019-10", "V201910"),
            ("", "Empty"),
            ("*", "Valuex2a"),
            ("self", "Self_"),
            ("dev/test", "DevTest"),
        ];
        for (value, name) in cases {
            assert_eq!(scope.variant(value).0, name);
        }
    }

    #[test]
    fn types_keep_their_spelling() {
        let cases = [
            ("AGAMode", "AGAMode"),
            ("tag", "Tag"),
            ("__string_enum", "StringEnum"),
            ("Option", "OptionShape"),
            ("_1st", "_1st"),
        ];
        for (shape, name) in cases {
            assert_eq!(type_name(shape).0, name);
        }
    }
}
