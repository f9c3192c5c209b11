//! `kantan backup` and `kantan restore`: a copy of the record, and the way back from it.

use super::config::Config;
use super::progress::TellProgress;
use super::record::clock_of;
use super::witness::Said;
use crate::domain::billing::{Hold, HoldReason};
use crate::store::{back_up, begun_beside, put_back};
use std::io::Write;
use std::path::Path;

/// Copies the record while the shop is open.
#[tokio::main]
pub(super) async fn backup(file: &Path, progress: TellProgress) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::from_environment()?;
    // It grows beside its place and takes it at the end.
    let part = begun_beside(file);
    let written = async || std::fs::metadata(&part).map_or(0, |file| file.len());
    let copied = progress.of("bytes written").beside(back_up(&config.database_url, file), written).await;
    copied
        .map_err(|error| format!("MERCHANT_DATABASE_URL is {:?}, no backup was made: {error}", config.database_url))?;
    writeln!(std::io::stdout(), "backed up to {}", file.display())?;
    Ok(())
}

/// Puts a copy back where no record is, with billing held.
#[tokio::main]
pub(super) async fn restore(file: &Path, said: Said) -> Result<(), Box<dyn std::error::Error>> {
    let witness = said.witness()?;
    let config = Config::from_environment()?;
    let moment = clock_of(&config).await?.now().ok_or("the clock is outside the years 1 to 9999")?;
    let held = Hold { reason: HoldReason::Restored, detail: witness.note, held_at: moment.unix_seconds() };
    put_back(&config.database_url, file, held, &witness.by).await.map_err(|error| {
        format!("MERCHANT_DATABASE_URL is {:?}, nothing was restored: {error}", config.database_url)
    })?;
    writeln!(std::io::stdout(), "restored; billing is held until `kantan billing release`")?;
    Ok(())
}
