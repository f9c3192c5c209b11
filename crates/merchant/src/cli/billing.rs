//! `kantan billing`: whether the billing run stands still and why; hold it, release it; run it, or say what it would do.

use super::config::Config;
use super::failure::Failure;
use super::progress::TellProgress;
use super::record::{clock_of, open, open_shop};
use super::table::{sheet, table};
use super::witness::{Said, noted, wait_for_the_answer};
use crate::domain::audit::{Asker, Deed};
use crate::domain::moment::in_japan;
use crate::service::billing::{self, Due};
use crate::store::Store;
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;
use std::io::Write;
use std::sync::Arc;

/// What is done about the billing run. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum BillingCommand {
    /// Says whether the run stands still, since when and why.
    Status {
        /// One object with `held`, and where it is true `since`, `reason` and `detail`.
        #[arg(long)]
        json: bool,
    },
    /// Bills what is due now, as the service does every minute, and says what came of it. Beside the service
    /// nothing is asked for twice.
    Run {
        /// Asks for nothing and says what would be asked for.
        #[arg(long)]
        dry_run: bool,
        /// On that day in Japan, as 2026-12-20, by what is on record now; today without.
        #[arg(long, requires = "dry_run")]
        on: Option<NaiveDate>,
        /// The same as JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        progress: TellProgress,
    },
    /// Lets the run stand still: nothing is asked of the gateway until it is released.
    Hold(Said),
    /// Lets the run go on, from the clock as it is now. Of several days that are due for a contract
    /// the latest is billed; the others go to the reconciliation list.
    Release(Said),
    /// Lifts the suspension of a contract, which is billed again from tomorrow on.
    Lift {
        /// The gateway's tracking id of the contract.
        contract: String,
        #[command(flatten)]
        said: Said,
    },
}

/// Carries it out and says on standard output what is so now.
#[tokio::main]
pub(super) async fn billing(command: BillingCommand) -> Result<(), Box<dyn std::error::Error>> {
    if let BillingCommand::Run { dry_run, on, json, progress } = command {
        return bill(dry_run, on, json, progress).await;
    }
    let config = Config::from_environment()?;
    let moment = clock_of(&config).await?.now().ok_or("the clock is outside the years 1 to 9999")?;
    let now = moment.unix_seconds();
    let store = open(&config, now).await?;
    let is_json = matches!(command, BillingCommand::Status { json: true });
    let did = match command {
        BillingCommand::Status { .. } | BillingCommand::Run { .. } => None,
        BillingCommand::Hold(said) => {
            let asker = written_down(&store, said, ("billing.hold", "billing run".to_owned()), now).await?;
            Some(billing::hold(&store, &asker.witness, now).await?)
        }
        BillingCommand::Lift { contract, said } => {
            let found = store.subscription_at_gateway(&contract).await?.ok_or("no contract has this tracking id")?;
            let asker = written_down(&store, said, ("contract.lift", format!("contract {contract}")), now).await?;
            Some(billing::lift_suspension(&store, &found.reference, &asker.witness, moment).await?)
        }
        BillingCommand::Release(said) => {
            let asker = written_down(&store, said, ("billing.release", "billing run".to_owned()), now).await?;
            Some(billing::release(&store, &asker.witness, now).await?)
        }
    };
    let mut output = std::io::stdout();
    if did == Some(false) {
        writeln!(output, "nothing to do")?;
    }
    match store.billing_hold().await? {
        None if is_json => writeln!(output, "{:#}", json!({ "held": false }))?,
        Some(hold) if is_json => {
            let (since, reason) = (in_japan(hold.held_at), hold.reason.as_str());
            let told = json!({ "held": true, "since": since, "reason": reason, "detail": hold.detail });
            writeln!(output, "{told:#}")?;
        }
        None => writeln!(output, "billing runs")?,
        Some(hold) => {
            let since = in_japan(hold.held_at);
            writeln!(output, "billing is held since {since}: {}: {}", hold.reason.as_str(), hold.detail)?;
        }
    }
    store.close().await;
    Ok(())
}

/// Bills what is due, or says what would be.
async fn bill(
    is_dry: bool,
    on: Option<NaiveDate>,
    json: bool,
    progress: TellProgress,
) -> Result<(), Box<dyn std::error::Error>> {
    let shop = Arc::new(open_shop().await?);
    let mut output = std::io::stdout();
    if is_dry {
        let today = shop.clock.now().ok_or("the clock is outside the years 1 to 9999")?.date();
        let due = billing::forecast(&shop, on.unwrap_or(today)).await?;
        shop.store.close().await;
        if json {
            writeln!(output, "{:#}", due.iter().map(told).collect::<serde_json::Value>())?;
        } else {
            let row = |it: &Due| {
                let what = if it.is_passed_over { "pass over" } else { "charge" };
                [
                    it.due_on.to_string(),
                    what.to_owned(),
                    it.amount.get().to_string(),
                    it.contract.clone(),
                    it.order_reference.clone(),
                    it.item_name.clone(),
                ]
            };
            let rows: Vec<[String; 6]> = due.iter().map(row).collect();
            write!(output, "{}", table(["DUE", "WHAT", "YEN", "CONTRACT", "ORDER", "ITEM"], &rows))?;
            let billed = due.iter().filter(|it| !it.is_passed_over);
            let total = billed.clone().map(|it| u64::from(it.amount.get())).sum::<u64>();
            writeln!(output, "\n{} charges, {total} yen", billed.count())?;
        }
        return Ok(());
    }
    wait_for_the_answer();
    noted(&shop.store, "billing.run", "billing run".to_owned(), String::new(), shop.clock.unix_seconds()).await?;
    let before = shop.store.answers_of_gateway().await?;
    let answers = async || shop.store.answers_of_gateway().await.map_or(0, |now| now.saturating_sub(before));
    let report = progress.of("answers of the gateway").beside(billing::run(&shop), answers).await;
    shop.store.close().await;
    let report = serde_json::to_value(report?)?;
    if json {
        writeln!(output, "{report:#}")?;
    } else {
        let counts = report.as_object().into_iter().flatten().map(|(name, count)| (name.as_str(), count.to_string()));
        write!(output, "{}", sheet(&counts.collect::<Vec<_>>()))?;
    }
    match report["held"].as_str() {
        Some(reason) => Err(Failure::not_done(format!("billing is held: {reason}")).into()),
        None => Ok(()),
    }
}

fn told(due: &Due) -> serde_json::Value {
    json!({
        "due_on": due.due_on, "what": if due.is_passed_over { "pass_over" } else { "charge" },
        "amount": due.amount.get(), "contract": due.contract, "order_reference": due.order_reference,
        "item_name": due.item_name,
    })
}

/// Who asks, once it stands in the log.
async fn written_down(
    store: &Store,
    said: Said,
    (what, subject): (&'static str, String),
    now: i64,
) -> Result<Asker, Box<dyn std::error::Error>> {
    let asker = said.asker()?;
    store.add_audit(&asker, &Deed { what, subject, detail: String::new() }, now).await?;
    Ok(asker)
}
