//! The command `geode`.

fn main() -> std::process::ExitCode {
    geode_cli::main()
}
