//! The rules: each looks at an order for one code.

use super::kind::{Remark, RemarkCode};
use super::pattern::{
    ALONE, ANYTIME, BINDING, ELSEWHERE, FAR_WAYS, FIRST, FREE, FREE_OF_ELSE, LEAVING, ON_TOP, TIMES, UNBOUND, URGENT,
    first, has_number, numbers, plain,
};
use crate::language::{Language, amount};
use crate::page::order::Order;
use crate::page::recurring::{Recurring, Terms};
use sbps::money::Yen;
use sbps::schedule::{ChargeReason, FirstMonth, Simple};

/// A rule.
pub(super) type Rule = fn(&Order) -> Vec<Remark>;

/// Each, in the order of the codes.
pub(super) const ALL: [Rule; 11] = [
    free_not_in_terms,
    later_price_unsaid,
    price_differs,
    amount_not_whole,
    cancellation_harder,
    cancellation_unsaid,
    binding,
    deadline_pressure,
    deadline_short,
    terms_not_here,
    delivery_vague,
];

/// A text of more characters hides what it says.
const LONG: usize = 400;
/// A text of fewer characters that leads elsewhere says nothing here.
const SHORT: usize = 80;
/// Less time than this presses, in seconds.
const SOON: i64 = 15 * 60;

/// The merchant's own words, each with its member, as they are looked into.
fn texts(order: &Order) -> Vec<(String, String)> {
    let mut texts = vec![("item_name".to_owned(), order.item_name.as_str())];
    texts.extend(order.lines.iter().enumerate().map(|(at, line)| (format!("lines[{at}].name"), line.name.as_str())));
    texts.extend(terms(order).map(|(member, text)| (member.to_owned(), text)));
    texts.into_iter().map(|(member, text)| (member, plain(text))).collect()
}

/// The terms among them.
fn terms(order: &Order) -> impl Iterator<Item = (&'static str, &str)> {
    let own = [
        ("delivery", Some(&order.delivery)),
        ("cancellation", Some(&order.cancellation)),
        ("payment_timing", order.payment_timing.as_ref()),
        ("application_period", order.application_period.as_ref()),
    ];
    own.into_iter().filter_map(|(member, text)| Some((member, text?.as_str())))
}

fn remark(code: RemarkCode, member: impl Into<String>, values: Vec<(String, String)>) -> Remark {
    Remark { code, member: member.into(), values }
}

/// The same value in both languages.
fn same(value: impl ToString) -> (String, String) {
    (value.to_string(), value.to_string())
}

/// What is said in each language.
fn in_each(say: impl Fn(Language) -> String) -> (String, String) {
    (say(Language::Japanese), say(Language::English))
}

fn in_yen(yen: Yen) -> (String, String) {
    in_each(|language| amount(language, yen.get()))
}

/// A text without these phrases.
fn without(text: &str, phrases: &[&str]) -> String {
    phrases.iter().fold(text.to_owned(), |text, phrase| text.replace(phrase, " "))
}

/// Whether a contract begins with what costs nothing.
fn begins_free(recurring: &Recurring) -> bool {
    let waits = recurring.schedule.charges().next().is_none_or(|charge| charge.date > recurring.joined);
    match recurring.terms {
        Terms::Simple(Simple { first_month: FirstMonth::Free, .. }) => true,
        Terms::Simple(_) => false,
        _ => waits || recurring.schedule.introduction().is_some_and(|it| it.amount.is_none()),
    }
}

fn free_not_in_terms(order: &Order) -> Vec<Remark> {
    let Some(recurring) = order.recurring.as_ref().filter(|recurring| !begins_free(recurring)) else {
        return Vec::new();
    };
    // A trial that costs less is one.
    let has_less = recurring.schedule.introduction().is_some();
    let says = |text: &str| {
        first(&without(text, FREE_OF_ELSE), FREE)
            .is_some_and(|word| !(has_less && ["お試し", "トライアル", "trial"].contains(&word)))
    };
    let found = texts(order).into_iter().filter(|(_, text)| says(text));
    found.map(|(member, _)| remark(RemarkCode::FreeNotInTerms, member, Vec::new())).collect()
}

fn later_price_unsaid(order: &Order) -> Vec<Remark> {
    let changes = |recurring: &Recurring| {
        begins_free(recurring) || recurring.charges.iter().any(|charge| charge.reason == ChargeReason::Introductory)
    };
    let Some(text) = order.payment_timing.as_ref().filter(|_| order.recurring.as_ref().is_some_and(changes)) else {
        return Vec::new();
    };
    let text = without(&plain(text), FREE_OF_ELSE);
    if first(&text, FIRST).is_none() || has_number(&text, order.amount.get()) {
        return Vec::new();
    }
    vec![remark(RemarkCode::LaterPriceUnsaid, "payment_timing", vec![in_yen(order.amount)])]
}

