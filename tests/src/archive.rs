//! The archive of models, unpacked once for all tests.

use crate::environment::{archive, root};
use crate::generate::source;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use tinsmith_codegen::model::service_json::Files;

/// The folders of all services, each with the newest version of its API; none without the archive.
///
/// # Panics
///
/// Where the archive cannot be unpacked.
pub fn services() -> Option<&'static BTreeMap<String, PathBuf>> {
    static SERVICES: OnceLock<Option<BTreeMap<String, PathBuf>>> = OnceLock::new();
    let find = |archive: PathBuf| find(&unpack(&archive).join("botocore/data"));
    SERVICES.get_or_init(|| archive().map(find)).as_ref()
}

/// Unpacks an archive under `target/models`, unless it was.
///
/// # Panics
///
/// Where it cannot be unpacked.
pub fn unpack(archive: &Path) -> PathBuf {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let stem = archive.file_name().map(|name| name.to_string_lossy().replace(".tar.gz", ""));
    let folder = root().join("target/models").join(stem.unwrap_or_default());
    if !folder.join("botocore/data/partitions.json").is_file() {
        let archive = archive.canonicalize().expect("there is an archive");
        let done = Command::new("tar")
            .arg("-xzf")
            .arg(archive)
            .current_dir(root().join("target/models"))
            .status();
        assert!(done.expect("tar runs").success(), "the archive is unpacked");
    }
    folder
}

fn find(data: &Path) -> BTreeMap<String, PathBuf> {
    let folders = |path: &Path| {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let newest = |service: &PathBuf| {
        let versions = folders(service).into_iter();
        versions.filter(|version| version.join("service-2.json").is_file()).max()
    };
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let services = folders(data);
    services.iter().filter_map(|service| Some((name(service)?, newest(service)?))).collect()
}

/// The files of a service.
pub fn files(folder: &Path) -> Files {
    let optional = |name: &str| {
        let path = folder.join(name);
        path.is_file().then(|| source(&path))
    };
    Files {
        service_extras: optional("service-2.sdk-extras.json"),
        paginators: optional("paginators-1.json"),
        paginator_extras: optional("paginators-1.sdk-extras.json"),
        waiters: optional("waiters-2.json"),
        examples: optional("examples-1.json"),
        endpoint_rules: optional("endpoint-rule-set-1.json"),
        ..Files::new(source(&folder.join("service-2.json")))
    }
}
