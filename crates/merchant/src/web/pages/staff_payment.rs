//! A payment as staff see it: where it stands, what can be done until when, here and in the
//! gateway's tool; and the page that says what will happen before it does.

use super::staff_dispute_parts::of_payment;
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{asked_once, moment, refused, signature, tracking_id};
use super::staff_record_words::on_record;
use super::staff_search::order_page;
use super::staff_tools::{Screen, management_tool};
use super::staff_words::{action as action_word, chances, payment_state, reason, warning};
use crate::domain::language::Language;
use crate::domain::payment::{Action, Facts, PaymentCall, PaymentCallOutcome, PaymentKind, Refused, Retry};
use crate::domain::person::{Role, Viewer};
use crate::service::payment::PaymentView;
use crate::service::payment_preview::Preview;
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use crate::web::problem::ProblemText;
use axum::response::Response;
use kantan_checkout::language::{amount, day, month};
use kantan_checkout::page::day::write_month;
use maud::{Markup, html};
use sbps::date_time::JstDateTime;
use sbps::money::Yen;
use sbps::status::Operation;

/// The page of a payment, for staff; of a month where it is one.
pub(in crate::web) fn payment_page(name: &str, month: Option<&str>, language: Language) -> String {
    let month = month.map(|month| format!("&month={month}")).unwrap_or_default();
    format!("/staff/payments/{name}?language={}{month}", language.tag())
}

/// The page of these facts.
pub(in crate::web) fn own_page(facts: &Facts, language: Language) -> String {
    payment_page(own_name(facts), facts.month().map(write_month).as_deref(), language)
}

/// By what it is found: a month of a contract by its order.
fn own_name(facts: &Facts) -> &str {
    if facts.month().is_some() { facts.order_reference.as_str() } else { facts.tracking_id.as_str() }
}

/// What payment it is.
fn names(facts: &Facts, language: Language) -> Markup {
    let method = match facts.kind {
        PaymentKind::OneTime(_) => [language.pick("都度課金", "One-time"), ""],
        PaymentKind::Month(_) => [language.pick("継続課金", "Recurring"), language.pick("（簡易）", " (simple)")],
        PaymentKind::Charge { .. } => {
            [language.pick("継続課金", "Recurring"), language.pick("（定期・従量）", " (term or use)")]
        }
    };
    html! {
        dt { (tracking_id(language)) }
        dd { code { (facts.tracking_id.as_str()) } }
        dt { (language.pick("注文", "Order")) }
        dd { a href=(order_page(&facts.order_reference, language)) { code { (facts.order_reference) } } }
        dt { (language.pick("課金方法", "Billing method")) }
        dd { (method[0]) (method[1]) }
        @if let Some(of) = facts.month() {
            dt { (language.pick("対象の月", "Month")) }
            dd { (month(language, of)) }
        }
        dt { (language.pick("金額", "Amount")) }
        dd { (amount(language, facts.amount.get())) }
    }
}

/// The page.
pub(in crate::web) fn page_of(
    view: &PaymentView,
    viewer: &Viewer,
    problem: Option<&Problem>,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let PaymentView { facts, money, now, .. } = view;
    let state = facts.state_word(*now);
    let (named, of_month) = (own_name(facts), facts.month().map(write_month));
    let body = html! {
        @if let Some(problem) = problem { (refused(problem, problem.code.advice(language), language)) }
        dl .facts {
            dt { (language.pick("状態", "Stands")) }
            dd data-payment-state=(state) { strong { (payment_state(state, language)) } }
            (names(facts, language))
            @if let Some(settled) = money.settled {
                dt { (language.pick("売上金額", "Settled")) }
                dd { (amount(language, settled.get())) @if let Some(on) = money.settled_on { " " (day(language, on)) } }
            }
            @if money.refunded > 0 {
                dt { (language.pick("返金額", "Refunded")) }
                dd { (amount(language, money.refunded)) }
            }
        }
        @if let Some(retry) = &facts.retry { (waiting(retry, language)) }
        h2 { (language.pick("できること", "What can be done")) }
        @if view.chances.is_empty() { p data-none { (language.pick("現在、このページから行える操作はありません。", "Nothing can be done from this page now.")) } }
        @else {
            (chances(&view.chances, language))
            @if viewer.may(Role::Operate) { (doors(view, language)) }
        }
        @if let Some(now) = JstDateTime::from_unix_seconds(*now) {
            (of_payment(&view.disputes, (named, of_month.as_deref()), now.date(), viewer, language))
        }
        (management_tool(&[Screen::of_payment(facts.kind)], language))
        @if facts.own_calls().next().is_some() {
            h2 { (language.pick("依頼した操作", "What was asked")) }
            ul .log { @for call in facts.own_calls() { (asked(call, *now, language)) } }
        }
    };
    let title = language.pick("支払い", "Payment");
    let of = StaffPage { place: Place::Search, title: Some(title), viewer, problem };
    staff_page(&of, storefront, language, &body)
}

