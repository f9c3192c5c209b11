//! One subscription: its terms, its state, its history, and what can be done about it.

mod outlook;

use super::problem::Reason;
use super::reader::{LARGEST_AMOUNT, LONGEST_REFERENCE, LONGEST_TEXT, Reader};
use super::recurring::Recurring;
use super::writer;
use crate::json::Json;
use chrono::NaiveDate;
use sbps::money::Yen;
use sbps::schedule::{Amount, Charge, ChargeReason};
use sbps::text::ItemName;

/// The most charges that the history shows.
const MOST_HISTORY: usize = 1_000;

/// A recurring contract and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The merchant's name for it.
    pub reference: String,
    /// The number of its order, as people read it out.
    pub number: Option<String>,
    /// Its name as the bill shows it.
    pub item_name: ItemName,
    /// What a full cycle costs.
    pub amount: Yen,
    /// Its terms.
    pub recurring: Recurring,
    /// Where it stands.
    pub state: SubscriptionState,
    /// The last day of service, once it is cancelled.
    pub ends_on: Option<NaiveDate>,
    /// The charge that did not go through.
    pub problem: Option<FailedCharge>,
    /// The charges so far.
    pub history: Vec<PastCharge>,
    /// The next charge of pay as you go, for what was used already.
    pub known_charge: Option<Charge>,
    /// What the payer can do.
    pub actions: Vec<Action>,
    /// Where an action is confirmed without script: its word stands in the place of `{action}`.
    pub confirm_url: Option<String>,
    /// Where the calendar file is.
    pub calendar_url: Option<String>,
    /// Where other ways of paying are.
    pub other_ways_url: Option<String>,
    /// Whom to ask, in words.
    pub contact: String,
    /// What the payer got for cancelling.
    pub receipt: Option<Receipt>,
    /// Where it is cancelled.
    pub leaving: Leaving,
    /// What became of the procedure at au from which the payer has come back.
    pub returned: Option<Returned>,
}

/// Where a subscription is cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// On this page.
    Shop,
    /// On au's pages.
    Au,
}

impl Leaving {
    /// Every value with the word for it.
    pub const ALL: [(&'static str, Self); 2] = [("shop", Self::Shop), ("au", Self::Au)];
}

/// What became of a procedure at au that was not completed, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// What was to be done.
    pub from: Action,
    /// How far it came.
    pub outcome: ReturnOutcome,
    /// The gateway's code, if it gave one.
    pub code: Option<String>,
}

/// How far a procedure at au came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnOutcome {
    /// Completed, and still to be confirmed.
    Confirming,
    /// Given up by the payer.
    Cancelled,
    /// Not completed.
    Failed,
}

impl ReturnOutcome {
    /// Every value with the word for it.
    pub const ALL: [(&'static str, Self); 3] =
        [("confirming", Self::Confirming), ("cancelled", Self::Cancelled), ("failed", Self::Failed)];
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionState {
    /// It is charged as planned.
    Active,
    /// The application is under way.
    Pending,
    /// The cancellation is under way.
    CancellationPending,
    /// The payer has cancelled.
    Cancelled,
    /// The carrier has ended it.
    EndedByCarrier,
    /// Its last month is over.
    EndedLastMonth,
    /// No payment for 365 days.
    Expired,
    /// Something was asked for, and nobody knows what came of it.
    Unknown,
}

impl SubscriptionState {
    /// Every state with the word for it.
    pub const ALL: [(&'static str, Self); 8] = [
        ("active", Self::Active),
        ("pending", Self::Pending),
        ("cancellation_pending", Self::CancellationPending),
        ("cancelled", Self::Cancelled),
        ("ended_by_carrier", Self::EndedByCarrier),
        ("ended_last_month", Self::EndedLastMonth),
        ("expired", Self::Expired),
        ("unknown", Self::Unknown),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(word, _)| word)
    }

    /// The state of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(of, _)| *of == word).map(|(_, state)| *state)
    }

    /// Whether it has ended, by whomever.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Cancelled | Self::EndedByCarrier | Self::EndedLastMonth | Self::Expired)
    }
}

/// Something that a payer can do about a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ends a recurring (simple) contract.
    Cancel,
    /// Ends a fixed-term contract.
    Unsubscribe,
    /// Renews a fixed-term contract, at au.
    Reapply,
}

