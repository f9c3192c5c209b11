//! What stands in the form, as it was typed, and the order that it describes.

use super::input::Input;
use crate::json::Json;
use crate::language::Language;
use crate::page::day::{read_day, read_month};
use chrono::NaiveDate;
use sbps::billing::{BillingMethod, Commodity, Contract, Offering, OfferingError, SalesMethod};
use sbps::date_time::YearMonth;

/// Where a contract is left, in the snippet.
pub(super) const CANCEL_URL: &str = "/subscriptions/order-1";

/// The form's values by their inputs, all of them texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    values: Vec<(Input, String)>,
}

/// How it is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Once.
    OneTime(SalesMethod),
    /// By the gateway, on the first of each month.
    Simple,
    /// By the merchant, at its own timing.
    FixedTerm,
    /// By the merchant, when something was used.
    Usage,
}

impl Draft {
    /// The draft with these values.
    pub(super) fn of(value: impl Fn(Input) -> String) -> Self {
        Self { values: Input::ALL.iter().map(|&input| (input, value(input))).collect() }
    }

    /// What differs from what the form opens with, where it is asked for: enough to have the same draft again.
    pub(super) fn changes(&self, language: Language) -> Vec<(Input, &str)> {
        let texts = Input::ALL.into_iter().map(|input| (input, self.text(input)));
        texts.filter(|&(input, text)| self.asks(input) && text != input.initial(language)).collect()
    }

    /// The text of an input, as it stands there.
    pub(super) fn text(&self, input: Input) -> &str {
        self.values.iter().find(|(known, _)| *known == input).map_or("", |(_, value)| value)
    }

    /// How it is billed.
    pub(super) fn method(&self) -> Method {
        match self.text(Input::Method) {
            "one_time_specified" => Method::OneTime(SalesMethod::Specified),
            "simple" => Method::Simple,
            "fixed_term" => Method::FixedTerm,
            "usage" => Method::Usage,
            _ => Method::OneTime(SalesMethod::Automatic),
        }
    }

    /// Whether the form asks for this with the method and the timing that are chosen.
    pub(super) fn asks(&self, input: Input) -> bool {
        let (method, kind) = (self.method(), self.text(Input::TimingKind));
        match input {
            Input::Description | Input::Joined => !matches!(method, Method::OneTime(_)),
            Input::FirstMonth | Input::CancellationMonth | Input::LastMonth => method == Method::Simple,
            Input::TimingKind
            | Input::FirstChargeFrom
            | Input::Cycles
            | Input::IntroductionCycles
            | Input::IntroductionAmount
            | Input::Varies => method == Method::FixedTerm,
            Input::Months => method == Method::FixedTerm && matches!(kind, "day_of_month" | "last_day_of_month"),
            Input::Day => method == Method::FixedTerm && kind == "day_of_month",
            Input::Weeks | Input::Weekday => method == Method::FixedTerm && kind == "day_of_week",
            Input::Days => method == Method::FixedTerm && kind == "every_days",
            _ => true,
        }
    }

    /// What the merchant would offer, or the rule that forbids it.
    pub(super) fn offering(&self) -> Result<Offering, OfferingError> {
        let method = match self.method() {
            Method::OneTime(sales_method) => BillingMethod::OneTime(sales_method),
            Method::Simple => BillingMethod::RecurringSimple,
            Method::FixedTerm | Method::Usage => BillingMethod::RecurringFixedTerm,
        };
        let code = self.text(Input::Contract);
        let contract = Contract::ALL.into_iter().find(|contract| contract.code() == code).unwrap_or(Contract::Basic);
        let goods = self.text(Input::Commodity) == "goods";
        Offering::new(contract, if goods { Commodity::Goods } else { Commodity::DigitalContent }, method)
    }

    /// A whole number, if it is one that is not below zero.
    pub(super) fn whole(&self, input: Input) -> Option<u32> {
        number(self.text(input)).whole().and_then(|whole| u32::try_from(whole).ok())
    }

    /// A day of the calendar.
    pub(super) fn day(&self, input: Input) -> Option<NaiveDate> {
        read_day(self.text(input))
    }

    /// A month of the calendar.
    pub(super) fn month(&self, input: Input) -> Option<YearMonth> {
        read_month(self.text(input))
    }

