//! `kantan export`: files for accounting.

use super::failure::answered;
use super::progress::TellProgress;
use super::record::open_shop;
use crate::domain::csv::Encoding;
use crate::service::export::{Export, ExportKind, export};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// What is wanted. Settings come from the environment.
#[derive(Args)]
pub(super) struct ExportArguments {
    /// What the file is about: orders by the day on which they were made, charges of contracts by the day
    /// on which they were due, refunds by the day on which they were asked for.
    #[arg(value_parser = kind())]
    kind: ExportKind,
    /// The first day in Japan, as 2026-12-01.
    #[arg(long)]
    from: NaiveDate,
    /// The last day in Japan.
    #[arg(long)]
    until: NaiveDate,
    /// How it is written.
    #[arg(long, default_value = "utf-8", value_parser = encoding())]
    encoding: Encoding,
    /// Where it goes, a file that is not there yet; standard output without.
    #[arg(long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    progress: TellProgress,
}

fn kind() -> impl TypedValueParser<Value = ExportKind> {
    let words = PossibleValuesParser::new(ExportKind::ALL.map(ExportKind::as_str));
    words.try_map(|word| ExportKind::from_name(&word).ok_or("no kind"))
}

fn encoding() -> impl TypedValueParser<Value = Encoding> {
    let words = PossibleValuesParser::new(Encoding::ALL.map(Encoding::as_str));
    words.try_map(|word| Encoding::from_name(&word).ok_or("no encoding"))
}

/// Writes the file.
#[tokio::main]
pub(super) async fn write(arguments: ExportArguments) -> Result<(), Box<dyn Error>> {
    let ExportArguments { kind, from, until, encoding, output, progress } = arguments;
    let shop = open_shop().await?;
    let begun = Instant::now();
    let seconds = async || begun.elapsed().as_secs();
    let wanted = Export { kind, from, until, encoding };
    let made = progress.of("seconds of reading").beside(export(&shop, wanted), seconds).await;
    shop.store.close().await;
    let file = answered(made, false)?;
    match output {
        None => std::io::stdout().write_all(&file)?,
        Some(path) => {
            let told = |error| format!("{}: {error}", path.display());
            let mut to = std::fs::File::create_new(&path).map_err(told)?;
            to.write_all(&file).and_then(|()| to.sync_all()).map_err(told)?;
        }
    }
    Ok(())
}
