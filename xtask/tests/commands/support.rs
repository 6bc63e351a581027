//! A project of its own, in which the command is run as a user would.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

/// A small service that is right.
pub(crate) const LAMP: &str = include_str!("lamp.json");

/// The smallest `services.toml`.
pub(crate) const SERVICES: &str =
    "[source]\npackage = \"botocore\"\nversion = \"1.0.0\"\nsha256 = \"00\"\n\n[services.lamp]\n";

/// A project in a folder of its own.
pub(crate) struct Project(PathBuf);

impl Project {
    /// A project with one service, named after the test that uses it.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let project = Self(folder);
        let partitions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/partitions.json");
        project.write("models/partitions.json", &fs::read_to_string(partitions).unwrap());
        project.write("models/services.toml", SERVICES);
        project.write("models/lamp.json", LAMP);
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs the command in the project.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(&self.0).env_remove("CARGO_MANIFEST_DIR");
        command.output().unwrap()
    }

    /// Every file that was generated, with its text and the time of its last change.
    pub(crate) fn generated(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.path("generated")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let changed = fs::metadata(&path).unwrap().modified().unwrap();
                    files.insert(path.clone(), (fs::read_to_string(&path).unwrap(), changed));
                }
            }
        }
        files
    }
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
