//! The commands, run as a user runs them.

#[cfg(test)]
mod alone;
#[cfg(test)]
mod bad_models;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod stamp;
#[cfg(test)]
mod support;
