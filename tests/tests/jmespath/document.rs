//! Answers by chance.

use super::query::Node;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use tinsmith_codegen::ir::waiters::Expected;
use tinsmith_codegen::ir::{Service, Structure, Type};
use tinsmith_codegen::jmespath::Expr;
use tinsmith_tests::fuzz::Dice;

/// What an expression speaks of.
pub struct Words {
    members: Vec<String>,
    values: Vec<String>,
}

impl Words {
    pub fn of(expr: &Expr, expected: &Expected) -> Self {
        let mut words = Words { members: Vec::new(), values: vec!["another".to_owned()] };
        if let Expected::Text(text) | Expected::All(text) | Expected::Any(text) = expected {
            words.values.extend([text.clone(), text.clone()]);
        }
        words.walk(expr);
        words
    }

    fn walk(&mut self, expr: &Expr) {
        match expr {
            Expr::Field(name) => self.members.push(name.clone()),
            Expr::Literal(Value::String(text)) => self.values.push(text.clone()),
            Expr::Current | Expr::Literal(_) => {}
            Expr::Item(inner, _) | Expr::Not(inner) => self.walk(inner),
            Expr::Then(one, two)
            | Expr::Each(one, two)
            | Expr::Flat(one, two)
            | Expr::Values(one, two)
            | Expr::Compare(_, one, two)
            | Expr::Or(one, two)
            | Expr::And(one, two) => [one, two].iter().for_each(|one| self.walk(one)),
            Expr::Filter(one, two, three) => {
                [one, two, three].iter().for_each(|one| self.walk(one))
            }
            Expr::Many(all) | Expr::Call(_, all) => all.iter().for_each(|one| self.walk(one)),
        }
    }
}

/// The same answer with the names of the model, and with those of fields.
pub struct Document {
    pub model: Value,
    pub field: Node,
}

impl Document {
    /// An answer in which is only what an expression speaks of.
    pub fn of(service: &Service, structure: &Structure, words: &Words, dice: &mut Dice) -> Self {
        let (mut model, mut field) = (Map::new(), BTreeMap::new());
        for member in structure.members.iter().filter(|one| words.members.contains(&one.model_name))
        {
            if member.optional && dice.roll(6) == 0 {
                continue;
            }
            let value = Self::value(service, &member.ty, words, dice);
            model.insert(member.model_name.clone(), value.model);
            field.insert(member.field.as_str().to_owned(), value.field);
        }
        // A structure is there even if nothing in it is: then it is not an empty object to JMESPath.
        model.insert("there".to_owned(), Value::Bool(true));
        Self { model: Value::Object(model), field: Node::Structure(field) }
    }

    fn value(service: &Service, ty: &Type, words: &Words, dice: &mut Dice) -> Self {
        match ty {
            Type::Bool => {
                let is_so = dice.roll(2) == 0;
                Self { model: Value::Bool(is_so), field: Node::Bool(is_so) }
            }
            Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::F32 | Type::F64 => {
                let number = dice.roll(3) as u32;
                let model = Value::Number(Number::from_f64(number.into()).unwrap());
                Self { model, field: Node::Number(number.into()) }
            }
            Type::String | Type::Enum(_) => {
                let text = words.values[dice.roll(words.values.len())].clone();
                Self { model: Value::String(text.clone()), field: Node::Text(text) }
            }
            Type::Named(name) | Type::Boxed(name) => {
                match service.structures.iter().find(|structure| structure.name == *name) {
                    Some(structure) => Self::of(service, structure, words, dice),
                    None => Self::empty(),
                }
            }
            Type::List { item, .. } => {
                let items = (0..dice.roll(4)).map(|_| Self::value(service, item, words, dice));
                let (model, field) = items.map(|one| (one.model, one.field)).unzip();
                Self { model: Value::Array(model), field: Node::List(field) }
            }
            Type::Map { value, .. } => {
                let (mut model, mut field) = (Map::new(), BTreeMap::new());
                for key in ["a", "b", "c"].iter().take(dice.roll(4)) {
                    let value = Self::value(service, value, words, dice);
                    model.insert((*key).to_owned(), value.model);
                    field.insert((*key).to_owned(), value.field);
                }
                Self { model: Value::Object(model), field: Node::Map(field) }
            }
            _ => Self::empty(),
        }
    }

    fn empty() -> Self {
        let model = Value::Object([("there".to_owned(), Value::Bool(true))].into_iter().collect());
        Self { model, field: Node::Structure(BTreeMap::new()) }
    }
}
