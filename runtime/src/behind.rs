//! Values that pointers say nothing of.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// What a pointer leads to, where debuggers need not be told. Each part of a program describes for them
/// all that its pointers lead to, field by field and down to the last one; and whatever calls an
/// operation points to a client, its configuration, and the error that may come. What is behind a trait
/// is described where it is made, so that half as much is linked.
pub(crate) trait Behind<T>: Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_inner(self: Box<Self>) -> T;
}

impl<T: Send + Sync> Behind<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn into_inner(self: Box<Self>) -> T {
        *self
    }
}

impl<T> Deref for dyn Behind<T> + '_ {
    type Target = T;

    fn deref(&self) -> &T {
        self.get()
    }
}

impl<T> DerefMut for dyn Behind<T> + '_ {
    fn deref_mut(&mut self) -> &mut T {
        self.get_mut()
    }
}

impl<T: fmt::Debug> fmt::Debug for dyn Behind<T> + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
