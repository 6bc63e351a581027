//! Lowered rules as the data that the engine evaluates. What generated code has as statics is leaked
//! here.

use crate::generate;
use std::sync::OnceLock;
use tinsmith_codegen::ir;
use tinsmith_runtime::rules::{
    BuiltIn, Condition, Expr, Function, Node, Outcome, Parameter, ParameterType, Rules, Then,
};
use tinsmith_runtime::{Partition, Partitions};

/// The partitions that are checked in.
///
/// # Panics
///
/// Where they cannot be read.
pub fn partitions() -> &'static Partitions {
    static PARTITIONS: OnceLock<&'static Partitions> = OnceLock::new();
    PARTITIONS.get_or_init(|| {
        let partitions = generate::partitions();
        leaked(Partitions::new(list(&partitions, partition)))
    })
}

fn partition(one: &ir::Partition) -> Partition {
    Partition {
        name: text(&one.name),
        dns_suffix: text(&one.dns_suffix),
        dual_stack_dns_suffix: text(&one.dual_stack_dns_suffix),
        supports_fips: one.supports_fips,
        supports_dual_stack: one.supports_dual_stack,
        implicit_global_region: text(&one.implicit_global_region),
        regions: list(&one.regions, |region| text(region)),
        region_prefixes: list(&one.region_prefixes, |prefix| text(prefix)),
    }
}

/// The rules as data that lives for ever.
///
/// # Panics
///
/// Where a slot has no place, which lowering rules out.
pub fn leak(endpoints: &ir::Endpoints) -> &'static Rules {
    let slots = Slots(&endpoints.slots, &endpoints.properties);
    leaked(Rules {
        parameters: list(&endpoints.parameters, |one| slots.parameter(one)),
        kept: list(&endpoints.kept, |name| text(name)),
        conditions: list(&endpoints.conditions, |one| slots.condition(one)),
        results: list(&endpoints.results, |one| slots.outcome(one)),
        nodes: list(&endpoints.nodes, |one| {
            Node(place(one.condition), then(one.yes), then(one.no))
        }),
    })
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: &str) -> &'static str {
    Box::leak(text.into())
}

fn list<T, U>(items: &[T], make: impl Fn(&T) -> U) -> &'static [U] {
    items.iter().map(make).collect::<Vec<_>>().leak()
}

fn place(place: usize) -> u16 {
    place.try_into().unwrap()
}

fn then(then: ir::Then) -> Then {
    match then {
        ir::Then::Node(at) => Then::To(place(at)),
        ir::Then::Result(at) => Then::End(place(at)),
        ir::Then::Nothing => Then::Nothing,
    }
}

/// The names of slots, in order, and what is known about endpoints.
struct Slots<'s>(&'s [Option<ir::Name>], &'s [(ir::Name, ir::Properties)]);

