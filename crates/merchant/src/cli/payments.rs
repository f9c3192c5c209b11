//! `kantan payments`: where a payment stands, and what is done with it.

use super::failure::answered;
use super::record::open_shop;
use super::table::{sheet, table};
use super::witness::{Said, wait_for_the_answer};
use crate::domain::moment::in_japan;
use crate::domain::payment::{Action, Chance, PaymentCall};
use crate::service::payment::{PaymentView, find};
use crate::service::{Shop, StaffWish, change_payment};
use crate::web::v1::payment_json;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use kantan_checkout::page::day::{read_month, write_month};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use std::error::Error;
use std::io::Write;

/// What is done about payments. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum PaymentsCommand {
    /// Shows where a payment stands, what can be done with it, and what was asked for.
    Show {
        #[command(flatten)]
        named: Named,
    },
    /// Makes a sale of what is reserved, all of it or a part; the rest is given up.
    Settle(Wish),
    /// Gives up what is reserved, as a whole.
    Cancel(Wish),
    /// Gives back what was settled, all of it or a part.
    Refund(Wish),
}

/// Which payment.
#[derive(Args)]
pub(super) struct Named {
    /// The tracking id, or the reference of its order.
    name: String,
    /// Of a contract that the gateway bills, the month, as 2026-12.
    #[arg(long, value_parser = month)]
    month: Option<YearMonth>,
    /// What `GET /v1/payments/{name}` answers.
    #[arg(long)]
    json: bool,
}

/// What is wished.
#[derive(Args)]
pub(super) struct Wish {
    #[command(flatten)]
    named: Named,
    /// How much in yen; all of it without.
    #[arg(long, value_parser = yen)]
    amount: Option<Yen>,
    /// A name of your own for the request: asked again under it, it is not done again.
    #[arg(long, value_parser = key)]
    idempotency_key: Option<String>,
    #[command(flatten)]
    said: Said,
}

pub(super) fn month(text: &str) -> Result<YearMonth, &'static str> {
    read_month(text).ok_or("a month is like 2026-12")
}

pub(super) fn yen(text: &str) -> Result<Yen, &'static str> {
    let should = "an amount is 1 to 9999999 yen, without commas";
    text.parse().ok().and_then(|yen| Yen::new(yen).ok()).ok_or(should)
}

fn key(text: &str) -> Result<String, &'static str> {
    let is_key = (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_key { Ok(text.to_owned()) } else { Err("1 to 128 characters of printable ASCII") }
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn payments(command: PaymentsCommand) -> Result<(), Box<dyn Error>> {
    let shop = open_shop().await?;
    let done = match command {
        PaymentsCommand::Show { named } => {
            let found = find(&shop, &named.name, named.month).await;
            answered(found, named.json).and_then(|view| show(&view, named.json))
        }
        PaymentsCommand::Settle(wish) => change(&shop, Action::Settle, wish).await,
        PaymentsCommand::Cancel(wish) => change(&shop, Action::Cancel, wish).await,
        PaymentsCommand::Refund(wish) => change(&shop, Action::Refund, wish).await,
    };
    shop.store.close().await;
    done
}

async fn change(shop: &Shop, action: Action, wish: Wish) -> Result<(), Box<dyn Error>> {
    let Wish { named: Named { name, month, json }, amount, idempotency_key, said } = wish;
    wait_for_the_answer();
    let wish = StaffWish { name, action, amount, month, idempotency_key };
    let done = change_payment(shop, wish, &said.asker()?).await;
    show(&answered(done, json)?, json)
}

fn show(view: &PaymentView, json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    if json {
        writeln!(output, "{:#}", payment_json(view))?;
        return Ok(());
    }
    let (facts, money) = (&view.facts, &view.money);
    let none = || "-".to_owned();
    let day = |day: Option<NaiveDate>| day.map_or_else(none, |day| day.to_string());
    let yen = |yen: Option<Yen>| yen.map_or_else(|| "all".to_owned(), |yen| yen.get().to_string());
    let members = [
        ("tracking id", facts.tracking_id.as_str().to_owned()),
        ("order", facts.order_reference.clone()),
        ("method", facts.billing_method().code().to_owned()),
        ("month", facts.month().map_or_else(none, write_month)),
        ("state", facts.state_word(view.now).to_owned()),
        ("yen", facts.amount.get().to_string()),
        ("settled", money.settled.map_or_else(none, |yen| format!("{} on {}", yen.get(), day(money.settled_on)))),
        ("refunded", money.refunded.to_string()),
        ("next refund", facts.retry.as_ref().map_or_else(none, |retry| in_japan(retry.next_at))),
    ];
    write!(output, "{}", sheet(&members))?;
    if !view.chances.is_empty() {
        let chance = |chance: &Chance| {
            let warnings: Vec<&str> = chance.warnings.iter().map(|warning| warning.code()).collect();
            [
                chance.what.to_owned(),
                day(chance.from),
                day(chance.until),
                chance.at_most.map_or_else(none, |yen| yen.get().to_string()),
                warnings.join(","),
            ]
        };
        let rows: Vec<[String; 5]> = view.chances.iter().map(chance).collect();
        write!(output, "\n{}", table(["POSSIBLE", "FROM", "UNTIL", "AT MOST", "WARNINGS"], &rows))?;
    }
    let call = |call: &PaymentCall| {
        let outcome = call.outcome(view.now).as_str().to_owned();
        let told = [call.code.as_deref(), call.detail.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        [in_japan(call.asked_at), call.action.as_str().to_owned(), yen(call.amount), outcome, told.join(": ")]
    };
    let rows: Vec<[String; 5]> = facts.own_calls().map(call).collect();
    if !rows.is_empty() {
        write!(output, "\n{}", table(["ASKED", "WHAT", "YEN", "OUTCOME", "TOLD"], &rows))?;
    }
    Ok(())
}
