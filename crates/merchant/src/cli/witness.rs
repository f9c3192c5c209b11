//! Who does something by a command, and why: that stays on record.

use crate::domain::audit::{Asker, Deed, Means};
use crate::domain::staff::Witness;
use crate::store::{Store, StoreError};
use clap::Args;

/// Who does it, and why.
#[derive(Args)]
pub(super) struct Said {
    /// Your name.
    #[arg(long)]
    by: String,
    /// Why; what was looked at.
    #[arg(long)]
    note: String,
}

impl Said {
    /// Of a command that does not always take it.
    pub(super) const fn of(by: String, note: String) -> Self {
        Self { by, note }
    }

    /// Both, unless one is blank.
    pub(super) fn witness(self) -> Result<Witness, &'static str> {
        let Self { by, note } = self;
        if by.trim().is_empty() || note.trim().is_empty() {
            return Err("--by and --note must not be blank: they stay on record");
        }
        Ok(Witness { by: by.trim().to_owned(), note: note.trim().to_owned() })
    }

    /// Whoever asks by a command.
    pub(super) fn asker(self) -> Result<Asker, &'static str> {
        Ok(Asker { witness: self.witness()?, means: Means::Command })
    }
}

/// Writes down what whoever runs the machine does without saying who it is: a command that gives power
/// has no other name for them.
pub(super) async fn noted(
    store: &Store,
    what: &'static str,
    subject: String,
    detail: String,
    now: i64,
) -> Result<(), StoreError> {
    let witness = Witness { by: "-".to_owned(), note: String::new() };
    store.add_audit(&Asker { witness, means: Means::Command }, &Deed { what, subject, detail }, now).await
}

/// From now on an interrupt ends nothing: the gateway is asked, and what it says must be written down.
pub(super) fn wait_for_the_answer() {
    tokio::spawn(async {
        while tokio::signal::ctrl_c().await.is_ok() {
            tracing::warn!("the gateway is being asked: its answer takes 20 seconds at most");
        }
    });
}
