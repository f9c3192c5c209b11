//! Between the browser and the form builder: reads the form on each `input`, shows what it comes to, and writes into a
//! field only when a button is pressed for it, never while an input method is composing.

use super::super::choice::Choice;
use super::super::page;
use super::super::stand_in::on;
use super::draft::Draft;
use super::field::{apply, value};
use super::form::{NAME_PANEL, NAMES_PANEL, form, group_id, id_of};
use super::input::Input;
use super::name::{Edit, letters, replaced};
use super::name_panel::{name_panel, names, names_panel};
use super::order::order;
use super::outputs::outputs;
use super::report::Report;
use super::snippet::snippet;
use super::speech::{STATUS, announce, copy};
use super::words::BuilderSentence as Say;
use crate::browser::json::to_browser;
use crate::language::Language;
use crate::screen::ui::{attributed, element, text};
use js_sys::Reflect;
use leptos::mount::mount_to;
use leptos::prelude::{
    AnyView, Get, GetUntracked, IntoAny, Owner, RwSignal, Set, TimeoutHandle, document, location,
    set_timeout_with_handle, window,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, UrlSearchParams};

/// Where a contract's link leads in the review, which must not lose what was typed.
const NOWHERE: &str = "#builder";

/// How long the fingers rest before what is large follows: the message, the schedule and the review. The name's own panels
/// follow each key, and that has to fit into a frame on a slow phone.
const REST: Duration = Duration::from_millis(100);

struct Builder {
    choice: Choice,
    language: Language,
    /// What the form comes to with the last key.
    report: RwSignal<Arc<Report>>,
    /// What it came to when the fingers rested.
    rested: RwSignal<Arc<Report>>,
    rest: Cell<Option<TimeoutHandle>>,
    is_composing: Cell<bool>,
    announced: RefCell<String>,
}

/// Shows the builder in the page's place for it. It lives as long as the page.
pub(in super::super) fn show(choice: &Choice) {
    let (Some(place), Some(host)) = (page::place("builder"), host()) else { return };
    let language = choice.language;
    let draft = addressed(language);
    page::put("builder", frame(language, &draft));
    let owner = Owner::new();
    let first = Arc::new(Report::of(draft, language));
    let (report, rested) = owner.with(|| (RwSignal::new(Arc::clone(&first)), RwSignal::new(first)));
    // The signals are the page's for good.
    core::mem::forget(owner);
    for (id, view, report) in [
        (NAMES_PANEL, names_panel as fn(&Report) -> AnyView, report),
        (NAME_PANEL, name_panel, report),
        ("outputs", outputs, rested),
    ] {
        if let Some(place) = page::place(id) {
            mount_to(place, move || (move || view(&report.get())).into_any()).forget();
        }
    }
    let builder = Rc::new(Builder {
        choice: *choice,
        language,
        report,
        rested,
        rest: Cell::default(),
        is_composing: Cell::new(false),
        announced: RefCell::new(report.get_untracked().verdict()),
    });
    builder.refresh();
    builder.follow();
    builder.keep();
    listen(&place, &builder);
    // Nothing is bought here.
    on(&host, "kantan:beforehandoff", |event| event.prevent_default());
}

/// The draft that the address holds; what is not in it is as the form opens.
fn addressed(language: Language) -> Draft {
    let query = location().search().ok().and_then(|query| UrlSearchParams::new_with_str(&query).ok());
    Draft::of(|input| {
        let kept = query.as_ref().and_then(|query| query.get(input.id()));
        let options = input.options();
        let kept = kept.filter(|kept| options.is_empty() || options.iter().any(|(option, _)| option == kept));
        kept.unwrap_or_else(|| input.initial(language).to_owned())
    })
}

/// Whether a part of an address belongs to an input.
fn is_input(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    Input::ALL.iter().any(|input| input.id() == name)
}

fn frame(language: Language, draft: &Draft) -> AnyView {
    let id =
        |tag, class, id: &str| attributed(tag, class, [("id", id), ("", ""), ("", ""), ("", ""), ("", "")], Vec::new());
    let status = attributed(
        "p",
        "builder-status",
        [("id", STATUS), ("role", "status"), ("", ""), ("", ""), ("", "")],
        Vec::new(),
    );
    element(
        "div",
        "builder",
        vec![
            element("div", "inputs", vec![form(language, draft)]),
            element("div", "results", vec![status, id("div", "outputs", "outputs")]),
            text("h2", "review-title", language.pick("お客さまに見える確認画面", "The review as the payer sees it")),
            element("div", "review-later", vec![text("p", "later-words", language.say(Say::Later))]),
        ],
    )
}

fn listen(place: &HtmlElement, builder: &Rc<Builder>) {
    for event in ["input", "change"] {
        let heard = Rc::clone(builder);
        on(place, event, move |_| {
            heard.refresh();
            if event == "change" {
                heard.tell_verdict();
                heard.keep();
            }
        });
    }
    for (event, is_composing) in [("compositionstart", true), ("compositionend", false)] {
        let heard = Rc::clone(builder);
        on(place, event, move |_| {
            heard.is_composing.set(is_composing);
            heard.refresh();
        });
    }
    // Enter in a field sends nothing.
    on(place, "submit", |event| event.prevent_default());
    let heard = Rc::clone(builder);
    on(place, "click", move |event| heard.pressed(&event));
}

