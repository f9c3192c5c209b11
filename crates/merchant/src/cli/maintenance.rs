//! `kantan maintenance`: when the payment service is closed, set while the shop is open.

use super::failure::answered;
use super::record::open_shop;
use super::table::table;
use super::witness::Said;
use crate::domain::maintenance::{Closing, Window};
use crate::domain::moment::in_japan;
use crate::service::Shop;
use crate::service::closing::{end, set, to_come};
use chrono::NaiveDateTime;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sbps::date_time::JstDateTime;
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// What is done about maintenance and failures. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum MaintenanceCommand {
    /// Lists what is not over, as staff have set it and as MERCHANT_MAINTENANCE has it.
    List {
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Closes the payment service: nothing is signed or billed, and payers are told until when.
    Set {
        /// The end that is expected, in Japan's time, as 2026-12-01T05:00.
        #[arg(long, value_parser = moment)]
        until: JstDateTime,
        /// The beginning; now without.
        #[arg(long, value_parser = moment)]
        from: Option<JstDateTime>,
        /// Why.
        #[arg(long, default_value = "maintenance", value_parser = closing())]
        kind: Closing,
        /// Changes the window of this number instead.
        #[arg(long, value_name = "NUMBER")]
        change: Option<i64>,
        #[command(flatten)]
        said: Said,
    },
    /// Opens it again: ends a window now, or takes back one that has not begun.
    End {
        /// Its number.
        number: i64,
        #[command(flatten)]
        said: Said,
    },
}

fn moment(text: &str) -> Result<JstDateTime, &'static str> {
    let read = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok().and_then(JstDateTime::from_local);
    read.ok_or("a moment in Japan is like 2026-12-01T05:00")
}

fn closing() -> impl TypedValueParser<Value = Closing> {
    let words = PossibleValuesParser::new(Closing::ALL.map(Closing::as_str));
    words.try_map(|word| Closing::from_name(&word).ok_or("neither"))
}

/// Carries it out; what is set goes to standard output.
#[tokio::main]
pub(super) async fn maintenance(command: MaintenanceCommand) -> Result<(), Box<dyn Error>> {
    let shop = open_shop().await?;
    let done = carry_out(&shop, command).await;
    shop.store.close().await;
    done
}

async fn carry_out(shop: &Shop, command: MaintenanceCommand) -> Result<(), Box<dyn Error>> {
    match command {
        MaintenanceCommand::List { json } => list(shop, json).await,
        MaintenanceCommand::Set { until, from, kind, change, said } => {
            answered(set(shop, change, kind, (from, until), &said.asker()?).await, false)?;
            list(shop, false).await
        }
        MaintenanceCommand::End { number, said } => {
            answered(end(shop, number, &said.asker()?).await, false)?;
            list(shop, false).await
        }
    }
}

async fn list(shop: &Shop, json: bool) -> Result<(), Box<dyn Error>> {
    let (set, configured) = answered(to_come(shop).await, json)?;
    let all = set.iter().map(|it| (Some(it.id), it.window)).chain(configured.into_iter().map(|window| (None, window)));
    let told = |of: JstDateTime| in_japan(of.unix_seconds());
    let mut output = std::io::stdout();
    if json {
        let written = |(id, Window { from, until, closing }): (Option<i64>, Window)| json!({ "id": id, "kind": closing.as_str(), "from": told(from), "until": told(until) });
        writeln!(output, "{:#}", json!(all.map(written).collect::<Vec<Value>>()))?;
        return Ok(());
    }
    let row = |(id, window): (Option<i64>, Window)| {
        let id = id.map_or_else(|| "setting".to_owned(), |id| id.to_string());
        [id, window.closing.as_str().to_owned(), told(window.from), told(window.until)]
    };
    write!(output, "{}", table(["NO", "KIND", "FROM", "UNTIL"], &all.map(row).collect::<Vec<_>>()))?;
    Ok(())
}
