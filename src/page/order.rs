//! The order on the page, parsed once: from here on it can be shown and charged as it is.
//!
//! The members are listed in docs/page-contract.md; the bounds of amount, tax and names are
//! those of the link type's A01-1.

use super::maintenance::{self, Window};
use super::problem::{Problem, Reason};
use super::reader::{LARGEST_AMOUNT, LONGEST_REFERENCE, LONGEST_TEXT, Reader};
use super::recurring::Recurring;
use super::writer;
use crate::json::Json;
use sbps::date_time::JstDateTime;
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;

/// The longest name of a line, in characters.
pub(crate) const LONGEST_LINE_NAME: usize = 200;
/// The most lines: as many as the gateway's message can list.
const MOST_LINES: usize = 999;

/// What the payer is asked to pay for, and the merchant's own words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The merchant's name for the order.
    pub reference: String,
    /// The item as the gateway will know it.
    pub item_id: ItemId,
    /// The item's name as it will be posted, and as the bill will show it.
    pub item_name: ItemName,
    /// The amount in yen, tax and shipping included.
    pub amount: Yen,
    /// The consumption tax contained in the amount, where the merchant states it.
    pub tax: Option<Tax>,
    /// What the amount is made of; the lines add up to it.
    pub lines: Vec<Line>,
    /// When goods or service are delivered.
    pub delivery: String,
    /// Withdrawal and cancellation.
    pub cancellation: String,
    /// When payment is made, where the merchant says it in own words.
    pub payment_timing: Option<String>,
    /// During which period the offer holds, if it does not always.
    pub application_period: Option<String>,
    /// Before when this order has to be started.
    pub expires_at: Option<JstDateTime>,
    /// The server's time when the page was made.
    pub now: Option<JstDateTime>,
    /// When nothing can be paid.
    pub maintenance: Vec<Window>,
    /// Where the payer corrects the order.
    pub back_url: Option<String>,
    /// The contract, if it is not a one-time purchase.
    pub recurring: Option<Recurring>,
}

/// One line of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// How many, 1 to 999,999.
    pub quantity: u32,
    /// Its amount in yen, tax included; below zero for a discount.
    pub amount: i32,
}

impl Order {
    /// Reads an order and notes every problem found, each with its path and code, in the order of the members.
    pub fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
        if !matches!(json, Json::Object(_)) {
            let reason = if *json == Json::Null { Reason::Missing } else { Reason::WrongType };
            problems.push(Problem { path: "order".to_owned(), reason });
            return None;
        }
        let order = read_members(&mut Reader::new(json, String::new(), problems));
        if problems.is_empty() { order } else { None }
    }

    /// The order as a page holds it.
    pub fn to_json(&self) -> Json {
        let mut members = vec![
            ("order_reference", Json::from_text(&self.reference)),
            ("item_id", Json::from_text(self.item_id.as_str())),
            ("item_name", Json::from_text(self.item_name.as_str())),
            ("amount", writer::yen(self.amount)),
            ("tax", writer::optional(self.tax, |tax| writer::whole(tax.get()))),
            ("lines", writer::list(&self.lines, Line::to_json)),
            ("delivery", Json::from_text(&self.delivery)),
            ("cancellation", Json::from_text(&self.cancellation)),
            ("payment_timing", writer::optional_text(self.payment_timing.as_ref())),
            ("application_period", writer::optional_text(self.application_period.as_ref())),
            ("expires_at", writer::optional(self.expires_at, writer::moment)),
            ("now", writer::optional(self.now, writer::moment)),
            ("maintenance", writer::list(&self.maintenance, Window::to_json)),
            ("back_url", writer::optional_text(self.back_url.as_ref())),
        ];
        members.extend(self.recurring.as_ref().map(|recurring| ("recurring", recurring.to_json())));
        Json::object(members)
    }
}

impl Line {
    /// The line as it stands in the list `lines`.
    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("name", Json::from_text(&self.name)),
            ("quantity", writer::whole(self.quantity)),
            ("amount", writer::whole(self.amount)),
        ])
    }
}

