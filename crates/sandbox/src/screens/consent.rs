//! What a payer agrees to: how it is called, what it costs when, and what the buttons say.
//!
//! Service specification, "Recurring charge (simple)" and "Recurring charge (based on term or usage rate)". The carrier's
//! own screens are not published; these say what the specification promises.

use crate::contract::period;
use crate::language::{Language, iso, yen};
use crate::order::{Intent, Order};
use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use sbps::billing::PaymentSource;
use sbps::date_time::YearMonth;

/// The title of the gateway's screen.
#[must_use]
pub fn title(intent: Intent<'_>, language: Language) -> &'static str {
    match intent {
        Intent::OneTime => language.pick("決済内容の確認", "Confirm your order"),
        Intent::Reapply(_) => language.pick("継続課金の再申し込みの確認", "Confirm that the recurring payment goes on"),
        intent if intent.is_ending() => {
            language.pick("継続課金の解約の確認", "Confirm the end of the recurring payment")
        }
        _ => language.pick("継続課金のお申し込み内容の確認", "Confirm the recurring payment"),
    }
}

/// The title of the carrier's screen.
#[must_use]
pub fn carrier_title(intent: Intent<'_>, language: Language) -> &'static str {
    match intent {
        Intent::OneTime => language.pick("お支払い内容の確認", "Confirm your payment"),
        intent if intent.is_ending() => language.pick("継続課金の解約", "End the recurring payment"),
        _ => language.pick("継続課金への同意", "Agree to the recurring payment"),
    }
}

/// The button that does it, and the one that does not.
#[must_use]
pub fn buttons(intent: Intent<'_>, language: Language) -> (&'static str, &'static str) {
    match intent {
        Intent::OneTime => (
            language.pick("支払う", "Pay"),
            language.pick("支払わずにショップへ戻る", "Go back to the shop without paying"),
        ),
        intent if intent.is_ending() => (
            language.pick("解約する", "End it"),
            language.pick("解約せずにショップへ戻る", "Go back to the shop and keep it"),
        ),
        _ => (
            language.pick("同意して申し込む", "Agree and apply"),
            language.pick("申し込まずにショップへ戻る", "Go back to the shop without applying"),
        ),
    }
}

/// A source in words.
#[must_use]
pub fn source(source: PaymentSource, language: Language) -> &'static str {
    match source {
        PaymentSource::PhoneBill => language.pick("通信料金合算支払い（au／UQ mobile）", "au / UQ mobile phone bill"),
        PaymentSource::AuPayBalance => language.pick("au PAY 残高", "au PAY balance"),
        PaymentSource::AuPayCard => language.pick("au PAY カード", "au PAY card"),
        PaymentSource::CreditCard => language.pick("クレジットカード", "credit card"),
        PaymentSource::DebitCard => language.pick("デビットカード", "debit card"),
        PaymentSource::PrepaidCard => language.pick("プリペイドカード", "prepaid card"),
        PaymentSource::WebMoney => "WebMoney",
    }
}

/// What it costs when, as rows of a summary; `today` is the day of agreeing.
#[must_use]
pub fn terms(order: &Order, today: NaiveDate, language: Language) -> Markup {
    let amount = order.amount().map(|amount| yen(amount.get(), language));
    match (order.intent(), amount) {
        (Intent::OneTime, Some(amount)) => html! {
            div.total { dt { (language.pick("お支払い金額（税込）", "Amount, tax included")) } dd { (amount) } }
        },
        (Intent::JoinSimple { first_month_free, last_charge_month }, Some(amount)) => {
            simple(&amount, first_month_free, last_charge_month, today, language)
        }
        (Intent::FirstPurchase, Some(amount)) => html! {
            div.total { dt { (language.pick("今回のお支払い金額（税込）", "Amount now, tax included")) } dd { (amount) } }
            (fixed_term(language))
        },
        (Intent::Apply | Intent::Reapply(_), _) => html! {
            div { dt { (language.pick("このお申し込みでの請求", "Charged now")) } dd { (language.pick("ありません", "nothing")) } }
            (fixed_term(language))
        },
        _ => html! {
            div { dt { (language.pick("解約後の課金", "Charged afterwards")) } dd { (language.pick("ありません", "nothing")) } }
        },
    }
}

fn simple(
    amount: &str,
    first_month_free: bool,
    last_charge_month: Option<YearMonth>,
    today: NaiveDate,
    language: Language,
) -> Markup {
    let next = period::first_of_next_month(today);
    let billed_again = last_charge_month.is_none_or(|last| Some(last) >= period::month_of(next));
    html! {
        div.total { dt { (language.pick("毎月1日の課金額（税込）", "Charged on the 1st of each month, tax included")) } dd { (amount) } }
        div {
            dt { (language.pick("初月（お申し込みの月）", "This month")) }
            dd {
                @if first_month_free { (language.pick("無料", "free")) }
                @else { (language.pick("お申し込み時に ", "on agreeing: ")) (amount) }
            }
        }
        div {
            dt { (language.pick("次回の課金日", "Charged next on")) }
            dd { @if billed_again { (date(next, language)) } @else { (language.pick("ありません", "never")) } }
        }
        div {
            dt { (language.pick("最終課金月", "Last month charged")) }
            dd {
                @match last_charge_month {
                    Some(last) => { (month(last, language)) },
                    None => { (language.pick("期限なし（解約するまで自動で続きます）", "none: it goes on by itself until it is cancelled")) },
                }
            }
        }
    }
}

fn fixed_term(language: Language) -> Markup {
    html! {
        div {
            dt { (language.pick("次回以降の課金", "Charged later")) }
            dd { (language.pick("商品名に記載の時期に、加盟店が課金します", "by the merchant, at the times that the item's name says")) }
        }
        div {
            dt { (language.pick("有効期限", "Valid")) }
            dd { (language.pick("最終の決済から365日目まで", "until the 365th day after the last payment")) }
        }
    }
}

fn date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Japanese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => iso(day),
    }
}

fn month(month: YearMonth, language: Language) -> String {
    match language {
        Language::Japanese => format!("{}年{}月", month.year(), month.month()),
        Language::English => format!("{:04}-{:02}", month.year(), month.month()),
    }
}
