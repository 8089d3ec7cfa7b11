//! How the command is called: help, wrong usage, completions, manual. What there is to name is taken from the
//! declaration of the command itself, so that a new command or option is held to the same.

use crate::run::{geode, geode_with, scratch};
use crate::{EXAMPLE, EXAMPLE_LINK};
use clap::CommandFactory as _;
use std::process::Command;

/// The subcommands, each with its options (`max-rto`) and the names of its values (`FILE`).
fn subcommands() -> Vec<(String, Vec<String>, Vec<String>)> {
    let of = |command: &clap::Command| -> (String, Vec<String>, Vec<String>) {
        let options = command.get_arguments().filter_map(|argument| argument.get_long()).map(str::to_owned);
        let values = command.get_positionals().flat_map(|argument| argument.get_value_names().unwrap_or_default());
        (command.get_name().to_owned(), options.collect(), values.map(ToString::to_string).collect())
    };
    let all: Vec<_> = geode_cli::Cli::command().get_subcommands().map(of).collect();
    let options: usize = all.iter().map(|(_, options, _)| options.len()).sum();
    assert!(all.len() >= 7 && options >= 12, "{all:?}: too few to say anything");
    all
}

#[test]
fn help_names_every_command_and_option() {
    let all = subcommands();
    for arguments in [&["help"][..], &["--help"], &["-h"]] {
        let run = geode(arguments);
        assert_eq!((run.code, run.errors.as_str()), (0, ""), "{arguments:?}");
        for (name, ..) in &all {
            assert!(run.output.contains(&format!("\n  {name} ")), "{arguments:?} lacks {name}");
        }
        assert!(!run.output.contains('\x1b'), "colours in a pipe");
    }
    assert!(geode(&["help"]).output.contains("Exit code: 0 done, 1 a check failed, 2 bad input or wrong usage."));
    for (name, options, values) in &all {
        for arguments in [["help", name.as_str()], [name, "--help"], [name, "-h"]] {
            let run = geode(&arguments);
            assert_eq!((run.code, run.errors.as_str()), (0, ""), "{arguments:?}");
            assert!(run.output.contains(&format!("Usage: geode {name}")), "{arguments:?}");
            for option in options {
                assert!(run.output.contains(&format!(" --{option}")), "{arguments:?} lacks {option}");
            }
            // Not under the heading of some options.
            if let Some(value) = values.first() {
                assert!(run.output.contains(&format!("Arguments:\n  <{value}>")), "{arguments:?} lacks {value}");
            }
        }
    }
}

#[test]
fn the_version() {
    for arguments in [["--version"], ["-V"]] {
        let run = geode(&arguments);
        let version = format!("geode {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!((run.code, run.output, run.errors.as_str()), (0, version, ""));
    }
}

#[test]
fn wrong_usage_names_the_argument() {
    for (arguments, named) in [
        (&["evalute"][..], "'evalute'"),
        (&["--jsonl"], "'--jsonl'"),
        (&["help", "me"], "'me'"),
        (&["evaluate"], "<FILE>"),
        (&["evaluate", "-", "-"], "'-'"),
        (&["evaluate", "--fast", "-"], "'--fast'"),
        (&["simulate", "-", "--years", "0"], "'--years <N>': 0 is not in 1..=100000"),
        (&["simulate", "-", "--years", "100001"], "'--years <N>'"),
        (&["simulate", "-", "--years", "-5"], "'--years <N>'"),
        (&["simulate", "-", "--years", "ten"], "'--years <N>'"),
        (&["check", "-", "--max-rto", "1m"], "--option <ID>"),
        (&["check", "-", "--option", "geode-3", "--max-rto"], "'--max-rto <TIME>'"),
        (&["check", "-", "--option", "geode-3", "--format", "pdf"], "'--format <FORMAT>'"),
        (&["link", "-", "--base"], "'--base <URL>'"),
        (&["link", "--base", "https://a/#b", "-"], "has a fragment of its own, expected an address without #"),
        (&["unlink"], "<URL>"),
        (&["completions"], "<SHELL>"),
        (&["completions", "tcsh"], "'<SHELL>'"),
        (&["man", "evaluate"], "'evaluate'"),
    ] {
        let run = geode(arguments);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?}");
        assert!(run.errors.starts_with("error: "), "{arguments:?}: {}", run.errors);
        assert!(run.errors.contains(named), "{arguments:?}: {}", run.errors);
        assert!(!run.errors.contains('\x1b'), "colours in a pipe");
    }
    // Without any argument: what there is.
    let run = geode(&[]);
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert!(run.errors.contains("Usage: geode <COMMAND>"), "{}", run.errors);
}

