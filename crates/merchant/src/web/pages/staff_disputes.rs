//! Chargebacks and investigations as staff see them: what waits for an answer and until when, what came
//! of the others, a form for a notice, and one for what became of it. It works without script.

use super::staff_dispute_parts::{deadline, disputes_page, entry};
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{moment, refused, signature};
use super::staff_payment::payment_page;
use super::staff_search::order_page;
use super::staff_tools::{Screen, management_tool};
use super::staff_words::{dispute_kind, dispute_source, dispute_state, reason_of};
use crate::domain::dispute::{Dispute, DisputeKind, DisputeSource, DisputeState, LONGEST_NOTICE};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::service::dispute::{Disputes, MonthOfChargebacks, Total};
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use crate::web::problem::ProblemText;
use axum::response::Response;
use chrono::NaiveDate;
use kantan_checkout::language::{amount, day, month as month_name};
use kantan_checkout::page::day::write_month;
use maud::{Markup, html};

/// What was typed into the form of a notice, or what a payment's page has filled it in with.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Filled {
    pub(in crate::web) name: String,
    pub(in crate::web) month: String,
}

/// The list.
pub(in crate::web) fn page_of(
    disputes: &Disputes,
    filled: &Filled,
    (viewer, problem): (&Viewer, Option<&Problem>),
    storefront: &Storefront,
    language: Language,
) -> Response {
    let body = html! {
        @if let Some(problem) = problem { (not_written_down(problem, language)) }
        p { (language.pick(
            "KDDIがお客さまの申し出などを受けて行う不正利用の調査と、チャージバック（売上の支払い拒否）です。決済会社から連絡が届いたら記録し、案内に従って期限までに回答してください。クレジットカード払いをご契約の場合は、カード会社などから直接届くこともあります。",
            "After a complaint, KDDI may investigate a payment or refuse to pay for it (a chargeback). Write down what the gateway reports, and answer as its notice says, in time. Where credit cards are part of the agreement, a card company may write to you directly.",
        )) }
        (management_tool(&[Screen::Sale, Screen::Reservation, Screen::Month], language))
        h2 { (language.pick("対応中", "Open")) }
        @if disputes.open.is_empty() { p data-none { (language.pick("対応中のものはありません。", "None is open.")) } }
        @for it in &disputes.open { (entry(it, disputes.today, language)) }
        @if viewer.may(Role::Operate) { (form(filled, disputes.today, viewer, language)) }
        @if !disputes.months.is_empty() { (totals(&disputes.months, language)) }
        @if !disputes.over.is_empty() {
            h2 { (language.pick("終了したもの", "Over")) }
            @for it in &disputes.over { (entry(it, disputes.today, language)) }
        }
    };
    let of = StaffPage { place: Place::Disputes, title: None, viewer, problem };
    staff_page(&of, storefront, language, &body)
}

/// Why a form was not taken, in the page's language.
fn not_written_down(problem: &Problem, language: Language) -> Markup {
    let because = problem.member("because");
    let nothing = language.pick("何も記録していません。", "Nothing was written down.");
    html! {
        @match because.and_then(|word| reason_of(word, language).map(|reason| (word, reason))) {
            Some((word, reason)) => div .problem role="alert" data-because=(word) { p { (nothing) } p { (reason) } },
            None => (refused(problem, problem.code.advice(language), language)),
        }
    }
}

fn totals(months: &[MonthOfChargebacks], language: Language) -> Markup {
    let total = |it: Total| format!("{} / {}", it.number, amount(language, u32::try_from(it.yen).unwrap_or(u32::MAX)));
    html! {
        table {
            caption { (language.pick("チャージバックの月別合計（件数／金額）", "Chargebacks by month (number / amount)")) }
            thead { tr {
                th scope="col" { (language.pick("月", "Month")) }
                th scope="col" { (language.pick("受領", "Received")) }
                th scope="col" { (language.pick("確定", "Fixed")) }
                th scope="col" { (language.pick("取下げ", "Withdrawn")) }
            } }
            tbody { @for of in months { tr data-month=(of.month) {
                th scope="row" { (of.month) }
                td { (total(of.received)) }
                td { (total(of.fixed)) }
                td { (total(of.withdrawn)) }
            } } }
        }
    }
}

/// The form of a notice.
fn form(filled: &Filled, today: NaiveDate, viewer: &Viewer, language: Language) -> Markup {
    html! {
        details open[!filled.name.is_empty()] {
            summary { (language.pick("届いた連絡を記録する", "Write down a notice")) }
            form method="post" action="/staff/disputes" .export {
                input type="hidden" name="language" value=(language.tag());
                fieldset {
                    legend { (language.pick("種類", "Which it is")) }
                    @for kind in DisputeKind::ALL {
                        label { input type="radio" name="kind" value=(kind.as_str()) required; span { (dispute_kind(kind, language)) } }
                    }
                }
                fieldset {
                    legend { (language.pick("連絡元", "Who told")) }
                    @for source in DisputeSource::ALL {
                        label { input type="radio" name="source" value=(source.as_str()) required checked[source == DisputeSource::Gateway]; span { (dispute_source(source, language)) } }
                    }
                }
                label { (language.pick("処理トラッキングID（または注文番号）", "Tracking id (or the order's reference)")) input type="text" name="name" value=(filled.name) required maxlength="128"; }
                label { (language.pick("対象の月（継続課金（簡易）のみ。例：2026-12）", "Month (recurring (simple) only), as 2026-12")) input type="text" name="month" value=(filled.month) maxlength="7"; }
                label { (language.pick("対象の金額（円。空欄で全額）", "Yen in dispute (blank for all)")) input type="text" inputmode="numeric" name="amount" maxlength="9"; }
                label { (language.pick("受領日", "Received on")) input type="date" name="received_on" value=(today) max=(today) required; }
                label { (language.pick("回答期限（あれば）", "Answer by (where it says so)")) input type="date" name="answer_by"; }
                label { (language.pick("連絡の番号（あれば）", "Number of the notice (where it has one)")) input type="text" name="notice" maxlength=(LONGEST_NOTICE); }
                (signature(language.pick("メモ（連絡の内容など。500文字まで）", "Note (what it says; up to 500 characters)"), viewer, language))
                button { (language.pick("連絡を記録する", "Write the notice down")) }
            }
        }
    }
}

