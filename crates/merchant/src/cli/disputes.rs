//! `kantan disputes`: chargebacks and investigations, what was told and what became of it.

use super::failure::answered;
use super::payments::{month, yen};
use super::record::open_shop;
use super::table::{sheet, table};
use super::witness::Said;
use crate::domain::dispute::{Dispute, DisputeKind, DisputeSource, DisputeState};
use crate::domain::moment::in_japan;
use crate::service::Shop;
use crate::service::dispute::{DisputesWanted, Told, advance, dispute, receive};
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use kantan_checkout::page::day::write_month;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// What is done about chargebacks and investigations. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum DisputesCommand {
    /// Lists them, the latest first.
    List {
        /// Only those of which something can still become.
        #[arg(long)]
        open: bool,
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Shows one, with what became of it.
    Show {
        /// Its number.
        number: i64,
        /// One object.
        #[arg(long)]
        json: bool,
    },
    /// Writes down a notice about a payment.
    Receive(Received),
    /// Writes down that it was answered.
    Answer(Became),
    /// Writes down that a chargeback stands: the amount is excluded from settlement, and the payment cannot be
    /// refunded any more.
    Fix(Became),
    /// Writes down that it was taken back.
    Withdraw(Became),
}

/// What was told.
#[derive(Args)]
pub(super) struct Received {
    /// The payment: its tracking id, or the reference of its order.
    name: String,
    /// What it is.
    #[arg(long, value_parser = kind())]
    kind: DisputeKind,
    /// Who told.
    #[arg(long, default_value = "gateway", value_parser = source())]
    source: DisputeSource,
    /// Of a contract that the gateway bills, the month, as 2026-12.
    #[arg(long, value_parser = month)]
    month: Option<YearMonth>,
    /// How much is in dispute in yen; all of the payment without.
    #[arg(long, value_parser = yen)]
    amount: Option<Yen>,
    /// The day in Japan on which it was received, as 2026-12-01; today without.
    #[arg(long, value_name = "DAY")]
    received: Option<NaiveDate>,
    /// The last day for an answer.
    #[arg(long, value_name = "DAY")]
    answer_by: Option<NaiveDate>,
    /// The number of the notice.
    #[arg(long, default_value = "", hide_default_value = true)]
    notice: String,
    /// The dispute as it stands then.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    said: Said,
}

/// What became of it.
#[derive(Args)]
pub(super) struct Became {
    /// Its number.
    number: i64,
    /// The day in Japan on which it was so; today without.
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// The dispute as it stands then.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    said: Said,
}

fn kind() -> impl TypedValueParser<Value = DisputeKind> {
    let words = PossibleValuesParser::new(DisputeKind::ALL.map(DisputeKind::as_str));
    words.try_map(|word| DisputeKind::from_name(&word).ok_or("no kind"))
}

fn source() -> impl TypedValueParser<Value = DisputeSource> {
    let words = PossibleValuesParser::new(DisputeSource::ALL.map(DisputeSource::as_str));
    words.try_map(|word| DisputeSource::from_name(&word).ok_or("no source"))
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn disputes(command: DisputesCommand) -> Result<(), Box<dyn Error>> {
    let shop = open_shop().await?;
    let done = carry_out(&shop, command).await;
    shop.store.close().await;
    done
}

async fn carry_out(shop: &Shop, command: DisputesCommand) -> Result<(), Box<dyn Error>> {
    match command {
        DisputesCommand::List { open, json } => {
            let all = shop.store.disputes(&DisputesWanted::default()).await?;
            list(&all.into_iter().filter(|it| !open || it.is_open()).collect::<Vec<_>>(), json)
        }
        DisputesCommand::Show { number, json } => show(&answered(dispute(shop, number).await, json)?, json),
        DisputesCommand::Receive(received) => {
            let Received { name, kind, source, month, amount, received, answer_by, notice, json, said } = received;
            let told = Told { name, month, kind, source, amount, received_on: received, answer_by, number: notice };
            show(&answered(receive(shop, told, &said.asker()?).await, json)?, json)
        }
        DisputesCommand::Answer(became) => step(shop, DisputeState::Answered, became).await,
        DisputesCommand::Fix(became) => step(shop, DisputeState::Fixed, became).await,
        DisputesCommand::Withdraw(became) => step(shop, DisputeState::Withdrawn, became).await,
    }
}

async fn step(shop: &Shop, state: DisputeState, became: Became) -> Result<(), Box<dyn Error>> {
    let Became { number, on, json, said } = became;
    show(&answered(advance(shop, number, state, on, &said.asker()?).await, json)?, json)
}

/// A dispute as programs read it.
fn written(it: &Dispute) -> Value {
    let notice = &it.notice;
    let steps = it.steps.iter().map(|step| {
        let (by, note) = (&step.witness.by, &step.witness.note);
        json!({ "state": step.state.as_str(), "on": step.on, "by": by, "note": note, "at": in_japan(step.at) })
    });
    json!({
        "id": it.id, "kind": notice.kind.as_str(), "state": it.state().as_str(), "source": notice.source.as_str(),
        "order_reference": it.order_reference, "tracking_id": it.tracking_id.as_str(),
        "month": it.month.map(write_month), "amount": notice.amount.get(), "received_on": notice.received_on,
        "answer_by": notice.answer_by, "notice": notice.number, "steps": steps.collect::<Vec<_>>(),
    })
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.to_string())
}

fn list(all: &[Dispute], json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    if json {
        writeln!(output, "{:#}", json!(all.iter().map(written).collect::<Vec<_>>()))?;
        return Ok(());
    }
    let row = |it: &Dispute| {
        [
            it.id.to_string(),
            it.notice.kind.as_str().to_owned(),
            it.state().as_str().to_owned(),
            day(it.notice.answer_by),
            it.notice.amount.get().to_string(),
            it.tracking_id.as_str().to_owned(),
            it.month.map_or_else(|| "-".to_owned(), write_month),
        ]
    };
    let rows: Vec<[String; 7]> = all.iter().map(row).collect();
    write!(output, "{}", table(["NO", "KIND", "STATE", "ANSWER BY", "YEN", "TRACKING ID", "MONTH"], &rows))?;
    Ok(())
}

fn show(it: &Dispute, json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    if json {
        writeln!(output, "{:#}", written(it))?;
        return Ok(());
    }
    let notice = &it.notice;
    let members = [
        ("number", it.id.to_string()),
        ("kind", notice.kind.as_str().to_owned()),
        ("state", it.state().as_str().to_owned()),
        ("answer by", day(notice.answer_by)),
        ("yen", notice.amount.get().to_string()),
        ("tracking id", it.tracking_id.as_str().to_owned()),
        ("month", it.month.map_or_else(|| "-".to_owned(), write_month)),
        ("order", it.order_reference.clone()),
        ("told by", notice.source.as_str().to_owned()),
        ("notice", notice.number.clone()),
    ];
    write!(output, "{}", sheet(&members))?;
    let rows: Vec<[String; 4]> = it
        .steps
        .iter()
        .map(|step| {
            let witness = step.witness.clone();
            [step.on.to_string(), step.state.as_str().to_owned(), witness.by, witness.note]
        })
        .collect();
    write!(output, "\n{}", table(["ON", "STATE", "BY", "NOTE"], &rows))?;
    Ok(())
}