/// When a refund that waits is asked for again.
fn waiting(retry: &Retry, language: Language) -> Markup {
    html! {
        p .note data-next-at=(retry.next_at) {
            (language.pick(
                "KDDIの請求処理と重なり、返金はまだ実施されていません。自動でもう一度行いますので、操作は不要です。次の実行：",
                "The carrier is billing just now and the refund is not done yet. It is asked for again by itself; there is nothing to do. Next: ",
            ))
            b { (moment(language, retry.next_at)) } "（" (how_much(retry.amount, language)) "）"
        }
    }
}

/// The ways to the page that confirms each action that can be done today.
fn doors(view: &PaymentView, language: Language) -> Markup {
    let today = |operations: &[Operation]| {
        let is = |what: &str| operations.iter().any(|operation| operation.code() == what);
        view.chances.iter().filter(|chance| chance.from.is_none()).any(|chance| is(chance.what))
    };
    let kinds = [
        (Action::Settle, [Operation::Settlement, Operation::PartialSettlement]),
        (Action::Cancel, [Operation::Cancellation, Operation::Cancellation]),
        (Action::Refund, [Operation::Refund, Operation::PartialRefund]),
    ];
    let facts = &view.facts;
    html! {
        @for (action, operations) in kinds {
            @if today(&operations) {
                form .door method="get" action=(format!("/staff/payments/{}/{}", facts.tracking_id.as_str(), action.as_str())) {
                    input type="hidden" name="language" value=(language.tag());
                    @if let Some(month) = facts.month() { input type="hidden" name="month" value=(write_month(month)); }
                    @if action != Action::Cancel && facts.month().is_none() {
                        label { (language.pick("金額（円。空欄で全額）", "Yen (blank for all)")) input type="text" inputmode="numeric" name="amount" maxlength="9"; }
                    }
                    button { (action_word(action, language)) (language.pick("の内容を確認", ": see what will happen")) }
                }
            }
        }
    }
}

fn asked(call: &PaymentCall, now: i64, language: Language) -> Markup {
    let outcome = call.outcome(now);
    let stands = match outcome {
        PaymentCallOutcome::Done => language.pick("実施済み", "done"),
        PaymentCallOutcome::NotDone => language.pick("実施されず", "not done"),
        PaymentCallOutcome::UnderWay => language.pick("手続き中", "under way"),
        PaymentCallOutcome::Unknown => language.pick("結果不明", "not known"),
    };
    html! {
        li data-call=(outcome.as_str()) {
            p { (moment(language, call.asked_at)) " " b { (action_word(call.action, language)) } " " (how_much(call.amount, language)) " – " (stands) }
            @if let Some(detail) = &call.detail { p { code { (call.code.as_deref().unwrap_or_default()) } " " (on_record(detail, language)) } }
        }
    }
}

fn how_much(yen: Option<Yen>, language: Language) -> String {
    yen.map_or_else(|| language.pick("全額", "all of it").to_owned(), |yen| amount(language, yen.get()))
}

