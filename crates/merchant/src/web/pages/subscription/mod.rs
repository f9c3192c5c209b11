//! The subscriber's page: what is charged next, until when one can leave, what was charged, and the
//! way out on the same screen.
//!
//! Service specification, "Cancellation procedures for recurring billing (fixed term/pay as you
//! go)", "Handling of errors in recurring billing" and "Supplementary Information".

pub(in crate::web) mod confirm;
mod data;
mod label;

pub(in crate::web) use data::contract;

use super::charges::dates;
use super::frame::{Permissions, Script, page};
use super::usage;
use crate::domain::charge::{PastCharge, PastOutcome};
use crate::domain::language::Language;
use crate::domain::subscription::returned::{Outcome, Returned};
use crate::domain::subscription::rules::Action;
use crate::domain::subscription::{Problem, State};
use crate::service::Shop;
use crate::service::address::{in_language, subscription_address};
use crate::service::settings::origin_of;
use crate::service::storefront::Storefront;
use crate::service::subscription::view::View;
use crate::web::json::embedded;
use crate::web::respond::Shape;
use axum::http::StatusCode;
use axum::response::Response;
use data::{account, calendar_url};
use label::label;
use maud::{Markup, html};
use sbps::error_code::{ApiErrorCode, LinkErrorCode, PayerReason};

/// The page of a contract, with the element and the plain page inside it.
pub(in crate::web) fn page_of(shop: &Shop, view: &View, language: Language, nonce: &str) -> Response {
    let title = language.pick("ご契約の内容と解約", "Your subscription");
    let reference = &view.subscription.reference;
    let data = match account(view, &shop.storefront, language) {
        Ok(account) => account.to_json(),
        Err(problem) => return problem.respond(&shop.storefront, Shape::Page, language),
    };
    // Whoever leaves a contract that the gateway bills posts A01-1; everything about the others is
    // D01-1.
    let applications = shop.settings.application_url.as_ref().filter(|_| !view.subscription.recurring.is_simple());
    let destination = origin_of(applications.unwrap_or(&shop.settings.purchase_url));
    let main = html! {
        main id="main" data-state=(view.subscription.state.as_str()) {
            h1 { (title) }
            kantan-subscriptions lang=(language.tag()) endpoint=(format!("{}/actions", subscription_address(reference)))
                destinations=(destination) {
                script type="application/json" { (embedded(&data)) }
                (plain(view, &shop.storefront, language))
            }
            (usage::section(view, &shop.storefront, language))
        }
    };
    let script = Script { address: "/assets/kantan-subscriptions.js", nonce };
    let form_targets = shop.settings.form_targets();
    let allowed = Permissions { script: Some(script), form_targets: Some(&form_targets), ..Permissions::default() };
    page(&shop.storefront, language, StatusCode::OK, title, allowed, &main)
}

fn plain(view: &View, storefront: &Storefront, language: Language) -> Markup {
    let subscription = &view.subscription;
    html! {
        section.plain {
            h2 lang="ja" { (subscription.item_name) }
            @if let Some(returned) = &view.returned { (come_back(returned, language)) }
            p data-plain-state { strong { (state_sentence(subscription.state, language)) } }
            @if let Some(receipt) = &subscription.receipt {
                p data-receipt=(receipt.number) {
                    (language.pick("解約を受け付けました。受付番号：", "You have left. Receipt number: "))
                    code { (receipt.number) } " " (language.day(receipt.on))
                }
            }
            @if let Some(ends_on) = subscription.ends_on {
                p { (language.pick("ご利用いただける最終日：", "Last day of service: ")) (language.day(ends_on)) }
            }
            @if let Some(problem) = view.problem() { (trouble(view, problem, language)) }
            dl {
                @if let Some(next) = view.coming.first() {
                    dt { (language.pick("次回の課金", "Next charge")) }
                    dd { time datetime=(next.date) { (language.day(next.date)) } " " (language.yen(next.amount.most().get())) }
                }
                @if let Some(day) = view.last_day_to_cancel() {
                    dt { (language.pick("次回の課金を止められる最終日", "Last day to leave before the next charge")) }
                    dd { time datetime=(day) { (language.day(day)) } }
                }
                @if view.actions.iter().any(|action| *action != Action::Reapply) {
                    dt { (language.pick("本日解約した場合にご利用いただける最終日", "Last day of service if you leave today")) }
                    dd { (language.day(subscription.service_ends(view.today))) }
                }
                dt { (language.pick("お問い合わせ", "Contact")) }
                dd { (storefront.contact.get(language)) }
            }
            @for action in &view.actions {
                p { a.button href=(confirm_address(&subscription.reference, *action, language)) { (label(*action, language)) } }
            }
            @if !view.coming.is_empty() && view.open_usage.is_none() { (dates(&view.coming, language)) }
            @if let Some(calendar) = calendar_url(view, language) {
                p { a href=(calendar) download="charges.ics" { (language.pick("課金予定日をカレンダーに入れる（.ics）", "Put the dates into your calendar (.ics)")) } }
            }
            @if !view.history.is_empty() { (history(&view.history, language)) }
            p { a href=(in_language("/", language)) { (language.pick("ほかのお支払い方法・商品を見る", "Other products and ways to pay")) } }
        }
        @if subscription.state.has_ended() { (join_again(view, language)) }
    }
}