impl Action {
    /// Every action with the word for it, which is also the part of its button.
    pub const ALL: [(&'static str, Self); 3] =
        [("cancel", Self::Cancel), ("unsubscribe", Self::Unsubscribe), ("reapply", Self::Reapply)];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, action)| *action == self).map_or("", |(word, _)| word)
    }

    /// The action of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(of, _)| *of == word).map(|(_, action)| *action)
    }
}

/// A charge that did not go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedCharge {
    /// The gateway's code.
    pub code: String,
    /// The day of the charge.
    pub on: NaiveDate,
    /// From this day on billing is suspended; `None` where it goes on.
    pub suspended_from: Option<NaiveDate>,
    /// Whose trouble it is; the payer's where nothing else is said.
    pub whose: Whose,
}

/// Whose trouble it is that a charge did not go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The payer's: a limit, a bill, an own setting.
    Payer,
    /// The shop's.
    Shop,
    /// The payment service's: au's or the gateway's.
    Carrier,
}

impl Whose {
    /// Every value with the word for it.
    pub const ALL: [(&'static str, Self); 3] =
        [("payer", Self::Payer), ("shop", Self::Shop), ("carrier", Self::Carrier)];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, whose)| *whose == self).map_or("", |(word, _)| word)
    }
}

/// A charge of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCharge {
    /// Its day.
    pub on: NaiveDate,
    /// Whole yen; nothing for a free cycle.
    pub amount: u32,
    /// What became of it.
    pub outcome: ChargeOutcome,
}

/// What became of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// It was paid.
    Paid,
    /// It did not go through.
    Failed,
    /// The cycle was free.
    Free,
    /// It is certainly not paid yet, and is tried again.
    Waiting,
    /// It is reserved: the shop makes a sale of it, or gives it up.
    Reserved,
    /// It was reserved and given up: nothing is paid.
    Cancelled,
    /// It was paid and given back.
    Refunded,
    /// Nobody knows yet.
    Unknown,
}

impl ChargeOutcome {
    /// Whether nothing was taken: its cycle is the payer's to have.
    pub const fn is_nothing(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }

    /// Every value with the word for it.
    pub const ALL: [(&'static str, Self); 8] = [
        ("paid", Self::Paid),
        ("failed", Self::Failed),
        ("free", Self::Free),
        ("waiting", Self::Waiting),
        ("reserved", Self::Reserved),
        ("cancelled", Self::Cancelled),
        ("refunded", Self::Refunded),
        ("unknown", Self::Unknown),
    ];
}

/// What the payer got for cancelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// The day in Japan.
    pub on: NaiveDate,
}

