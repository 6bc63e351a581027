//! Real updates of models.

use tinsmith_codegen::diff::{self, Class, ServiceReport, Side, Status};
use tinsmith_codegen::model::service_json::{self, Files};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::report::{self, Report};
use tinsmith_tests::environment::shared;
use tinsmith_tests::generate;

/// A real update, before and after; nothing where it is not there.
fn history(name: &str) -> Option<ServiceReport> {
    let folder = shared("api-history")?.join(name);
    let read = |file: &str| {
        let files = Files::new(generate::source(&folder.join(file)));
        service_json::read(&files).unwrap_or_else(|error| panic!("{error}"))
    };
    let (old, new) = (read("before.json"), read("after.json"));
    let options = &ServiceOptions::default();
    let report = diff::compare(name, Side { model: &old, options }, Side { model: &new, options });
    assert_eq!(report.notes, Vec::<String>::new());
    assert_eq!(report.count(Status::Removed), 0, "nothing is removed");
    assert!(!report.breaks_api);
    Some(report)
}

fn operations(report: &ServiceReport, status: Status) -> Vec<&str> {
    let operations = report.operations.iter().filter(|operation| operation.status == status);
    operations.map(|operation| operation.name.as_str()).collect()
}

fn ids(report: &ServiceReport, class: Class) -> Vec<&str> {
    report.of(class).map(|change| change.id.as_str()).collect()
}

#[test]
fn appstream_2017_09_29_brings_seven_operations() {
    let Some(report) = history("appstream-2017-09-29") else { return };
    let new = operations(&report, Status::New);
    let wanted = [
        "CreateImageBuilder",
        "CreateImageBuilderStreamingURL",
        "DeleteImage",
        "DeleteImageBuilder",
        "DescribeImageBuilders",
        "StartImageBuilder",
        "StopImageBuilder",
    ];
    assert_eq!(new, wanted);
    assert_eq!(operations(&report, Status::Updated), Vec::<&str>::new());
    assert_eq!(ids(&report, Class::Breaking), Vec::<&str>::new());
    assert_eq!(ids(&report, Class::Risky), Vec::<&str>::new());
    let is_documentation = |id: &&str| id.starts_with("documentation-");
    let docs = ids(&report, Class::Docs);
    assert!(docs.len() > 100 && docs.iter().all(is_documentation), "{docs:?}");
    let report = Report::new(("a", "b"), Some("2017/09/29".to_owned()), vec![report], "0.1.0");
    let headline = report.headline(&report.services[0]);
    assert_eq!(headline, "2017/09/29 - Amazon AppStream - 7 new api methods");
    let text = report::text(&report, false);
    for line in [
        "\"Name\": \"string\",  // required",
        "\"Names\": [\"string\"],",
        "\"Code\": \"INTERNAL_ERROR\" | \"IMAGE_UNAVAILABLE\",",
        "\"Expires\": timestamp,",
    ] {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn appstream_2017_09_21_brings_members_and_a_value() {
    let Some(report) = history("appstream-2017-09-21") else { return };
    assert_eq!(operations(&report, Status::New), Vec::<&str>::new());
    let wanted = [
        "member-added CreateFleetRequest.FleetType",
        "member-added Fleet.FleetType",
        "value-added FleetErrorCode.IGW_NOT_ATTACHED",
        "type-added FleetType",
    ];
    assert_eq!(ids(&report, Class::Additive), wanted);
    assert_eq!(report.worst(), Some(Class::Additive));
}

#[test]
fn workspaces_2020_07_23_brings_permissions_of_images() {
    let Some(report) = history("workspaces-2020-07-23") else { return };
    let wanted = ["DescribeWorkspaceImagePermissions", "UpdateWorkspaceImagePermission"];
    assert_eq!(operations(&report, Status::New), wanted);
    assert_eq!(operations(&report, Status::Updated), ["DescribeWorkspaceImages"]);
    for id in [
        "member-added DescribeWorkspaceImagesRequest.ImageType",
        "member-added WorkspaceImage.OwnerAccountId",
        "member-added WorkspaceImage.Created",
    ] {
        assert!(ids(&report, Class::Additive).contains(&id), "{id}");
    }
    assert_eq!(report.worst(), Some(Class::Additive));
}

#[test]
fn workspaces_2021_09_30_brings_updates_of_images() {
    let Some(report) = history("workspaces-2021-09-30") else { return };
    assert_eq!(operations(&report, Status::New), ["CreateUpdatedWorkspaceImage"]);
    assert!(ids(&report, Class::Additive).contains(&"member-added WorkspaceImage.Updates"));
    assert_eq!(report.worst(), Some(Class::Additive));
}

#[test]
fn workspaces_2022_07_27_brings_one_operation() {
    let Some(report) = history("workspaces-2022-07-27") else { return };
    assert_eq!(operations(&report, Status::New), ["CreateWorkspaceImage"]);
    assert_eq!(operations(&report, Status::Updated), Vec::<&str>::new());
    assert_eq!(ids(&report, Class::Additive), ["operation-added CreateWorkspaceImage"]);
}
