//! A program that calls 20 operations of WorkSpaces, through our client.

use std::error::Error;
use tinsmith_workspaces::workspaces::Client;
use tinsmith_workspaces::workspaces::{
    IpRuleItem, RebootRequest, RebuildRequest, StartRequest, StopRequest, Tag,
    TargetWorkspaceState, TerminateRequest, WorkspaceRequest,
};

type Done = Result<(), Box<dyn Error>>;

/// The line that is touched.
const ROUND: u32 = 0;

fn main() -> Done {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let config = aws_types::SdkConfig::builder().build();
    runtime.block_on(all(&Client::new(&config)))
}

async fn all(client: &Client) -> Done {
    println!("round {ROUND}");
    images(client).await?;
    workspaces(client).await?;
    changes(client).await?;
    tags(client).await?;
    groups(client).await
}

fn tag() -> Tag {
    Tag::new().key("team").value("desktop")
}

async fn images(client: &Client) -> Done {
    let image = client
        .create_workspace_image()
        .name("golden")
        .description("finance suite")
        .workspace_id("ws-0123456789")
        .tags([tag()])
        .send()
        .await?;
    println!("{:?}", image.image_id);
    let copy = client
        .copy_workspace_image()
        .name("copy")
        .source_image_id(image.image_id.unwrap_or_default())
        .source_region("eu-central-1")
        .send()
        .await?;
    println!("{:?}", copy.image_id);
    let images = client.describe_workspace_images().max_results(25).send().await?;
    for image in images.images.unwrap_or_default() {
        println!("{:?} {:?}", image.name, image.state);
    }
    let image_id = copy.image_id.unwrap_or_default();
    client.delete_workspace_image().image_id(image_id).send().await?;
    let bundles = client.describe_workspace_bundles().owner("AMAZON").send().await?;
    for bundle in bundles.bundles.unwrap_or_default() {
        println!("{:?} {:?}", bundle.name, bundle.description);
    }
    Ok(())
}

async fn workspaces(client: &Client) -> Done {
    let wanted = WorkspaceRequest::new()
        .directory_id("d-0123456789")
        .user_name("somebody")
        .bundle_id("wsb-0123456789");
    let made = client.create_workspaces().workspaces([wanted]).send().await?;
    for failed in made.failed_requests.unwrap_or_default() {
        println!("{:?} {:?}", failed.error_code, failed.error_message);
    }
    let found = client.describe_workspaces().directory_id("d-0123456789").send().await?;
    for workspace in found.workspaces.unwrap_or_default() {
        println!("{:?} {:?}", workspace.workspace_id, workspace.state);
    }
    let directories = client.describe_workspace_directories().limit(5).send().await?;
    for directory in directories.directories.unwrap_or_default() {
        println!("{:?} {:?}", directory.directory_name, directory.alias);
    }
    let status = client.describe_workspaces_connection_status().send().await?;
    println!("{}", status.workspaces_connection_status.unwrap_or_default().len());
    Ok(())
}

async fn changes(client: &Client) -> Done {
    let id = "ws-0123456789";
    let start = StartRequest::new().workspace_id(id);
    let started = client.start_workspaces().start_workspace_requests([start]).send().await?;
    println!("{}", started.failed_requests.unwrap_or_default().len());
    let stop = StopRequest::new().workspace_id(id);
    let stopped = client.stop_workspaces().stop_workspace_requests([stop]).send().await?;
    println!("{}", stopped.failed_requests.unwrap_or_default().len());
    let reboot = RebootRequest::new().workspace_id(id);
    let rebooted = client.reboot_workspaces().reboot_workspace_requests([reboot]).send().await?;
    println!("{}", rebooted.failed_requests.unwrap_or_default().len());
    let rebuild = RebuildRequest::new().workspace_id(id);
    let rebuilt = client.rebuild_workspaces().rebuild_workspace_requests([rebuild]).send().await?;
    println!("{}", rebuilt.failed_requests.unwrap_or_default().len());
    let end = TerminateRequest::new().workspace_id(id);
    let ended = client.terminate_workspaces().terminate_workspace_requests([end]).send().await?;
    println!("{}", ended.failed_requests.unwrap_or_default().len());
    let state = TargetWorkspaceState::Available;
    client.modify_workspace_state().workspace_id(id).workspace_state(state).send().await?;
    Ok(())
}

async fn tags(client: &Client) -> Done {
    let id = "ws-0123456789";
    client.create_tags().resource_id(id).tags([tag()]).send().await?;
    let found = client.describe_tags().resource_id(id).send().await?;
    for tag in found.tag_list.unwrap_or_default() {
        println!("{:?} {:?}", tag.key, tag.value);
    }
    client.delete_tags().resource_id(id).tag_keys(["team"]).send().await?;
    Ok(())
}

async fn groups(client: &Client) -> Done {
    let rule = IpRuleItem::new().ip_rule("10.0.0.0/8").rule_desc("inside");
    let group = client.create_ip_group().group_name("inside").user_rules([rule]).send().await?;
    println!("{:?}", group.group_id);
    let groups = client.describe_ip_groups().max_results(5).send().await?;
    for group in groups.result.unwrap_or_default() {
        println!("{:?} {:?}", group.group_name, group.group_desc);
    }
    Ok(())
}
