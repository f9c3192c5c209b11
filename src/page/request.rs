//! What a page asks the merchant's server for, with what the payer saw (docs/page-contract.md, "CheckoutRequest").
//!
//! The server believes none of it: it compares what was displayed with its own record.

use super::day::{read_day, write_day};
use super::order::Order;
use super::problem::{Problem, Reason};
use super::reader::{LARGEST_AMOUNT, LONGEST_REFERENCE, LONGEST_TEXT, Reader};
use super::subscription::{Action, Subscription, SubscriptionState};
use super::writer;
use crate::json::Json;
use crate::language::Language;
use chrono::NaiveDate;
use sbps::money::{Tax, Yen};
use sbps::schedule::Charge;

/// The most charges of twelve months.
const MOST_CHARGES: usize = 366;

/// A request to sign an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutRequest {
    /// The merchant's name for the order.
    pub order_reference: String,
    /// The page's language.
    pub language: Language,
    /// What the payer saw.
    pub displayed: Displayed,
}

/// What a payer saw of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Displayed {
    /// The item's id.
    pub item_id: String,
    /// The item's name.
    pub item_name: String,
    /// The amount in yen.
    pub amount: Yen,
    /// The tax contained in it, if one was shown.
    pub tax: Option<Tax>,
    /// Of a contract the day and the most of each charge of the twelve months shown; none for pay as you go.
    pub charges: Option<Vec<(NaiveDate, Yen)>>,
}

/// A request to end or renew a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionRequest {
    /// What is asked for.
    pub action: Action,
    /// The page's language.
    pub language: Language,
    /// The state that the payer saw.
    pub state: SubscriptionState,
}

/// A request of a page to its server, as JSON by the element and as a form by a browser without script: both are read by
/// one reader.
pub trait PageRequest: Sized {
    /// The names of the form's fields.
    const FIELDS: &'static [&'static str];

    /// The body of the request that says what these fields do; a field that is not there is `None`.
    fn json_of_fields(field: impl Fn(&str) -> Option<String>) -> Json;

    /// Reads the body and notes every problem found, each with its path and code.
    fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self>;

    /// The page's language.
    fn language(&self) -> Language;
}

impl CheckoutRequest {
    /// The request for an order as it is shown.
    pub fn of(order: &Order, language: Language) -> Self {
        let charge = |charge: &Charge| (charge.date, charge.amount.most());
        let charges = order.recurring.as_ref().map(|recurring| recurring.charges.iter().map(charge).collect());
        Self {
            order_reference: order.reference.clone(),
            language,
            displayed: Displayed {
                item_id: order.item_id.as_str().to_owned(),
                item_name: order.item_name.as_str().to_owned(),
                amount: order.amount,
                tax: order.tax,
                charges,
            },
        }
    }

    /// The body of the request.
    pub fn to_json(&self) -> Json {
        write(&self.order_reference, self.language, self.displayed.to_json())
    }

    /// The body of the request for an order as it is shown: the same as that of [`CheckoutRequest::of`], without a copy
    /// in between, which a payer would download.
    pub fn json_of(order: &Order, language: Language) -> Json {
        let charge = |charge: &Charge| write_charge(charge.date, charge.amount.most());
        let charges = order.recurring.as_ref().map(|recurring| recurring.charges.iter().map(charge).collect());
        let (id, name) = (order.item_id.as_str(), order.item_name.as_str());
        write(&order.reference, language, write_displayed(id, name, order.amount, order.tax, charges))
    }

    /// The same in the fields of a plain form, for a browser without script: `charges` is `2026-12-20:3000,…`, and `tax`
    /// is blank where none is shown.
    #[must_use]
    pub fn to_fields(&self) -> Vec<(&'static str, String)> {
        let displayed = &self.displayed;
        let mut fields = vec![
            ("order_reference", self.order_reference.clone()),
            ("language", self.language.tag().to_owned()),
            ("item_id", displayed.item_id.clone()),
            ("item_name", displayed.item_name.clone()),
            ("amount", displayed.amount.to_string()),
            ("tax", displayed.tax.map_or(String::new(), |tax| tax.to_string())),
        ];
        if let Some(charges) = &displayed.charges {
            let charge = |(day, most): &(NaiveDate, Yen)| [&write_day(*day), ":", &most.to_string()].concat();
            fields.push(("charges", charges.iter().map(charge).collect::<Vec<_>>().join(",")));
        }
        fields
    }
}

impl PageRequest for CheckoutRequest {
    const FIELDS: &'static [&'static str] =
        &["order_reference", "language", "item_id", "item_name", "amount", "tax", "charges"];

    fn json_of_fields(field: impl Fn(&str) -> Option<String>) -> Json {
        let text = |name| field(name).map_or(Json::Null, Json::Text);
        let mut displayed =
            vec![("item_id", text("item_id")), ("item_name", text("item_name")), ("amount", text("amount"))];
        displayed.push(("tax", field("tax").filter(|tax| !tax.is_empty()).map_or(Json::Null, Json::Text)));
        displayed.extend(field("charges").map(|charges| ("charges", charges_of_field(&charges))));
        Json::object(vec![
            ("order_reference", text("order_reference")),
            ("language", text("language")),
            ("displayed", Json::object(displayed)),
        ])
    }

    fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut reader = Reader::new(json, String::new(), problems);
        let order_reference = reader.text("order_reference", LONGEST_REFERENCE);
        let language = language(&mut reader);
        let displayed = json.get("displayed");
        let displayed = match displayed {
            Json::Object(_) => Displayed::read(&mut reader.within(displayed, "displayed.")),
            _ => {
                let reason = if *displayed == Json::Null { Reason::Missing } else { Reason::WrongType };
                reader.found("displayed", None, reason)
            }
        };
        let request = Self { order_reference: order_reference?.to_owned(), language: language?, displayed: displayed? };
        if problems.is_empty() { Some(request) } else { None }
    }

    fn language(&self) -> Language {
        self.language
    }
}

