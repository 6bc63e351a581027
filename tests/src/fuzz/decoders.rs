//! The decoders on any bytes: what they read can be written again.

use super::everything::{Everything, sample};
use tinsmith_runtime::http::{FromHeader, HeaderForm};
use tinsmith_runtime::prelude::*;
use tinsmith_runtime::wire::form::{Base64, List, Plain};
use tinsmith_runtime::wire::{TextForm, cbor, json, query, xml};

/// Reads JSON.
pub fn read_json(data: &[u8]) {
    if let Ok(value) = json::decode::<Everything>(data) {
        let _ = json::encode(&value);
    }
    if let Ok(value) = json::decode::<Document>(data) {
        let _ = json::encode(&value);
    }
}

/// Reads XML.
pub fn read_xml(data: &[u8]) {
    if let Ok(value) = xml::decode::<Everything>(data) {
        let _ = xml::encode("R", &value);
        let _ = query::encode("A", "1", query::Style::Aws, &value);
    }
    let _ = xml::decode_in::<Everything>(data, &["below", "list"]);
}

/// Reads CBOR.
pub fn read_cbor(data: &[u8]) {
    if let Ok(value) = cbor::decode::<Everything>(data) {
        let _ = cbor::encode(&value);
    }
}

/// Reads values that are text.
pub fn read_text(data: &[u8]) {
    fn moment(form: impl TextForm<DateTime>, text: &str) {
        if let Some(moment) = form.read_text(text) {
            form.push_text(&moment, &mut String::new());
        }
    }
    let text = String::from_utf8_lossy(data);
    moment(EpochSeconds, &text);
    moment(DateTimeText, &text);
    moment(HttpDate, &text);
    let _: Option<f64> = Plain.read_text(&text);
    let _: Option<Blob> = Plain.read_text(&text);
    let _: Option<BigDecimal> = Plain.read_text(&text);
    let _ = Vec::<String>::from_header(&text);
    let _ = Vec::<i64>::from_header(&text);
    let _: Result<Vec<DateTime>, _> = List(HttpDate).read_header(&text);
    let _: Result<String, _> = Base64.read_header(&text);
}

/// What is written is read again as it was.
///
/// # Panics
///
/// Where it is not.
pub fn there_and_back() {
    // Attributes are XML's alone.
    let mut plain = sample(0);
    plain.mark = None;
    assert_eq!(json::decode::<Everything>(&json::encode(&plain).unwrap()).unwrap(), plain);
    assert_eq!(cbor::decode::<Everything>(&cbor::encode(&plain).unwrap()).unwrap(), plain);
    for depth in DEPTHS {
        let xml = xml::encode("R", &sample(depth)).unwrap();
        assert_eq!(xml::decode::<Everything>(&xml).unwrap(), sample(depth));
    }
}

const DEPTHS: [usize; 3] = [0, 1, 2];

/// JSON to begin with.
///
/// # Panics
///
/// Where a sample cannot be written.
pub fn json_samples() -> Vec<Vec<u8>> {
    DEPTHS.map(|depth| json::encode(&sample(depth)).unwrap()).to_vec()
}

/// XML to begin with.
///
/// # Panics
///
/// Where a sample cannot be written.
pub fn xml_samples() -> Vec<Vec<u8>> {
    let pieces = [
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><!----><R><![CDATA[]]></R>",
        "<!-->",
        "<!--->",
        "<![CDATA[>",
        "<![CDATA[]>",
        "<!DOCTYPE>",
        "<?>",
        "<?xml?>",
        "</",
        "< >",
    ];
    let mut samples = DEPTHS.map(|depth| xml::encode("R", &sample(depth)).unwrap()).to_vec();
    samples.extend(pieces.map(|text| text.as_bytes().to_vec()));
    samples
}

/// CBOR to begin with.
///
/// # Panics
///
/// Where a sample cannot be written.
pub fn cbor_samples() -> Vec<Vec<u8>> {
    DEPTHS.map(|depth| cbor::encode(&sample(depth)).unwrap()).to_vec()
}

/// Text to begin with.
pub fn text_samples() -> Vec<Vec<u8>> {
    let texts = [
        "1398796238.5",
        "-9223372036854775808.999999999",
        "2014-04-29T18:30:38.123456789-01:30",
        "Tue, 29 Apr 2014 18:30:38.123 GMT, Tue, 29 Apr 2014 18:30:38 GMT",
        "\"b,c\", \"\\\"def\\\"\", a",
        "1.5e10",
        "dmFsdWU=",
    ];
    texts.map(|text| text.as_bytes().to_vec()).to_vec()
}
