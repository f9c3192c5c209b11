//! What the pages of disputes and that of a payment have in common.

use super::staff_frame::Place;
use super::staff_words::{dispute_kind, dispute_state};
use crate::domain::dispute::{Dispute, DisputeKind, DisputeState};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use chrono::NaiveDate;
use kantan_checkout::language::{amount, day, month as month_name};
use maud::{Markup, html};

/// The list, or one of it.
pub(in crate::web) fn disputes_page(id: Option<i64>, language: Language) -> String {
    let id = id.map(|id| format!("/{id}")).unwrap_or_default();
    format!("/staff/disputes{id}?language={}", language.tag())
}

/// One of a list.
pub(super) fn entry(it: &Dispute, today: NaiveDate, language: Language) -> Markup {
    let notice = &it.notice;
    html! {
        article data-dispute=(it.id) data-kind=(notice.kind.as_str()) data-state=(it.state().as_str()) data-late=[it.is_late(today).then_some("")] {
            h3 { a href=(disputes_page(Some(it.id), language)) { (dispute_kind(notice.kind, language)) " " (amount(language, notice.amount.get())) " – " (dispute_state(it.state(), notice.kind, language)) } }
            @if it.state() == DisputeState::Received { p { (deadline(it, today, language)) } }
            p { code { (it.tracking_id.as_str()) } @if let Some(of) = it.month { " " (month_name(language, of)) } }
        }
    }
}

/// Until when it is to be answered.
pub(super) fn deadline(it: &Dispute, today: NaiveDate, language: Language) -> Markup {
    html! {
        @match it.notice.answer_by {
            Some(last) => {
                b { (language.pick("回答期限：", "Answer by ")) (day(language, last)) }
                @if it.is_late(today) { " " (language.pick("（期限を過ぎています）", "(overdue)")) }
            }
            None => (language.pick("回答期限の指定はありません。", "No day is set for the answer.")),
        }
    }
}

/// The part of a payment's page: what is in dispute of it, and the way to the form.
pub(super) fn of_payment(
    disputes: &[Dispute],
    (name, month): (&str, Option<&str>),
    today: NaiveDate,
    viewer: &Viewer,
    language: Language,
) -> Markup {
    html! {
        h2 { (Place::Disputes.title(language)) }
        @if disputes.iter().any(|it| it.notice.kind == DisputeKind::Chargeback && it.is_open()) {
            p .problem { (language.pick(
                "チャージバックの申し立てがあります。いま返金すると、確定したときにお客さまへ二重に返ることがあります。先に決済会社へ確認してください。",
                "A chargeback is open. Refunded now, the customer may have the money twice once it is fixed: ask the gateway first.",
            )) }
        }
        @for it in disputes { (entry(it, today, language)) }
        @if disputes.is_empty() { p { (language.pick("記録はありません。", "None is on record.")) } }
        @if viewer.may(Role::Operate) {
            @let of_month = month.map(|month| format!("&month={month}")).unwrap_or_default();
            p { a href=(format!("{}&name={name}{of_month}", disputes_page(None, language))) { (language.pick("チャージバック・調査の連絡を記録", "Write down a chargeback or an investigation")) } }
        }
    }
}
