//! Stories against moto, a server that verifies signatures and that nobody here wrote.

mod dynamodb;
mod ec2;
mod lambda;
mod presigned;
mod route53;
mod s3;
mod sns;
mod sqs;
mod sts;
mod workspaces;

use tinsmith_tests::moto::Moto;

/// One server, reset between the stories: to start it takes longer than all of them.
#[tokio::test]
async fn stories() {
    let Some(moto) = Moto::start() else { return };
    workspaces::an_image_is_made_found_and_shared(&moto).await;
    moto.reset();
    workspaces::a_wrong_secret_is_refused_and_not_retried(&moto).await;
    moto.reset();
    workspaces::what_does_not_exist_is_a_typed_error(&moto).await;
    moto.reset();
    let access = moto.access();
    sts::a_role_is_assumed(&access).await;
    dynamodb::items_are_put_found_and_guarded(&access).await;
    sqs::messages_are_sent_received_and_deleted(&access).await;
    sns::what_is_published_arrives_in_a_queue(&access).await;
    s3::an_object_is_put_read_and_deleted(&access).await;
    s3::checksums_are_sent_kept_and_compared(&access).await;
    s3::a_long_list_comes_page_by_page(&access).await;
    s3::an_upload_comes_in_parts(&access).await;
    moto.reset();
    // moto refuses right signatures of forms with spaces, and of GET requests other than
    // those of S3, whoever signs them.
    let access = moto.unverified_access();
    ec2::an_image_is_made_copied_and_given_up(&access).await;
    lambda::a_function_is_made_called_and_deleted(&access).await;
    route53::a_zone_gets_records(&access).await;
    // It looks for the signature in a header alone, where it verifies any.
    presigned::objects_are_put_and_read_by_whoever_has_the_address(&access).await;
    presigned::a_form_puts_an_object(&access).await;
}
