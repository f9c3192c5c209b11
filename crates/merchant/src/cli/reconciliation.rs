//! `kantan reconciliation`: the list of what a person has to look up, without a browser.

use super::config::Config;
use super::failure::answered;
use super::record::{clock_of, open};
use super::table::table;
use super::tool_file::{Import, import};
use super::witness::Said;
use crate::domain::audit::Deed;
use crate::domain::moment::in_japan;
use crate::domain::reconciliation::{Finding, Item, Kind};
use crate::service::reconciliation::{FILE, Told, resolve_in};
use crate::service::settings::Settings;
use crate::store::{Store, Wanted};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use std::io::Write;

/// What is done about the reconciliation list. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum ReconciliationCommand {
    /// Lists what is open, the oldest first: number, kind, since when (Japan), order id, tracking id
    /// and what was seen.
    List {
        /// Only this kind, as `second_payment`.
        #[arg(long)]
        kind: Option<String>,
        /// What is closed instead.
        #[arg(long)]
        closed: bool,
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Records what was found of items, and closes them.
    Resolve {
        /// Their numbers in the list.
        #[arg(required = true)]
        items: Vec<i64>,
        #[command(flatten)]
        finding: Found,
        #[command(flatten)]
        said: Said,
    },
    /// Closes items by a CSV file of the gateway's management tool: what is certain, after showing it.
    Import(Import),
}

/// What was found: one of these.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(super) struct Found {
    /// Nothing is left to do.
    #[arg(long)]
    settled: bool,
    /// It is paid under this tracking id.
    #[arg(long, value_name = "TRACKING_ID")]
    paid: Option<TrackingId>,
    /// Nothing was paid.
    #[arg(long)]
    not_paid: bool,
    /// The contract ended on this day, as 2026-12-31.
    #[arg(long, value_name = "DAY")]
    ended: Option<NaiveDate>,
    /// The settlement, cancellation or refund was carried out.
    #[arg(long)]
    done: bool,
    /// It was not carried out.
    #[arg(long)]
    not_done: bool,
}

impl Found {
    fn finding(self) -> Finding {
        match (self.paid, self.ended) {
            (Some(tracking_id), _) => Finding::Paid(tracking_id),
            (None, Some(day)) => Finding::Ended(day),
            (None, None) if self.not_paid => Finding::NotPaid,
            (None, None) if self.done => Finding::Done,
            (None, None) if self.not_done => Finding::NotDone,
            (None, None) => Finding::Settled,
        }
    }
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn reconciliation(command: ReconciliationCommand) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::from_environment()?;
    let now = clock_of(&config).await?.now().ok_or("the clock is outside the years 1 to 9999")?;
    let store = open(&config, now.unix_seconds()).await?;
    let done = carry_out(&store, &config.settings, command, now).await;
    store.close().await;
    done
}

async fn carry_out(
    store: &Store,
    settings: &Settings,
    command: ReconciliationCommand,
    now: JstDateTime,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::stdout();
    match command {
        ReconciliationCommand::List { kind, closed, json } => {
            let kind = kind.map(|name| Kind::from_name(&name).ok_or_else(|| unknown_kind(&name))).transpose()?;
            let items = store.items(&Wanted { kind, closed, most: FILE, ..Wanted::default() }).await?;
            if json {
                let items: Vec<Told> = items.iter().map(Told::of).collect();
                writeln!(output, "{}", serde_json::to_string_pretty(&items)?)?;
                return Ok(());
            }
            let row = |item: &Item| {
                let what = &item.what;
                let [order_id, tracking_id] =
                    [&what.order_id, &what.tracking_id].map(|id| id.as_deref().unwrap_or("-").to_owned());
                let kind = what.kind.as_str().to_owned();
                [item.id.to_string(), kind, in_japan(item.opened_at), order_id, tracking_id, what.detail.clone()]
            };
            let rows: Vec<[String; 6]> = items.iter().map(row).collect();
            write!(output, "{}", table(["NO", "KIND", "SINCE", "ORDER ID", "TRACKING ID", "SEEN"], &rows))?;
        }
        ReconciliationCommand::Resolve { items, finding, said } => {
            let (finding, asker) = (finding.finding(), said.asker()?);
            let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
            let subject = format!("items {}", numbers.join(" "));
            let deed = Deed { what: "items.close", subject, detail: finding.as_str().to_owned() };
            store.add_audit(&asker, &deed, now.unix_seconds()).await?;
            let resolved = answered(resolve_in(store, &items, &finding, &asker.witness, now).await, false)?;
            writeln!(output, "{resolved} of {} closed", items.len())?;
        }
        ReconciliationCommand::Import(asked) => import(store, settings, asked, now).await?,
    }
    Ok(())
}

fn unknown_kind(name: &str) -> String {
    let kinds = Kind::ALL.map(Kind::as_str).join(", ");
    format!("{name:?} is no kind; there are {kinds}")
}
