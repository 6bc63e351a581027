//! What is shown on the terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::fmt;
use std::io::IsTerminal;
use tinsmith_codegen::diagnostic::Diagnostics;

/// Shows why a command failed: diagnostics like a compiler does, anything else with its causes.
pub fn failure(error: &anyhow::Error) {
    match error.downcast_ref::<Diagnostics>() {
        Some(diagnostics) => {
            findings(diagnostics);
            eprintln!("\nnothing was written");
        }
        None => eprintln!("error: {error:#}"),
    }
}

/// Shows diagnostics like a compiler does; nothing where there are none.
pub fn findings(diagnostics: &Diagnostics) {
    if !diagnostics.is_empty() {
        eprintln!("{}", diagnostics.render(std::io::stderr().is_terminal()));
    }
}

/// A bar for a number of steps; invisible where there is no terminal.
pub fn progress(steps: usize) -> ProgressBar {
    let bar = ProgressBar::new(steps.try_into().unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A number with its noun: `1 service`, `2 services`.
#[derive(Clone, Copy, Debug)]
pub struct Count(pub usize, pub &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}
