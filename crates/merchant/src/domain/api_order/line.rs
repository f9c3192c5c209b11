//! The lines of an order, and the tax that they contain.

use super::Refusal;
use super::members::Members;
use kantan_checkout::json::Json;
use kantan_checkout::page::reader::LARGEST_AMOUNT;
use sbps::money::{Tax, Yen};
use sbps::tax;
use serde::{Deserialize, Serialize};

/// The longest name of a line, in characters.
const LONGEST_NAME: usize = 200;
/// The most lines: as many as the gateway's message can list.
const MOST_LINES: usize = 999;
/// The most of one thing.
const MOST: i64 = 999_999;

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// How many, 1 to 999,999.
    pub quantity: u32,
    /// What one of it costs in yen, tax included; below zero for a discount.
    pub unit_amount: i32,
    /// The tax rate in percent, where the shop states it.
    pub tax_percent: Option<u32>,
    /// The tax in yen contained in the line, where the shop states that.
    pub tax: Option<u32>,
}

impl Line {
    /// What the line costs in yen, tax included.
    #[must_use]
    pub const fn amount(&self) -> i32 {
        // The reader has bounded it.
        self.unit_amount.saturating_mul(self.quantity.cast_signed())
    }

    /// The line as programs read it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let whole = |number: u32| Json::Number(number.into());
        Json::object(vec![
            ("name", Json::from_text(&self.name)),
            ("quantity", whole(self.quantity)),
            ("unit_amount", Json::Number(self.unit_amount.into())),
            ("amount", Json::Number(self.amount().into())),
            ("tax_percent", self.tax_percent.map_or(Json::Null, whole)),
            ("tax", self.tax.map_or(Json::Null, whole)),
        ])
    }
}

/// Reads the member `lines`, which add up to `amount`.
pub(super) fn read_lines(members: &mut Members<'_>, amount: Option<Yen>) -> Option<Vec<Line>> {
    let code = match (members.reader.member("lines"), members.reader.member("lines").list()) {
        (Json::Null, _) => "missing",
        (_, None) => "wrong_type",
        (_, Some([])) => "blank",
        (_, Some(list)) if list.len() > MOST_LINES => "too_long",
        (_, Some(list)) => return read_each(members, list, amount),
    };
    members.refuse("lines", code);
    None
}

fn read_each(members: &mut Members<'_>, list: &[Json], amount: Option<Yen>) -> Option<Vec<Line>> {
    let read = |(place, json): (usize, &Json)| members.item(json, "lines", place, read_line);
    let lines: Vec<Line> = list.iter().enumerate().filter_map(read).collect();
    if lines.len() < list.len() {
        return None;
    }
    // At most 999 lines of seven digits each: the sum cannot overflow.
    let sum: i64 = lines.iter().map(|line| i64::from(line.amount())).sum();
    if amount.is_some_and(|amount| sum != i64::from(amount.get())) {
        let refusal = Refusal::of("lines", "sum_differs");
        members.refusals.push(refusal.because(format!("the lines add up to {sum} yen")));
    }
    Some(lines)
}

fn read_line(members: &mut Members<'_>) -> Option<Line> {
    members.only(&["name", "quantity", "unit_amount", "tax_percent", "tax"]);
    let name = members.reader.text("name", LONGEST_NAME).map(str::to_owned);
    members.seen("name");
    let quantity = members.whole("quantity", 1, MOST);
    let unit_amount = members.whole("unit_amount", -LARGEST_AMOUNT, LARGEST_AMOUNT);
    let mut optional = |name, largest| if members.reader.lacks(name) { None } else { members.whole(name, 0, largest) };
    let (tax_percent, tax) = (optional("tax_percent", 100), optional("tax", LARGEST_AMOUNT));
    if let (Some(quantity), Some(unit_amount)) = (quantity, unit_amount) {
        let amount = quantity * unit_amount;
        if amount.abs() > LARGEST_AMOUNT {
            members.refuse("unit_amount", "out_of_range");
            return None;
        } else if tax.is_some_and(|tax| tax > amount.max(0)) {
            members.refuse("tax", "more_than_amount");
        }
    }
    if tax.is_some() && tax_percent.is_some() {
        members.refuse("tax", "not_allowed");
    }
    let positive = |number: i64| u32::try_from(number).ok();
    Some(Line {
        name: name?,
        quantity: positive(quantity?)?,
        unit_amount: i32::try_from(unit_amount?).ok()?,
        tax_percent: tax_percent.and_then(positive),
        tax: tax.and_then(positive),
    })
}

