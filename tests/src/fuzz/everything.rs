//! A structure with something of every kind, in every format.

use tinsmith_runtime::prelude::*;
use tinsmith_runtime::wire::form::{Attribute, Boxed, Flat, FlatMap, Items, List, Plain, Sparse};

/// An enum of text.
#[derive(Clone)]
pub enum Kind {
    /// Known.
    Round,
    /// Not known.
    Unrecognized(String),
}

string_enum!(Kind {
    Round = "ROUND",
});

map_key!(Kind);

/// An enum of integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// Known.
    Small,
    /// Not known.
    Unrecognized(i32),
}

int_enum!(Size {
    Small = 1,
});

/// Something of every kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Everything {
    /// An attribute of an element.
    pub mark: Option<String>,
    text: Option<String>,
    flag: Option<bool>,
    short: Option<i16>,
    long: Option<i64>,
    float: Option<f32>,
    double: Option<f64>,
    blob: Option<Blob>,
    epoch: Option<DateTime>,
    whole: Option<BigInteger>,
    exact: Option<BigDecimal>,
    kind: Option<Kind>,
    size: Option<Size>,
    list: Option<Vec<Everything>>,
    moments: Option<Vec<DateTime>>,
    sparse: Option<Vec<Option<i32>>>,
    map: Option<Map<Kind, Vec<i32>>>,
    below: Option<Box<Everything>>,
    choice: Option<Choice>,
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// One variant.
    Text(String),
    /// Another.
    All(Box<Everything>),
    /// Not known.
    Unrecognized(String),
}

open_union!(Choice);

macro_rules! everything {
    ($encode:ident, $decode:ident) => {
        $encode!(Everything {
            member "text" = text,
            member "flag" = flag,
            member "short" = short,
            member "long" = long,
            member "float" = float,
            member "double" = double,
            member "blob" = blob,
            member_as(EpochSeconds) "epoch" = epoch,
            member "whole" = whole,
            member "exact" = exact,
            member "kind" = kind,
            member "size" = size,
            member "list" = list,
            member_as(List(EpochSeconds)) "moments" = moments,
            member_as(Sparse(Plain)) "sparse" = sparse,
            member "map" = map,
            member_as(Boxed) "below" = below,
            member "choice" = choice,
        });

        $decode!(Everything {
            read "text" = text,
            read "flag" = flag,
            read "short" = short,
            read "long" = long,
            read "float" = float,
            read "double" = double,
            read "blob" = blob,
            read_as(EpochSeconds) "epoch" = epoch,
            read "whole" = whole,
            read "exact" = exact,
            read "kind" = kind,
            read "size" = size,
            read "list" = list,
            read_as(List(EpochSeconds)) "moments" = moments,
            read_as(Sparse(Plain)) "sparse" = sparse,
            read "map" = map,
            read_as(Boxed) "below" = below,
            read "choice" = choice,
        });
    };
}

everything!(encode_json, decode_json);
everything!(encode_cbor, decode_cbor);

encode_xml!(Everything {
    member_as(Attribute(Plain)) "mark" = mark,
    member "text" = text,
    member "flag" = flag,
    member "short" = short,
    member "long" = long,
    member "float" = float,
    member "double" = double,
    member "blob" = blob,
    member_as(HttpDate) "epoch" = epoch,
    member "whole" = whole,
    member "exact" = exact,
    member "kind" = kind,
    member "size" = size,
    member_as(Flat(Plain)) "list" = list,
    member_as(Items("at", DateTimeText)) "moments" = moments,
    member_as(Sparse(Plain)) "sparse" = sparse,
    member_as(FlatMap("K", "V", Plain)) "map" = map,
    member_as(Boxed) "below" = below,
    member "choice" = choice,
});

decode_xml!(Everything {
    read_as(Attribute(Plain)) "mark" = mark,
    read "text" = text,
    read "flag" = flag,
    read "short" = short,
    read "long" = long,
    read "float" = float,
    read "double" = double,
    read "blob" = blob,
    read_as(HttpDate) "epoch" = epoch,
    read "whole" = whole,
    read "exact" = exact,
    read "kind" = kind,
    read "size" = size,
    read_as(Flat(Plain)) "list" = list,
    read_as(Items("at", DateTimeText)) "moments" = moments,
    read_as(Sparse(Plain)) "sparse" = sparse,
    read_as(FlatMap("K", "V", Plain)) "map" = map,
    read_as(Boxed) "below" = below,
    read "choice" = choice,
});

encode_query!(Everything {
    member "text" = text,
    member_as(Flat(Plain)) "list" = list,
    member_as(Items("at", DateTimeText)) "moments" = moments,
    member_as(FlatMap("K", "V", Plain)) "map" = map,
    member_as(Boxed) "below" = below,
});

macro_rules! choice {
    ($format:ident) => {
        impl $format::Encode for Choice {
            fn members(&self, w: &mut $format::Object<'_>) {
                match self {
                    Self::Text(value) => w.value("text", value),
                    Self::All(value) => w.value_as(Boxed, "all", value),
                    Self::Unrecognized(name) => w.refuse(name),
                }
            }
        }

        impl $format::Decode for Choice {
            fn decode(&mut self, member: &str, r: &mut $format::Reader<'_>) -> $format::Result {
                match member {
                    "text" => r.variant(self, Self::Text),
                    "all" => r.variant_as(Boxed, self, Self::All),
                    _ => r.unrecognized(member, self, Self::Unrecognized),
                }
            }
        }
    };
}

choice!(json);
choice!(xml);
choice!(cbor);

/// A value of every kind, and in it more, so many levels deep.
///
/// # Panics
///
/// Never: the numbers in it are numbers.
pub fn sample(depth: usize) -> Everything {
    let deeper = || (depth > 0).then(|| sample(depth - 1));
    Everything {
        mark: Some("a\"b".to_owned()),
        text: Some(" é<&>\r\n\u{2028}\u{1}".to_owned()),
        flag: Some(true),
        short: Some(-300),
        long: Some(i64::MAX),
        float: Some(1.25e-7),
        double: Some(f64::INFINITY),
        blob: Some(Blob::new([0, 255, 128])),
        epoch: Some(DateTime::from_secs(1_398_796_238)),
        whole: Some("-18446744073709551617".parse().unwrap()),
        exact: Some("273.150".parse().unwrap()),
        kind: Some(Kind::Unrecognized("\\u00e9".to_owned())),
        size: Some(Size::Small),
        list: deeper().map(|one| vec![one.clone(), one]),
        moments: Some(vec![DateTime::from_secs_and_nanos(-2, 500_000_000)]),
        sparse: Some(vec![None, Some(7)]),
        map: Some(Map::from([(Kind::Round, vec![1, 2])])),
        below: deeper().map(Box::new),
        choice: Some(match deeper() {
            Some(one) => Choice::All(Box::new(one)),
            None => Choice::Text("t".to_owned()),
        }),
    }
}
