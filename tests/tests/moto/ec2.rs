//! Images of EC2, and the instances that they are made of.

use tinsmith_aws::ec2::{
    BlockDeviceMapping, Client, EbsBlockDevice, Filter, Image, ImageState, InstanceStateName,
    InstanceType, ResourceType, Tag, TagSpecification, VolumeType,
};
use tinsmith_tests::moto::{Access, REGION};

fn tag(key: &str, value: &str) -> Tag {
    Tag::new().key(key).value(value)
}

pub(crate) async fn an_image_is_made_copied_and_given_up(access: &Access) {
    let client: Client = access.client();
    let instance = an_instance_runs(&client).await;
    let create = client.create_image().instance_id(instance).name("golden").no_reboot(true);
    let made = create.description("finance & more").send().await.unwrap().image_id.unwrap();
    assert!(made.starts_with("ami-"), "{made}");
    let tags = [tag("team", "desktop"), tag("stage", "")];
    client.create_tags().resources([&made]).tags(tags.clone()).send().await.unwrap();

    let image = found(&client, &made).await.unwrap();
    assert_eq!(image.name.as_deref(), Some("golden"));
    assert_eq!(image.description.as_deref(), Some("finance & more"));
    assert_eq!(image.state, Some(ImageState::Available));
    let mut carried = image.tags.unwrap();
    carried.sort_by(|a, b| b.key.cmp(&a.key));
    assert_eq!(carried, tags);

    let copy = client.copy_image().source_image_id(&made).source_region(REGION);
    let copied = copy.name("golden too").send().await.unwrap().image_id.unwrap();
    let by_name = Filter::new().name("name").values(["golden*"]);
    let images = client.describe_images().owners(["self"]).filters([by_name]);
    let mut names: Vec<_> =
        images.send().await.unwrap().images.unwrap().into_iter().filter_map(|it| it.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["golden", "golden too"]);

    client.deregister_image().image_id(&copied).send().await.unwrap();
    assert!(found(&client, &copied).await.is_none());
    // The service's model has no errors, so that a code is all there is.
    let error = client.describe_images().image_ids(["ami-00000000"]).send().await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidAMIID.NotFound"));
    assert!(error.request_id().is_some_and(|id| !id.is_empty()));
    assert_eq!(error.status(), Some(400));
}

/// An image that is there and not given up.
async fn found(client: &Client, id: &str) -> Option<Image> {
    let answer = client.describe_images().image_ids([id]).send().await.unwrap();
    let images = answer.images.unwrap_or_default();
    images.into_iter().find(|image| image.state == Some(ImageState::Available))
}

async fn an_instance_runs(client: &Client) -> String {
    let amazons = client.describe_images().owners(["amazon"]).send().await.unwrap();
    let base = amazons.images.unwrap().into_iter().find_map(|image| image.image_id).unwrap();
    let disk = EbsBlockDevice::new().volume_size(12).volume_type(VolumeType::Gp3);
    let disk =
        BlockDeviceMapping::new().device_name("/dev/sdb").ebs(disk.delete_on_termination(true));
    let labels = TagSpecification::new().resource_type(ResourceType::Instance);
    let run = client
        .run_instances()
        .image_id(&base)
        .instance_type(InstanceType::T3Micro)
        .min_count(1)
        .max_count(1)
        .block_device_mappings([disk])
        .tag_specifications([labels.tags([tag("Name", "template")])]);
    let started = run.send().await.unwrap().instances.unwrap().pop().unwrap();
    assert_eq!(started.image_id, Some(base));
    assert_eq!(started.instance_type, Some(InstanceType::T3Micro));
    let id = started.instance_id.unwrap();

    let found = client.describe_instances().instance_ids([&id]).send().await.unwrap();
    let instance = found.reservations.unwrap().pop().unwrap().instances.unwrap().pop().unwrap();
    assert_eq!(instance.tags, Some(vec![tag("Name", "template")]));
    assert_eq!(instance.state.unwrap().name, Some(InstanceStateName::Running));
    assert!(instance.launch_time.unwrap().secs() > 1_700_000_000);
    id
}
