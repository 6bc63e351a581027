//! The disk that the generator writes to.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How many files are made to see how long one takes.
const FILES: u32 = 500;

/// The most that one takes where nothing is in the way: on the disks seen it is half of that.
const QUIET: Duration = Duration::from_micros(40);

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_secs(15);

/// What is not quiet by then is a slow disk: the longest wait seen is some two minutes.
const LONGEST: Duration = Duration::from_secs(360);

/// Waits until files can be made as quickly as they are on a disk that does nothing else.
///
/// For some minutes after many were removed, each new one takes up to twenty times as long on ext4, which
/// is not the generator's time. What is made here to see is left in the folder, for the same reason.
pub(super) fn settle(folder: &Path) -> Result<()> {
    let start = Instant::now();
    for round in 0_u32.. {
        let taken = one(&folder.join(format!("{}-files-{round}", std::process::id())));
        let taken = taken.context("cannot make files where the generator writes")?;
        if taken <= QUIET {
            return Ok(());
        }
        if start.elapsed() > LONGEST {
            eprintln!("a file takes {taken:?} to make; what the generator takes is this disk's");
            return Ok(());
        }
        eprintln!("a file takes {taken:?} to make, after others were removed; waiting");
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// How long a file takes in a folder that is not there.
fn one(folder: &Path) -> std::io::Result<Duration> {
    fs::create_dir_all(folder)?;
    let start = Instant::now();
    for number in 0..FILES {
        fs::write(folder.join(number.to_string()), [])?;
    }
    Ok(start.elapsed() / FILES)
}
