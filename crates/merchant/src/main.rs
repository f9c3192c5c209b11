//! The program `kantan`.

use std::process::ExitCode;

fn main() -> ExitCode {
    merchant::cli::main()
}
