//! The security token service.

use tinsmith_aws::sts::Client;
use tinsmith_runtime::Credentials;
use tinsmith_tests::moto::Access;

pub(crate) async fn a_role_is_assumed(access: &Access) {
    let client: Client = access.client();
    let caller = client.get_caller_identity().send().await.unwrap();
    assert_eq!(caller.account.as_deref(), Some("123456789012"));
    assert!(caller.arn.unwrap().ends_with(":user/tester"));

    let call = client.assume_role().role_arn(&access.role).role_session_name("story");
    let assumed = call.duration_seconds(900).send().await.unwrap();
    let user = assumed.assumed_role_user.unwrap();
    assert!(user.arn.ends_with(":assumed-role/helper/story"), "{}", user.arn);
    let given = assumed.credentials.unwrap();
    assert!(given.expiration.secs() > 1_700_000_000);

    // The session signs with the token that it was given.
    let (key, secret, token) = (given.access_key_id, given.secret_access_key, given.session_token);
    let session = Credentials::new(key, secret, Some(token), None, "story");
    let session: Client = access.client_with(session);
    let caller = session.get_caller_identity().send().await.unwrap();
    assert_eq!(caller.arn, Some(user.arn));
}
