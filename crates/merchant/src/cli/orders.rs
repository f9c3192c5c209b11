//! `kantan orders`: what was ordered and what became of it.

use super::failure::answered;
use super::record::open_shop;
use super::table::{sheet, table};
use super::witness::Said;
use super::{check, evidence};
use crate::domain::language::Language;
use crate::domain::moment::in_japan;
use crate::domain::order::OrderRecord;
use crate::service::ordering::{MOST_LISTED, OrderPage, list_orders, order_record};
use crate::service::{Shop, cancel_order};
use crate::store::OrdersWanted;
use crate::web::v1::{brief, order_cursor, read_cursor, whole};
use clap::Subcommand;
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

/// What is done about orders. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum OrdersCommand {
    /// Lists orders, the newest first.
    List {
        /// Only those of this customer, by the code that the gateway knows.
        #[arg(long)]
        customer: Option<String>,
        /// The same, by the shop's own name.
        #[arg(long)]
        customer_id: Option<String>,
        /// Only those that are paid, or those that are not.
        #[arg(long, value_name = "true|false")]
        paid: Option<bool>,
        /// At most so many, 1 to 100.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_LISTED)))]
        limit: u32,
        /// Those after the ones that were listed: what the list said at its end.
        #[arg(long, value_name = "NEXT", value_parser = read_cursor)]
        after: Option<(i64, String)>,
        /// What `GET /v1/orders` answers.
        #[arg(long)]
        json: bool,
    },
    /// Shows one order.
    Show {
        /// Its reference.
        reference: String,
        /// What `GET /v1/orders/{reference}` answers.
        #[arg(long)]
        json: bool,
    },
    /// Looks at an order before it is made, or at one that is: whether its payer will know it on the bill, and what of its
    /// terms may mislead by the points of Japanese law. Nothing is refused for it, and it is no legal advice.
    Check {
        /// A file with the body of `POST /v1/orders`, `-` for standard input, or the reference of an order.
        what: String,
        /// The language of the remarks.
        #[arg(long, default_value = "en", value_parser = ["ja", "en"])]
        language: String,
        /// The members `statement` and `remarks` of an order as `GET /v1/orders/{reference}` has them.
        #[arg(long)]
        json: bool,
    },
    /// Shows what the payer of an order agreed to: the words of the screen, as they were kept when the request was signed.
    Evidence {
        /// Its reference.
        reference: String,
        /// Writes the screen, drawn anew from what was kept, into this file, which needs nothing beside it.
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
        /// What `GET /v1/orders/{reference}/evidence` answers.
        #[arg(long)]
        json: bool,
    },
    /// Withdraws an order that is not paid, for ever: whatever the gateway says of it later is refused.
    Cancel {
        /// Its reference.
        reference: String,
        /// The order as it stands then, as `GET /v1/orders/{reference}` has it.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        said: Said,
    },
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn orders(command: OrdersCommand) -> Result<(), Box<dyn Error>> {
    let shop = open_shop().await?;
    let done = carry_out(&shop, command).await;
    shop.store.close().await;
    done
}

async fn carry_out(shop: &Shop, command: OrdersCommand) -> Result<(), Box<dyn Error>> {
    match command {
        OrdersCommand::List { customer, customer_id, paid, limit, after, json } => {
            let wanted = OrdersWanted { customer, customer_id, paid, after, most: limit };
            list(shop, &answered(list_orders(shop, wanted).await, json)?, json)
        }
        OrdersCommand::Show { reference, json } => {
            show(shop, answered(order_record(shop, &reference).await, json)?, json).await
        }
        OrdersCommand::Check { what, language, json } => {
            check::check(shop, &what, Language::of_tag(&language), json).await
        }
        OrdersCommand::Evidence { reference, html, json } => {
            evidence::show(shop, &reference, html.as_deref(), json).await
        }
        OrdersCommand::Cancel { reference, json, said } => {
            show(shop, answered(cancel_order(shop, &reference, &said.asker()?).await, json)?, json).await
        }
    }
}

fn list(shop: &Shop, page: &OrderPage, json: bool) -> Result<(), Box<dyn Error>> {
    let (mut output, now) = (std::io::stdout(), shop.clock.now().ok_or("the clock is outside the years 1 to 9999")?);
    let next = page.next.as_ref().map(order_cursor);
    if json {
        let orders: Vec<Value> = page.orders.iter().map(|record| brief(shop, record, now)).collect();
        writeln!(output, "{:#}", json!({ "orders": orders, "next": next }))?;
        return Ok(());
    }
    let row = |record: &OrderRecord| {
        let order = &record.order;
        [
            order.reference.clone(),
            in_japan(order.created_at),
            record.outcome(now.unix_seconds()).as_str().to_owned(),
            order.amount.get().to_string(),
            order.item_name.as_str().to_owned(),
            record.tracking_id.clone().unwrap_or_else(|| "-".to_owned()),
        ]
    };
    let rows: Vec<[String; 6]> = page.orders.iter().map(row).collect();
    write!(output, "{}", table(["REFERENCE", "MADE", "OUTCOME", "YEN", "ITEM", "TRACKING ID"], &rows))?;
    if let Some(next) = next {
        writeln!(output, "more: --after {next}")?;
    }
    Ok(())
}

async fn show(shop: &Shop, record: OrderRecord, json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    if json {
        writeln!(output, "{:#}", answered(whole(shop, &record).await, json)?)?;
        return Ok(());
    }
    let order = &record.order;
    let (now, payment) = (shop.clock.unix_seconds(), record.payment(shop.settings.one_time_sales));
    let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let members = [
        ("reference", order.reference.clone()),
        ("outcome", record.outcome(now).as_str().to_owned()),
        ("payment", payment.map_or("-", |facts| facts.state_word(now)).to_owned()),
        ("item", format!("{} ({})", order.item_name.as_str(), order.item_id.as_str())),
        ("yen", format!("{} (tax {})", order.amount.get(), order.tax.get())),
        ("customer", order.customer_code.as_str().to_owned()),
        ("made", in_japan(order.created_at)),
        ("payable until", in_japan(order.expires_at)),
        ("withdrawn", order.withdrawn_at.map_or_else(|| "-".to_owned(), in_japan)),
        ("order id", text(order.paid_by.as_ref().map(|id| id.as_str()))),
        ("tracking id", text(record.tracking_id.as_deref())),
        ("contract", if order.plan.is_some() { "it makes one" } else { "-" }.to_owned()),
    ];
    write!(output, "{}", sheet(&members))?;
    Ok(())
}
