//! `geode completions`: what a shell suggests after `geode`.

use crate::stop::{Stop, print_bytes};
use clap_complete::Shell;

/// Print the completions of this command for a shell.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell that reads them.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    /// Prints the completions of a command.
    pub fn run(self, mut command: clap::Command) -> Result<(), Stop> {
        let name = command.get_name().to_owned();
        // Not to standard output right away: clap_complete panics where nobody reads it.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, name, &mut script);
        print_bytes(&script)
    }
}
