//! One whole element, printed.
//!
//! The screen is printed twice: into the shadow root, and as the children of the element, without its styles. The children
//! are for a browser that makes no shadow root of a template and runs no script, and say what every other one says.

use super::markup::{close, open};
use crate::json::Json;
use crate::language::Language;
use crate::language::wording::{self, Wording};
use crate::page::account::{Account, PLACE};
use crate::page::order::Order;
use crate::page::problem::{Problem, Reason};
use crate::page::report::Report;
use crate::page::request::{ActionRequest, CheckoutRequest};
use crate::page::subscription::Action;
use crate::screen::checkout::{CheckoutState, Phase, Standing, standing};
use crate::screen::headings::Headings;
use crate::screen::result::{ResultState, WAITS};
use crate::screen::subscriptions::{Intent, Step, SubscriptionsState};
use crate::screen::ui::FORM;
use crate::screen::{checkout, result, subscriptions};
use leptos::prelude::{AnyView, RenderHtml};
use std::fmt;
use std::rc::Rc;

/// What a server says of an element beside its data. Addresses are relative to the page, or absolute.
#[derive(Clone, Copy, Debug, Default)]
pub struct Element<'a> {
    /// The language to print in.
    pub language: Language,
    /// The element's stylesheet, `kantan-checkout.css` and so on, of an origin that the page's `style-src` allows.
    pub stylesheet: &'a str,
    /// What stands in that stylesheet, for a page whose `style-src` has its hash: the screen then waits for no second
    /// answer. `</` stands nowhere in it.
    pub styles: Option<&'a str>,
    /// The attribute `endpoint`: the merchant's server, of the page's own origin.
    pub endpoint: Option<&'a str>,
    /// The attribute `destinations`: the origins that the signed form may be posted to.
    pub destinations: Option<&'a str>,
    /// The attributes `heading-level` and `untitled`: where the headings stand among those of the page.
    pub headings: Headings,
    /// Whether the page stands in a frame, and au's pages are to take the whole window.
    pub is_framed: bool,
}

/// The page's data, as JSON.
pub type Data = Json;

/// Everything that is wrong with the data; such an element is not printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(out, "{between}{}: {}", problem.path, problem.reason.code())?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The form beside the screen.
struct Form<'a> {
    method: &'a str,
    action: &'a str,
    fields: Vec<(&'static str, String)>,
}

/// Prints `<kantan-checkout>`. Its pay button submits what the order's JSON asks for to the endpoint, as a form.
///
/// # Errors
/// Every problem with the order, with its path and code.
pub fn checkout(data: &Data, element: &Element<'_>) -> Result<String, Problems> {
    let order = valid(data, Order::read)?;
    let Element { language, headings, .. } = *element;
    let standing = order.now.map_or_else(Standing::default, |now| standing(now, &order));
    let fields = CheckoutRequest::of(&order, language).to_fields();
    let state =
        CheckoutState { order: Ok(Rc::new(order)), language, headings, phase: Phase::Reviewing(None), standing };
    let form = Form { method: "post", action: element.endpoint.unwrap_or_default(), fields };
    let status = state.announcement().status;
    Ok(whole("kantan-checkout", data, element, Some(&form), checkout::screen(&state), status))
}

/// Prints `<kantan-result>`. Everything that can be pressed on it is a link.
///
/// # Errors
/// Every problem with the report, with its path and code.
pub fn result(data: &Data, element: &Element<'_>) -> Result<String, Problems> {
    let report = valid(data, Report::read)?;
    let asked = if element.endpoint.is_some() { 0 } else { WAITS.len() };
    let state = ResultState { report: Some(report), language: element.language, headings: element.headings, asked };
    let status = state.announcement().status;
    Ok(whole("kantan-result", data, element, None, result::screen(&state), status))
}

/// What a result says first: for the title of its page. `None` if the report is not valid.
#[must_use]
pub fn result_title(data: &Data, language: Language) -> Option<&'static str> {
    let report = valid(data, Report::read).ok();
    ResultState { report, language, headings: Headings::default(), asked: 0 }.announcement().status
}

/// Prints `<kantan-subscriptions>`. Each control leads to where its action is confirmed (`confirm_url` of the
/// subscription), with the language as `lang`.
///
/// # Errors
/// Every problem with the subscriptions, with its path and code; also if several of them share one address.
pub fn subscriptions(data: &Data, element: &Element<'_>) -> Result<String, Problems> {
    let account = valid(data, Account::read)?;
    let mut problems = Vec::new();
    let endpoint = element.endpoint.unwrap_or_default().replace("{reference}", PLACE);
    account.check_endpoint(&endpoint, &mut problems);
    if !problems.is_empty() {
        return Err(Problems(problems));
    }
    let Element { language, headings, .. } = *element;
    let state = SubscriptionsState { account: Ok(account), language, headings, step: Step::List(None) };
    let form = Form { method: "get", action: "", fields: vec![("lang", language.tag().to_owned())] };
    let status = state.announcement().status;
    Ok(whole("kantan-subscriptions", data, element, Some(&form), subscriptions::screen(&state), status))
}

