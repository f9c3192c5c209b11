//! What is made of the program itself: completions for shells, the manual pages, the description of its
//! interface.

use crate::web::v1::document;
use clap::Command;
use clap_complete::Shell;
use std::error::Error;
use std::io::Write;

/// Prints what completes the commands in a shell.
pub(super) fn completions(shell: Shell, mut program: Command) -> Result<(), Box<dyn Error>> {
    let mut written = Vec::new();
    clap_complete::generate(shell, &mut program, "kantan", &mut written);
    std::io::stdout().write_all(&written)?;
    Ok(())
}

/// Prints the manual page of the program or of one of its commands.
pub(super) fn man(of: &[String], mut program: Command) -> Result<(), Box<dyn Error>> {
    // So that each command knows its whole name and its options.
    program.build();
    let mut command = &program;
    for name in of {
        command = command.find_subcommand(name).ok_or_else(|| format!("there is no command {:?}", of.join(" ")))?;
    }
    let name = ["kantan"].into_iter().chain(of.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    let page = clap_mangen::Man::new(command.clone()).title(name);
    let mut written = Vec::new();
    page.render(&mut written)?;
    std::io::stdout().write_all(&written)?;
    Ok(())
}

/// The interface for a shop's own programs, as OpenAPI describes it.
pub(super) fn openapi() -> Result<(), Box<dyn Error>> {
    writeln!(std::io::stdout(), "{:#}", document())?;
    Ok(())
}
