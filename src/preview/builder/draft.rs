//! What stands in the form, as it was typed.

use super::field::Field;
use super::input::{Input, Kind};
use super::lines::Lines;
use super::number::number;
use crate::json::Json;
use crate::language::Language;
use crate::page::day::{read_day, read_month};
use chrono::NaiveDate;
use sbps::billing::{BillingMethod, Commodity, Contract, Offering, OfferingError, SalesMethod};
use sbps::date_time::YearMonth;
use sbps::money::Yen;

/// The form's values by their inputs, all of them texts, and the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    values: Vec<(Input, String)>,
    /// The lines of the order.
    pub(super) lines: Lines,
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
    pub(super) fn of(value: impl Fn(Input) -> String, lines: Lines) -> Self {
        Self { values: Input::ALL.iter().map(|&input| (input, value(input))).collect(), lines }
    }

    /// Puts a text into a field.
    pub(super) fn set(&mut self, field: Field, text: String) {
        match field {
            Field::Input(input) => {
                if let Some((_, value)) = self.values.iter_mut().find(|(known, _)| *known == input) {
                    *value = text;
                }
            }
            Field::Line(key, column) => self.lines.set(key, column, text),
            Field::Total => {}
        }
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
            Input::Description | Input::Joined | Input::Contact | Input::CancelUrl => {
                !matches!(method, Method::OneTime(_))
            }
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

    /// What the lines cost together, if that can be paid.
    pub(super) fn amount(&self) -> Option<Yen> {
        self.lines.total().and_then(|total| u32::try_from(total).ok()).and_then(|total| Yen::new(total).ok())
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

    /// What was typed, as a page's JSON holds it: what is no number, day or month stays a text.
    pub(super) fn typed(&self, input: Input) -> Json {
        let typed = self.text(input);
        match input.kind() {
            Kind::Number => number(typed),
            _ if input == Input::Varies => Json::Truth(typed == "true"),
            // A blank name is a name that says nothing; of everything else it means that there is none.
            _ if input == Input::Name => Json::from_text(typed),
            _ => text(typed),
        }
    }

    /// A draft of the same kind that is right in itself: with the same method and timing, and for the rest what the form
    /// opens with.
    pub(super) fn model(&self, language: Language) -> Self {
        let introduced = [Input::IntroductionCycles, Input::IntroductionAmount].map(|input| self.text(input));
        let is_introduced = introduced.into_iter().any(|typed| !typed.trim().is_empty());
        let value = |input: Input| {
            match input {
                Input::Method | Input::TimingKind => self.text(input),
                Input::IntroductionCycles | Input::IntroductionAmount if is_introduced => "1",
                _ => input.initial(language),
            }
            .to_owned()
        };
        Self::of(value, Lines::initial())
    }
}

/// A text, or nothing if nothing was typed.
fn text(typed: &str) -> Json {
    if typed.is_empty() { Json::Null } else { Json::from_text(typed) }
}

#[cfg(test)]
pub(super) mod tests;
