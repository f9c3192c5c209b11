//! The form builder as a component: what stands in the form is a signal, what it comes to is a memo of it, and all that is
//! shown follows. It writes into a field only when a button is pressed for it, never while an input method is composing.

use super::super::choice::Choice;
use super::super::page;
use super::super::speech::announce;
use super::super::stand_in::on;
use super::super::theme::Theme;
use super::address;
use super::context::{ChangeLines, EditName, Reported};
use super::field::{Field, apply, focus, value};
use super::form::Form;
use super::input::Input;
use super::lines::{Change, Column};
use super::lines_panel::id_of_act;
use super::name::Edit;
use super::order::without_ways_out;
use super::outputs::Outputs;
use super::report::Report;
use super::words::BuilderSentence as Say;
use crate::browser::json::to_browser;
use js_sys::Reflect;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

/// How long the fingers rest before what is large follows: the message, the schedule and the review. The name's own panels
/// follow each key, and that has to fit into a frame on a slow phone.
const REST: Duration = Duration::from_millis(100);

/// Shows the builder in the page's place for it. It lives as long as the page.
pub(in super::super) fn show(choice: &Choice) {
    let (Some(place), Some(host)) = (page::place("builder"), host()) else { return };
    // Nothing is bought here.
    on(&host, "kantan:beforehandoff", |event| event.prevent_default());
    let choice = *choice;
    mount_to(place, move || view! { <Builder choice/> }).forget();
}

/// The form, what it comes to, and the review in the element of the page.
#[component]
fn Builder(choice: Choice) -> impl IntoView {
    let language = choice.language;
    let opened = address::draft(language);
    let draft = RwSignal::new(opened.clone());
    let is_composing = RwSignal::new(false);
    let report: Reported = Memo::new_with_compare(move |_| Arc::new(Report::of(draft.get(), language)), |_, _| true);
    let rested = RwSignal::new(report.get_untracked());
    let mut follow = debounce(REST, move |report| rested.set(report));
    Effect::new(move |_| follow(report.get()));
    Effect::new(move |_| tell_page(&report.get()));
    Effect::new(move |_| review(&rested.get()));

    let read = move |field: Field| {
        let typed = value(field);
        draft.update(|draft| draft.set(field, typed));
    };
    let read_from = move |event: &Event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let Some(field) = target.and_then(|target| Field::of_id(&target.id())) {
            read(field);
        }
    };
    let said = StoredValue::new(report.with_untracked(|report| report.verdict()));
    let theme = StoredValue::new(Theme::of_address());
    theme.with_value(Theme::apply);
    let keep = move || {
        report.with_untracked(|report| theme.with_value(|theme| address::keep(&choice, &report.draft, theme)));
    };
    // When an input is left: how many are wrong, if that has changed, and the draft in the address.
    let leave = move |event: &Event| {
        read_from(event);
        let verdict = report.with_untracked(|report| report.verdict());
        if said.get_value() != verdict {
            announce(verdict.clone());
            said.set_value(verdict);
        }
        keep();
    };
    let compose = move |event: &Event, begins| {
        is_composing.set(begins);
        read_from(event);
    };
    provide_context(ChangeLines(Callback::new(move |change: Change| {
        if is_composing.get_untracked() {
            return announce(language.say(Say::Composing).to_owned());
        }
        let focused = document().active_element().map(|element| element.id()).unwrap_or_default();
        let changed = draft.try_update(|draft| draft.lines.change(change, language)).flatten();
        let Some(key) = changed else { return };
        keep();
        let (place, count) =
            draft.with_untracked(|draft| (draft.lines.place(key).unwrap_or(0) + 1, draft.lines.keys().len()));
        let (sentence, number, then) = match change {
            Change::Add | Change::AddShipping => (Say::LineAdded, place, Field::Line(key, Column::Name).id()),
            Change::Remove(_) => (Say::LineRemoved, count, id_of_act(key, "remove")),
            // A row that is moved loses the focus.
            Change::Up(_) | Change::Down(_) => (Say::LineMoved, place, focused),
        };
        announce(language.tell(sentence, &[&number.to_string()]));
        request_animation_frame(move || focus(&then));
    })));
    provide_context(EditName(Callback::new(move |edit: Edit| {
        if is_composing.get_untracked() {
            return announce(language.say(Say::Composing).to_owned());
        }
        apply(&edit);
        read(Input::Name.into());
        keep();
        announce(language.tell(Say::Replaced, &[&value(Input::Name.into())]));
    })));
    // The page's links are there before the builder is.
    keep();

    view! {
        <div class="builder">
            <div class="inputs">
                <Form language opened report is_composing
                    on:input=move |event| read_from(&event)
                    on:change=move |event| leave(&event)
                    on:compositionstart=move |event| compose(&event, true)
                    on:compositionend=move |event| compose(&event, false)
                    // Enter in a field sends nothing.
                    on:submit=|event| event.prevent_default()
                />
            </div>
            <div class="results">
                <div class="outputs" id="outputs"><Outputs report=rested css=theme.with_value(Theme::css)/></div>
            </div>
            <h2 class="review-title">{language.pick("お客さまに見える確認画面", "The review as the payer sees it")}</h2>
            <div class="review-later"><p class="later-words">{language.say(Say::Later)}</p></div>
        </div>
    }
}

/// Whether there is an order to be reviewed decides what the page shows.
fn tell_page(report: &Report) {
    if let Some(page) = document().document_element() {
        // Setting a plain attribute cannot fail.
        let _ = page.set_attribute("data-ready", if report.order.is_some() { "true" } else { "false" });
    }
}

/// Gives the order to the element of the page.
fn review(report: &Report) {
    if let Some(host) = host().filter(|_| report.order.is_some()) {
        let order = to_browser(&without_ways_out(report.json.clone()));
        // The element's property accepts any value.
        let _ = Reflect::set(&host, &"order".into(), &order);
    }
}

fn host() -> Option<HtmlElement> {
    document().query_selector("kantan-checkout").ok().flatten().map(JsCast::unchecked_into)
}
