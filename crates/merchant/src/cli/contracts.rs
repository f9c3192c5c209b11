//! `kantan contracts`: recurring contracts, and what whoever runs the shop does about them.

use super::failure::answered;
use super::record::open_shop;
use super::table::{sheet, table};
use super::witness::{Said, wait_for_the_answer};
use crate::domain::charge::PastCharge;
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::address::subscription_address;
use crate::service::contract::{Listed, named, whole, with_customers};
use crate::service::problem::{Code, Problem};
use crate::service::{Shop, end_contract, lift_suspension, replace_links};
use crate::store::ContractsWanted;
use crate::web::v1::{contract_brief, contract_whole};
use chrono::NaiveDate;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// What is done about recurring contracts. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum ContractsCommand {
    /// Lists contracts, those of the latest orders first.
    List {
        /// Only those in this state.
        #[arg(long, value_parser = state())]
        state: Option<SubscriptionState>,
        /// Only those of this customer, by the code that the gateway knows.
        #[arg(long)]
        customer: Option<String>,
        /// The same, by the shop's own name.
        #[arg(long)]
        customer_id: Option<String>,
        /// Only those that are not billed, because a charge did not go through.
        #[arg(long)]
        suspended: bool,
        /// At most so many, 1 to 1000.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
        /// Those after the contract of this order: the last that was listed.
        #[arg(long, value_name = "ORDER")]
        after: Option<String>,
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Shows one contract, with what was charged and what comes next.
    Show {
        /// The tracking id, or the reference of its order.
        name: String,
        /// What `GET /v1/contracts/{name}` answers.
        #[arg(long)]
        json: bool,
    },
    /// Ends a contract at the carrier, because its payer asked the shop for it. It cannot be taken back.
    End {
        /// The tracking id, or the reference of its order.
        name: String,
        /// The contract as it stands then.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        said: Said,
    },
    /// Issues new links of a contract, where its payer's has got into wrong hands or is lost, and shows them.
    /// Those until now lead nowhere from then on.
    NewLinks {
        /// The tracking id, or the reference of its order.
        name: String,
        /// One object.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        said: Said,
    },
    /// Lifts a suspension: the contract is billed again from tomorrow on, and what was passed over is not
    /// caught up with.
    Lift {
        /// The tracking id, or the reference of its order.
        name: String,
        /// The contract as it stands then.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        said: Said,
    },
}

