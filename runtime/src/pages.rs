//! Paginators: streams of pages, and of the items on them.

use crate::operation::Value;
use crate::{CallError, Map, Sending};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// An operation that answers page by page. For generated code.
#[doc(hidden)]
pub trait Paginate: Clone + Send + Sized + Unpin + 'static {
    type Output: Value + Default;
    type Error: From<CallError>;

    /// Asks for a page.
    fn send(self) -> Sending<Self::Output, Self::Error>;

    /// What to ask next.
    fn next(&self, output: &Self::Output) -> Next<Self>;

    /// The error that a token was repeated.
    fn repeated(&self) -> CallError;
}

/// An operation whose pages hold items. For generated code.
#[doc(hidden)]
pub trait PaginateItems: Paginate {
    type Item: Unpin;

    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// Whether a page says that it is the last. For generated code.
#[doc(hidden)]
pub fn is_last<O>(output: &O, more: fn(&O) -> Option<bool>) -> bool {
    more(output) != Some(true)
}

/// The token for the next page; an empty one is none. For generated code.
#[doc(hidden)]
pub fn next_token<O, T: PageToken>(output: &O, token: fn(&O) -> Option<&T>) -> Option<T> {
    token(output).filter(|token| token.is_given()).cloned()
}

/// The items of a page. For generated code.
#[doc(hidden)]
pub fn page_items<O, I: IntoItems>(output: O, items: fn(O) -> Option<I>) -> Vec<I::Item> {
    items(output).map(I::into_items).unwrap_or_default()
}

/// What holds the items of a page: a list or a map.
#[doc(hidden)]
pub trait IntoItems {
    /// An item, or an entry.
    type Item;

    /// All of them.
    fn into_items(self) -> Vec<Self::Item>;
}

impl<T> IntoItems for Vec<T> {
    type Item = T;

    fn into_items(self) -> Self {
        self
    }
}

impl<K, V> IntoItems for Map<K, V> {
    type Item = (K, V);

    fn into_items(self) -> Vec<(K, V)> {
        self.into_iter().collect()
    }
}

/// What comes after a page. For generated code.
#[doc(hidden)]
#[derive(Debug)]
pub enum Next<O> {
    Page(O),
    End,
    Repeated,
}

/// From one page to the next, token by token. For generated code.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Turn {
    has_token: bool,
    has_other: bool,
}

impl Turn {
    /// Puts what a page says where the next is asked for.
    pub fn token<T: PageToken>(&mut self, said: Option<T>, asked: &mut Option<T>) {
        self.has_token |= said.is_some();
        self.has_other |= said != *asked;
        *asked = said;
    }

    /// What to ask next, if that is not the same again.
    pub fn to<O>(self, next: O) -> Next<O> {
        match (self.has_token, self.has_other) {
            (false, _) => Next::End,
            (true, false) => Next::Repeated,
            (true, true) => Next::Page(next),
        }
    }
}

/// What a token can be. For generated code.
#[doc(hidden)]
pub trait PageToken: Clone + PartialEq {
    /// Whether it leads to another page.
    fn is_given(&self) -> bool {
        true
    }
}

impl PageToken for String {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<T: crate::wire::Enum + Clone + PartialEq> PageToken for T {}
impl PageToken for i32 {}
impl PageToken for i64 {}

impl<K: Clone + PartialEq, V: Clone + PartialEq> PageToken for Map<K, V> {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

/// The pages of a paginated operation, one call each. A [`Stream`]; without a library for streams,
/// call [`next`](Pages::next).
///
/// After an error there are no more pages.
pub struct Pages<O: Paginate> {
    state: State<O>,
}

enum State<O: Paginate> {
    /// The next page is to be asked for.
    Ready(O),
    /// It was asked for; the operation is kept to make the next.
    Waiting(O, Sending<O::Output, O::Error>),
    /// The last page had the token of the page before.
    Stuck(O),
    Done,
}

impl<O: Paginate> Pages<O> {
    /// For generated code; users call `pages()` of the operation.
    #[doc(hidden)]
    pub fn new(operation: O) -> Self {
        Self { state: State::Ready(operation) }
    }

    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<O::Output, O::Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All pages. The first error ends it.
    ///
    /// # Errors
    ///
    /// The first error of a call.
    pub async fn collect(mut self) -> Result<Vec<O::Output>, O::Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Output, O::Error>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Stuck(operation) => {
                    return Poll::Ready(Some(Err(operation.repeated().into())));
                }
                State::Ready(operation) => {
                    let answering = operation.clone().send();
                    self.state = State::Waiting(operation, answering);
                }
                State::Waiting(operation, mut answering) => {
                    match Pin::new(&mut answering).poll(context) {
                        Poll::Pending => {
                            self.state = State::Waiting(operation, answering);
                            return Poll::Pending;
                        }
                        Poll::Ready(Ok(page)) => {
                            self.state = match operation.next(&page) {
                                Next::Page(next) => State::Ready(next),
                                Next::End => State::Done,
                                // The page itself is good.
                                Next::Repeated => State::Stuck(operation),
                            };
                            return Poll::Ready(Some(Ok(page)));
                        }
                        Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                    }
                }
            }
        }
    }
}

impl<O: Paginate> Stream for Pages<O> {
    type Item = Result<O::Output, O::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<O: Paginate> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of all pages of an operation. A [`Stream`]; without a library for streams, call
/// [`next`](Items::next).
///
/// After an error there are no more items.
pub struct Items<O: PaginateItems> {
    pages: Pages<O>,
    page: std::vec::IntoIter<O::Item>,
}

impl<O: PaginateItems> Items<O> {
    /// For generated code; users call `items()` of the operation.
    #[doc(hidden)]
    pub fn new(operation: O) -> Self {
        Self { pages: Pages::new(operation), page: Vec::new().into_iter() }
    }

    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<O::Item, O::Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All items. The first error ends it.
    ///
    /// # Errors
    ///
    /// The first error of a call.
    pub async fn collect(mut self) -> Result<Vec<O::Item>, O::Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Item, O::Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.pages.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(page))) => self.page = O::items(page).into_iter(),
            }
        }
    }
}

impl<O: PaginateItems> Stream for Items<O> {
    type Item = Result<O::Item, O::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<O: PaginateItems> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