impl Subscription {
    /// Reads a subscription and notes every problem found.
    pub fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let reference = reader.text("reference", LONGEST_REFERENCE);
        let number = reader.optional_text("order_number", LONGEST_REFERENCE).map(str::to_owned);
        let item_name = reader.text("item_name", LONGEST_TEXT).and_then(|name| ItemName::new(name).ok());
        let item_name = reader.found("item_name", item_name, Reason::Unencodable);
        let amount = reader.yen("amount");
        let recurring = read_recurring(reader, amount);
        let state = reader.word("state", &SubscriptionState::ALL);
        let ends_on = optional_day(reader, "ends_on");
        let problem = object(reader, "problem", read_problem);
        let history = list(reader, "history", read_past);
        let known_charge = object(reader, "known_charge", read_charge);
        let actions = read_actions(reader);
        let confirm_url = optional_address(reader, "confirm_url");
        let calendar_url = optional_address(reader, "calendar_url");
        let other_ways_url = optional_address(reader, "other_ways_url");
        let contact = reader.text("contact", LONGEST_TEXT);
        let receipt = object(reader, "receipt", read_receipt);
        let leaving = if reader.lacks("leaving") { Some(Leaving::Shop) } else { reader.word("leaving", &Leaving::ALL) };
        let returned = object(reader, "returned", read_returned);
        Some(Self {
            reference: reference?.to_owned(),
            number,
            item_name: item_name?,
            amount: amount?,
            recurring: recurring?,
            state: state?,
            ends_on,
            problem,
            history: history?,
            known_charge,
            actions: actions?,
            confirm_url,
            calendar_url,
            other_ways_url,
            contact: contact?.to_owned(),
            receipt,
            leaving: leaving?,
            returned,
        })
    }

    /// The subscription as a page holds it.
    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("reference", Json::from_text(&self.reference)),
            ("order_number", writer::optional_text(self.number.as_ref())),
            ("item_name", Json::from_text(self.item_name.as_str())),
            ("amount", writer::yen(self.amount)),
            ("state", Json::from_text(self.state.word())),
            ("recurring", self.recurring.to_json()),
            ("ends_on", writer::optional(self.ends_on, writer::day)),
            ("problem", writer::optional(self.problem.as_ref(), FailedCharge::to_json)),
            ("history", writer::list(&self.history, PastCharge::to_json)),
            ("known_charge", writer::optional(self.known_charge.as_ref(), write_charge)),
            ("actions", writer::list(&self.actions, |action| Json::from_text(action.word()))),
            ("leaving", writer::word(&self.leaving, &Leaving::ALL)),
            ("returned", writer::optional(self.returned.as_ref(), Returned::to_json)),
            ("receipt", writer::optional(self.receipt.as_ref(), Receipt::to_json)),
            ("confirm_url", writer::optional_text(self.confirm_url.as_ref())),
            ("calendar_url", writer::optional_text(self.calendar_url.as_ref())),
            ("other_ways_url", writer::optional_text(self.other_ways_url.as_ref())),
            ("contact", Json::from_text(&self.contact)),
        ])
    }

    /// The subscription after an ending, if the answer is one with a receipt.
    pub fn read_ended(answer: &Json) -> Option<Self> {
        let mut problems = Vec::new();
        let ended = Self::read(&mut Reader::new(answer, String::new(), &mut problems))?;
        (problems.is_empty() && ended.receipt.is_some()).then_some(ended)
    }

    /// Where an action is confirmed without script, if that is anywhere.
    #[must_use]
    pub fn confirm_address(&self, action: Action) -> Option<String> {
        self.confirm_url.as_deref().map(|address| address.replace("{action}", action.word()))
    }

    /// Whether an action is completed at au, so that nothing is done before the payer is there.
    pub fn is_done_at_au(&self, action: Action) -> bool {
        action == Action::Reapply || self.leaving == Leaving::Au
    }
}

impl FailedCharge {
    /// The member `problem`.
    fn to_json(&self) -> Json {
        Json::object(vec![
            ("code", Json::from_text(&self.code)),
            ("on", writer::day(self.on)),
            ("suspended_from", writer::optional(self.suspended_from, writer::day)),
            ("whose", Json::from_text(self.whose.word())),
        ])
    }
}

impl PastCharge {
    /// A charge as it stands in the list `history`.
    fn to_json(&self) -> Json {
        Json::object(vec![
            ("on", writer::day(self.on)),
            ("amount", writer::whole(self.amount)),
            ("outcome", writer::word(&self.outcome, &ChargeOutcome::ALL)),
        ])
    }
}

impl Receipt {
    /// The member `receipt`.
    fn to_json(&self) -> Json {
        Json::object(vec![("number", Json::from_text(&self.number)), ("on", writer::day(self.on))])
    }
}

impl Returned {
    /// The member `returned`.
    fn to_json(&self) -> Json {
        Json::object(vec![
            ("from", Json::from_text(self.from.word())),
            ("outcome", writer::word(&self.outcome, &ReturnOutcome::ALL)),
            ("code", writer::optional_text(self.code.as_ref())),
        ])
    }
}

