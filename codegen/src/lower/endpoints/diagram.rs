//! `smithy.rules#endpointBdd`: a binary decision diagram, whose nodes are packed.

use super::expr::{Reader, assigned};
use super::{Lowered, array, known, object, string, version};
use crate::ir::{Endpoints, Node, Then};
use serde_json::Value;

const KEYS: [&str; 7] =
    ["version", "parameters", "conditions", "results", "root", "nodeCount", "nodes"];

/// From here on, a reference is to a result; the first is that there is none.
const RESULTS: i32 = 100_000_000;

/// Lowers a diagram.
pub(super) fn lower(value: &Value) -> Lowered<Endpoints> {
    known(value, &KEYS)?;
    version(value)?;
    let mut reader = Reader::default();
    reader.parameters(object(value, "parameters")?)?;
    let conditions = conditions(&mut reader, array(value, "conditions")?)?;
    let results = results(&mut reader, array(value, "results")?)?;
    let diagram = Diagram { triples: triples(value)?, conditions, results };
    let root = value.get("root").and_then(Value::as_i64);
    let root = root.and_then(|root| i32::try_from(root).ok()).ok_or("`root` is not a reference")?;
    let (nodes, root) = (diagram.nodes()?, diagram.then(root)?);
    if leads_back(&nodes) {
        return Err("its nodes lead back to where they came from".to_owned());
    }
    Ok(reader.table.finish_with(nodes, root))
}

fn conditions(reader: &mut Reader, listed: &[Value]) -> Lowered<Vec<usize>> {
    // Paths through the diagram decide what has a value, so all names are visible everywhere.
    for condition in listed {
        if let Some(name) = assigned(condition)? {
            reader.declare(name)?;
        }
    }
    let read = |condition| {
        let condition = reader.condition(condition)?;
        Ok(reader.table.condition(condition))
    };
    listed.iter().map(read).collect()
}

fn results(reader: &mut Reader, listed: &[Value]) -> Lowered<Vec<Then>> {
    let read = |rule: &Value| {
        known(rule, &["conditions", "endpoint", "error", "type", "documentation"])?;
        let conditions = rule.get("conditions").and_then(Value::as_array);
        if conditions.is_some_and(|conditions| !conditions.is_empty()) {
            return Err("a result of a diagram has conditions".to_owned());
        }
        let outcome = reader.outcome(rule)?;
        Ok(reader.table.result(outcome))
    };
    listed.iter().map(read).collect()
}

/// A diagram: of each node the condition, and references to what follows.
struct Diagram {
    triples: Vec<[i32; 3]>,
    conditions: Vec<usize>,
    results: Vec<Then>,
}

impl Diagram {
    /// Each node, and after it the same with its branches swapped, for references that say so.
    fn nodes(&self) -> Lowered<Vec<Node>> {
        let mut nodes = Vec::new();
        for (place, [condition, high, low]) in self.triples.iter().enumerate() {
            if place == 0 {
                // The first stands for the end.
                let end = Node { condition: 0, yes: Then::Nothing, no: Then::Nothing };
                nodes.extend([end, end]);
                continue;
            }
            let condition = usize::try_from(*condition).ok();
            let condition = condition.and_then(|place| self.conditions.get(place));
            let condition = *condition.ok_or("a node whose condition does not exist")?;
            let (yes, no) = (self.then(*high)?, self.then(*low)?);
            nodes.push(Node { condition, yes, no });
            nodes.push(Node { condition, yes: no, no: yes });
        }
        Ok(nodes)
    }

    /// What a reference leads to.
    fn then(&self, reference: i32) -> Lowered<Then> {
        let wrong = || format!("the reference {reference} leads nowhere");
        let to = |number: i32| usize::try_from(number).map_err(|_| wrong());
        match reference {
            1 | -1 | RESULTS => Ok(Then::Nothing),
            RESULTS.. => {
                let place = to(reference - RESULTS - 1)?;
                self.results.get(place).copied().ok_or_else(wrong)
            }
            _ => {
                let place = to(reference.checked_abs().ok_or_else(wrong)? - 1)?;
                let exists = place > 0 && place < self.triples.len();
                let swapped = usize::from(reference < 0);
                if exists { Ok(Then::Node(2 * place + swapped)) } else { Err(wrong()) }
            }
        }
    }
}

/// Whether any path comes to a node twice: then nodes are left when all that nothing leads to were
/// taken away, time and again.
fn leads_back(nodes: &[Node]) -> bool {
    let follows = |node: &Node| {
        let to = |then: Then| match then {
            Then::Node(place) => Some(place),
            Then::Result(_) | Then::Nothing => None,
        };
        [to(node.yes), to(node.no)]
    };
    let mut leads = vec![0_usize; nodes.len()];
    for place in nodes.iter().flat_map(follows).flatten() {
        leads.get_mut(place).into_iter().for_each(|count| *count += 1);
    }
    let mut free: Vec<usize> = leads
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(place, _)| place)
        .collect();
    let mut taken = 0;
    while let Some(place) = free.pop() {
        taken += 1;
        for next in nodes.get(place).map(follows).into_iter().flatten().flatten() {
            if let Some(count) = leads.get_mut(next) {
                *count -= 1;
                free.extend((*count == 0).then_some(next));
            }
        }
    }
    taken < nodes.len()
}

/// The nodes: base64 of three numbers each.
fn triples(value: &Value) -> Lowered<Vec<[i32; 3]>> {
    let bytes = base64(string(value, "nodes")?).ok_or("`nodes` is not base64")?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    let numbers: Vec<i32> = numbers.iter().map(|bytes| i32::from_be_bytes(*bytes)).collect();
    let (triples, more) = numbers.as_chunks::<3>();
    let count = value.get("nodeCount").and_then(Value::as_u64);
    let is_whole = rest.is_empty() && more.is_empty();
    if !is_whole || count.and_then(|count| usize::try_from(count).ok()) != Some(triples.len()) {
        return Err("`nodes` does not hold `nodeCount` nodes".to_owned());
    }
    Ok(triples.to_vec())
}

/// The bytes of a text in base64.
fn base64(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        let (first, value) = match byte {
            b'A'..=b'Z' => (b'A', 0),
            b'a'..=b'z' => (b'a', 26),
            b'0'..=b'9' => (b'0', 52),
            b'+' => (b'+', 62),
            b'/' => (b'/', 63),
            _ => return None,
        };
        Some(u32::from(byte - first + value))
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits = 0;
        for byte in chunk {
            bits = bits << 6 | digit(*byte)?;
        }
        let [_, decoded @ ..] = (bits << (6 * (4 - chunk.len()))).to_be_bytes();
        let count = chunk.len().checked_sub(1).filter(|count| *count > 0)?;
        bytes.extend(decoded.iter().take(count));
    }
    Some(bytes)
}