/// What starts with a sign of its own, and what is written twice: all of it worked before clap read the arguments.
#[test]
fn unusual_arguments_are_taken_as_before() {
    let link = geode_with(&["link", "-"], EXAMPLE).output;
    let expected = geode(&["unlink", EXAMPLE_LINK.trim()]).output;
    assert!(link.starts_with('#') && !expected.is_empty());
    assert_eq!(geode(&["unlink", link.trim()]).output, expected);
    assert_eq!(geode(&["unlink", "--", &format!("-- \n{link}")]).output, expected);
    assert_eq!(geode_with(&["unlink", "-"], &link).output, expected);
    // The last one counts.
    let check = |arguments: &[&str]| {
        geode_with(&[&["check", "--option", "single", "-", "--option", "geode-3"], arguments].concat(), EXAMPLE).code
    };
    assert_eq!(check(&["--max-downtime", "5m", "--max-downtime=7m"]), 0);
    assert_eq!(check(&["--max-downtime", "7m", "--max-downtime=5m"]), 1);
    // A simple evaluation has the figures of simulated years anyway.
    let evaluation = geode_with(&["evaluate", "-"], EXAMPLE).output;
    assert!(geode_with(&["evaluate", "--yearly", "-"], EXAMPLE).output == evaluation);
    // A file whose name begins with a dash, or is no text.
    let file = scratch("-dashed.json", EXAMPLE);
    let folder = std::path::Path::new(&file).parent().unwrap();
    let run = Command::new(crate::run::GEODE).args(["link", "--", "-dashed.json"]).current_dir(folder).output();
    assert_eq!(String::from_utf8(run.unwrap().stdout).unwrap(), link);
}

#[cfg(unix)]
#[test]
fn a_file_may_have_any_name() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.json");
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Some file systems take text only; then the answer is that the file cannot be read.
    let is_there = std::fs::write(&path, EXAMPLE).is_ok();
    let run = Command::new(crate::run::GEODE).arg("link").arg(&path).output().unwrap();
    assert_eq!(run.status.success(), is_there);
    assert!(is_there || String::from_utf8_lossy(&run.stderr).contains("cannot be read"));
}

#[test]
fn completions_name_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = geode(&["completions", shell]);
        assert_eq!((run.code, run.errors.as_str()), (0, ""), "{shell}");
        for (name, options, _) in subcommands() {
            assert!(run.output.contains(&name), "{shell} lacks {name}");
            for option in options {
                let written = if shell == "fish" { format!("-l {option}") } else { format!("--{option}") };
                assert!(run.output.contains(&written), "{shell} lacks {name} --{option}");
            }
        }
    }
}

#[test]
fn bash_completes_commands_options_and_choices() {
    let script = scratch("completions.bash", &geode(&["completions", "bash"]).output);
    let completed = |words: &str, at: usize| {
        let last = words.split(' ').nth(at).unwrap();
        let before = words.split(' ').nth(at - 1).unwrap();
        let ask = format!(
            "source '{script}'; COMP_WORDS=({words}); COMP_CWORD={at}; _geode geode '{last}' '{before}'; \
             echo -n \"${{COMPREPLY[*]}}\""
        );
        let run = Command::new("bash").args(["--norc", "-c", &ask]).output().unwrap();
        assert_eq!(String::from_utf8(run.stderr).unwrap(), "", "{words}");
        String::from_utf8(run.stdout).unwrap()
    };
    assert_eq!(completed("geode che", 1), "check");
    assert_eq!(completed("geode check --max-r", 2), "--max-rto --max-rpo");
    assert_eq!(completed("geode check --format m", 3), "markdown");
    assert_eq!(completed("geode completions z", 2), "zsh");
}

#[test]
fn the_manual_has_a_page_a_command_with_every_option() {
    let run = geode(&["man"]);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let manual = run.output.replace("\\-", "-");
    let pages: Vec<&str> = manual.split(".TH ").skip(1).collect();
    let all = subcommands();
    assert_eq!(pages.len(), all.len() + 1, "the command and each of its subcommands");
    for ((name, options, values), page) in all.iter().zip(pages.iter().skip(1)) {
        assert!(pages[0].contains(&format!("geode-{name}(1)")), "the first page lacks {name}");
        assert!(page.starts_with(&format!("geode-{name} 1 ")), "{name}: {page}");
        // Once in the synopsis and once with its help.
        for option in options {
            assert_eq!(page.matches(&format!("\\fB--{option}\\fR")).count(), 2, "{name} --{option}: {page}");
        }
        for value in values {
            assert_eq!(page.matches(&format!("<\\fI{value}\\fR>")).count(), 2, "{name} {value}: {page}");
        }
    }
}
