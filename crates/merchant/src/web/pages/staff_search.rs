//! Where staff look for an order by whatever a customer or the gateway calls it.

use super::misread::misread;
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::moment;
use super::staff_words::standing;
use crate::domain::language::Language;
use crate::domain::order::OrderRecord;
use crate::domain::order_number::{Typed as OrderNumber, order_number};
use crate::domain::person::Viewer;
use crate::service::problem::{Code, Problem};
use crate::service::search::Found;
use crate::service::storefront::Storefront;
use axum::response::Response;
use kantan_checkout::language::amount;
use maud::{Markup, html};
use sbps::wire::{Encoding, write_form};

/// What was typed, as it was typed.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Typed {
    pub(in crate::web) name: String,
    pub(in crate::web) amount: String,
    pub(in crate::web) from: String,
    pub(in crate::web) until: String,
}

/// What was typed and cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Wrong {
    /// The amount.
    Amount,
    /// A day.
    Day,
    /// The last day is before the first.
    Period,
    /// The address of the next page.
    Next,
}

/// What a page of the search is made of.
pub(in crate::web) struct Shown<'a> {
    pub(in crate::web) typed: &'a Typed,
    /// The orders, or what of it cannot be read: then nothing was looked for.
    pub(in crate::web) found: Result<&'a Found, Wrong>,
    /// Now, in seconds since 1970-01-01T00:00:00Z.
    pub(in crate::web) now: i64,
}

/// The page.
pub(in crate::web) fn page_of(
    shown: &Shown<'_>,
    viewer: &Viewer,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let Shown { typed, found, now } = shown;
    let body = html! {
        @if let Err(wrong) = found { div.problem role="alert" { p { (sentence(*wrong, language)) } } }
        form method="get" action="/staff/search" role="search" .search {
            input type="hidden" name="language" value=(language.tag());
            label .wide {
                (language.pick("注文番号・購入ID・処理トラッキングID・顧客ID・会員番号（全体）", "Order number or reference, order id, tracking id, customer code or the shop's own customer id (all of it)"))
                input type="text" name="q" value=(typed.name) maxlength="128";
            }
            label { (language.pick("金額（円）", "Amount (yen)")) input type="text" inputmode="numeric" name="amount" value=(typed.amount) maxlength="16" aria-invalid=[matches!(found, Err(Wrong::Amount)).then_some("true")]; }
            label { (language.pick("注文日（から）", "Ordered from")) input type="date" name="from" value=(typed.from); }
            label { (language.pick("注文日（まで）", "Ordered until")) input type="date" name="until" value=(typed.until); }
            button { (language.pick("検索", "Search")) }
        }
        @if let Ok(found) = found { (results(found, typed, *now, language)) }
    };
    let problem = found.is_err().then(|| Problem::from(Code::RequestInvalid));
    let of = StaffPage { place: Place::Search, title: None, viewer, problem: problem.as_ref() };
    staff_page(&of, storefront, language, &body)
}

/// What to do about what cannot be read.
const fn sentence(wrong: Wrong, language: Language) -> &'static str {
    match wrong {
        Wrong::Amount => language.pick(
            "金額を読み取れないため、検索していません。3500のように数字で入力してください。",
            "The amount cannot be read, so that nothing was looked for. Write it in digits, as 3500.",
        ),
        Wrong::Day => language.pick(
            "日付を読み取れないため、検索していません。2026-12-01のように入力してください。",
            "A day cannot be read, so that nothing was looked for. Write it as 2026-12-01.",
        ),
        Wrong::Period => language.pick(
            "終わりの日が始まりの日より前のため、検索していません。",
            "The last day is before the first, so that nothing was looked for.",
        ),
        Wrong::Next => language.pick(
            "続きのアドレスが正しくありません。もう一度検索してください。",
            "The address of the next page is not whole. Please search again.",
        ),
    }
}

fn results(found: &Found, typed: &Typed, now: i64, language: Language) -> Markup {
    html! {
        @if found.orders.is_empty() {
            p data-none { (language.pick("該当する注文はありません。", "No order is so.")) }
            @if OrderNumber::read(&typed.name) == OrderNumber::Misread {
                p .problem data-misread role="alert" { (misread(language)) }
            }
        }
        @for record in &found.orders { (entry(record, now, language)) }
        @if let Some((made_at, reference)) = &found.next {
            @let after = format!("{made_at}.{reference}");
            p { a rel="next" href=(format!("/staff/search?{}&after={after}", query(typed, language))) { (language.pick("さらに古い注文", "Older orders")) } }
        }
    }
}

fn query(typed: &Typed, language: Language) -> String {
    let fields = [
        ("language", language.tag()),
        ("q", typed.name.as_str()),
        ("amount", typed.amount.as_str()),
        ("from", typed.from.as_str()),
        ("until", typed.until.as_str()),
    ];
    // UTF-8 has every character.
    write_form(fields.into_iter().filter(|(_, value)| !value.is_empty()), Encoding::Utf8).unwrap_or_default()
}

fn entry(record: &OrderRecord, now: i64, language: Language) -> Markup {
    let order = &record.order;
    html! {
        article .found data-order=(order.reference) {
            h2 { a href=(order_page(&order.reference, language)) { span lang="ja" { (order.item_name) } " " (amount(language, order.amount.get())) } }
            p { (standing(record, now, language)) " – " (moment(language, order.created_at)) }
            p { (language.pick("注文番号：", "Order number: ")) (order_number(&order.reference)) }
            p { code { (record.tracking_id.as_deref().unwrap_or("–")) } " " code { (record.customer_id().unwrap_or_else(|| order.customer_code.as_str())) } }
        }
    }
}

/// The page of an order, for staff.
pub(in crate::web) fn order_page(reference: &str, language: Language) -> String {
    format!("/staff/orders/{reference}?language={}", language.tag())
}