/// One of the list, with what became of it and what can.
pub(in crate::web) fn dispute_of(
    it: &Dispute,
    today: NaiveDate,
    (viewer, problem): (&Viewer, Option<&Problem>),
    storefront: &Storefront,
    language: Language,
) -> Response {
    let notice = &it.notice;
    let of_month = it.month.map(write_month);
    let name = if of_month.is_some() { it.order_reference.as_str() } else { it.tracking_id.as_str() };
    let next = it.state().next(notice.kind);
    let body = html! {
        @if let Some(problem) = problem { (not_written_down(problem, language)) }
        dl .facts {
            dt { (language.pick("状態", "Stands")) }
            dd data-dispute-state=(it.state().as_str()) { strong { (dispute_state(it.state(), notice.kind, language)) } }
            @if it.state() == DisputeState::Received {
                dt { (language.pick("期限", "Until when")) }
                dd { (deadline(it, today, language)) }
            }
            dt { (language.pick("対象の金額", "In dispute")) }
            dd { (amount(language, notice.amount.get())) }
            dt { (language.pick("支払い", "Payment")) }
            dd { a href=(payment_page(name, of_month.as_deref(), language)) { code { (it.tracking_id.as_str()) } } @if let Some(of) = it.month { " " (month_name(language, of)) } }
            dt { (language.pick("注文", "Order")) }
            dd { a href=(order_page(&it.order_reference, language)) { code { (it.order_reference) } } }
            dt { (language.pick("連絡元", "Who told")) }
            dd { (dispute_source(notice.source, language)) @if !notice.number.is_empty() { " " code { (notice.number) } } }
        }
        h2 { (language.pick("経過", "What became of it")) }
        ol .log {
            @for step in &it.steps {
                li data-step=(step.state.as_str()) {
                    p { (day(language, step.on)) " " b { (dispute_state(step.state, notice.kind, language)) } }
                    p { (step.witness.by) (language.pick("：", ": ")) (step.witness.note) " (" (moment(language, step.at)) ")" }
                }
            }
        }
        @if viewer.may(Role::Operate) && !next.is_empty() { (steps(it, today, viewer, language)) }
        @if next.is_empty() { p data-over { (language.pick("これ以上の記録はありません。", "Nothing more can become of it.")) } }
        p { a href=(disputes_page(None, language)) { (language.pick("一覧へ戻る", "Back to the list")) } }
    };
    let title = dispute_kind(notice.kind, language);
    let of = StaffPage { place: Place::Disputes, title: Some(title), viewer, problem };
    staff_page(&of, storefront, language, &body)
}

fn steps(it: &Dispute, today: NaiveDate, viewer: &Viewer, language: Language) -> Markup {
    let does = language.pick("結果を記録する", "Write down what became of it");
    html! {
        h2 { (does) }
        form method="post" action=(format!("/staff/disputes/{}", it.id)) .export {
            input type="hidden" name="language" value=(language.tag());
            fieldset {
                legend { (language.pick("結果", "What")) }
                @for state in it.state().next(it.notice.kind) {
                    label { input type="radio" name="state" value=(state.as_str()) required; span { b { (dispute_state(*state, it.notice.kind, language)) } " " (consequence(*state, it.notice.kind, language)) } }
                }
            }
            label { (language.pick("その日付", "On which day")) input type="date" name="on" value=(today) min=(it.notice.received_on) max=(today) required; }
            (signature(language.pick("メモ（回答や連絡の内容など。500文字まで）", "Note (what was answered or told; up to 500 characters)"), viewer, language))
            button { (does) }
        }
    }
}

/// What follows from writing it down.
const fn consequence(state: DisputeState, kind: DisputeKind, language: Language) -> &'static str {
    match (state, kind) {
        (DisputeState::Answered, DisputeKind::Investigation) => {
            language.pick("調査への回答を済ませました。これで終了です。", "The question was answered, and that is all.")
        }
        (DisputeState::Answered | DisputeState::Received, _) => {
            language.pick("回答を済ませ、決定を待ちます。", "It was answered; the decision is waited for.")
        }
        (DisputeState::Fixed, _) => language.pick(
            "売上が精算から除かれ、ショップの負担になります。以後、この支払いは返金できません（お客さまへの二重の返金を防ぐため）。",
            "The amount is excluded from settlement and borne by the shop. The payment cannot be refunded from then on: the customer would have it back twice.",
        ),
        (DisputeState::Withdrawn, _) => language.pick(
            "申し立てがなくなりました。売上は変わらず、返金もこれまでどおり行えます。",
            "It was taken back. The sale stands, and can be refunded as before.",
        ),
    }
}
