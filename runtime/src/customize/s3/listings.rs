//! S3 allows keys that XML does not, such as those with control characters. Asked for in URL
//! encoding they can be read; they are decoded on the way to the caller, unless it was the caller who
//! asked.

use crate::http::Made;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

const PARAMETER: &str = "encoding-type=";

/// What the answer says if it did as it was asked. Not every server does.
const ENCODED: &[u8] = b"<EncodingType>url</EncodingType>";

/// Says that we asked, and not the caller.
#[derive(Debug)]
struct Asked;

impl Storable for Asked {
    type Storer = StoreReplace<Self>;
}

pub(in crate::customize) fn ask(made: &mut Made, cfg: &mut ConfigBag) {
    let query = made.uri.split_once('?').map(|(_, query)| query);
    if query.is_some_and(|query| query.split('&').any(|one| one.starts_with(PARAMETER))) {
        return;
    }
    let before = if query.is_some() { '&' } else { '?' };
    let uri = made.uri.to_mut();
    uri.push(before);
    uri.push_str(PARAMETER);
    uri.push_str("url");
    cfg.interceptor_state().store_put(Asked);
}

pub(in crate::customize) fn is_encoded(body: &[u8], cfg: &ConfigBag) -> bool {
    cfg.load::<Asked>().is_some() && body.windows(ENCODED.len()).any(|window| window == ENCODED)
}