    /// The order as a merchant's page writes it (docs/page-contract.md); what is wrong with the draft is
    /// wrong with it. `cancel_url` is where its link leads.
    pub(super) fn order(&self, language: Language, cancel_url: &str) -> Json {
        let name = Json::from_text(self.text(Input::Name));
        let amount = number(self.text(Input::Amount));
        let line =
            Json::object(vec![("name", name.clone()), ("quantity", Json::Number(1.0)), ("amount", amount.clone())]);
        let mut members = vec![
            ("order_reference", Json::from_text("order-1")),
            ("item_id", text(self.text(Input::ItemId))),
            ("item_name", name),
            ("amount", amount),
            ("tax", number(self.text(Input::Tax))),
            ("lines", Json::List(vec![line])),
            (
                "delivery",
                Json::from_text(language.pick(
                    "お届け・ご利用開始の時期をここに書いてください。",
                    "Say here when it is delivered or can be used.",
                )),
            ),
            (
                "cancellation",
                Json::from_text(language.pick(
                    "返品・キャンセルの条件をここに書いてください。",
                    "Say here how it can be returned or cancelled.",
                )),
            ),
            ("payment_timing", Json::Null),
            ("application_period", Json::Null),
            ("expires_at", Json::Null),
            ("back_url", Json::Null),
        ];
        if !matches!(self.method(), Method::OneTime(_)) {
            members.push(("recurring", self.recurring(language, cancel_url)));
        }
        Json::object(members)
    }

    fn recurring(&self, language: Language, cancel_url: &str) -> Json {
        let word = |input| text(self.text(input));
        let simple = self.method() == Method::Simple;
        let mut members = vec![
            ("method", Json::from_text(if simple { "simple" } else { "fixed_term" })),
            ("joined_on", word(Input::Joined)),
        ];
        if simple {
            members.extend([
                ("first_month", word(Input::FirstMonth)),
                ("cancellation_month", word(Input::CancellationMonth)),
                ("last_month", word(Input::LastMonth)),
            ]);
        } else if self.method() == Method::Usage {
            members.push(("timing", Json::object(vec![("kind", Json::from_text("usage"))])));
        } else {
            members.extend([
                ("timing", self.timing()),
                ("first_charge_from", word(Input::FirstChargeFrom)),
                ("cycles", number(self.text(Input::Cycles))),
                ("introduction", self.introduction()),
                ("varies", Json::Truth(self.text(Input::Varies) == "true")),
            ]);
        }
        members.extend([
            ("cancel_url", Json::from_text(cancel_url)),
            ("contact", Json::from_text(language.pick("お問い合わせ先：03-0000-0000", "Contact: 03-0000-0000"))),
        ]);
        Json::object(members)
    }

    fn timing(&self) -> Json {
        let mut members = vec![("kind", text(self.text(Input::TimingKind)))];
        for (name, input) in
            [("months", Input::Months), ("day", Input::Day), ("weeks", Input::Weeks), ("days", Input::Days)]
        {
            if self.asks(input) {
                members.push((name, number(self.text(input))));
            }
        }
        if self.asks(Input::Weekday) {
            members.push(("weekday", text(self.text(Input::Weekday))));
        }
        Json::object(members)
    }

    fn introduction(&self) -> Json {
        let (cycles, amount) =
            (number(self.text(Input::IntroductionCycles)), number(self.text(Input::IntroductionAmount)));
        if cycles == Json::Null && amount == Json::Null {
            return Json::Null;
        }
        Json::object(vec![("cycles", cycles), ("amount", amount)])
    }
}

/// A text, or nothing if nothing was typed.
fn text(typed: &str) -> Json {
    if typed.is_empty() { Json::Null } else { Json::from_text(typed) }
}

/// A number as people type it: full-width digits and commas are read, too. What is no number stays a text.
fn number(typed: &str) -> Json {
    let typed = typed.trim();
    if typed.is_empty() {
        return Json::Null;
    }
    let half_width = |character| match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character),
        '－' | '−' => '-',
        '．' => '.',
        other => other,
    };
    let digits: String = typed.chars().filter(|it| !matches!(it, ',' | '，')).map(half_width).collect();
    let plain = digits.chars().all(|character| matches!(character, '0'..='9' | '-' | '.'));
    match digits.parse() {
        Ok(number) if plain => Json::Number(number),
        _ => Json::from_text(typed),
    }
}

#[cfg(test)]
pub(super) mod tests;
