//! The form: made once and never made anew, so that nothing disturbs whoever is typing in it.
//!
//! No input has a `maxlength` or a pattern: what is too much is shown, so that pasting, dragging, dictating and undoing
//! work alike.

use super::draft::Draft;
use super::input::{Input, Kind};
use crate::language::Language;
use crate::screen::ui::{NONE, attributed, element, plain, text};
use leptos::html::custom;
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny};

/// Where the panel of a name stands, within the form.
pub(super) const NAME_PANEL: &str = "name-panel";
/// Where the names to choose from stand.
pub(super) const NAMES_PANEL: &str = "names-panel";

/// The whole form, filled in with a draft.
pub(super) fn form(language: Language, draft: &Draft) -> AnyView {
    let groups = Input::GROUPS.iter().enumerate().map(|(index, (legend, inputs))| {
        let mut children = vec![text("legend", "legend", language.pick(legend.0, legend.1))];
        children.extend(inputs.iter().flat_map(|&input| row(language, input, draft.text(input))));
        attributed("fieldset", "fieldset", [("id", &group_id(index)), NONE, NONE, NONE, NONE], children)
    });
    let label = language.pick("商品の内容", "The product");
    let novalidate = ("novalidate", "novalidate");
    let attributes = [("aria-label", label), ("autocomplete", "off"), novalidate, NONE, NONE];
    attributed("form", "builder-form", attributes, groups.collect())
}

/// The id of a group of inputs.
pub(super) fn group_id(index: usize) -> String {
    ["group-", &index.to_string()].concat()
}

/// The id of what belongs to an input.
pub(super) fn id_of(input: Input, what: &str) -> String {
    [input.id(), "-", what].concat()
}

fn row(language: Language, input: Input, value: &str) -> Vec<AnyView> {
    let (japanese, english) = input.label();
    let hint = language.pick(input.hint().0, input.hint().1);
    let label = attributed(
        "label",
        "label",
        [("for", input.id()), NONE, NONE, NONE, NONE],
        vec![plain(language.pick(japanese, english))],
    );
    let mut children = vec![label, control(language, input, value)];
    if !hint.is_empty() {
        children.push(attributed(
            "p",
            "hint",
            [("id", &id_of(input, "hint")), NONE, NONE, NONE, NONE],
            vec![plain(hint)],
        ));
    }
    children.push(attributed("p", "wrong", [("id", &id_of(input, "error")), NONE, NONE, NONE, NONE], Vec::new()));
    // What is long, or decides what else is asked for, has a line of its own.
    let class = if input.is_long() { "row long" } else { "row" };
    let place = |id| attributed("div", "panel-place", [("id", id), NONE, NONE, NONE, NONE], Vec::new());
    let mut rows = vec![attributed("div", class, [("id", &id_of(input, "row")), NONE, NONE, NONE, NONE], children)];
    match input {
        Input::Description => rows.push(place(NAMES_PANEL)),
        Input::Name => rows.push(place(NAME_PANEL)),
        _ => {}
    }
    rows
}

fn control(language: Language, input: Input, value: &str) -> AnyView {
    let hint = if input.hint().0.is_empty() { String::new() } else { id_of(input, "hint") + " " };
    let described = hint + &id_of(input, "error");
    if input.kind() == Kind::Choice {
        let option = |(option, words): &(&'static str, super::super::words::Words)| {
            let selected = if *option == value { ("selected", "selected") } else { NONE };
            let name = plain(language.pick(words.0, words.1));
            attributed("option", "option-name", [("value", option), selected, NONE, NONE, NONE], vec![name])
        };
        let attributes = [("id", input.id()), ("aria-describedby", described.as_str()), NONE, NONE, NONE];
        return attributed("select", "control", attributes, input.options().iter().map(option).collect());
    }
    let (kind, mode) = match input.kind() {
        Kind::Number => ("text", Some("numeric")),
        Kind::Day => ("date", None),
        Kind::Month => ("month", None),
        Kind::Text | Kind::Choice => ("text", None),
    };
    // What travels is written in Japanese or ASCII, and is no prose to be corrected.
    custom("INPUT")
        .class("control")
        .attr("id", input.id())
        .attr("type", kind)
        .attr("inputmode", mode)
        .attr("value", value.to_owned())
        .attr("aria-describedby", described)
        .attr("spellcheck", "false")
        .attr("autocapitalize", "off")
        .child(Vec::<AnyView>::new())
        .into_any()
}

/// A button within an output: what it does and to which of several things.
pub(super) fn act(class: &'static str, what: &str, which: usize, label: Vec<AnyView>) -> AnyView {
    let which = which.to_string();
    attributed("button", class, [("type", "button"), ("data-act", what), ("value", &which), NONE, NONE], label)
}

/// An output with a heading.
pub(super) fn panel(heading: &str, children: Vec<AnyView>) -> AnyView {
    let mut all = vec![text("h2", "panel-title", heading)];
    all.extend(children);
    element("section", "panel", all)
}
