//! Runs the built command.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The path of the built command.
pub const GEODE: &str = env!("CARGO_BIN_EXE_geode");

/// What a run left behind.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
}

/// Runs the command with nothing to read.
pub fn geode(arguments: &[&str]) -> Run {
    geode_with(arguments, "")
}

/// Runs the command on a text.
pub fn geode_with(arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
    finished(started(arguments), input)
}

/// Runs the command on a text where whoever should read its output has gone.
pub fn unread(arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
    let mut child = started(arguments);
    drop(child.stdout.take());
    finished(child, input)
}

fn started(arguments: &[&str]) -> Child {
    let mut command = Command::new(GEODE);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn finished(mut child: Child, input: impl AsRef<[u8]>) -> Run {
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // Beside the reading, or both sides would wait for each other once the pipes are full. A command that stops
    // reading closes the pipe, which is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), output: text(output.stdout), errors: text(output.stderr) }
}

/// A file for one caller alone, in the folder that cargo keeps for tests. Two tests that wrote the same text to the same
/// name at once met: what one had just emptied, the command of the other read.
pub fn scratch(name: &str, text: &str) -> String {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed).to_string();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch").join(call);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}
