//! `kantan billing`: whether the billing run stands still and why; hold it, release it.

use super::config::Config;
use super::record::{clock_of, open};
use super::witness::Said;
use crate::domain::audit::{Asker, Deed};
use crate::domain::moment::in_japan;
use crate::service::billing;
use crate::store::Store;
use clap::Subcommand;
use std::io::Write;

/// What is done about the billing run. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum BillingCommand {
    /// Says whether the run stands still, since when and why.
    Status,
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
    let config = Config::from_environment()?;
    let moment = clock_of(&config).await?.now().ok_or("the clock is outside the years 1 to 9999")?;
    let now = moment.unix_seconds();
    let store = open(&config, now).await?;
    let did = match command {
        BillingCommand::Status => None,
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
        None => writeln!(output, "billing runs")?,
        Some(hold) => {
            let since = in_japan(hold.held_at);
            writeln!(output, "billing is held since {since}: {}: {}", hold.reason.as_str(), hold.detail)?;
        }
    }
    store.close().await;
    Ok(())
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
