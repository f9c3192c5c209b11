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

    /// Reads the body and notes every problem found, each with its path and code.
    pub fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
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

    /// Reads the body and notes every problem found, each with its path and code.
    pub fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut reader = Reader::new(json, String::new(), problems);
        let action = reader.word("action", &Action::ALL);
        let language = language(&mut reader);
        let state = reader.within(json.get("displayed"), "displayed.").word("state", &SubscriptionState::ALL);
        Some(Self { action: action?, language: language?, state: state? })
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
mod tests {
    use super::*;
    use crate::json::tests::json;
    use crate::page::order::tests::valid;
    use crate::page::recurring::tests::recurring;
    use serde_json::{Value, json};

    #[test]
    fn the_server_is_told_what_was_displayed() {
        let mut order = valid();
        let displayed = json!({
            "order_reference": "r-1", "language": "ja",
            "displayed": { "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318 },
        });
        let asked = CheckoutRequest::of(&order, Language::Japanese).to_json();
        assert_eq!(serde_json::to_value(&asked).expect("JSON"), displayed);
        order.tax = None;
        let asked = CheckoutRequest::of(&order, Language::English).to_json();
        assert_eq!(asked.get("displayed").get("tax"), &Json::Null);
        assert_eq!(asked.get("language").text(), Some("en"));
    }

    #[test]
    fn of_a_contract_the_server_is_told_every_charge_that_was_displayed() {
        let order = recurring(json!({ "first_month": "free", "last_month": "2027-02" }));
        let displayed =
            CheckoutRequest::of(&order, Language::Japanese).to_json().get("displayed").get("charges").clone();
        assert_eq!(displayed, json(json!([["2026-12-01", 3500], ["2027-01-01", 3500], ["2027-02-01", 3500]])));
        let usage = recurring(json!({ "method": "fixed_term", "timing": { "kind": "usage" } }));
        let asked = CheckoutRequest::of(&usage, Language::Japanese).to_json();
        assert_eq!(asked.get("displayed").get("charges"), &Json::List(Vec::new()));
    }

    #[test]
    fn each_problem_has_its_path_and_code() {
        let found = |request: Value| {
            let mut problems = Vec::new();
            assert_eq!(CheckoutRequest::read(&json(request), &mut problems), None);
            problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect::<Vec<_>>()
        };
        let refused = |path: &str, code| vec![(path.to_owned(), code)];
        let valid = json!({
            "order_reference": "r-1", "language": "en",
            "displayed": { "item_id": "w", "item_name": "Wine", "amount": 3500, "tax": null },
        });
        for (pointer, value, path, code) in [
            ("/order_reference", json!(" "), "order_reference", "blank"),
            ("/language", json!(7), "language", "wrong_type"),
            ("/displayed", json!(null), "displayed", "missing"),
            ("/displayed", json!([]), "displayed", "wrong_type"),
            ("/displayed/item_id", json!(null), "displayed.item_id", "missing"),
            ("/displayed/item_name", json!(""), "displayed.item_name", "blank"),
            ("/displayed/amount", json!(0), "displayed.amount", "out_of_range"),
            ("/displayed/tax", json!(-1), "displayed.tax", "out_of_range"),
        ] {
            let mut request = valid.clone();
            *request.pointer_mut(pointer).expect("a member") = value.clone();
            assert_eq!(found(request), refused(path, code), "{pointer} = {value}");
        }
        for (charges, code) in [
            (json!("2026-12-01"), "wrong_type"),
            (json!([["2026-12-01"]]), "wrong_type"),
            (json!([["2026-02-30", 3500]]), "wrong_type"),
            (json!([["2026-12-01", 0]]), "wrong_type"),
            (json!(vec![json!(["2026-12-01", 1]); 367]), "too_long"),
        ] {
            let mut request = valid.clone();
            request["displayed"]["charges"] = charges.clone();
            assert_eq!(found(request), refused("displayed.charges", code), "{charges}");
        }
        let mut untaxed = valid;
        untaxed["displayed"].as_object_mut().expect("an object").remove("tax");
        assert_eq!(found(untaxed), refused("displayed.tax", "missing"), "what was shown must be said");
    }

    #[test]
    fn an_action_is_one_of_ours_on_a_state_of_ours() {
        for (request, path, code) in [
            (json!(null), "action", "missing"),
            (json!({ "action": "pause", "displayed": { "state": "active" } }), "action", "unknown_word"),
            (json!({ "action": "cancel" }), "displayed.state", "missing"),
            (json!({ "action": "cancel", "displayed": { "state": "new" } }), "displayed.state", "unknown_word"),
        ] {
            let mut problems = Vec::new();
            assert_eq!(ActionRequest::read(&json(request), &mut problems), None);
            assert_eq!((problems[0].path.as_str(), problems[0].reason.code()), (path, code));
        }
    }
}