impl Displayed {
    /// The member `displayed`, and what the server's answer `displayed_differs` says is so now (`current`).
    pub fn to_json(&self) -> Json {
        let charge = |(day, most): &(NaiveDate, Yen)| write_charge(*day, *most);
        let charges = self.charges.as_ref().map(|charges| charges.iter().map(charge).collect());
        write_displayed(&self.item_id, &self.item_name, self.amount, self.tax, charges)
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let item_id = reader.text("item_id", LONGEST_TEXT);
        let item_name = reader.text("item_name", LONGEST_TEXT);
        let amount = reader.yen("amount");
        let tax = read_tax(reader);
        let charges = if reader.lacks("charges") { Some(None) } else { read_charges(reader).map(Some) };
        Some(Self {
            item_id: item_id?.to_owned(),
            item_name: item_name?.to_owned(),
            amount: amount?,
            tax: tax?,
            charges: charges?,
        })
    }
}

fn write(order_reference: &str, language: Language, displayed: Json) -> Json {
    Json::object(vec![
        ("order_reference", Json::from_text(order_reference)),
        ("language", Json::from_text(language.tag())),
        ("displayed", displayed),
    ])
}

fn write_displayed(id: &str, name: &str, amount: Yen, tax: Option<Tax>, charges: Option<Vec<Json>>) -> Json {
    let mut members = vec![
        ("item_id", Json::from_text(id)),
        ("item_name", Json::from_text(name)),
        ("amount", writer::yen(amount)),
        ("tax", writer::optional(tax, |tax| writer::whole(tax.get()))),
    ];
    members.extend(charges.map(|charges| ("charges", Json::List(charges))));
    Json::object(members)
}

fn write_charge(day: NaiveDate, most: Yen) -> Json {
    Json::List(vec![Json::Text(write_day(day)), writer::yen(most)])
}

/// The list that `2026-12-20:3000,…` says; nothing for pay as you go.
fn charges_of_field(text: &str) -> Json {
    let charge = |part: &str| {
        let (day, amount) = part.split_once(':').unwrap_or((part, ""));
        Json::List(vec![Json::from_text(day), Json::from_text(amount)])
    };
    Json::List(text.split(',').filter(|part| !part.is_empty()).map(charge).collect())
}

/// `null` says that no tax was shown. Who leaves the member out has not said what was shown.
fn read_tax(reader: &mut Reader<'_>) -> Option<Option<Tax>> {
    if !reader.names("tax") {
        return reader.found("tax", None, Reason::Missing);
    }
    if reader.lacks("tax") {
        return Some(None);
    }
    let tax = reader.whole("tax", 0, LARGEST_AMOUNT)?;
    u32::try_from(tax).ok().and_then(|tax| Tax::new(tax).ok()).map(Some)
}

fn read_charges(reader: &mut Reader<'_>) -> Option<Vec<(NaiveDate, Yen)>> {
    let list = reader.member("charges").list();
    let list = reader.found("charges", list, Reason::WrongType)?;
    let list = reader.found("charges", (list.len() <= MOST_CHARGES).then_some(list), Reason::TooLong)?;
    let charges = list.iter().map(read_charge).collect();
    reader.found("charges", charges, Reason::WrongType)
}

fn read_charge(json: &Json) -> Option<(NaiveDate, Yen)> {
    let [Json::Text(day), amount] = json.list()? else { return None };
    let amount = u32::try_from(amount.whole()?).ok().and_then(|amount| Yen::new(amount).ok());
    Some((read_day(day)?, amount?))
}

impl ActionRequest {
    /// The same in the fields of a plain form, for a browser without script.
    #[must_use]
    pub fn to_fields(self) -> [(&'static str, String); 3] {
        let text = str::to_owned;
        [
            ("action", text(self.action.word())),
            ("language", text(self.language.tag())),
            ("state", text(self.state.word())),
        ]
    }

    /// The request for a subscription as it is shown.
    pub const fn of(subscription: &Subscription, action: Action, language: Language) -> Self {
        Self { action, language, state: subscription.state }
    }

    /// The body of the request.
    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("action", Json::from_text(self.action.word())),
            ("language", Json::from_text(self.language.tag())),
            ("displayed", Json::object(vec![("state", Json::from_text(self.state.word()))])),
        ])
    }
}

impl PageRequest for ActionRequest {
    const FIELDS: &'static [&'static str] = &["action", "language", "state"];

    fn json_of_fields(field: impl Fn(&str) -> Option<String>) -> Json {
        let text = |name| field(name).map_or(Json::Null, Json::Text);
        let displayed = Json::object(vec![("state", text("state"))]);
        Json::object(vec![("action", text("action")), ("language", text("language")), ("displayed", displayed)])
    }

    fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut reader = Reader::new(json, String::new(), problems);
        let action = reader.word("action", &Action::ALL);
        let language = language(&mut reader);
        let state = reader.within(json.get("displayed"), "displayed.").word("state", &SubscriptionState::ALL);
        Some(Self { action: action?, language: language?, state: state? })
    }

    fn language(&self) -> Language {
        self.language
    }
}

/// The page's language; Japanese where it is not said.
fn language(reader: &mut Reader<'_>) -> Option<Language> {
    if reader.lacks("language") {
        return Some(Language::default());
    }
    let tag = reader.member("language").text().map(Language::of_tag);
    reader.found("language", tag, Reason::WrongType)
}

#[cfg(test)]
mod tests;
