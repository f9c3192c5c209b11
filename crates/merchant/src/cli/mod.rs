//! The program: its commands, what they are told by the environment, and what they start.

mod billing;
mod check;
pub mod config;
mod contracts;
mod copy;
mod disputes;
mod doctor;
mod evidence;
mod export;
mod failure;
pub mod finding;
mod generated;
mod keys;
mod mails;
mod maintenance;
mod orders;
mod payments;
mod progress;
mod reconciliation;
mod record;
mod serve;
mod settings;
mod staff;
mod table;
mod tool_file;
mod webhooks;
mod witness;

use clap::{CommandFactory, Parser, Subcommand};
use failure::Failure;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// A payment service for au Kantan Kessai over SB Payment Service's link type.
///
/// It ends with 0 where it did what was asked for; with 1 for a setting, the record or the machine;
/// with 2 for a command line that is none; with 3 where nothing was done, because the rules or the
/// gateway refuse it or nothing has that name; with 4 where nobody knows whether it was done.
#[derive(Parser)]
#[command(name = "kantan", version)]
struct Program {
    /// The file of settings, in TOML; else the one that KANTAN_CONFIG names, else /etc/kantan/kantan.toml
    /// if it is there. The environment comes before it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the pages and bills what is due, until SIGTERM or Ctrl-C. Settings come from the
    /// environment and from a file.
    Serve {
        /// Begins a new record where MERCHANT_DATABASE_URL names none yet.
        #[arg(long)]
        new: bool,
    },
    /// Says everything that keeps the shop from working: settings, files, record, gateway, clock.
    Doctor {
        /// Looks at this page instead, which embeds an element: what of it the page's policies, headers, frames and files
        /// block, and the smallest change.
        #[arg(value_name = "URL", value_parser = doctor::page_address)]
        address: Option<url::Url>,
        /// The same page, by name.
        #[arg(long, value_name = "URL", value_parser = doctor::page_address, conflicts_with = "address")]
        page: Option<url::Url>,
        /// One array of objects with `check`, `grade` (ok, warn, fail) and `says`.
        #[arg(long)]
        json: bool,
    },
    /// Says which settings are in force and where each was found; no secret is printed.
    Config {
        /// One array of objects with `name`, `key`, `value`, `default`, `expected` and `from`.
        #[arg(long)]
        json: bool,
    },
    /// Says whether the billing run stands still; holds or releases it.
    #[command(subcommand)]
    Billing(billing::BillingCommand),
    /// Copies the record to a new file, also while it is served.
    Backup {
        /// The file, which is not there yet.
        file: PathBuf,
        #[command(flatten)]
        progress: progress::TellProgress,
    },
    /// Puts a backup where MERCHANT_DATABASE_URL has no record, with billing held: release it once
    /// you know what the gateway was asked for since.
    Restore {
        /// The backup, which stays as it is.
        file: PathBuf,
        /// Billing stands still until `kantan billing release`. There is no other way to restore.
        #[arg(long, required = true)]
        hold: bool,
        #[command(flatten)]
        said: witness::Said,
    },
    /// Lists, shows and withdraws orders.
    #[command(subcommand)]
    Orders(orders::OrdersCommand),
    /// Shows, settles, cancels and refunds payments.
    #[command(subcommand)]
    Payments(payments::PaymentsCommand),
    /// Lists, shows and ends recurring contracts; lifts suspensions.
    #[command(subcommand)]
    Contracts(contracts::ContractsCommand),
    /// Lists chargebacks and investigations, and writes down what was told and what became of it.
    #[command(subcommand)]
    Disputes(disputes::DisputesCommand),
    /// Lists, sets and ends when the payment service is closed, while the shop is open.
    #[command(subcommand)]
    Maintenance(maintenance::MaintenanceCommand),
    /// Writes a file for accounting: CSV with columns that stay as they are.
    Export(export::ExportArguments),
    /// Where the shop's own programs are told what happened.
    #[command(subcommand)]
    Webhooks(webhooks::WebhooksCommand),
    /// What payers were to be told and no mail server took.
    #[command(subcommand)]
    Mails(mails::MailsCommand),
    /// Lists what a person has to look up, and records what was found.
    #[command(subcommand)]
    Reconciliation(reconciliation::ReconciliationCommand),
    /// Makes, lists and revokes the keys of the shop's own programs.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Prints the interface for a shop's own programs as OpenAPI 3.1 describes it: what
    /// `GET /v1/openapi.json` answers.
    Openapi,
    /// Lets persons sign in to the staff's pages, with a role each.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Prints what completes these commands in a shell, as for `source <(kantan completions bash)`.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, as for `kantan man | man -l -`; of a command, its own.
    Man {
        /// The command, as `orders list`; none is the program.
        command: Vec<String>,
    },
}

/// Runs the command of the program's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let program = Program::parse();
    if let Some(path) = program.config {
        config::name_file(path);
    }
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    // Whoever reads the log may stand still, as a pipe that is full: then lines are lost, and no payment
    // waits for them with the record's lock in its hands. What is left is written when this returns.
    let (log, _until_the_end) = tracing_appender::non_blocking(std::io::stderr());
    tracing_subscriber::fmt().with_writer(log).with_ansi(colours).with_env_filter(filter).init();
    let done = match program.command {
        Command::Serve { new } => serve::serve(new),
        Command::Doctor { address, page, json } => match address.or(page) {
            Some(page) => doctor::doctor_of_page(&page, json),
            None => doctor::doctor(json),
        },
        Command::Config { json } => settings::settings(json),
        Command::Billing(command) => billing::billing(command),
        Command::Backup { file, progress } => copy::backup(&file, progress),
        Command::Restore { file, hold: _, said } => copy::restore(&file, said),
        Command::Reconciliation(command) => reconciliation::reconciliation(command),
        Command::Keys(command) => keys::keys(command),
        Command::Orders(command) => orders::orders(command),
        Command::Payments(command) => payments::payments(command),
        Command::Contracts(command) => contracts::contracts(command),
        Command::Maintenance(command) => maintenance::maintenance(command),
        Command::Disputes(command) => disputes::disputes(command),
        Command::Webhooks(command) => webhooks::webhooks(command),
        Command::Mails(command) => mails::mails(command),
        Command::Openapi => generated::openapi(),
        Command::Export(arguments) => export::write(arguments),
        Command::Staff(command) => staff::staff(command),
        Command::Completions { shell } => generated::completions(shell, Program::command()),
        Command::Man { command } => generated::man(&command, Program::command()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            error.downcast_ref().map_or(ExitCode::FAILURE, |failure: &Failure| ExitCode::from(failure.status))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Program;
    use clap::{Command, CommandFactory};

    /// Every command below one, by its whole name.
    fn below(command: &Command, name: &str) -> Vec<(String, Command)> {
        let each = command.get_subcommands().flat_map(|it| {
            let name = format!("{name} {}", it.get_name());
            [vec![(name.clone(), it.clone())], below(it, &name)].concat()
        });
        each.collect()
    }

    #[test]
    fn whatever_is_listed_or_shown_is_told_to_programs_too() {
        let told = ["list", "show", "status", "dead", "check", "config", "doctor"];
        let all = below(&Program::command(), "kantan");
        let of_these: Vec<_> = all.iter().filter(|(_, command)| told.contains(&command.get_name())).collect();
        assert!(of_these.len() > 12, "{of_these:?}");
        for (name, command) in of_these {
            assert!(command.get_arguments().any(|it| it.get_long() == Some("json")), "{name} has no --json");
        }
    }
}
