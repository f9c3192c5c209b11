//! `kantan webhooks`: where the shop's own programs are told what happened.

use super::failure::Failure;
use super::record::on_record;
use super::table::table;
use super::witness::noted;
use crate::domain::event::{Event, KINDS};
use crate::domain::moment::in_japan;
use crate::service::webhook::{ROTATION_SECONDS, address, new_secret};
use crate::store::{Endpoint, EndpointState, Store};
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// The most messages that are listed.
const MOST_LISTED: u32 = 1_000;

/// What is done about the addresses to which events are sent. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum WebhooksCommand {
    /// Adds an address and shows the secret that signs its messages, this once.
    Add {
        /// An address of https.
        #[arg(long)]
        url: String,
        /// Only these kinds of events, with commas between them.
        #[arg(long, value_delimiter = ',', value_parser = kind())]
        events: Vec<String>,
    },
    /// Lists the addresses: what waits for them, and what was given up.
    List {
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Gives an address another secret and shows it, this once. For a day messages are signed with both.
    Rotate {
        /// Its number in the list.
        id: i64,
    },
    /// Sends nothing more to an address.
    Remove {
        /// Its number in the list.
        id: i64,
    },
    /// Lists the messages that were given up, the latest first.
    Dead {
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Sends an event once more to every address.
    Replay {
        /// Its name, as `evt_17`.
        event: String,
    },
}

fn kind() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(KINDS.map(|(kind, _)| kind))
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn webhooks(command: WebhooksCommand) -> Result<(), Box<dyn Error>> {
    on_record(async |store, now| carry_out(store, command, now).await).await
}

async fn carry_out(store: &Store, command: WebhooksCommand, now: i64) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    match command {
        WebhooksCommand::Add { url, events } => {
            let url = address(&url).map_err(|error| format!("--url: {error}"))?;
            noted(store, "webhook.add", format!("address {url}"), events.join(" "), now).await?;
            let secret = new_secret();
            store.add_endpoint(&url, &secret, &events.join(" "), now).await?;
            writeln!(output, "{secret}")?;
        }
        WebhooksCommand::List { json: true } => {
            let all: Value = store.endpoints().await?.iter().map(told).collect();
            writeln!(output, "{all:#}")?;
        }
        WebhooksCommand::List { json: false } => {
            let row = |it: &Endpoint| {
                let kinds = if it.kinds.is_empty() { "all".to_owned() } else { it.kinds.replace(' ', ",") };
                let (waiting, dead) = (it.pending.to_string(), it.dead.to_string());
                [it.id.to_string(), it.url.clone(), kinds, in_japan(it.created_at), waiting, dead]
            };
            let rows: Vec<[String; 6]> = store.endpoints().await?.iter().map(row).collect();
            write!(output, "{}", table(["NO", "ADDRESS", "EVENTS", "ADDED", "WAITING", "GIVEN UP"], &rows))?;
        }
        WebhooksCommand::Rotate { id } => {
            noted(store, "webhook.rotate", format!("address {id}"), String::new(), now).await?;
            let secret = new_secret();
            known(store.rotate_endpoint(id, &secret, now + ROTATION_SECONDS).await?)?;
            writeln!(output, "{secret}")?;
        }
        WebhooksCommand::Remove { id } => {
            noted(store, "webhook.remove", format!("address {id}"), String::new(), now).await?;
            known(store.remove_endpoint(id, now).await?)?;
            writeln!(output, "removed")?;
        }
        WebhooksCommand::Dead { json: true } => {
            let told = |(event, endpoint, answer): &(i64, i64, String)| json!({ "event": format!("evt_{event}"), "address": endpoint, "answer": answer });
            let all: Value = store.dead_messages(MOST_LISTED).await?.iter().map(told).collect();
            writeln!(output, "{all:#}")?;
        }
        WebhooksCommand::Dead { json: false } => {
            let rows = store.dead_messages(MOST_LISTED).await?;
            let row = |(event, endpoint, answer): &(i64, i64, String)| {
                [format!("evt_{event}"), endpoint.to_string(), answer.clone()]
            };
            let rows: Vec<[String; 3]> = rows.iter().map(row).collect();
            write!(output, "{}", table(["EVENT", "ADDRESS", "ANSWERED LAST"], &rows))?;
        }
        WebhooksCommand::Replay { event } => {
            let number = Event::number(&event).ok_or_else(|| Failure::not_done("an event is named as evt_17"))?;
            let addresses = store.replay(number).await?;
            if addresses == 0 {
                return Err(Failure::not_done("there is no such event, or no address that wants it").into());
            }
            writeln!(output, "sent again to {addresses}")?;
        }
    }
    Ok(())
}

/// An address as programs read it.
fn told(it: &Endpoint) -> Value {
    let kinds: Vec<&str> = it.kinds.split_whitespace().collect();
    json!({
        "id": it.id, "url": it.url, "events": if kinds.is_empty() { None } else { Some(kinds) },
        "created_at": in_japan(it.created_at), "waiting": it.pending, "given_up": it.dead,
    })
}

fn known(state: EndpointState) -> Result<(), Failure> {
    match state {
        EndpointState::Changed => Ok(()),
        EndpointState::Unknown => Err(Failure::not_done("no address has this number")),
    }
}
