//! An order as staff see it: what it is, its payments, its contract, and everything that happened.

use super::evidence;
use super::staff_cannot_pay::cannot_pay;
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{contract_names, moment, refused, signature, tracking_id};
use super::staff_payment::payment_page;
use super::staff_record_words::on_record;
use super::staff_tools::{Screen, management_tool};
use super::staff_words::{contract_state, happening, payment_state, standing};
use crate::domain::charge::{PastCharge, PastOutcome};
use crate::domain::language::Language;
use crate::domain::order::OrderOutcome;
use crate::domain::order_number::order_number;
use crate::domain::person::{Role, Viewer};
use crate::domain::timeline::Happening;
use crate::service::problem::Problem;
use crate::service::search::Whole;
use crate::service::storefront::Storefront;
use crate::service::subscription::view::View;
use crate::web::problem::ProblemText;
use axum::response::Response;
use chrono::Datelike;
use kantan_checkout::language::{amount, day};
use maud::{Markup, html};

/// The page. `now` is in seconds since 1970-01-01T00:00:00Z.
pub(in crate::web) fn page_of(
    whole: &Whole,
    now: i64,
    viewer: &Viewer,
    problem: Option<&Problem>,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let (record, order) = (&whole.record, &whole.record.order);
    let stands = record.outcome(now);
    let title = language.pick("注文", "Order");
    let body = html! {
        @if let Some(problem) = problem { (refused(problem, problem.code.advice(language), language)) }
        dl .facts {
            dt { (language.pick("商品", "Item")) }
            dd { span lang="ja" { (order.item_name) } " " code { (order.item_id.as_str()) } }
            dt { (language.pick("金額", "Amount")) }
            dd { (amount(language, order.amount.get())) }
            dt { (language.pick("状態", "Stands")) }
            dd data-outcome-word=(stands.as_str()) { (standing(record, now, language)) }
            // What a customer reads out, and what programs and commands know.
            dt { (language.pick("注文番号（お客さまの画面での表示）", "Order number, as the customer has it")) }
            dd data-order-number { (order_number(&order.reference)) }
            dt { (language.pick("注文の参照（API・コマンド）", "Reference, for programs and commands")) }
            dd { code { (order.reference) } }
            dt { (language.pick("購入ID", "Order id")) }
            dd { code { (order.paid_by.as_ref().map_or("–", |id| id.as_str())) } }
            dt { (tracking_id(language)) }
            dd { code { (record.tracking_id.as_deref().unwrap_or("–")) } }
            dt { (language.pick("顧客", "Customer")) }
            dd { @if let Some(id) = record.customer_id() { code { (id) } " " } code { (order.customer_code.as_str()) } }
            dt { (language.pick("注文日時と支払いの期限", "Ordered, and payable until")) }
            dd { (moment(language, order.created_at)) " – " (moment(language, order.expires_at)) }
        }
        @if whole.has_evidence {
            p { a href=(format!("/staff/orders/{}/evidence?language={}", order.reference, language.tag())) { (evidence::title(language)) } }
        }
        @if let Some(payment) = &whole.payment {
            h2 { (language.pick("支払い", "Payment")) }
            p {
                a .button href=(payment_page(payment.facts.tracking_id.as_str(), None, language)) {
                    (payment_state(payment.facts.state_word(payment.now), language)) " – " (language.pick("操作を見る", "see what can be done"))
                }
            }
        }
        @if let Some(view) = &whole.contract { (contract(view, viewer, language)) }
        (tools(whole, language))
        @if viewer.may(Role::Operate) && matches!(stands, OrderOutcome::Open | OrderOutcome::Expired) { (withdrawal(&order.reference, viewer, language)) }
        @if record.order.paid_by.is_none() || whole.contract.as_ref().is_some_and(|view| view.problem().is_some()) {
            (cannot_pay(&whole.failed_codes, language))
        }
        h2 { (language.pick("これまでの経過", "What happened")) }
        (timeline(&whole.timeline, language))
    };
    let of = StaffPage { place: Place::Search, title: Some(title), viewer, problem };
    staff_page(&of, storefront, language, &body)
}

/// What else can be done, and where.
fn tools(whole: &Whole, language: Language) -> Markup {
    let payment = whole.payment.as_ref().map(|payment| Screen::of_payment(payment.facts.kind));
    let contract = whole.contract.as_ref().map(|view| view.subscription.recurring.is_simple());
    let charges = contract.map(|is_simple| if is_simple { Screen::Month } else { Screen::Reservation });
    let screens: Vec<Screen> = [payment, charges, contract.map(Screen::of_contract)].into_iter().flatten().collect();
    html! { @if !screens.is_empty() { (management_tool(&screens, language)) } }
}

