//! The page that lists the contracts, as the carrier's staff would see them.

use super::page;
use crate::contract::ledger::Ledger;
use crate::contract::notice::Notice;
use crate::contract::{ARMED_CODES, Charge, Contract, Ending, Method, Standing, Status, period};
use crate::language::{Language, iso, yen};
use crate::words;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};
use sbps::date_time::YearMonth;
use sbps::message::PaymentResult;

/// Every contract, newest first.
pub fn contracts(ledger: &Ledger, today: NaiveDate, language: Language) -> Response {
    let title = language.pick("契約の一覧（通信会社側の代役）", "Contracts, at the carrier's stand-in");
    let main = html! {
        main.wide {
            h1 { (title) }
            p {
                (language.pick("今日：", "Today: ")) (iso(today)) " "
                a href=(format!("/clock?lang={}", language.tag())) { (language.pick("時計を進める", "Move the clock")) }
            }
            @if ledger.contracts.is_empty() {
                p { (language.pick("まだありません。", "None yet.")) }
            }
            @for contract in ledger.contracts.iter().rev() {
                (section(ledger, contract, today, language))
            }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

/// The state in words.
pub fn standing(standing: Standing, language: Language) -> &'static str {
    match standing {
        Standing::Active => language.pick("有効", "active"),
        Standing::Ended(Ending::AtMerchant) => {
            language.pick("解約済み（加盟店から）", "cancelled through the merchant")
        }
        Standing::Ended(Ending::AtCarrier) => language.pick("解約済み（通信会社で）", "cancelled at the carrier"),
        Standing::Ended(Ending::LastChargeMonth) => language.pick("最終課金月で終了", "over after its last month"),
        Standing::Expired => language.pick("失効（最終決済から365日）", "lapsed, 365 days after the last payment"),
    }
}

/// What a notice says.
pub(super) fn told(notice: &Notice, language: Language) -> String {
    let result = notice.result.as_str();
    let said = match notice.result {
        PaymentResult::CancelledRecurring => language.pick("解約", "ended through the merchant"),
        PaymentResult::CancelledAtCarrier => standing(Standing::Ended(Ending::AtCarrier), language),
        PaymentResult::LastChargeMonthReached => standing(Standing::Ended(Ending::LastChargeMonth), language),
        _ => language.pick("課金失敗", "could not be billed"),
    };
    if notice.error_code.is_empty() {
        format!("{result} ({said})")
    } else {
        format!("{result} ({said}) {}", words::named(notice.error_code, language))
    }
}

/// The status of a charge in words.
fn status(status: Status, language: Language) -> &'static str {
    match status {
        Status::Authorised => language.pick("与信済み", "authorised"),
        Status::Settled { refunded: 0, .. } => language.pick("売上確定", "settled"),
        Status::Settled { amount, refunded, .. } if refunded >= amount => language.pick("返金済み", "refunded"),
        Status::Settled { .. } => language.pick("一部返金済み", "partially refunded"),
        Status::Cancelled => language.pick("取消済み", "cancelled"),
        Status::Failed { .. } => language.pick("課金失敗", "failed"),
    }
}

fn section(ledger: &Ledger, contract: &Contract, today: NaiveDate, language: Language) -> Markup {
    let now = contract.standing(today);
    let charges: Vec<&Charge> = ledger.charges_of(&contract.tracking_id).collect();
    html! {
        section data-contract=(contract.tracking_id) data-state=(now.name()) {
            h2 lang="ja" { (contract.item_name) }
            dl.summary {
                div { dt { (language.pick("トラッキングID", "Tracking id")) } dd { (contract.tracking_id) } }
                div { dt { (language.pick("顧客ID", "Customer")) } dd { (contract.customer_code) } }
                div { dt { (language.pick("商品ID", "Item id")) } dd { (contract.item_id) } }
                div { dt { (language.pick("課金方式", "Method")) } dd { (method(&contract.method, language)) } }
                div { dt { (language.pick("状態", "State")) } dd { (standing(now, language)) } }
                div { dt { (language.pick("申し込み", "Joined")) } dd { (iso(contract.joined.date())) } }
                @if let Some(code) = contract.armed {
                    div { dt { (language.pick("次の課金", "Next charge")) } dd { (language.pick("失敗させる：", "will fail with ")) (words::named(code, language)) } }
                }
            }
            @if !charges.is_empty() { (table(&charges, language)) }
            @for notice in &contract.notices {
                p { (language.pick("通知 ", "Notice ")) (told(notice, language)) " – "
                    (notice.sent.as_ref().map_or("–", |sent| sent.answer.as_str())) }
            }
            @if now == Standing::Active { (buttons(contract, language)) }
        }
    }
}

fn method(method: &Method, language: Language) -> Markup {
    html! {
        @match method {
            Method::Simple { request, last_charge_month } => {
                (language.pick("継続課金（簡易） 毎月1日に", "Recurring (simple), on the 1st of each month: ")) (yen(request.amount.get(), language))
                @if let Some(month) = last_charge_month { (language.pick("、最終課金月 ", ", until ")) (month) }
            }
            Method::FixedTerm { last_payment } => {
                (language.pick("継続課金（定期・従量） 利用期限 ", "Recurring (fixed term / pay as you go), usable through ")) (iso(period::last_day_of_contract(*last_payment)))
            }
        }
    }
}

fn table(charges: &[&Charge], language: Language) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(language.pick("課金の履歴", "Charges")) {
            table {
                thead {
                    tr {
                        th scope="col" { (language.pick("日付", "Date")) }
                        th scope="col" { (language.pick("対象月", "Month")) }
                        th scope="col" { (language.pick("金額", "Amount")) }
                        th scope="col" { (language.pick("状態", "Status")) }
                        th scope="col" { (language.pick("トラッキングID", "Tracking id")) }
                    }
                }
                tbody {
                    @for charge in charges {
                        tr {
                            td { (iso(charge.on)) }
                            td { (charge.month.as_ref().map_or_else(|| "–".to_owned(), YearMonth::to_string)) }
                            td { (yen(charge.amount.get(), language)) }
                            td { (status(charge.status, language)) @if let Status::Failed { code } = charge.status { " " (words::named(code, language)) } }
                            td { (charge.tracking_id) }
                        }
                    }
                }
            }
        }
    }
}

fn buttons(contract: &Contract, language: Language) -> Markup {
    let address = |what: &str| format!("/contracts/{}/{what}?lang={}", contract.tracking_id, language.tag());
    html! {
        form method="post" action=(address("arm")) {
            label.field {
                span { (language.pick("次の課金を失敗させるコード", "Let the next charge fail with")) }
                select name="code" {
                    @for code in ARMED_CODES { option value=(code) selected[contract.armed == Some(code)] { (words::named(code, language)) } }
                    option value="" { (language.pick("失敗させない", "do not let it fail")) }
                }
            }
            button.quiet { (language.pick("設定する", "Set")) }
        }
        form method="post" action=(address("cancel")) {
            button.quiet { (language.pick("通信会社で解約する", "Cancel at the carrier")) }
        }
    }
}