/// The tax of an order: what is stated, if the lines can contain that; else what they contain, by rate, with a fraction
/// of a yen dropped once for each.
pub(super) fn tax(members: &mut Members<'_>, lines: Option<&[Line]>, amount: Option<Yen>) -> Option<Tax> {
    let tax = |tax: i64| u32::try_from(tax).ok().and_then(|tax| Tax::new(tax).ok());
    let known = lines.and_then(contained);
    if members.reader.lacks("tax") {
        if let (None, Some(_)) = (known, lines) {
            let detail = "state it, or the rate or the tax of every line";
            members.refusals.push(Refusal::of("tax", "missing").because(detail));
        }
        return tax(known?.exact);
    }
    let stated = members.whole("tax", 0, LARGEST_AMOUNT)?;
    if amount.is_some_and(|amount| stated > i64::from(amount.get())) {
        members.refuse("tax", "more_than_amount");
    } else if let Some(Contained { least, most, .. }) =
        known.filter(|known| !(known.least..=known.most).contains(&stated))
    {
        let detail = format!("the lines contain {least} to {most} yen of tax, however fractions are rounded");
        members.refusals.push(Refusal::of("tax", "sum_differs").because(detail));
    }
    tax(stated)
}

/// How much tax lines contain, in yen.
#[derive(Clone, Copy)]
struct Contained {
    /// With every fraction dropped, line by line.
    least: i64,
    /// With every fraction counted as a yen.
    most: i64,
    /// With the fraction of each rate dropped.
    exact: i64,
}

/// What the lines contain, if each says it.
fn contained(lines: &[Line]) -> Option<Contained> {
    let mut rated = Vec::new();
    let (mut least, mut most, mut stated) = (0, 0, 0);
    for line in lines {
        let amount = i64::from(line.amount());
        match (line.tax, line.tax_percent.map(i64::from)) {
            (Some(tax), _) => stated += i64::from(tax),
            (None, Some(percent)) => {
                least += (amount * percent).div_euclid(100 + percent);
                most += (amount * percent + 99 + percent).div_euclid(100 + percent);
                rated.push((amount, line.tax_percent?));
            }
            (None, None) => return None,
        }
    }
    let exact = tax::contained_by_rate(rated) + stated;
    Some(Contained { least: least + stated, most: most + stated, exact })
}

/// The one tax rate of a contract's lines: each of its charges is taxed by it.
pub(super) fn rate_of_contract(members: &mut Members<'_>, lines: &[Line], amount: Yen, tax: Tax) -> Option<u32> {
    let rate = lines.first().and_then(|line| line.tax_percent);
    let Some(percent) = rate.filter(|_| lines.iter().all(|line| line.tax_percent == rate)) else {
        let detail = "every charge of a contract is taxed by one rate: state the same tax_percent in each line";
        members.refusals.push(Refusal::of("lines", "tax_rates_differ").because(detail));
        return None;
    };
    let contained = tax::contained(amount.get(), percent);
    let is_said = members.refusals.iter().any(|refusal| refusal.path == "tax");
    if tax.get() != contained && !is_said {
        let detail = format!("{percent}% in {amount} yen are {contained} yen, as later charges will say");
        members.refusals.push(Refusal::of("tax", "sum_differs").because(detail));
    }
    Some(percent)
}
