//! Amazon Resource Names: `arn:partition:service:region:account:resource`.

use super::value::{Value, part};
use std::borrow::Cow;

/// The parts of a name.
#[derive(Clone, Debug)]
pub(super) struct Arn<'v> {
    partition: Cow<'v, str>,
    service: Cow<'v, str>,
    region: Cow<'v, str>,
    account_id: Cow<'v, str>,
    resource: Cow<'v, str>,
}

impl<'v> Arn<'v> {
    /// Reads a name; `None` where it is none. Partition, service and resource must not be empty.
    pub(super) fn parse(text: &Cow<'v, str>) -> Option<Self> {
        let nth = |place: usize| part(text, |text| text.splitn(6, ':').nth(place));
        let arn = Self {
            partition: nth(1)?,
            service: nth(2)?,
            region: nth(3)?,
            account_id: nth(4)?,
            resource: nth(5)?,
        };
        let is_whole = text.starts_with("arn:")
            && ![&arn.partition, &arn.service, &arn.resource].iter().any(|part| part.is_empty());
        is_whole.then_some(arn)
    }

    /// A part, by its name in the rules.
    pub(super) fn attribute(&self, name: &str) -> Value<'v> {
        Value::Str(match name {
            "partition" => self.partition.clone(),
            "service" => self.service.clone(),
            "region" => self.region.clone(),
            "accountId" => self.account_id.clone(),
            "resourceId" => return self.resource_id(),
            _ => return Value::None,
        })
    }

    /// The resource, taken apart at colons and slashes.
    fn resource_id(&self) -> Value<'v> {
        Value::List(match &self.resource {
            Cow::Borrowed(text) => text.split([':', '/']).map(Cow::Borrowed).collect(),
            Cow::Owned(text) => {
                text.split([':', '/']).map(|one| Cow::Owned(one.to_owned())).collect()
            }
        })
    }
}