/// The page that says what will happen.
pub(in crate::web) fn confirmation_of(
    preview: &Preview,
    action: Action,
    viewer: &Viewer,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let facts = &preview.facts;
    let title = confirmation_title(action, language);
    let yen = preview.amount.map_or_else(|| whole_amount(preview, action), Yen::get);
    let body = html! {
        dl .facts {
            (names(facts, language))
            dt { (language.pick("行う操作", "What will be done")) }
            dd data-wish=(action.as_str()) { strong { (action_word(action, language)) " " (amount(language, yen)) } }
            dt { (language.pick("そのあとの状態", "How it stands then")) }
            dd { (payment_state(preview.after.state.code(), language)) }
        }
        p { (consequence(action, preview, language)) }
        @for it in &preview.warnings { p .problem { (warning(it.code(), language)) } }
        h2 { (language.pick("元に戻せる期限", "Until when it can be undone")) }
        @if preview.chances.is_empty() {
            p { (language.pick("この操作は元に戻せません。", "This cannot be undone.")) }
        } @else {
            p { (language.pick("操作のあとに、次のことができます。", "Then this can be done:")) }
            (chances(&preview.chances, language))
        }
        form method="post" action=(format!("/staff/payments/{}/{}", facts.tracking_id.as_str(), action.as_str())) {
            input type="hidden" name="language" value=(language.tag());
            (asked_once())
            @if let Some(month) = facts.month() { input type="hidden" name="month" value=(write_month(month)); }
            @if let Some(yen) = preview.amount { input type="hidden" name="amount" value=(yen.get()); }
            (signature(language.pick("操作の理由（お客さまとのやりとりなど。500文字まで）", "Why it is done (up to 500 characters)"), viewer, language))
            span .once { button { (action_word(action, language)) (language.pick("を実行する", " now")) } span {} }
        }
        p { a href=(own_page(facts, language)) { (language.pick("実行しないで戻る", "Back, without doing it")) } }
    };
    let of = StaffPage { place: Place::Search, title: Some(title), viewer, problem: None };
    staff_page(&of, storefront, language, &body)
}

/// All of it, in yen.
fn whole_amount(preview: &Preview, action: Action) -> u32 {
    match action {
        Action::Settle | Action::Cancel => preview.facts.amount.get(),
        Action::Refund => preview.before.settled.map_or(0, Yen::get).saturating_sub(preview.before.refunded),
    }
}

const fn confirmation_title(action: Action, language: Language) -> &'static str {
    match action {
        Action::Settle => language.pick("売上確定の確認", "Settle: please confirm"),
        Action::Cancel => language.pick("取消の確認", "Cancel: please confirm"),
        Action::Refund => language.pick("返金の確認", "Refund: please confirm"),
    }
}

fn consequence(action: Action, preview: &Preview, language: Language) -> &'static str {
    match (action, preview.amount) {
        (Action::Settle, None) => language.pick("お客さまへの請求が確定します。", "The customer is charged."),
        (Action::Settle, Some(_)) => language.pick(
            "この金額だけお客さまへの請求が確定し、残りの与信は放棄されます。",
            "The customer is charged this amount, and the rest of what is reserved is given up.",
        ),
        (Action::Cancel, _) => language.pick("お客さまには請求されません。", "The customer is not charged."),
        (Action::Refund, _) => language.pick(
            "お客さまにこの金額が返金されます。返金を取り消すことはできません。",
            "The customer gets this amount back, and a refund cannot be taken back.",
        ),
    }
}

/// The page that says why it cannot be done, and what can.
pub(in crate::web) fn refusal_of(
    facts: &Facts,
    no: &Refused,
    (viewer, problem): (&Viewer, &Problem),
    storefront: &Storefront,
    language: Language,
) -> Response {
    let body = html! {
        div .problem role="alert" data-because=(no.because) {
            @match reason(no, language) {
                Some(reason) => p { (reason) },
                None => p { (language.pick("規則により、この操作はできません。", "The rules do not allow it.")) " " code { (no.because) } },
            }
            @if let Some((_, on)) = no.days { p { (day(language, on)) } }
            @if let Some(most) = no.at_most { p { (language.pick("残額：", "Left: ")) (amount(language, most)) } }
        }
        dl .facts { (names(facts, language)) }
        @if !no.instead.is_empty() {
            h2 { (language.pick("代わりにできること", "What can be done instead")) }
            (chances(&no.instead, language))
        }
        p { a href=(own_page(facts, language)) { (language.pick("支払いのページへ戻る", "Back to the payment")) } }
    };
    let title = problem.code.title(language);
    let of = StaffPage { place: Place::Search, title: Some(title), viewer, problem: Some(problem) };
    staff_page(&of, storefront, language, &body)
}
