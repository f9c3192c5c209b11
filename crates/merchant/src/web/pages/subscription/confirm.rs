//! The page between an action and its doing: what follows from it, and one button.

use super::label::label;
use crate::domain::language::Language;
use crate::domain::plan::Recurring;
use crate::domain::subscription::rules::{Action, Leaving};
use crate::service::address::{in_language, subscription_address};
use crate::service::storefront::Storefront;
use crate::service::subscription::view::View;
use crate::web::pages::charges::dates;
use crate::web::pages::frame::{Permissions, page};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// The page.
pub(in crate::web) fn page_of(view: &View, action: Action, storefront: &Storefront, language: Language) -> Response {
    let title = match action {
        Action::Cancel | Action::Unsubscribe => language.pick("解約の確認", "Cancel this subscription?"),
        Action::Reapply => language.pick("再申し込みの確認", "Apply again?"),
    };
    let reference = &view.subscription.reference;
    let main = html! {
        main id="main" {
            h1 { (title) }
            div.plain {
                h2 lang="ja" { (view.subscription.item_name) }
                @match (action, &view.renewed) {
                    (Action::Reapply, Some(renewed)) => (again(view, renewed, language)),
                    _ => (what_follows(view, language)),
                }
                @if action != Action::Reapply && view.leaving == Leaving::Link {
                    p data-leaving="au" {
                        (language.pick(
                            "次に進む au の画面でお手続きを完了すると、解約になります。それまでご契約は続きます。",
                            "The subscription ends when you finish on au's screen, which follows, and goes on until then.",
                        ))
                    }
                }
                form method="post" action=(format!("{}/actions", subscription_address(reference))) target="_top" data-turbo="false" {
                    input type="hidden" name="action" value=(action.as_str());
                    input type="hidden" name="language" value=(language.tag());
                    input type="hidden" name="state" value=(view.subscription.state.as_str());
                    button {
                        @match action {
                            Action::Reapply => (language.pick("有料の継続課金を再び申し込む（次に au の画面へ進みます）", "Apply for the paid recurring contract again (au follows)")),
                            _ if view.leaving == Leaving::Link => (language.pick("解約の手続きに進む（次に au の画面へ進みます）", "Go on to cancel (au follows)")),
                            _ => (label(action, language)),
                        }
                    }
                }
                p { a href=(in_language(&subscription_address(reference), language)) { (language.pick("やめて戻る", "Back without a change")) } }
            }
        }
    };
    page(storefront, language, StatusCode::OK, title, Permissions::default(), &main)
}

/// What leaving today leaves to be paid, and what it avoids.
fn what_follows(view: &View, language: Language) -> Markup {
    let subscription = &view.subscription;
    let cancellation = subscription.schedule().ok().map(|schedule| schedule.if_cancelled_on(view.today));
    html! {
        dl {
            dt { (language.pick("ご利用いただける最終日", "Last day of service")) }
            dd { (language.day(subscription.service_ends(view.today))) }
            @if let Some(avoided) = cancellation.and_then(|it| it.avoided) {
                dt { (language.pick("課金されなくなる最初の課金日", "First charge that will not be made")) }
                dd { (language.day(avoided.date)) " " (language.yen(avoided.amount.most().get())) }
            }
            @if let Some(open) = view.open_usage.as_ref().filter(|open| !open.0.is_empty()) {
                dt { (language.pick("まだ請求されていないご利用", "Used and not charged yet")) }
                dd { (language.yen(open.total())) " " (language.pick("（解約されると請求されません）", "(not charged once you have left)")) }
            }
            @if let Some(caused) = cancellation.and_then(|it| it.caused) {
                dt { (language.pick("解約により課金される料金", "Charged because you leave in the first month")) }
                dd { (language.yen(caused.amount.most().get())) }
            }
        }
    }
}

/// What would be charged if the contract is made again today.
fn again(view: &View, renewed: &Recurring, language: Language) -> Markup {
    let schedule = renewed.schedule(view.subscription.amount).ok();
    let charges: Vec<_> = schedule.iter().flat_map(|schedule| schedule.charges_within_a_year(view.today)).collect();
    html! {
        dl {
            dt { (language.pick("1回のお支払い（税・送料込み）", "Each time, tax and shipping included")) }
            dd { strong {
                @if renewed.is_usage() { (language.pick("最大 ", "up to ")) }
                (language.yen(view.subscription.amount.get()))
            } }
            @if let Some(open) = view.open_usage.as_ref().filter(|open| !open.0.is_empty()) {
                dt { (language.pick("まだ請求されていないご利用", "Used and not charged yet")) }
                dd { (language.yen(open.total())) " " (language.pick("（再申し込みの後に請求します）", "(charged after you have applied again)")) }
            }
            dt { (language.pick("期間", "How long")) }
            dd {
                @match schedule.and_then(|schedule| schedule.cycles()) {
                    Some(cycles) => { (language.pick("残り", "")) (cycles) (language.pick("回", " cycles left")) }
                    None => (language.pick("無期限（解約されるまで自動更新）", "Indefinite: it renews by itself until you leave")),
                }
            }
        }
        @if !charges.is_empty() { (dates(&charges, language)) }
    }
}
