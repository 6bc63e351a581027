//! The macros that say what is in streams of events.

/// Says which events a stream that is sent can hold, a line each: `event "AudioEvent" = AudioEvent`.
/// The first word is a method of [`EventWriter`](crate::events::EventWriter).
#[macro_export]
macro_rules! sent_events {
    ($name:ident { $($kind:ident $wire:literal = $variant:ident,)* }) => {
        impl $crate::events::SentEvents for $name {
            #[inline]
            fn write(&self, event: &mut $crate::events::EventWriter) {
                match self {
                    $(Self::$variant(value) => event.$kind($wire, value),)*
                    Self::Unrecognized(name) => event.refuse(name),
                }
            }
        }
    };
}

/// Says which events a stream that arrives can hold, a line each: `event "Records" = Records`, and
/// which errors, by their codes: `exception "internal" = "InternalException"`.
#[macro_export]
macro_rules! received_events {
    ($name:ident: $error:ty { $($kind:ident $wire:literal = $to:tt,)* }) => {
        impl $crate::events::ReceivedEvents for $name {
            type Error = $error;

            #[inline]
            fn read(
                name: &str,
                event: &mut $crate::events::EventReader<'_>,
            ) -> $crate::wire::Result<$crate::events::ReceivedEvent<Self>> {
                ::core::result::Result::Ok(match name {
                    $($wire => $crate::received_events!(@$kind event, Self, $to),)*
                    _ => $crate::events::ReceivedEvent::Event(Self::Unrecognized(name.to_owned())),
                })
            }
        }
    };
    (@event $event:ident, $self:ident, $variant:ident) => {
        $crate::events::ReceivedEvent::Event($self::$variant($event.event()?))
    };
    (@exception $event:ident, $self:ident, $code:literal) => {
        $crate::events::ReceivedEvent::Exception($code)
    };
}

/// Says where the members of an event that is sent stand, a member a line. The first word is a
/// method of [`EventWriter`](crate::events::EventWriter). Constraints of the model come last, as in
/// [`encode_json!`](crate::encode_json). Members that stand nowhere else are a document, whose format is
/// behind the name.
#[macro_export]
macro_rules! write_event {
    (
        $name:ident $(: $format:ident $(($($root:expr),+))?)?
        { $(
            $write:ident $(($form:expr))? $($wire:literal)? = $member:ident
            $(where $($rule:ident $(($($of:tt)*))?)+)?,
        )* }
    ) => {
        impl $crate::events::WriteEvent for $name {
            #[inline]
            fn write(&self, event: &mut $crate::events::EventWriter) {
                $crate::constrained!(event: $({
                    $write [$($wire)?] $member = self.$member.as_ref(), $($($rule $(($($of)*))?)+)?
                })*);
                $(event.$write($($form,)? $($wire,)? &self.$member);)*
                $($crate::request!(@document event, self, $format $(($($root),+))?);)?
                let _ = event;
            }
        }
    };
}

/// Says where the members of an event that arrives stand, a member a line. The first word is a
/// method of [`EventReader`](crate::events::EventReader).
#[macro_export]
macro_rules! read_event {
    (
        $name:ident $(: $format:ident)?
        { $($read:ident $(($form:expr))? $($wire:literal)? = $member:ident,)* }
    ) => {
        impl $crate::events::ReadEvent for $name {
            #[inline]
            fn read(&mut self, event: &mut $crate::events::EventReader<'_>) -> $crate::wire::Result {
                $(event.$read($($form,)? $($wire,)? &mut self.$member)?;)*
                $($crate::response!(@document event, self, $format);)?
                let _ = event;
                ::core::result::Result::Ok(())
            }
        }
    };
}
