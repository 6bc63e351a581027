//! Endpoint rules of one model for another.

use super::traits::{EndpointTest, EndpointTests, Trait, Traits};
use super::{Model, Shape, ShapeId};

impl Model {
    /// Takes over what another model of the same service says of endpoints: the rules, and where
    /// operations of the same names give them values. For models of a service's protocol alone.
    pub fn take_endpoints(&mut self, from: &Model) {
        let service = |model: &Model| model.services().next().map(|(shape, _)| shape.id.clone());
        let (Some(to), Some(other)) = (service(self), service(from)) else { return };
        let operations = self.shapes.values().filter_map(|shape| {
            let other = ShapeId::of(other.namespace(), shape.id.name());
            Some((shape.id.clone(), from.get(&other)?))
        });
        let pairs: Vec<(ShapeId, &Shape)> = operations.collect();
        for (id, other) in pairs {
            let Some(shape) = self.get_mut(&id) else { continue };
            take(&mut shape.traits, &other.traits);
            for member in shape.members_mut() {
                let same = other.members().into_iter().find(|one| one.name == member.name);
                if let Some(same) = same {
                    take(&mut member.traits, &same.traits);
                }
            }
        }
        if let (Some(shape), Some(other)) = (self.get_mut(&to), from.get(&other)) {
            take(&mut shape.traits, &other.traits);
        }
    }
}

impl Model {
    /// Gives the service cases of its endpoint rules, instead of its own.
    pub fn set_endpoint_tests(&mut self, test_cases: Vec<EndpointTest>) {
        let tests = EndpointTests { version: None, test_cases };
        let service = self.services().next().map(|(shape, _)| shape.id.clone());
        if let Some(shape) = service.and_then(|id| self.get_mut(&id)) {
            shape.traits.set(Trait::EndpointTests(tests));
        }
    }
}

fn take(to: &mut Traits, from: &Traits) {
    let is_one = |one: &&Trait| {
        matches!(
            one,
            Trait::EndpointRuleSet(_)
                | Trait::EndpointBdd(_)
                | Trait::ClientContextParams(_)
                | Trait::StaticContextParams(_)
                | Trait::OperationContextParams(_)
                | Trait::ContextParam(_)
        )
    };
    from.iter().filter(is_one).for_each(|one| to.set(one.clone()));
}
