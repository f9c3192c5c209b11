//! What was used under a contract of pay as you go and has not been billed yet; and a button to use
//! what can be tried.
//!
//! It stands beside the element, which knows a contract's charges and not what leads to them.

use crate::domain::language::Language;
use crate::domain::reference::unguessable;
use crate::domain::subscription::SubscriptionState;
use crate::domain::usage::OpenUsage;
use crate::service::address::subscription_address;
use crate::service::storefront::{Storefront, Trial};
use crate::service::subscription::view::View;
use kantan_checkout::language::{amount, day};
use maud::{Markup, html};

/// The most entries that are listed, the latest first.
const MOST_ENTRIES: usize = 100;

/// What is open under the contract, and where it can be tried out, a button for that; nothing where
/// nothing can be open.
pub(super) fn section(view: &View, trials: Option<&Storefront>, language: Language) -> Markup {
    let subscription = &view.subscription;
    let Some(open) = &view.open_usage else { return html! {} };
    let active = subscription.state == SubscriptionState::Active;
    if !active && open.0.is_empty() {
        return html! {};
    }
    let up_to = subscription.amount.get();
    html! {
        section.plain.usage data-open-usage=(open.total()) {
            h2 { (language.pick("ご利用状況", "What you have used")) }
            dl {
                dt { (language.pick("まだ請求されていないご利用", "Used and not charged yet")) }
                dd { strong { (amount(language, open.total())) } }
                @if let Some(next) = view.coming.first() {
                    dt { (language.pick("次回のご請求", "Next charge")) }
                    dd { time datetime=(next.date) { (day(language, next.date)) } " " (amount(language, next.amount.most().get())) }
                }
                dt { (language.pick("1回のご請求の上限", "The most that one charge takes")) }
                dd { (amount(language, up_to)) }
            }
            @if let (Some(trial), true, None) = (trials.and_then(|it| it.trial(&subscription.plan)), active, view.problem()) {
                (try_out(trial, open, view, language))
            }
            @if !open.0.is_empty() { (entries(open, language)) }
            @if !open.0.is_empty() && view.problem().is_some() {
                p { (language.pick(
                    "ご請求は停止しています。再申し込みをされると、上のご利用分をあらためて請求します。",
                    "Charging is suspended. If you apply again, what stands above is charged then.",
                )) }
            } @else {
                p { (language.pick(
                    "ご利用の翌日に、その分をまとめて請求します。ご請求の前に解約された場合、まだ請求されていない分は請求されません。",
                    "It is charged on the day after, all at once. If you cancel before that, what is not charged yet will not be.",
                )) }
            }
        }
    }
}

fn entries(open: &OpenUsage, language: Language) -> Markup {
    let more = open.0.len().saturating_sub(MOST_ENTRIES);
    html! {
        table {
            caption { (language.pick("まだ請求されていないご利用の内訳", "What is not charged yet")) }
            tbody {
                @for entry in open.0.iter().rev().take(MOST_ENTRIES) {
                    tr {
                        th scope="row" { time datetime=(entry.used_on) { (day(language, entry.used_on)) } }
                        td { (entry.description) }
                        td { (amount(language, entry.amount.get())) }
                    }
                }
            }
        }
        @if more > 0 {
            p { (language.pick("ほか ", "And ")) (more) (language.pick(" 件", " more")) }
        }
    }
}

fn try_out(trial: &Trial, open: &OpenUsage, view: &View, language: Language) -> Markup {
    html! {
        @if open.total().saturating_add(trial.price) <= view.subscription.amount.get() {
            form method="post" action=(format!("{}/usage", subscription_address(view.link()))) {
                input type="hidden" name="language" value=(language.tag());
                input type="hidden" name="usage_id" value=(unguessable());
                button {
                    (trial.press.get(language))
                    (language.pick("（", " (")) (amount(language, trial.price)) (language.pick("）", ")"))
                }
            }
        } @else {
            p data-limit-reached { (language.pick(
                "もう一度使うと1回のご請求の上限を超えるため、いまはご利用いただけません。次回のご請求の後に、またご利用いただけます。",
                "Once more would be above the most that one charge takes. You can use it again after the next charge.",
            )) }
        }
    }
}
