//! What is made of the commands themselves: completions for shells and the manual pages.

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
