//! `kantan mails`: what payers were to be told and no mail server took.

use super::failure::Failure;
use super::record::on_record;
use super::table::table;
use super::witness::noted;
use crate::domain::moment::in_japan;
use crate::store::{DeadMail, Store};
use clap::Subcommand;
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// The most mails that are listed.
const MOST_LISTED: u32 = 1_000;

/// What is done about mails to payers. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum MailsCommand {
    /// Lists the mails that were given up, the latest first. Their addresses are not shown.
    Dead {
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Sends a mail once more that was given up.
    Again {
        /// Its number in the list.
        number: i64,
    },
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn mails(command: MailsCommand) -> Result<(), Box<dyn Error>> {
    on_record(async |store, now| carry_out(store, command, now).await).await
}

async fn carry_out(store: &Store, command: MailsCommand, now: i64) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    match command {
        MailsCommand::Dead { json: true } => {
            let told = |it: &DeadMail| {
                json!({
                    "id": it.id, "about": about(it), "order": it.order_reference, "written_at": in_japan(it.written_at),
                    "answer": it.answer,
                })
            };
            let all: Value = store.dead_mails(MOST_LISTED).await?.iter().map(told).collect();
            writeln!(output, "{all:#}")?;
        }
        MailsCommand::Dead { json: false } => {
            let row = |it: &DeadMail| {
                let order = it.order_reference.clone().unwrap_or_default();
                [it.id.to_string(), about(it).to_owned(), order, in_japan(it.written_at), it.answer.clone()]
            };
            let rows: Vec<[String; 5]> = store.dead_mails(MOST_LISTED).await?.iter().map(row).collect();
            write!(output, "{}", table(["NO", "ABOUT", "ORDER", "WRITTEN", "ANSWERED LAST"], &rows))?;
        }
        MailsCommand::Again { number } => {
            noted(store, "mail.again", format!("mail {number}"), String::new(), now).await?;
            if !store.send_mail_again(number, now).await? {
                return Err(Failure::not_done("no mail of this number was given up").into());
            }
            writeln!(output, "is sent again")?;
        }
    }
    Ok(())
}

/// What a mail tells of: an event's kind, or the links that somebody asked for.
fn about(it: &DeadMail) -> &str {
    it.kind.as_deref().unwrap_or("links")
}
