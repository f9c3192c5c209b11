//! The subscriber's page: what is charged next, until when one can leave, what was charged, and the
//! way out on the same screen; and without script the page on which that is confirmed.
//!
//! Service specification, "Cancellation procedures for recurring billing (fixed term/pay as you
//! go)", "Handling of errors in recurring billing" and "Supplementary Information".

mod data;
mod links;

pub(in crate::web) use data::contract;

use super::element::{element, printed};
use super::frame::{Elements, Module, Permissions, other, page_of as whole};
use super::usage;
use crate::domain::language::Language;
use crate::domain::subscription::link::Power;
use crate::domain::subscription::rules::Action;
use crate::service::Shop;
use crate::service::address::{in_language, subscription_address};
use crate::service::problem::Problem;
use crate::service::settings::origin_of;
use crate::service::storefront::Seller;
use crate::service::subscription::view::View;
use axum::http::StatusCode;
use axum::response::Response;
use data::account;
use kantan_checkout::print::{self, Element};
use maud::{Markup, html};

/// The page of a contract.
pub(in crate::web) fn page_of(
    shop: &Shop,
    view: &View,
    language: Language,
    elements: Elements<'_>,
) -> Result<Response, Problem> {
    let seller = seller(shop, view, language);
    let title = match view.power {
        Power::Act => language.pick("ご契約の内容と解約", "Your subscription"),
        Power::View => language.pick("ご契約の内容（閲覧用）", "A subscription, for viewing"),
    };
    // Whoever leaves a contract that the gateway bills posts A01-1; everything about the others is
    // D01-1.
    let applications = shop.settings.application_url.as_ref().filter(|_| !view.subscription.recurring.is_simple());
    let destination = origin_of(applications.unwrap_or(&shop.settings.purchase_url));
    let actions = actions(view);
    let script = elements.script(Module::Subscriptions);
    let element = Element {
        destinations: Some(destination),
        styles: script.styles(),
        ..element(language, Module::Subscriptions, &actions)
    };
    let subscriptions = printed(print::subscriptions(&account(view, &shop.storefront, language)?.to_json(), &element))?;
    let main = html! {
        main id="main" data-state=(view.subscription.state.word()) {
            h1 { (title) }
            (subscriptions)
            (links::section(view, &seller.contact, language))
            // What a program ordered is ordered again by it; and what can be tried is the demo's.
            @if view.subscription.state.has_ended() && view.rest.is_none() && view.power == Power::Act { (join_again(view, language)) }
            (usage::section(view, Some(&shop.storefront).filter(|_| view.rest.is_none() && view.power == Power::Act), language))
        }
    };
    let form_targets = shop.settings.form_targets();
    let other = in_language(&subscription_address(view.link()), other(language));
    let allowed = Permissions {
        script: Some(script),
        form_targets: Some(&form_targets),
        other_language: Some(&other),
        ..Permissions::default()
    };
    Ok(whole(&seller, language, StatusCode::OK, title, allowed, &main))
}

/// The page between a control and its doing, for a browser without script: what follows from it,
/// and one button.
pub(in crate::web) fn confirmation(
    shop: &Shop,
    view: &View,
    action: Action,
    language: Language,
) -> Result<Response, Problem> {
    let title = language.pick("お手続きの確認", "Please confirm");
    let actions = actions(view);
    let element = element(language, Module::Subscriptions, &actions);
    let question =
        printed(print::confirmation(&account(view, &shop.storefront, language)?.to_json(), action, &element))?;
    let main = html! {
        main id="main" {
            h1 { (title) }
            (question)
            (usage::section(view, None, language))
        }
    };
    Ok(whole(&seller(shop, view, language), language, StatusCode::OK, title, Permissions::default(), &main))
}

/// In whose name the page stands.
fn seller<'a>(shop: &'a Shop, view: &'a View, language: Language) -> Seller<'a> {
    Seller::of(view.rest.as_ref().map(|rest| &rest.goods), &shop.storefront, language)
}

/// Where an action is carried out.
fn actions(view: &View) -> String {
    format!("{}/actions", subscription_address(view.link()))
}

/// A new order of the same plan for the same customer; what it costs is shown before anything is
/// joined.
fn join_again(view: &View, language: Language) -> Markup {
    html! {
        form method="post" action="/orders" {
            input type="hidden" name="product" value=(view.subscription.plan);
            input type="hidden" name="language" value=(language.tag());
            input type="hidden" name="subscription" value=(view.link());
            button { (language.pick("同じプランの内容を見る（新規のお申し込み）", "See this plan as a new order")) }
        }
    }
}