impl Builder {
    /// Reads the form and shows what it comes to; what is large, when the fingers rest.
    fn refresh(self: &Rc<Self>) {
        let report = Arc::new(Report::of(Draft::of(value), self.language));
        for input in Input::ALL {
            set_hidden(&id_of(input, "row"), !report.draft.asks(input));
            self.show_problem(&report, input);
        }
        for (index, (_, inputs)) in Input::GROUPS.iter().enumerate() {
            set_hidden(&group_id(index), !inputs.iter().any(|&input| report.draft.asks(input)));
        }
        if let Some(page) = document().document_element() {
            // Setting a plain attribute cannot fail.
            let _ = page.set_attribute("data-ready", if report.order.is_some() { "true" } else { "false" });
        }
        self.report.set(report);
        let builder = Rc::clone(self);
        let rest = set_timeout_with_handle(move || builder.follow(), REST).ok();
        if let Some(begun) = self.rest.replace(rest) {
            begun.clear();
        }
    }

    /// Brings what is large up to date.
    fn follow(&self) {
        let report = self.report.get_untracked();
        if let Some(host) = host().filter(|_| report.order.is_some()) {
            let order = to_browser(&order(&report.draft, self.language, NOWHERE));
            // The element's property accepts any value.
            let _ = Reflect::set(&host, &"order".into(), &order);
        }
        self.rested.set(report);
    }

    /// What is wrong stands below the input and belongs to it. While a word is being composed that stays as it is: what
    /// stands in the field is not what will be there.
    fn show_problem(&self, report: &Report, input: Input) {
        if self.is_composing.get() {
            return;
        }
        let problem = report.problem(input).filter(|_| report.draft.asks(input));
        if let Some(error) = page::place(&id_of(input, "error")) {
            error.set_text_content(problem.map(|problem| problem.words.as_str()));
        }
        if let Some(control) = page::place(input.id()) {
            // Setting and removing a plain attribute cannot fail.
            let _ = match problem {
                Some(_) => control.set_attribute("aria-invalid", "true"),
                None => control.remove_attribute("aria-invalid"),
            };
        }
    }

    /// Says how many inputs are wrong when that has changed and the input is left.
    fn tell_verdict(&self) {
        let verdict = self.report.get_untracked().verdict();
        if *self.announced.borrow() != verdict {
            announce(verdict.clone());
            *self.announced.borrow_mut() = verdict;
        }
    }

    /// Keeps the draft in the address, and in the links that lead to the same form in another language or colours.
    fn keep(&self) {
        let report = self.report.get_untracked();
        let Ok(query) = UrlSearchParams::new() else { return };
        for (input, text) in report.draft.changes(self.language) {
            query.append(input.id(), text);
        }
        let query = String::from(query.to_string());
        let with_draft = |address: &str| {
            let own = address.split('&').filter(|pair| !is_input(pair));
            own.chain(Some(query.as_str()).filter(|query| !query.is_empty())).collect::<Vec<_>>().join("&")
        };
        if let Ok(history) = window().history() {
            // A browser may refuse after too many of them; the next one brings it up to date.
            let address = with_draft(&self.choice.address());
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
        }
        let links = document().get_elements_by_class_name("option");
        for link in (0..links.length()).filter_map(|index| links.item(index)) {
            // Setting a plain attribute cannot fail.
            let _ = link.set_attribute("href", &with_draft(&link.get_attribute("href").unwrap_or_default()));
        }
    }

    fn pressed(self: &Rc<Self>, event: &Event) {
        let button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(button) = button.and_then(|target| target.closest("[data-act]").ok().flatten()) else { return };
        let which = button.get_attribute("value").and_then(|which| which.parse::<usize>().ok()).unwrap_or_default();
        let report = self.report.get_untracked();
        let name = report.draft.text(Input::Name);
        let edit = match button.get_attribute("data-act").as_deref() {
            Some("twin") => letters(name).into_iter().nth(which).and_then(|letter| letter.twin),
            Some("all") => replaced(name),
            Some("take") => names(&report).get(which).map(|taken| Edit {
                start: 0,
                end: u32::try_from(name.encode_utf16().count()).unwrap_or(u32::MAX),
                text: taken.as_str().to_owned(),
            }),
            _ => return copy(self.language, snippet(&report.json, self.language)),
        };
        let Some(edit) = edit else { return };
        if self.is_composing.get() {
            return announce(self.language.say(Say::Composing).to_owned());
        }
        apply(&edit);
        self.refresh();
        self.keep();
        announce(self.language.tell(Say::Replaced, &[&value(Input::Name)]));
    }
}

fn host() -> Option<HtmlElement> {
    document().query_selector("kantan-checkout").ok().flatten().map(JsCast::unchecked_into)
}

fn set_hidden(id: &str, is_hidden: bool) {
    if let Some(place) = page::place(id) {
        place.set_hidden(is_hidden);
    }
}
