//! A note that nothing is left to do: what models, options, generator and generated files looked like
//! when they last fitted. Where all look the same, a run has nothing to do.
//!
//! A file looks the same while its size and the times of its last change are the same. What was
//! changed right before the note could be changed again without looking different, so that such a
//! note is not taken.

use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Longer than any file system takes to tell two moments apart.
const TICK: Duration = Duration::from_secs(2);

/// The note of a project.
pub(super) struct Stamp {
    path: PathBuf,
    seen: Seen,
    taken: SystemTime,
}

/// What was seen of the files.
#[derive(Default)]
struct Seen {
    text: String,
    newest: Option<SystemTime>,
}

impl Stamp {
    /// Looks at everything that a run reads and writes; before it does, so that what changes
    /// meanwhile looks different afterwards.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let (mut seen, taken) = (Seen::default(), SystemTime::now());
        let own = std::env::current_exe().context("this program does not know where it is")?;
        seen.file(&own)?;
        for folder in ["models", "generated"] {
            seen.folder(&root.join(folder))?;
        }
        Ok(Self { path: root.join("target/codegen-stamp"), seen, taken })
    }

    /// What the last run said, if nothing changed since.
    pub(super) fn last(&self) -> Option<String> {
        let noted = fs::read_to_string(&self.path).ok()?;
        let (said, seen) = noted.split_once('\n')?;
        (seen == self.seen.text).then(|| said.to_owned())
    }

    /// Notes that nothing had to be done, and what that run says.
    pub(super) fn note(&self, said: &str) -> Result<()> {
        let is_settled = |newest| self.taken.duration_since(newest).is_ok_and(|age| age > TICK);
        if !self.seen.newest.is_some_and(is_settled) {
            return self.forget();
        }
        let folder = self.path.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder).with_context(|| cannot("make", folder))?;
        let text = format!("{said}\n{}", self.seen.text);
        fs::write(&self.path, text).with_context(|| cannot("write", &self.path))
    }

    /// Takes the note back.
    fn forget(&self) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| cannot("remove", &self.path))
            }
            _ => Ok(()),
        }
    }
}

impl Seen {
    /// All files below a folder, sorted, and the folders: a file that is removed changes its own.
    fn folder(&mut self, folder: &Path) -> Result<()> {
        let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
        let mut paths = Vec::new();
        for entry in entries {
            let entry = entry.with_context(|| cannot("read", folder))?;
            let is_folder = entry.file_type().with_context(|| cannot("read", folder))?.is_dir();
            paths.push((entry.path(), is_folder));
        }
        paths.sort();
        for (path, is_folder) in paths {
            if is_folder {
                self.folder(&path)?;
            } else {
                self.file(&path)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        let metadata = fs::metadata(path).with_context(|| cannot("read", path))?;
        let modified = metadata.modified().with_context(|| cannot("read", path))?;
        let changed = changed(&metadata).unwrap_or(modified);
        self.newest = self.newest.max(Some(modified.max(changed)));
        let nanos =
            |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let _ = writeln!(
            self.text,
            "{} {} {} {}",
            metadata.len(),
            nanos(modified),
            nanos(changed),
            path.display()
        );
        Ok(())
    }
}

/// When anything about a file was last changed; nobody can set that.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).ok()?;
    let nanos = u64::try_from(metadata.ctime_nsec()).ok()?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds) + Duration::from_nanos(nanos))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} `{}`", path.display())
}
