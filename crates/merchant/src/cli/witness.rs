//! Who does something by a command, and why: that stays on record.

use crate::domain::staff::Witness;
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
    /// Both, unless one is blank.
    pub(super) fn witness(self) -> Result<Witness, &'static str> {
        let Self { by, note } = self;
        if by.trim().is_empty() || note.trim().is_empty() {
            return Err("--by and --note must not be blank: they stay on record");
        }
        Ok(Witness { by: by.trim().to_owned(), note: note.trim().to_owned() })
    }
}