/// The member `known_charge`.
fn write_charge(charge: &Charge) -> Json {
    Json::object(vec![("on", writer::day(charge.date)), ("amount", writer::yen(charge.amount.most()))])
}

fn read_recurring(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Recurring> {
    if reader.lacks("recurring") {
        reader.refuse("recurring", Reason::Missing);
    }
    Recurring::member(reader, amount)
}

fn optional_day(reader: &mut Reader<'_>, name: &str) -> Option<NaiveDate> {
    if reader.lacks(name) { None } else { reader.day(name) }
}

fn optional_address(reader: &mut Reader<'_>, name: &str) -> Option<String> {
    if reader.lacks(name) { None } else { reader.address(name).map(str::to_owned) }
}

fn object<T>(reader: &mut Reader<'_>, name: &str, read: fn(&mut Reader<'_>) -> Option<T>) -> Option<T> {
    let member = reader.member(name);
    if reader.lacks(name) { None } else { read(&mut reader.within(member, &[name, "."].concat())) }
}

fn list<T>(reader: &mut Reader<'_>, name: &str, read: fn(&mut Reader<'_>) -> Option<T>) -> Option<Vec<T>> {
    let member = reader.member(name);
    let members = member.list().filter(|list| list.len() <= MOST_HISTORY);
    let members =
        reader.found(name, members, if member.list().is_some() { Reason::TooLong } else { Reason::WrongType });
    let mut all = Vec::new();
    for (index, json) in members?.iter().enumerate() {
        let path = [name, "[", &index.to_string(), "]."].concat();
        all.push(read(&mut reader.within(json, &path))?);
    }
    Some(all)
}

fn read_problem(reader: &mut Reader<'_>) -> Option<FailedCharge> {
    let (code, on) = (reader.text("code", LONGEST_REFERENCE), reader.day("on"));
    let suspended_from = optional_day(reader, "suspended_from");
    let whose = if reader.lacks("whose") { Some(Whose::Payer) } else { reader.word("whose", &Whose::ALL) };
    Some(FailedCharge { code: code?.to_owned(), on: on?, suspended_from, whose: whose? })
}

fn read_past(reader: &mut Reader<'_>) -> Option<PastCharge> {
    let (on, amount) = (reader.day("on"), reader.whole("amount", 0, LARGEST_AMOUNT));
    let amount = amount.and_then(|amount| u32::try_from(amount).ok());
    Some(PastCharge { outcome: reader.word("outcome", &ChargeOutcome::ALL)?, on: on?, amount: amount? })
}

fn read_charge(reader: &mut Reader<'_>) -> Option<Charge> {
    let (date, amount) = (reader.day("on"), reader.yen("amount"));
    let (amount, reason) = (Amount::Fixed(amount?), ChargeReason::Regular);
    Some(Charge { date: date?, amount, reason, number: 1, is_last: false })
}

fn read_receipt(reader: &mut Reader<'_>) -> Option<Receipt> {
    let (number, on) = (reader.text("number", LONGEST_REFERENCE), reader.day("on"));
    Some(Receipt { number: number?.to_owned(), on: on? })
}

fn read_returned(reader: &mut Reader<'_>) -> Option<Returned> {
    let (from, outcome) = (reader.word("from", &Action::ALL), reader.word("outcome", &ReturnOutcome::ALL));
    let code = if reader.lacks("code") { None } else { Some(reader.text("code", LONGEST_REFERENCE)?.to_owned()) };
    Some(Returned { from: from?, outcome: outcome?, code })
}

fn read_actions(reader: &mut Reader<'_>) -> Option<Vec<Action>> {
    let action = |json: &Json| {
        let text = json.text()?;
        Action::ALL.iter().find(|(word, _)| *word == text).map(|(_, action)| *action)
    };
    let member = reader.member("actions");
    let actions = reader.found("actions", member.list(), Reason::WrongType)?;
    let actions = actions.iter().map(action).collect::<Option<Vec<_>>>();
    reader.found("actions", actions, Reason::UnknownWord)
}
