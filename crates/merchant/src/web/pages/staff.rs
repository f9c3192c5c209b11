//! The staff's page: everything that is needed to look a contract or a charge up in the gateway's
//! management tool, and a form to write down what it says.

use super::reconciliation_words::name as kind_name;
use super::staff_billing;
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{contract_names, moment, refused, signature, what_was_looked_at};
use super::staff_record_words::on_record;
use super::staff_tools::{Screen, management_tool};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::domain::reconciliation::Kind;
use crate::domain::staff::{
    CHARGE_LOOKED_UP, CONTRACT_LOOKED_UP, DoubtfulCharge, DoubtfulContract, Event, Note, Noted,
};
use crate::domain::subscription::Subscription;
use crate::service::problem::{Code, Problem};
use crate::service::staff::Open;
use crate::service::storefront::Storefront;
use crate::store::MailHold;
use crate::web::problem::ProblemText;
use axum::response::Response;
use kantan_checkout::language::{RecurringSentence, amount, day};
use maud::{Markup, html};
use sbps::api::Function;

/// The page. `problem` is why a note was not written down.
pub(in crate::web) fn page_of(
    open: &Open,
    viewer: &Viewer,
    problem: Option<&Problem>,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let body = html! {
            @if let Some(problem) = problem { (refused(problem, advice(problem, language), language)) }
            p { (language.pick(
                "結果が分からないままの契約と課金です。決済管理ツールで確認し、その内容を記録してください。このページから決済会社への問い合わせや請求は行われません。記録した内容は変更できません。",
                "Nobody knows what became of these. Look them up in the gateway's management tool and write down what it says. This page asks the gateway for nothing. What is written down cannot be changed.",
            )) }
            @if let Some(hold) = &open.mails { (mails_held(hold, language)) }
            (management_tool(&[Screen::Reservation, Screen::SimpleContract, Screen::FixedTermContract], language))
            (staff_billing::section(&open.billing, viewer, language))
            h2 { (kind_name(Kind::ContractEndUncertain, language)) }
            @if open.contracts.is_empty() { p { (language.pick("ありません。", "None.")) } }
            @for it in &open.contracts { (contract(it, viewer, language)) }
            h2 { (kind_name(Kind::ChargeUncertain, language)) }
            @if open.charges.is_empty() { p { (language.pick("ありません。", "None.")) } }
            @for it in &open.charges { (charge(it, viewer, language)) }
            @if !open.notes.is_empty() {
                h2 { (language.pick("最近の記録", "Written down lately")) }
                ul { @for noted in &open.notes { (written(noted, language)) } }
            }
    };
    let of = StaffPage { place: Place::Doubts, title: None, viewer, problem };
    staff_page(&of, storefront, language, &body)
}

/// What can be done where a note was not written down.
fn advice(problem: &Problem, language: Language) -> &'static str {
    if problem.code == Code::NoLongerUnknown {
        return problem.code.advice(language);
    }
    language.pick(
        "何も記録していません。確認の結果を選び、担当者の名前とメモを入力してください。",
        "Nothing was written down. Choose what the tool says, and enter your name and a note.",
    )
}

/// No payer is written to, and it is the shop's to mend.
fn mails_held(hold: &MailHold, language: Language) -> Markup {
    html! {
        div .problem role="alert" data-mails="held" {
            p { (language.pick(
                "お客さまへのメールを送信できません。メールサーバーが、差出人またはサインインを拒否しています。MERCHANT_SMTP_URL と MERCHANT_MAIL_FROM の設定、またはメールサーバーを直してください。直ると、待っているメールがすべて送信されます。",
                "No mail is sent to customers: the mail server refuses the sender or the password. Mend MERCHANT_SMTP_URL, MERCHANT_MAIL_FROM or the mail server. Then everything that waits is sent.",
            )) }
            p { (moment(language, hold.held_at)) " – " code { (hold.answer) } }
        }
    }
}

/// What both kinds have to be looked up by.
fn names(subscription: &Subscription, language: Language) -> Markup {
    html! {
        (contract_names(subscription, language))
        dt { (language.pick("商品", "Item")) }
        dd { code { (subscription.item_id.as_str()) } " " span lang="ja" { (subscription.item_name) } }
    }
}

fn contract(it: &DoubtfulContract, viewer: &Viewer, language: Language) -> Markup {
    let subscription = &it.subscription;
    let asked = it.events.iter().rev().find(|event| event.what == "cancellation_pending");
    html! {
        article data-contract {
            h3 lang="ja" { (subscription.item_name) }
            dl {
                (names(subscription, language))
                dt { (language.pick("お申し込みの購入ID", "Order id of the application")) }
                dd { code { (it.order_id.as_deref().unwrap_or("–")) } }
                dt { (language.pick("1回の金額", "Amount each time")) }
                dd {
                    @let most = amount(language, subscription.amount.get());
                    @if subscription.recurring.is_usage() { (language.tell(RecurringSentence::AtMost, &[&most])) }
                    @else { (most) }
                }
                dt { (language.pick("依頼した内容", "What was asked")) }
                dd {
                    (language.pick("解約", "To end it"))
                    @if let Some(asked) = asked {
                        " " code { (function(asked)) } (language.pick("、", ", ")) (moment(language, asked.at))
                    }
                }
                dt { (language.pick("結果が不明になった日時", "Unknown since")) }
                dd { (moment(language, subscription.updated_at)) }
            }
            (log(&it.events, language))
            @if viewer.may(Role::Operate) { form method="post" action="/staff/contracts" {
                input type="hidden" name="subscription" value=(subscription.reference);
                input type="hidden" name="seen" value=(subscription.updated_at);
                (answers([
                    ("ended", language.pick("解約されている", "It has ended")),
                    ("still_active", still_active(subscription, language)),
                ], viewer, language))
            } }
        }
    }
}

