//! Lets a scene happen to the element on the page: the data are set, the browser's ways out are closed, the buttons are
//! pressed.

use super::choice::Choice;
use super::message::fields;
use super::page;
use super::report::Report;
use super::scene::{Deed, Later, Play, Scene, Show};
use super::server::{Reply, Server, Subject};
use super::stand_in::{answer_with, come_back, let_pass, on, replace, send_nothing};
use super::subscription::Holding;
use crate::browser::json::to_browser;
use crate::language::Language;
use crate::page::order::Order;
use leptos::prelude::{document, request_animation_frame, set_timeout};
use std::rc::Rc;
use std::time::Duration;
use std::vec::IntoIter;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A server that a visitor can notice.
const SERVER_TAKES: Duration = Duration::from_millis(900);
/// How long a visitor sees the browser leave.
const LEAVING_TAKES: Duration = Duration::from_millis(900);
/// The part of the checkout's button.
const PAY: &str = "pay";

/// Sets the scene. The element reads its data when the module has started.
pub(super) fn set(choice: &Choice) {
    let Some(host) = host(choice.scene) else { return };
    replace(&host, choice.scene.element.property(), &to_browser(&choice.scene.data(choice.language)));
    match choice.scene.show {
        Show::Checkout(_, play) => check_out(&host, choice, play),
        Show::Result(report, later) => {
            let (says, seconds) = match later {
                Later::Nothing => (report.outcome, 0),
                Later::Says(outcome, seconds) => (outcome, seconds),
            };
            let news = Report { outcome: says, ..report }.json(choice.language);
            answer_with(Server::Tells.reply(&Subject::report(news)), Duration::ZERO);
            let_pass(seconds);
        }
        Show::Subscriptions(holding, deed) => hold(&host, choice.language, holding, deed),
    }
}

/// The element that shows the scene. The page holds `<kantan-checkout>`; another one takes its place.
fn host(scene: &Scene) -> Option<HtmlElement> {
    let there = document().query_selector("kantan-checkout").ok()??;
    let tag = scene.element.tag();
    if there.local_name() == tag {
        // What is shown is the scene's, or that it cannot be shown.
        there.set_text_content(None);
        return Some(there.unchecked_into());
    }
    let host = document().create_element(tag).ok()?;
    host.set_attribute("endpoint", "preview").ok()?;
    there.parent_node()?.replace_child(&host, &there).ok()?;
    Some(host.unchecked_into())
}

fn check_out(host: &HtmlElement, choice: &Choice, play: Play) {
    let Some(order) = Order::read(&choice.scene.data(choice.language), &mut Vec::new()) else { return };
    let subject = Subject::order(&order);
    match play {
        Play::Visitor => {
            answer_with(Server::Signs.reply(&subject), SERVER_TAKES);
            send_nothing();
            show_what_would_be_sent(host, *choice, Rc::new(order));
        }
        Play::Nothing => {}
        Play::Withhold => {
            on(host, "kantan:beforehandoff", |event| event.prevent_default());
            press(host, vec![PAY], || {});
        }
        Play::Press(server, seconds) => {
            answer_with(server.reply(&subject), Duration::ZERO);
            send_nothing();
            let_pass(seconds);
            press(host, vec![PAY], || {});
        }
        // The page's policy has `form-action 'none'`: the form is really posted, and really stopped.
        Play::Blocked => {
            answer_with(Server::Signs.reply(&subject), Duration::ZERO);
            press(host, vec![PAY], || {});
        }
        Play::Return => {
            answer_with(Reply::Never, Duration::ZERO);
            let_pass(0);
            press(host, vec![PAY], come_back);
        }
    }
}

fn hold(host: &HtmlElement, language: Language, holding: Holding, deed: Deed) {
    match deed {
        Deed::Nothing => {}
        Deed::Pressed(action) => press(host, vec![action.word()], || {}),
        Deed::Confirmed(action, server, seconds) => {
            let subject = Subject::contract(holding.plan(), action, language, Holding::Cancelled.contract(language));
            answer_with(server.reply(&subject), Duration::ZERO);
            send_nothing();
            let_pass(seconds);
            press(host, vec![action.word(), "confirm"], || {});
        }
    }
}

/// Presses the buttons of these parts one after the other, as soon as the element is ready.
fn press(host: &HtmlElement, parts: Vec<&'static str>, then: fn()) {
    let element = host.clone();
    on(host, "kantan:ready", move |_| press_in_turn(element.clone(), parts.clone().into_iter(), then));
}

fn press_in_turn(element: HtmlElement, mut parts: IntoIter<&'static str>, then: fn()) {
    request_animation_frame(move || {
        let Some(part) = parts.next() else { return then() };
        let button = ["[part=", part, "]"].concat();
        let button = element.shadow_root().and_then(|root| root.query_selector(&button).ok().flatten());
        if let Some(button) = button {
            button.unchecked_into::<HtmlElement>().click();
        }
        // What takes the focus does so in the next frame: nobody is quicker.
        request_animation_frame(move || press_in_turn(element, parts, then));
    });
}

fn show_what_would_be_sent(host: &HtmlElement, choice: Choice, order: Rc<Order>) {
    on(host, "kantan:handoff", move |_| {
        let order = Rc::clone(&order);
        let show = move || {
            page::show_posted(&choice, &fields(&order, None), || {
                page::hide_posted();
                come_back();
            });
        };
        set_timeout(show, LEAVING_TAKES);
    });
}