fn price_differs(order: &Order) -> Vec<Remark> {
    let name = plain(order.item_name.as_str());
    let introductory = order.recurring.as_ref().and_then(|recurring| recurring.schedule.introduction()?.amount);
    let is_paid = |number: u64| {
        let lines = order.lines.iter().any(|line| i64::from(line.amount).unsigned_abs() == number);
        lines || [Some(order.amount), introductory].into_iter().flatten().any(|yen| u64::from(yen.get()) == number)
    };
    let wrong = numbers(&name).find(|(number, after)| after.starts_with('円') && !is_paid(*number));
    let named = |number: u64| in_each(|language| amount(language, u32::try_from(number).unwrap_or(u32::MAX)));
    let values = |(number, _): (u64, &str)| vec![named(number), in_yen(order.amount)];
    wrong.map(|wrong| remark(RemarkCode::PriceDiffers, "item_name", values(wrong))).into_iter().collect()
}

fn amount_not_whole(order: &Order) -> Vec<Remark> {
    of_words(order, RemarkCode::AmountNotWhole, ON_TOP)
}

fn deadline_pressure(order: &Order) -> Vec<Remark> {
    of_words(order, RemarkCode::DeadlinePressure, URGENT)
}

/// A remark for each text with one of these words.
fn of_words(order: &Order, code: RemarkCode, words: &[&str]) -> Vec<Remark> {
    let found = texts(order).into_iter().filter_map(|(member, text)| Some((member, first(&text, words)?)));
    found.map(|(member, word)| remark(code, member, vec![same(word)])).collect()
}

/// Sentence by sentence: telephone beside the page is one way more.
fn cancellation_harder(order: &Order) -> Vec<Remark> {
    if order.recurring.is_none() {
        return Vec::new();
    }
    let text = plain(&order.cancellation);
    let mut sentences = text.split(['。', '\n', '.', ';']).filter(|sentence| first(sentence, ALONE).is_some());
    let way = sentences.find_map(|sentence| first(sentence, FAR_WAYS));
    way.map(|way| remark(RemarkCode::CancellationHarder, "cancellation", vec![same(way)])).into_iter().collect()
}

fn cancellation_unsaid(order: &Order) -> Vec<Remark> {
    match first(&plain(&order.cancellation), LEAVING) {
        Some(_) => Vec::new(),
        None => vec![remark(RemarkCode::CancellationUnsaid, "cancellation", Vec::new())],
    }
}

fn binding(order: &Order) -> Vec<Remark> {
    if order.recurring.is_none() {
        return Vec::new();
    }
    let texts = texts(order);
    let is_anytime = texts.iter().any(|(_, text)| first(text, ANYTIME).is_some());
    let code = if is_anytime { RemarkCode::AnytimeButBound } else { RemarkCode::BoundByWords };
    let bound = |text: &str| first(&without(text, UNBOUND), BINDING);
    let found = texts.into_iter().filter_map(|(member, text)| Some((member, bound(&text)?)));
    found.map(|(member, word)| remark(code, member, vec![same(word)])).collect()
}

fn deadline_short(order: &Order) -> Vec<Remark> {
    let (Some(now), Some(until)) = (order.now, order.expires_at) else { return Vec::new() };
    let left = until.unix_seconds() - now.unix_seconds();
    if !(0..SOON).contains(&left) {
        return Vec::new();
    }
    vec![remark(RemarkCode::DeadlineShort, "expires_at", vec![same(left / 60)])]
}

fn terms_not_here(order: &Order) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (member, text) in terms(order) {
        let (length, text) = (text.chars().count(), plain(text));
        if let Some(words) = first(&text, ELSEWHERE).filter(|_| length < SHORT) {
            remarks.push(remark(RemarkCode::TermsElsewhere, member, vec![same(words)]));
        }
        if length > LONG {
            remarks.push(remark(RemarkCode::TermsLong, member, vec![same(length)]));
        }
    }
    remarks
}

fn delivery_vague(order: &Order) -> Vec<Remark> {
    let text = plain(&order.delivery);
    if first(&text, TIMES).is_some() || text.chars().any(|letter| letter.is_ascii_digit()) {
        return Vec::new();
    }
    vec![remark(RemarkCode::DeliveryVague, "delivery", Vec::new())]
}
