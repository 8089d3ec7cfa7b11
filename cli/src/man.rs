//! `geode man`: the manual.

use crate::stop::{Stop, print_bytes};
use std::io;

/// Print the manual of this command and of its subcommands (roff).
#[derive(Debug, clap::Args)]
pub struct Man {}

impl Man {
    /// Prints the manual of a command.
    pub fn run(self, command: clap::Command) -> Result<(), Stop> {
        print_bytes(&manual(command)?)
    }
}

/// The pages of a command and of its subcommands, one behind the other: one file to install.
fn manual(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut command = command.disable_help_subcommand(true);
    // The names of the subcommands ("geode check") are known once it is built.
    command.build();
    let mut pages = Vec::new();
    for page in std::iter::once(&command).chain(command.get_subcommands()) {
        clap_mangen::Man::new(page.clone()).render(&mut pages)?;
    }
    Ok(pages)
}