/// Prints the question whether an action is meant, for the page to which a control leads without script: the first
/// subscription of the page, and a form that posts the answer to the endpoint. It is a page of its own and no element.
///
/// # Errors
/// Every problem with the subscriptions, with its path and code; `actions` where the action is not offered.
pub fn confirmation(data: &Data, action: Action, element: &Element<'_>) -> Result<String, Problems> {
    let account = valid(data, Account::read)?;
    let offered = account.subscriptions.first().filter(|it| it.offered(account.today).any(|offered| offered == action));
    let Some(subscription) = offered else {
        return Err(Problems(vec![Problem { path: "actions".to_owned(), reason: Reason::NotAllowed }]));
    };
    let Element { language, headings, .. } = *element;
    let asked = ActionRequest::of(subscription, action, language).to_fields();
    let intent = Intent { index: 0, action, at_au: subscription.is_done_at_au(action) };
    let form = Form { method: "post", action: element.endpoint.unwrap_or_default(), fields: asked.into() };
    let state = SubscriptionsState { account: Ok(account), language, headings, step: Step::Confirming(intent) };
    let target = element.is_framed.then_some("_top");
    let mut html = String::new();
    open(&mut html, "div", &[]);
    open(&mut html, "template", &[("shadowrootmode", Some("open"))]);
    open(&mut html, "link", &[("rel", Some("stylesheet")), ("href", Some(element.stylesheet))]);
    // It is no element, so that nothing here ever copies.
    let screen = without_copying(&body(language, subscriptions::screen(&state)));
    let body = [form.print(target), screen].concat();
    html += &body;
    close(&mut html, "template");
    html += &body;
    close(&mut html, "div");
    Ok(html)
}

pub(super) fn valid<T>(data: &Data, read: fn(&Json, &mut Vec<Problem>) -> Option<T>) -> Result<T, Problems> {
    let mut problems = Vec::new();
    read(data, &mut problems).ok_or(Problems(problems))
}

fn whole(
    tag: &str,
    data: &Data,
    element: &Element<'_>,
    form: Option<&Form<'_>>,
    screen: AnyView,
    status: Option<&str>,
) -> String {
    let lang = Some(element.language.tag());
    let target = element.is_framed.then_some("_top");
    let body = [form.map(|form| form.print(target)).unwrap_or_default(), body(element.language, screen)].concat();
    let mut html = String::new();
    // The script says what the shop says in words of its own by them.
    let wording = wording::chosen();
    let [service_name, service_name_en] = wording.map(Wording::service).unwrap_or_default();
    let attributes = [
        ("lang", lang),
        ("endpoint", element.endpoint),
        ("destinations", element.destinations),
        ("target", target),
        ("heading-level", element.headings.level()),
        ("untitled", element.headings.is_untitled().then_some("")),
        ("service-name", service_name),
        ("service-name-en", service_name_en),
    ];
    open(&mut html, tag, &attributes);
    open(&mut html, "template", &[("shadowrootmode", Some("open"))]);
    if let Some(styles) = element.styles {
        open(&mut html, "style", &[]);
        html += styles;
        close(&mut html, "style");
    } else {
        open(&mut html, "link", &[("rel", Some("stylesheet")), ("href", Some(element.stylesheet))]);
    }
    html += "<slot hidden></slot>";
    html += &body;
    // What is said when a page is opened is read with the page.
    let live = [("part", Some("live")), ("role", Some("status")), ("class", Some("unseen")), ("lang", lang)];
    open(&mut html, "p", &live);
    html += &status.map(escaped).unwrap_or_default();
    close(&mut html, "p");
    close(&mut html, "template");
    open(&mut html, "script", &[("type", Some("application/json"))]);
    html += &data.write();
    close(&mut html, "script");
    if let Some(own) = wording.and_then(Wording::own) {
        open(&mut html, "script", &[("type", Some("application/kantan-wording+json"))]);
        html += &own.write();
        close(&mut html, "script");
    }
    html += &without_copying(&body);
    close(&mut html, tag);
    html
}

/// A screen without the buttons that need a script. Among the children it is read only where none runs, and there the
/// page's own styles, which may say how buttons are displayed, would bring back what is hidden.
fn without_copying(screen: &str) -> String {
    let mut left = String::new();
    let mut rest = screen;
    while let Some((before, button)) = rest.split_once("<button part=\"copy\"") {
        left += before;
        rest = button.split_once("</button>").map_or("", |(_, after)| after);
    }
    left + rest
}

/// The screen, in the place where a script will draw it.
pub(super) fn body(language: Language, screen: AnyView) -> String {
    let mut html = String::new();
    open(&mut html, "div", &[("part", Some("review")), ("lang", Some(language.tag()))]);
    html += &screen.to_html();
    close(&mut html, "div");
    html
}

impl Form<'_> {
    fn print(&self, target: Option<&str>) -> String {
        let mut html = String::new();
        let attributes = [
            ("id", Some(FORM)),
            ("method", Some(self.method)),
            ("action", Some(self.action).filter(|address| !address.is_empty())),
            ("accept-charset", Some("UTF-8")),
            // Hotwired Turbo would send it by itself, and wants another answer.
            ("data-turbo", Some("false")),
            ("target", target),
        ];
        open(&mut html, "form", &attributes);
        for (name, value) in &self.fields {
            open(&mut html, "input", &[("type", Some("hidden")), ("name", Some(name)), ("value", Some(value))]);
        }
        close(&mut html, "form");
        html
    }
}

/// A text between tags.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests;