/// The states of a contract that is made, by their words.
fn state() -> impl TypedValueParser<Value = SubscriptionState> {
    let words = SubscriptionState::ALL.iter().map(|(word, _)| *word).filter(|word| *word != "pending");
    PossibleValuesParser::new(words).try_map(|word| SubscriptionState::of_word(&word).ok_or("no state"))
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn contracts(command: ContractsCommand) -> Result<(), Box<dyn Error>> {
    let shop = open_shop().await?;
    let done = carry_out(&shop, command).await;
    shop.store.close().await;
    done
}

async fn carry_out(shop: &Shop, command: ContractsCommand) -> Result<(), Box<dyn Error>> {
    match command {
        ContractsCommand::List { state, customer, customer_id, suspended, limit, after, json } => {
            let wanted = ContractsWanted {
                state,
                customer,
                customer_id,
                suspended,
                after,
                most: limit,
                ..ContractsWanted::default()
            };
            let contracts = shop.store.contracts(&wanted).await?;
            list(&answered(with_customers(shop, contracts).await, json)?, json)
        }
        ContractsCommand::Show { name, json } => show(shop, answered(named(shop, &name).await, json)?, json).await,
        ContractsCommand::End { name, json, said } => {
            let contract = answered(named(shop, &name).await, json)?;
            if contract.state.has_ended() {
                // As programs are answered: asked again, it has ended all the same.
                tracing::warn!("this contract has ended already: there was nothing to do");
                return show(shop, contract, json).await;
            }
            wait_for_the_answer();
            show(shop, answered(end_contract(shop, &contract, &said.asker()?).await, json)?, json).await
        }
        ContractsCommand::NewLinks { name, json, said } => {
            let contract = answered(named(shop, &name).await, json)?;
            let links = answered(replace_links(shop, &contract, &said.asker()?).await, json)?;
            let address = |link| format!("{}{}", shop.settings.public_url, subscription_address(link));
            let (payers, viewing) = (address(&links.act), address(&links.view));
            let told = match json {
                true => format!("{:#}\n", json!({ "subscription_url": payers, "view_url": viewing })),
                false => sheet(&[("the payer's", payers), ("for viewing", viewing)]),
            };
            write!(std::io::stdout(), "{told}")?;
            Ok(())
        }
        ContractsCommand::Lift { name, json, said } => {
            let contract = answered(named(shop, &name).await, json)?;
            if !answered(lift_suspension(shop, &contract, &said.asker()?).await, json)? {
                let problem = Problem::with_detail(Code::ActionNotPossible, "this contract is not suspended");
                return answered(Err(problem.with("because", "not_suspended")), json);
            }
            show(shop, answered(named(shop, &name).await, json)?, json).await
        }
    }
}

fn tracking_id(contract: &Subscription) -> String {
    contract.tracking_id.as_ref().map_or("-", |id| id.as_str()).to_owned()
}

/// How it stands, in one word or two.
fn standing(contract: &Subscription) -> String {
    let suspended = if contract.is_suspended() && !contract.state.has_ended() { ", suspended" } else { "" };
    format!("{}{suspended}", contract.state.word())
}

fn list(contracts: &[Listed], json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    if json {
        let contracts: Vec<Value> =
            contracts.iter().map(|(it, customer_id)| contract_brief(it, customer_id.as_deref())).collect();
        writeln!(output, "{:#}", json!(contracts))?;
        return Ok(());
    }
    let row = |(contract, _): &Listed| {
        [
            tracking_id(contract),
            standing(contract),
            contract.recurring.joined_on().to_string(),
            contract.amount.get().to_string(),
            contract.item_name.as_str().to_owned(),
            contract.order_reference.clone(),
        ]
    };
    let rows: Vec<[String; 6]> = contracts.iter().map(row).collect();
    write!(output, "{}", table(["TRACKING ID", "STATE", "JOINED", "YEN", "ITEM", "ORDER"], &rows))?;
    Ok(())
}

async fn show(shop: &Shop, contract: Subscription, json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    let told = answered(whole(shop, contract).await, json)?;
    if json {
        writeln!(output, "{:#}", contract_whole(shop, &told))?;
        return Ok(());
    }
    let view = &told.view;
    let contract = &view.subscription;
    let next = view.coming.first().filter(|_| !contract.state.has_ended()).map(|charge| charge.date);
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let failed = contract.problem.as_ref().map(|problem| format!("{} ({})", problem.on, problem.code));
    let members = [
        ("tracking id", tracking_id(contract)),
        ("order", contract.order_reference.clone()),
        ("state", standing(contract)),
        ("item", format!("{} ({})", contract.item_name.as_str(), contract.item_id.as_str())),
        ("yen", contract.amount.get().to_string()),
        ("customer", contract.customer_code.as_str().to_owned()),
        ("joined", contract.recurring.joined_on().to_string()),
        ("ends", day(contract.ends_on)),
        ("failed charge", failed.unwrap_or_else(|| "-".to_owned())),
        ("next charge", day(next)),
    ];
    write!(output, "{}", sheet(&members))?;
    let row = |charge: &PastCharge| {
        let payment = charge.payment.clone().unwrap_or_else(|| "-".to_owned());
        [charge.due_on.to_string(), charge.amount.to_string(), charge.outcome.as_str().to_owned(), payment]
    };
    let rows: Vec<[String; 4]> = view.history.iter().map(row).collect();
    if !rows.is_empty() {
        write!(output, "\n{}", table(["CHARGE OF", "YEN", "OUTCOME", "TRACKING ID"], &rows))?;
    }
    Ok(())
}