/// What became of the request from which the payer has come back.
fn come_back(returned: &Returned, language: Language) -> Markup {
    let said = match (returned.from, returned.outcome) {
        (Action::Cancel | Action::Unsubscribe, Outcome::Confirming) => language.pick(
            "解約の結果を確認しています。もう一度お手続きになる必要はありません。",
            "We are waiting for the confirmation that it is cancelled. There is no need to do it again.",
        ),
        (Action::Cancel | Action::Unsubscribe, Outcome::Cancelled | Outcome::Failed) => language.pick(
            "解約のお手続きは完了していません。ご契約は続いています。",
            "It was not cancelled: the subscription goes on.",
        ),
        (Action::Reapply, Outcome::Confirming) => language.pick(
            "再申し込みの結果を確認しています。もう一度お手続きになる必要はありません。",
            "We are waiting for the confirmation of your application. There is no need to do it again.",
        ),
        (Action::Reapply, Outcome::Cancelled | Outcome::Failed) => language.pick(
            "再申し込みのお手続きは完了していません。ご契約は変わっていません。",
            "You have not applied again: nothing has changed.",
        ),
    };
    html! {
        p data-returned=(returned.outcome.as_str()) {
            (said)
            @if let Some(code) = &returned.code {
                (language.pick("（エラーコード：", " (error code: ")) (code) (language.pick("）", ")"))
            }
        }
    }
}

/// A new order of the same plan for the same customer; what it costs is shown before anything is
/// joined.
fn join_again(view: &View, language: Language) -> Markup {
    html! {
        form method="post" action="/orders" {
            input type="hidden" name="product" value=(view.subscription.plan);
            input type="hidden" name="language" value=(language.tag());
            input type="hidden" name="subscription" value=(view.subscription.reference);
            button { (language.pick("同じプランの内容を見る（新規のお申し込み）", "See this plan as a new order")) }
        }
    }
}

/// The page on which an action is confirmed.
fn confirm_address(reference: &str, action: Action, language: Language) -> String {
    in_language(&format!("{}/confirm/{}", subscription_address(reference), action.as_str()), language)
}

const fn state_sentence(state: State, language: Language) -> &'static str {
    match state {
        State::Pending => language.pick(
            "お申し込みはまだ完了していません。料金は発生していません。",
            "You have not joined yet. Nothing is charged.",
        ),
        State::Active => language.pick("ご契約中です。", "Active."),
        State::CancellationPending => language.pick("解約のお手続き中です。", "It is being cancelled."),
        State::Cancelled => {
            language.pick("解約済みです。今後の課金はありません。", "Cancelled. Nothing more is charged.")
        }
        State::EndedByCarrier => language
            .pick("au 側で解約されました。今後の課金はありません。", "It was ended at au. Nothing more is charged."),
        State::EndedLastMonth => language
            .pick("期間が満了しました。今後の課金はありません。", "It has run its term. Nothing more is charged."),
        State::Expired => language.pick(
            "長期間お支払いがなかったため失効しました。今後の課金はありません。",
            "It has lapsed because nothing was paid for a long time. Nothing more is charged.",
        ),
        State::Unknown => language.pick(
            "解約の結果を確認しています。もう一度お手続きになる必要はありません。ショップからご連絡します。",
            "We are finding out whether it was cancelled. Please do not repeat it; the shop will tell you.",
        ),
    }
}

/// A charge that did not go through: what is suspended, what to check, other ways, and whom to ask
/// if none of it helps.
fn trouble(view: &View, problem: &Problem, language: Language) -> Markup {
    let reason = problem.code.parse::<ApiErrorCode>().map(|code| code.advice().reason);
    let reason = reason.or_else(|_| problem.code.parse::<LinkErrorCode>().map(|code| code.advice().reason));
    html! {
        div.problem data-problem=(problem.code) {
            p {
                (language.day(problem.on))
                (language.pick(" の課金を完了できませんでした。", ": this charge did not go through. "))
                @if let Some(from) = view.subscription.suspended_from() {
                    (language.day(from))
                    (language.pick(" 以降の課金は停止されます。", " and later charges are suspended."))
                }
                (language.pick("（エラーコード：", " (error code: ")) (problem.code) (language.pick("）", ")"))
            }
            @if reason == Ok(PayerReason::LimitExceeded) {
                p { (language.pick("ご利用限度額を超えている可能性があります。", "Your limit may be exceeded.")) }
            }
            p {
                (language.pick(
                    "ご利用限度額、料金のお支払い状況、ご自身で設定された利用制限をご確認ください。いずれにも当てはまらないときは KDDI へお問い合わせください。ほかのお支払い方法もご利用いただけます。",
                    "Please check your limit, overdue payments and restrictions that you have set yourself. If it is none of these, please ask KDDI. You can also pay in another way.",
                ))
            }
        }
    }
}

fn history(history: &[PastCharge], language: Language) -> Markup {
    let word = |outcome: PastOutcome| match outcome {
        PastOutcome::Paid => language.pick("課金済み", "charged"),
        PastOutcome::Failed => language.pick("課金できませんでした", "did not go through"),
        PastOutcome::Unknown => language.pick("確認中", "being looked into"),
        PastOutcome::Waiting => language.pick("まだ課金できていません", "not charged yet"),
        PastOutcome::Free => language.pick("無料", "free"),
    };
    html! {
        table {
            caption { (language.pick("これまでの課金", "What was charged")) }
            tbody {
                @for charge in history {
                    tr data-outcome=(charge.outcome.as_str()) {
                        th scope="row" { time datetime=(charge.due_on) { (language.day(charge.due_on)) } }
                        td { (word(charge.outcome)) }
                        td { (language.yen(charge.amount)) }
                    }
                }
            }
        }
    }
}
