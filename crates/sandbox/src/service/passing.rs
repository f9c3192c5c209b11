//! Lets the time pass: day by day, and on the way everything happens that the gateway does by itself.

use super::{merchant, notices};
use crate::billed::Billed;
use crate::clock::{Destination, NotReached};
use crate::contract::billing;
use crate::shared::Sandbox;
use chrono::NaiveDate;
use std::sync::Arc;
use std::time::Duration;

/// How often the machine's own time is looked at.
const TICK: Duration = Duration::from_secs(10);

/// Why the clock was not moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMoved {
    /// The destination is none.
    NotReached(NotReached),
    /// The machine's clock shows no date.
    NoClock,
}

/// Moves the clock; when it has arrived, every contract is billed and every notice sent as often as that day asks for.
/// Where the merchant's server takes part in the trial, it bills on each day as well.
///
/// # Errors
/// [`NotMoved`] when the clock stays where it is.
pub async fn travel(sandbox: &Sandbox, destination: Destination) -> Result<(), NotMoved> {
    let today = || sandbox.clock.now().map(|now| now.date()).ok_or(NotMoved::NoClock);
    let date = destination.date(today()?).map_err(NotMoved::NotReached)?;
    let mut billed = Billed::default();
    {
        let _turn = sandbox.turn.lock().await;
        pass(sandbox, today()?).await;
    }
    while today()? < date {
        {
            let _turn = sandbox.turn.lock().await;
            sandbox.advance_a_day();
            pass(sandbox, today()?).await;
        }
        // Without the turn: what the merchant asks for meanwhile may want it.
        billed.add(merchant::bill(sandbox).await);
    }
    sandbox.set_billed(billed);
    Ok(())
}

/// Does what every day asks for that has begun since the last time.
async fn pass(sandbox: &Sandbox, today: NaiveDate) {
    loop {
        {
            let mut ledger = sandbox.ledger();
            let next = match ledger.billed_through {
                Some(through) if through >= today => return,
                Some(through) => through.succ_opt().unwrap_or(today),
                None => today,
            };
            billing::begin_day(&mut ledger, next);
        }
        notices::deliver(sandbox).await;
    }
}

/// Follows the machine's clock for ever, so that a day also begins when nobody moves it.
pub async fn keep_up(sandbox: Arc<Sandbox>) {
    loop {
        if let Some(now) = sandbox.clock.now() {
            let _turn = sandbox.turn.lock().await;
            pass(&sandbox, now.date()).await;
        }
        tokio::time::sleep(TICK).await;
    }
}
