//! Forms: how a value looks on the wire where its type alone does not tell.
//!
//! Forms compose: `List(EpochSeconds)`. Each format says what it makes of them; some have no meaning
//! beyond XML and its relatives.

/// The form that the type itself tells; for the inside of other forms.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// A structure or a union in a box, as those that hold themselves have it.
#[derive(Clone, Copy, Debug)]
pub struct Boxed;

/// A moment as seconds since 1970, a number with a fraction where there is one.
#[derive(Clone, Copy, Debug)]
pub struct EpochSeconds;

/// A moment as `2019-12-16T23:48:18Z`.
#[derive(Clone, Copy, Debug)]
pub struct DateTimeText;

/// A moment as `Mon, 16 Dec 2019 23:48:18 GMT`.
#[derive(Clone, Copy, Debug)]
pub struct HttpDate;

/// A number of any size as text, for a JSON protocol that quotes them.
#[derive(Clone, Copy, Debug)]
pub struct NumberText;

/// Text of a media type in base64, as headers have it.
#[derive(Clone, Copy, Debug)]
pub struct Base64;

/// Text without what stands before its last slash, for ids that services answer with a path and want
/// without.
#[derive(Clone, Copy, Debug)]
pub struct LastSegment;

/// A list whose items have that form.
#[derive(Clone, Copy, Debug)]
pub struct List<F>(pub F);

/// A map whose values have that form.
#[derive(Clone, Copy, Debug)]
pub struct MapOf<F>(pub F);

/// A list or a map whose values may be null; its values have that form.
#[derive(Clone, Copy, Debug)]
pub struct Sparse<F>(pub F);

/// A value that may be null: an item of a list whose items have names, or of a map.
#[derive(Clone, Copy, Debug)]
pub struct OrNull<F>(pub F);

/// A list whose items have that element name, and that form.
#[derive(Clone, Copy, Debug)]
pub struct Items<F>(pub &'static str, pub F);

/// A list without an element of its own: each item bears the name of the list.
#[derive(Clone, Copy, Debug)]
pub struct Flat<F>(pub F);

/// A map whose keys and values have those element names, and whose values have that form. The name of
/// the keys may be a [`Tag`].
#[derive(Clone, Copy, Debug)]
pub struct Entries<K, F>(pub K, pub &'static str, pub F);

/// A map like [`Entries`] without an element of its own: each entry bears the name of the map.
#[derive(Clone, Copy, Debug)]
pub struct FlatMap<K, F>(pub K, pub &'static str, pub F);

/// An attribute of the element around it.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<F>(pub F);

/// An element that declares a namespace: its prefix, which may be empty, and its URI.
#[derive(Clone, Copy, Debug)]
pub struct Namespace<F>(pub &'static str, pub &'static str, pub F);

/// The name of an element, and the namespace that it declares: a prefix, which may be empty, and a
/// URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The name, with a prefix if it has one.
    pub name: &'static str,
    /// The namespace.
    pub namespace: Option<(&'static str, &'static str)>,
}

impl From<&'static str> for Tag {
    fn from(name: &'static str) -> Self {
        Self { name, namespace: None }
    }
}

/// A form that reads what it has a form for, and leaves it to others whether it may be absent.
#[doc(hidden)]
pub trait Shaped {}

macro_rules! shaped {
    ($($form:ident $(<$($inner:ident),*>)?),* $(,)?) => {
        $(impl $(<$($inner),*>)? Shaped for $form $(<$($inner),*>)? {})*
    };
}

shaped!(Boxed, EpochSeconds, DateTimeText, HttpDate, NumberText, List<F>, MapOf<F>, Sparse<F>);
shaped!(Items<F>, Entries<K, F>, Attribute<F>);
