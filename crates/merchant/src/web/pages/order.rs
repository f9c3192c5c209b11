//! An order before it is paid: the element, printed with a form that works without script.

use super::element::{element, printed};
use super::frame::{Elements, Module, Permissions, other, page_of as whole};
use crate::service::address::{in_language, order_address};
use crate::service::problem::Problem;
use crate::service::shown::{self, Shown};
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::json::Json;
use kantan_checkout::language::{RecurringSentence, Sentence};
use kantan_checkout::print::{self, Element, Headings};
use maud::{Markup, html};

const ENDPOINT: &str = "/checkout/requests";

/// The element of an order, printed, and what a browser that draws it is told.
pub(in crate::web) struct Printed {
    /// The order.
    pub(in crate::web) data: Json,
    /// The element.
    pub(in crate::web) html: Markup,
    /// The address of its script.
    pub(in crate::web) script: String,
    /// The origin that the signed form goes to.
    pub(in crate::web) destination: String,
    /// The address of its styles.
    pub(in crate::web) stylesheet: String,
    /// Where it has its request signed.
    pub(in crate::web) endpoint: String,
}

/// The element of an order, printed. `base` stands before the addresses of this server.
/// `headings` are where it stands on its page, `styles` are those that stand in it.
pub(in crate::web) fn element_of(
    shown: &Shown<'_>,
    base: &str,
    headings: Headings,
    styles: Option<&str>,
) -> Result<Printed, Problem> {
    let language = shown.order.language;
    let (module, endpoint) = (module(shown), format!("{base}{ENDPOINT}"));
    let (script, stylesheet) = module.addresses();
    let (script, stylesheet) = (format!("{base}{script}"), format!("{base}{stylesheet}"));
    let element = element(language, module, &endpoint);
    let element =
        Element { destinations: Some(shown.destination), stylesheet: &stylesheet, styles, headings, ..element };
    let data = shown::data(shown).to_json();
    let html = printed(print::checkout(&data, &element))?;
    Ok(Printed { data, html, script, destination: shown.destination.to_owned(), stylesheet, endpoint })
}

/// What the script of a page of it loads.
const fn module(shown: &Shown<'_>) -> Module {
    if shown.recurring.is_some() { Module::Checkout } else { Module::OneTimeCheckout }
}

/// The page of an order, with a `hint` before it where there is one.
pub(in crate::web) fn page_of(
    shown: &Shown<'_>,
    elements: Elements<'_>,
    hint: Option<&Markup>,
) -> Result<Response, Problem> {
    let language = shown.order.language;
    // The element has the title as its heading: what stands over it says only what the page is about.
    let (title, about) = match shown.recurring {
        None => (language.say(Sentence::Title), language.pick("ご注文", "Your order")),
        Some(_) => (language.say(RecurringSentence::Title), language.pick("お申し込み", "Your application")),
    };
    let script = elements.script(module(shown));
    let checkout = element_of(shown, "", Headings::default(), script.styles())?.html;
    let main = html! {
        main id="main" {
            h1 { (about) }
            @if let Some(hint) = hint { (hint) }
            (checkout)
        }
    };
    let other = in_language(&order_address(&shown.order.reference), other(language));
    let allowed = Permissions {
        script: Some(script),
        form_targets: Some(&shown.form_targets),
        other_language: Some(&other),
        ..Permissions::default()
    };
    Ok(whole(&shown.seller, language, StatusCode::OK, title, allowed, &main))
}
