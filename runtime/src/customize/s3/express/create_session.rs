//! The operation that opens a session. It is here, for a client need not have been generated with it.

use crate::wire::form::DateTimeText;
use crate::{DateTime, Operation, epoch};

/// Opens a session that may read and write.
pub(super) const CREATE_SESSION: &Operation =
    &Operation::http::<CreateSession, Created>("CreateSession", "GET", "?session").hide_output();

/// What is asked. The bucket stands where the endpoint rules put it.
#[derive(Debug)]
pub(super) struct CreateSession;

crate::request!(CreateSession {});

/// What is answered.
#[derive(Debug, Default)]
pub(super) struct Created {
    pub(super) credentials: Session,
}

crate::response!(Created: xml {});

crate::decode_xml!(Created {
    read "Credentials" = credentials,
});

/// The credentials of a session.
pub(super) struct Session {
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) session_token: String,
    pub(super) expiration: DateTime,
}

crate::redacted!(Session {
    access_key_id,
    secret_access_key = hidden,
    session_token = hidden,
    expiration,
});

crate::default!(Session {
    access_key_id,
    secret_access_key,
    session_token,
    expiration = epoch(),
});

crate::decode_xml!(Session {
    read "AccessKeyId" = access_key_id,
    read "SecretAccessKey" = secret_access_key,
    read "SessionToken" = session_token,
    read_as(DateTimeText) "Expiration" = expiration,
});

impl Session {
    /// Whether it can sign.
    pub(super) fn is_whole(&self) -> bool {
        let all = [&self.access_key_id, &self.secret_access_key, &self.session_token];
        all.iter().all(|text| !text.is_empty())
    }
}
