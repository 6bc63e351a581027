//! The program, run as a user runs it.

#[cfg(test)]
mod run;