impl Slots<'_> {
    fn slot(&self, name: &ir::Name) -> u16 {
        let slot = self.0.iter().position(|slot| slot.as_ref() == Some(name));
        place(slot.expect("a slot of the table"))
    }

    fn parameter(&self, one: &ir::Parameter) -> Parameter {
        Parameter {
            name: text(&one.name),
            ty: match one.ty {
                ir::ParameterType::String => ParameterType::String,
                ir::ParameterType::Boolean => ParameterType::Boolean,
                ir::ParameterType::Strings => ParameterType::Strings,
            },
            built_in: one.built_in.map(built_in),
            default: one.default.as_ref().map(|default| self.expr(default)),
            required: one.required,
        }
    }

    fn condition(&self, one: &ir::Condition) -> Condition {
        Condition {
            function: function(one.function),
            arguments: self.exprs(&one.arguments),
            slot: one.slot.as_ref().map(|slot| self.slot(slot)),
        }
    }

    fn exprs(&self, list: &[ir::Expr]) -> &'static [Expr] {
        self::list(list, |one| self.expr(one))
    }

    fn entries(&self, entries: &[(String, ir::Expr)]) -> &'static [(&'static str, Expr)] {
        list(entries, |(name, value)| (text(name), self.expr(value)))
    }

    fn expr(&self, expr: &ir::Expr) -> Expr {
        match expr {
            ir::Expr::Str(value) => Expr::Str(text(value)),
            ir::Expr::Bool(value) => Expr::Bool(*value),
            ir::Expr::Int(value) => Expr::Int(*value),
            ir::Expr::Slot(slot) => Expr::Slot(self.slot(slot)),
            ir::Expr::Attr(of, name) => Expr::Attr(leaked(self.expr(of)), text(name)),
            ir::Expr::Item(of, place) => Expr::Item(leaked(self.expr(of)), *place),
            ir::Expr::Call(called, arguments) => {
                Expr::Call(function(*called), self.exprs(arguments))
            }
            ir::Expr::Text(template) => Expr::Text(text(template)),
            ir::Expr::List(items) => Expr::List(self.exprs(items)),
            ir::Expr::Record(entries) => Expr::Record(self.entries(entries)),
        }
    }

    fn outcome(&self, outcome: &ir::Outcome) -> Outcome {
        match outcome {
            ir::Outcome::Endpoint { url, headers, properties } => Outcome::Endpoint {
                url: self.expr(url),
                headers: list(headers, |(name, values)| (text(name), self.exprs(values))),
                properties: match properties.and_then(|place| self.1.get(place)) {
                    Some((_, properties)) => self.entries(properties),
                    None => &[],
                },
            },
            ir::Outcome::Error(message) => Outcome::Error(self.expr(message)),
        }
    }
}

fn built_in(one: ir::BuiltIn) -> BuiltIn {
    match one {
        ir::BuiltIn::Region => BuiltIn::Region,
        ir::BuiltIn::UseDualStack => BuiltIn::UseDualStack,
        ir::BuiltIn::UseFips => BuiltIn::UseFips,
        ir::BuiltIn::Endpoint => BuiltIn::Endpoint,
        ir::BuiltIn::AccountId => BuiltIn::AccountId,
        ir::BuiltIn::AccountIdEndpointMode => BuiltIn::AccountIdEndpointMode,
        ir::BuiltIn::CredentialScope => BuiltIn::CredentialScope,
        ir::BuiltIn::S3Accelerate => BuiltIn::S3Accelerate,
        ir::BuiltIn::S3DisableMultiRegionAccessPoints => BuiltIn::S3DisableMultiRegionAccessPoints,
        ir::BuiltIn::S3ForcePathStyle => BuiltIn::S3ForcePathStyle,
        ir::BuiltIn::S3UseArnRegion => BuiltIn::S3UseArnRegion,
        ir::BuiltIn::S3UseGlobalEndpoint => BuiltIn::S3UseGlobalEndpoint,
        ir::BuiltIn::S3ControlUseArnRegion => BuiltIn::S3ControlUseArnRegion,
        ir::BuiltIn::StsUseGlobalEndpoint => BuiltIn::StsUseGlobalEndpoint,
    }
}

fn function(one: ir::Function) -> Function {
    match one {
        ir::Function::IsSet => Function::IsSet,
        ir::Function::Not => Function::Not,
        ir::Function::BooleanEquals => Function::BooleanEquals,
        ir::Function::StringEquals => Function::StringEquals,
        ir::Function::GetAttr => Function::GetAttr,
        ir::Function::Coalesce => Function::Coalesce,
        ir::Function::Ite => Function::Ite,
        ir::Function::ParseUrl => Function::ParseUrl,
        ir::Function::Substring => Function::Substring,
        ir::Function::Split => Function::Split,
        ir::Function::IsValidHostLabel => Function::IsValidHostLabel,
        ir::Function::UriEncode => Function::UriEncode,
        ir::Function::AwsPartition => Function::AwsPartition,
        ir::Function::AwsParseArn => Function::AwsParseArn,
        ir::Function::AwsIsVirtualHostableS3Bucket => Function::AwsIsVirtualHostableS3Bucket,
    }
}
