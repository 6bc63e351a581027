//! Forms with which browsers put objects into S3 themselves: what a form may hold, signed.

use crate::presign;
use crate::tokens::{TokenError, signer};
use crate::wire::quoted::quoted;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use aws_smithy_types::date_time::Format;
use aws_smithy_types::{DateTime, base64};
use aws_types::SdkConfig;
use std::fmt;
use std::time::Duration;

/// What a form that puts an object into a bucket may hold.
#[derive(Clone, Debug)]
pub struct PostPolicy {
    /// Each as JSON.
    conditions: Vec<String>,
    fields: Vec<(String, String)>,
}

impl PostPolicy {
    /// A form for one object.
    #[inline]
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        let policy = Self { conditions: vec![is("bucket", &bucket.into())], fields: Vec::new() };
        policy.field("key", key)
    }

    /// A form for any object whose key begins so; the name of the file stands behind it.
    #[inline]
    pub fn with_prefix(bucket: impl Into<String>, prefix: impl Into<String>) -> Self {
        let mut policy =
            Self { conditions: vec![is("bucket", &bucket.into())], fields: Vec::new() };
        let prefix = prefix.into();
        policy.conditions.push(starts_with("$key", &prefix));
        policy.fields.push(("key".to_owned(), format!("{prefix}${{filename}}")));
        policy
    }

    /// A field that must have this value, such as `Content-Type` or `acl`.
    #[inline]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.conditions.push(is(&name, &value));
        self.fields.push((name, value));
        self
    }

    /// A field whose value the sender chooses, and which must begin so.
    #[inline]
    pub fn starts_with(mut self, name: impl Into<String>, prefix: impl Into<String>) -> Self {
        let name = format!("${}", name.into());
        self.conditions.push(starts_with(&name, &prefix.into()));
        self
    }

    /// The least and the most bytes of the content.
    #[inline]
    pub fn content_length(mut self, least: u64, most: u64) -> Self {
        self.conditions.push(format!("[\"content-length-range\",{least},{most}]"));
        self
    }

    /// Signs the policy with the credentials of the configuration, for its region.
    ///
    /// # Errors
    ///
    /// The configuration has no region or no credentials, the credentials cannot be had, or the time
    /// is not between a second and a week.
    #[inline]
    pub async fn sign(self, config: &SdkConfig, expires: Duration) -> Result<PostForm, TokenError> {
        if !presign::holds(expires) {
            return Err(TokenError::plain("a form holds from one second to seven days"));
        }
        let (region, credentials, now) = signer(config).await?;
        let failed = |error| TokenError::new("the moment cannot be written", error);
        let text = |moment| DateTime::from(moment).fmt(Format::DateTime);
        let until = text(now + expires).map_err(failed)?;
        let stamp: String = text(now).map_err(failed)?.split('.').next().unwrap_or_default().into();
        let mut stamp: String = stamp.chars().filter(|letter| !"-:Z".contains(*letter)).collect();
        stamp.push('Z');
        let day = stamp.split('T').next().unwrap_or_default();
        let scope = format!("{}/{day}/{region}/s3/aws4_request", credentials.access_key_id());
        let mut policy = self
            .field("x-amz-algorithm", "AWS4-HMAC-SHA256")
            .field("x-amz-credential", scope)
            .field("x-amz-date", stamp);
        if let Some(token) = credentials.session_token() {
            policy = policy.field("x-amz-security-token", token);
        }
        let (until, conditions) = (quoted(&until), policy.conditions.join(","));
        let document = format!("{{\"expiration\":{until},\"conditions\":[{conditions}]}}");
        let document = base64::encode(document);
        let key = generate_signing_key(credentials.secret_access_key(), now, &region, "s3");
        let signature = calculate_signature(key, document.as_bytes());
        let mut fields = policy.fields;
        fields.extend([("policy".to_owned(), document), ("x-amz-signature".to_owned(), signature)]);
        Ok(PostForm { fields })
    }
}

/// A condition that a field has a value.
#[inline]
fn is(name: &str, value: &str) -> String {
    format!("{{{}:{}}}", quoted(name), quoted(value))
}

/// A condition that a field begins with a text.
#[inline]
fn starts_with(name: &str, prefix: &str) -> String {
    format!("[\"starts-with\",{},{}]", quoted(name), quoted(prefix))
}

/// The fields of a form (`multipart/form-data`, sent by POST to the address of the bucket), before
/// that of the file, whose name is `file`. Whoever has them can put an object until they expire: they
/// are a secret.
#[derive(Clone)]
pub struct PostForm {
    fields: Vec<(String, String)>,
}

impl PostForm {
    /// Names and values, in order.
    #[inline]
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl fmt::Debug for PostForm {
    /// Without values, which are secret.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.fields().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;
    use aws_smithy_async::time::StaticTimeSource;
    use aws_types::region::Region;
    use hmac::{Hmac, KeyInit, Mac};
    use serde_json::{Value, json};
    use sha2::Sha256;
    use std::collections::BTreeMap;

    fn mac(key: &[u8], text: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    #[tokio::test]
    async fn a_policy_says_all_that_a_form_holds_and_is_signed() {
        let credentials = Credentials::new("id", "secret", Some("token".into()), None, "test");
        let config = SdkConfig::builder()
            .region(Region::new("eu-central-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .time_source(StaticTimeSource::from_secs(1_369_353_600))
            .build();
        let policy = PostPolicy::with_prefix("b", "in/").field("acl", "private");
        let policy = policy.starts_with("Content-Type", "image/").content_length(1, 10);
        let form = policy.sign(&config, Duration::from_secs(3600)).await.unwrap();
        let fields: BTreeMap<&str, &str> = form.fields().collect();
        assert_eq!(fields["key"], "in/${filename}");
        let policy = base64::decode(fields["policy"]).unwrap();
        let policy: Value = serde_json::from_slice(&policy).unwrap();
        let credential = "id/20130524/eu-central-1/s3/aws4_request";
        let wanted = json!({"expiration": "2013-05-24T01:00:00Z", "conditions": [
            {"bucket": "b"},
            ["starts-with", "$key", "in/"],
            {"acl": "private"},
            ["starts-with", "$Content-Type", "image/"],
            ["content-length-range", 1, 10],
            {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
            {"x-amz-credential": credential},
            {"x-amz-date": "20130524T000000Z"},
            {"x-amz-security-token": "token"}
        ]});
        assert_eq!(policy, wanted);
        let key = mac(b"AWS4secret", "20130524");
        let key = mac(&mac(&mac(&key, "eu-central-1"), "s3"), "aws4_request");
        let signature: String =
            mac(&key, fields["policy"]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(fields["x-amz-signature"], signature);
        assert!(!format!("{form:?}").contains(&signature), "a signature is a secret");
    }
}