fn withdrawal(reference: &str, viewer: &Viewer, language: Language) -> Markup {
    let does = language.pick("注文を取り下げる", "Withdraw the order");
    html! {
        details {
            summary { (does) }
            form method="post" action=(format!("/staff/orders/{reference}/cancel")) {
                p { (language.pick(
                    "以後この注文は支払えなくなり、元に戻せません。お客さまが支払いの途中だった場合、その支払いは成立しません。",
                    "From then on it cannot be paid, and this cannot be taken back. A payment that is under way fails.",
                )) }
                (signed(viewer, language))
                button { (does) }
            }
        }
    }
}

/// What every form here is signed with.
fn signed(viewer: &Viewer, language: Language) -> Markup {
    html! {
        input type="hidden" name="language" value=(language.tag());
        (signature(language.pick("理由（お客さまからの連絡など。500文字まで）", "Why (what the customer said; up to 500 characters)"), viewer, language))
    }
}

fn contract(view: &View, viewer: &Viewer, language: Language) -> Markup {
    let it = &view.subscription;
    html! {
        h2 { (language.pick("定期契約", "Subscription")) }
        dl .facts {
            dt { (language.pick("契約の状態", "Its state")) }
            dd data-state=(it.state.word()) {
                (contract_state(it.state, language))
                @if it.is_suspended() && !it.state.has_ended() { " " (language.pick("（課金停止中）", "(suspended)")) }
            }
            (contract_names(it, language))
            @if let Some(next) = view.coming.first().filter(|_| !it.state.has_ended()) {
                dt { (language.pick("次の課金", "Next charge")) }
                dd { (day(language, next.date)) " " (amount(language, next.amount.most().get())) }
            }
            @if let Some(ends_on) = it.ends_on {
                dt { (language.pick("契約の最終日", "Last day")) }
                dd { (day(language, ends_on)) }
            }
        }
        @if !view.history.is_empty() {
            ul .charges { @for past in &view.history { (charge(past, view, language)) } }
        }
        @if viewer.may(Role::Operate) && !it.state.has_ended() && it.tracking_id.is_some() {
            details {
                summary { (language.pick("お客さまに代わって解約する", "End it for the customer")) }
                form method="post" action=(format!("/staff/orders/{}/end", it.order_reference)) {
                    p { (language.pick(
                        "決済会社に解約を依頼します。元に戻せません。以後の課金は行われず、契約中の分の扱いはお客さまの契約ページと同じです。",
                        "The gateway is asked to end it, which cannot be taken back. Nothing is charged afterwards; what holds for the running cycle stands on the customer's page.",
                    )) }
                    (signed(viewer, language))
                    button { (language.pick("解約を実行する", "End the subscription")) }
                }
            }
        }
    }
}

fn charge(past: &PastCharge, view: &View, language: Language) -> Markup {
    let it = &view.subscription;
    // A month of a contract that the gateway bills is named by its order and the month.
    let month = format!("{:04}-{:02}", past.due_on.year(), past.due_on.month());
    let page = match &past.payment {
        Some(payment) => Some(payment_page(payment, None, language)),
        None if it.recurring.is_simple() && past.outcome == PastOutcome::Paid => {
            Some(payment_page(&it.order_reference, Some(&month), language))
        }
        None => None,
    };
    let stands = match past.outcome {
        PastOutcome::Paid => language.pick("課金済み", "paid"),
        PastOutcome::Failed => language.pick("課金できず", "failed"),
        PastOutcome::Unknown => language.pick("結果不明", "not known"),
        PastOutcome::Waiting => language.pick("再試行待ち", "waiting"),
        PastOutcome::Reserved => language.pick("売上確定待ち", "reserved"),
        PastOutcome::Cancelled => language.pick("取消済み", "cancelled"),
        PastOutcome::Free => language.pick("無料", "free"),
    };
    let text = html! { (day(language, past.due_on)) " " (amount(language, past.amount)) " " (stands) };
    html! { li { @if let Some(page) = page { a href=(page) { (text) } } @else { (text) } } }
}

/// What happened, the first first.
pub(super) fn timeline(happenings: &[Happening], language: Language) -> Markup {
    html! {
        ol .log {
            @for it in happenings {
                li data-what=(it.what) {
                    p { (moment(language, it.at)) " " b { (happening(&it.what, language)) } @if !it.name.is_empty() { " " code { (it.name) } } }
                    @if !it.detail.is_empty() { p { (on_record(&it.detail, language)) } }
                }
            }
        }
    }
}