/// The function by which a contract was to be ended; what the record says where it was another way.
fn function(asked: &Event) -> &str {
    match asked.detail.as_deref().unwrap_or_default() {
        "cancel" => Function::CancelRecurringSimple.id(),
        "unsubscribe" => Function::UnsubscribeFixedTerm.id(),
        other => other,
    }
}

/// What follows where a contract is still in force.
const fn still_active(subscription: &Subscription, language: Language) -> &'static str {
    if subscription.recurring.is_simple() {
        language
            .pick("まだ契約中（決済会社が毎月1日に課金します）", "It is still active (the gateway bills it each month)")
    } else if subscription.recurring.is_usage() {
        language.pick(
            "まだ契約中（まだ請求していないご利用分は、明日以降に請求します）",
            "It is still active (what is not charged yet is charged from tomorrow on)",
        )
    } else {
        language.pick(
            "まだ契約中（課金は明日以降に再開し、これまでの課金日の分は請求しません）",
            "It is still active (billed from tomorrow on; the days until then are not caught up with)",
        )
    }
}

/// What follows where a charge was not taken.
const fn not_taken(subscription: &Subscription, language: Language) -> &'static str {
    if subscription.recurring.is_usage() && !subscription.state.has_ended() {
        language.pick(
            "課金されていない（ご利用分は次回の課金であらためて請求します）",
            "It was not taken (what was used is charged with the next charge)",
        )
    } else {
        language.pick(
            "課金されていない（この分をあらためて請求することはありません）",
            "It was not taken (and will not be asked for again)",
        )
    }
}

fn charge(it: &DoubtfulCharge, viewer: &Viewer, language: Language) -> Markup {
    let subscription = &it.subscription;
    html! {
        article data-charge {
            h3 { span lang="ja" { (subscription.item_name) } " " (day(language, it.due_on)) }
            dl {
                (names(subscription, language))
                dt { (language.pick("課金の購入ID", "Order id of the charge")) }
                dd { code { (it.order_id) } }
                dt { (language.pick("課金日", "Day")) }
                dd { (day(language, it.due_on)) }
                dt { (language.pick("金額", "Amount")) }
                dd { (amount(language, it.amount)) }
                dt { (language.pick("依頼した内容", "What was asked")) }
                dd {
                    (language.pick("購入 ", "To buy, ")) code { (Function::PurchaseFixedTerm.id()) }
                    (language.pick("、", ", ")) (moment(language, it.begun_at))
                }
                @if let Some((payment, at)) = &it.reserved {
                    dd {
                        (language.pick("売上確定 ", "To settle, ")) code { (Function::Settle.id()) }
                        (language.pick("、", ", ")) (moment(language, *at))
                    }
                    dt { (language.pick("課金の処理トラッキングID", "Tracking id of the charge")) }
                    dd { code { (payment) } }
                }
                @if let Some(code) = &it.refused {
                    dt { (language.pick("売上確定への回答", "The answer to the settlement")) }
                    dd { (language.pick("拒否：", "Refused, ")) code { (code) } }
                }
            }
            (log(&it.events, language))
            @if viewer.may(Role::Operate) { form method="post" action="/staff/charges" {
                input type="hidden" name="subscription" value=(subscription.reference);
                input type="hidden" name="due_on" value=(it.due_on);
                (answers([
                    ("paid", language.pick("課金されている（売上確定済み）", "It was taken (settled)")),
                    ("not_taken", not_taken(subscription, language)),
                ], viewer, language))
            } }
        }
    }
}

/// The part of the form that is the same for both.
fn answers(answers: [(&str, &str); 2], viewer: &Viewer, language: Language) -> Markup {
    html! {
        input type="hidden" name="language" value=(language.tag());
        fieldset {
            legend { (language.pick("決済管理ツールの表示", "What the management tool says")) }
            @for (name, text) in answers {
                label { input type="radio" name="says" value=(name) required; span { (text) } }
            }
        }
        (signature(what_was_looked_at(language), viewer, language))
        button { (language.pick("記録する", "Write it down")) }
    }
}

fn log(events: &[Event], language: Language) -> Markup {
    html! {
        details {
            summary { (language.pick("これまでの記録", "What is on record")) }
            ol {
                @for event in events {
                    li { (moment(language, event.at)) " " (on_record(&event.what, language)) " " (detail(event, language)) }
                }
            }
        }
    }
}

fn detail(event: &Event, language: Language) -> Markup {
    let text = event.detail.as_deref().unwrap_or_default();
    let is_note = [CONTRACT_LOOKED_UP, CHARGE_LOOKED_UP].contains(&event.what.as_str());
    match serde_json::from_str::<Note>(text) {
        Ok(note) if is_note => found(&note, language),
        _ => html! { (on_record(text, language)) },
    }
}

fn found(note: &Note, language: Language) -> Markup {
    let says = match note.says.as_str() {
        "ended" => language.pick("解約されている", "It has ended"),
        "still_active" => language.pick("まだ契約中", "It is still active"),
        "paid" => language.pick("課金されている", "It was taken"),
        _ => language.pick("課金されていない", "It was not taken"),
    };
    html! {
        @if let Some(on) = note.on { (day(language, on)) (language.pick("の課金：", ": ")) }
        (says) " – " (note.by) (language.pick("：", ": ")) (note.note)
    }
}

fn written(noted: &Noted, language: Language) -> Markup {
    html! {
        li data-note=(noted.note.says) {
            (moment(language, noted.at)) " " span lang="ja" { (noted.item_name) } " " code { (noted.tracking_id) } " "
            (found(&noted.note, language))
        }
    }
}
