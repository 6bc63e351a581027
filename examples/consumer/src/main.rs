//! Makes an image of a WorkSpace, and lists all images that the account has.

use tinsmith_aws::workspaces::{Client, Error, Tag};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let client = Client::new(&config);

    if let Some(workspace) = std::env::args().nth(1) {
        let image = client
            .create_workspace_image()
            .name("golden")
            .description("finance suite")
            .workspace_id(workspace)
            .tags([Tag::new().key("team").value("desktop")])
            .send()
            .await?;
        println!("made {}", image.image_id.unwrap_or_default());
    }

    let mut images = client.describe_workspace_images().items();
    while let Some(image) = images.next().await {
        let image = image?;
        let (id, name) = (image.image_id.unwrap_or_default(), image.name.unwrap_or_default());
        println!("{id} {name} {}", image.state.unwrap_or_default());
    }
    Ok(())
}