fn read_members(reader: &mut Reader<'_>) -> Option<Order> {
    let reference = reader.text("order_reference", LONGEST_REFERENCE);
    let item_id = read_item_id(reader);
    let item_name = read_item_name(reader);
    let amount = reader.yen("amount");
    let tax = read_tax(reader, amount);
    let lines = read_lines(reader, amount);
    let delivery = reader.text("delivery", LONGEST_TEXT);
    let cancellation = reader.text("cancellation", LONGEST_TEXT);
    let payment_timing = reader.optional_text("payment_timing", LONGEST_TEXT);
    let application_period = reader.optional_text("application_period", LONGEST_TEXT);
    let expires_at = reader.optional_moment("expires_at");
    let now = reader.optional_moment("now");
    let maintenance = maintenance::member(reader);
    let back_url = if reader.lacks("back_url") { None } else { reader.address("back_url") };
    let recurring = Recurring::offered(reader, amount);
    Some(Order {
        reference: reference?.to_owned(),
        item_id: item_id?,
        item_name: item_name?,
        amount: amount?,
        tax,
        lines: lines?,
        delivery: delivery?.to_owned(),
        cancellation: cancellation?.to_owned(),
        payment_timing: payment_timing.map(str::to_owned),
        application_period: application_period.map(str::to_owned),
        expires_at,
        now,
        maintenance,
        back_url: back_url.map(str::to_owned),
        recurring,
    })
}

fn read_item_id(reader: &mut Reader<'_>) -> Option<ItemId> {
    let id = ItemId::new(reader.text("item_id", LONGEST_TEXT)?);
    reader.found("item_id", id.ok(), Reason::Unencodable)
}

fn read_item_name(reader: &mut Reader<'_>) -> Option<ItemName> {
    let name = ItemName::new(reader.text("item_name", LONGEST_TEXT)?);
    reader.found("item_name", name.ok(), Reason::Unencodable)
}

fn read_tax(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Tax> {
    if reader.lacks("tax") {
        return None;
    }
    let tax = reader.whole("tax", 0, LARGEST_AMOUNT)?;
    let tax = u32::try_from(tax).ok().and_then(|tax| Tax::new(tax).ok())?;
    if amount.is_some_and(|amount| !tax.is_within(amount)) {
        reader.refuse("tax", Reason::MoreThanAmount);
    }
    Some(tax)
}

fn read_lines(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Vec<Line>> {
    let member = reader.member("lines");
    let reason = match member.list() {
        None if *member == Json::Null => Reason::Missing,
        None => Reason::WrongType,
        Some([]) => Reason::Blank,
        Some(list) if list.len() > MOST_LINES => Reason::TooLong,
        Some(list) => return read_each_line(reader, list, amount),
    };
    reader.refuse("lines", reason);
    None
}

fn read_each_line(reader: &mut Reader<'_>, list: &[Json], amount: Option<Yen>) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for (index, json) in list.iter().enumerate() {
        lines.extend(read_line(&mut reader.item(json, "lines", index)));
    }
    if lines.len() < list.len() {
        return None;
    }
    // At most 999 lines of seven digits each: the sum cannot overflow.
    let sum: i64 = lines.iter().map(|line| i64::from(line.amount)).sum();
    if amount.is_some_and(|amount| sum != i64::from(amount.get())) {
        reader.refuse("lines", Reason::SumDiffers);
    }
    Some(lines)
}

fn read_line(reader: &mut Reader<'_>) -> Option<Line> {
    let name = reader.text("name", LONGEST_LINE_NAME);
    let quantity = reader.whole("quantity", 1, 999_999);
    let amount = reader.whole("amount", -LARGEST_AMOUNT, LARGEST_AMOUNT);
    Some(Line {
        name: name?.to_owned(),
        quantity: u32::try_from(quantity?).ok()?,
        amount: i32::try_from(amount?).ok()?,
    })
}

#[cfg(test)]
pub(crate) mod tests;
