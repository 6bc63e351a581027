//! What the objects of all formats have in common.

/// Gives the object of a format the methods that follow from `value` and `value_as`. The object has
/// a `writer`, which has `notes`.
macro_rules! object {
    ($object:ident, $encode:ident, $form:ident) => {
        impl $object<'_> {
            /// Writes a member that may be absent.
            pub fn member<T: $encode>(&mut self, name: &'static str, value: &Option<T>) {
                if let Some(value) = value {
                    self.value(name, value);
                }
            }

            /// Writes a member that must be there; notes it where it is not.
            pub fn required<T: $encode>(&mut self, name: &'static str, value: &Option<T>) {
                match value {
                    Some(value) => self.value(name, value),
                    None => self.miss(name),
                }
            }

            /// Writes a member in a form of its own, if it is there.
            pub fn member_as<T>(
                &mut self,
                form: impl $form<T>,
                name: &'static str,
                value: &Option<T>,
            ) {
                if let Some(value) = value {
                    self.value_as(form, name, value);
                }
            }

            /// Writes a member that must be there in a form of its own; notes it where it is not.
            pub fn required_as<T>(
                &mut self,
                form: impl $form<T>,
                name: &'static str,
                value: &Option<T>,
            ) {
                match value {
                    Some(value) => self.value_as(form, name, value),
                    None => self.miss(name),
                }
            }

            /// Writes a token that makes a request idempotent: the one given, or else a new one.
            pub fn token(&mut self, name: &'static str, value: &Option<String>) {
                match value {
                    Some(value) => self.value(name, value),
                    None => self.value(name, &crate::idempotency::token()),
                }
            }

            /// Notes that something that must be there is not.
            pub fn miss(&mut self, name: &str) {
                self.writer.notes.miss(name);
            }

            /// Notes where a member is not as a constraint says. For generated code.
            #[cfg(feature = "constraints")]
            #[doc(hidden)]
            pub fn check<T>(
                &mut self,
                name: &'static str,
                value: Option<&T>,
                rule: impl crate::constraints::Rule<T>,
            ) {
                self.writer.notes.check(name, value, &rule);
            }

            /// Notes that a variant of a union cannot be sent, for it is not known what it holds.
            pub fn refuse(&mut self, variant: &str) {
                self.writer.notes.refuse(variant);
            }
        }
    };
}

pub(super) use object;
