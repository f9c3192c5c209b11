//! What a screen reader is told of the element on the stage: what it announces and where the focus goes, as it happens, and the
//! screen from top to bottom, line by line. `heard.js` reads it from the element's shadow root whenever something changes
//! there.

mod words;

use super::choice::Choice;
use super::speech::copy;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;
use words::{COPY, EMPTY, HAPPENED, HAPPENED_NOTE, NOTE, ORDER, TITLE, kind, role, state};

/// The id of the lines, to be copied.
const LINES: &str = "heard-lines";

#[wasm_bindgen(module = "/src/preview/heard.js")]
extern "C" {
    fn heard(host: &HtmlElement) -> Array;
    fn listen(host: &HtmlElement, tell: &JsValue, change: &JsValue);
}

/// A line: something on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// How many things it stands in.
    depth: usize,
    /// Its role; blank of a text.
    role: String,
    /// Its name, or the text.
    words: String,
    /// What else is said of it, each as `level=2`.
    states: Vec<String>,
}

impl Line {
    fn of(line: &JsValue) -> Self {
        let mut texts = line.unchecked_ref::<Array>().iter().map(|text| text.as_string().unwrap_or_default());
        let mut next = || texts.next().unwrap_or_default();
        let (depth, role, words) = (next(), next(), next());
        Self { depth: depth.parse().unwrap_or(0), role, words, states: texts.collect() }
    }

    /// Role and states as programs name them.
    fn told(&self) -> String {
        let mut told = self.role.clone();
        for state in &self.states {
            told += " ";
            told += state;
        }
        told
    }

    /// The line as it stands in a transcript.
    fn text(&self) -> String {
        let indent = "  ".repeat(self.depth);
        match (self.role.as_str(), self.words.as_str()) {
            ("", words) => [indent.as_str(), words].concat(),
            (_, "") => [indent, self.told()].concat(),
            (_, words) => [indent.as_str(), &self.told(), " “", words, "”"].concat(),
        }
    }

    /// Role and states in words.
    fn said(&self, choice: Choice) -> String {
        let mut said = choice.say(role(&self.role)).to_owned();
        for it in &self.states {
            let (name, value) = it.split_once('=').unwrap_or((it, ""));
            said += &choice.say(state(name, value)).replace('①', value);
        }
        said
    }
}

/// Something that happened: its kind, a role, and words.
type Happening = (String, String, String);

/// The panel. It listens from the start, and reads the screen while it is open.
#[component]
pub(super) fn HeardPanel(choice: Choice, is_open: Signal<bool>) -> impl IntoView {
    let lines = RwSignal::new(Vec::<Line>::new());
    let happened = RwSignal::new(Vec::<Happening>::new());
    let is_due = StoredValue::new(false);
    let host = move || {
        let host = document().query_selector(choice.scene.element.tag()).ok().flatten();
        host.map(JsCast::unchecked_into::<HtmlElement>)
    };
    // However much changes at once, it is read once, as it is painted.
    let change = move || {
        if !is_open.get_untracked() || is_due.get_value() {
            return;
        }
        is_due.set_value(true);
        request_animation_frame(move || {
            is_due.set_value(false);
            if let Some(host) = host() {
                lines.set(heard(&host).iter().map(|line| Line::of(&line)).collect());
            }
        });
    };
    Effect::new(move |_| {
        if is_open.get() {
            change();
        }
    });
    if let Some(host) = host() {
        let tell = move |kind, role, words| happened.update(|happened| happened.push((kind, role, words)));
        let tell = Closure::<dyn FnMut(String, String, String)>::new(tell).into_js_value();
        listen(&host, &tell, &Closure::<dyn FnMut()>::new(change).into_js_value());
    }
    let text = move || lines.with_untracked(|lines| lines.iter().map(Line::text).collect::<Vec<_>>().join("\n"));
    view! {
        <div class="tool heard">
            <h2 class="states-title">{choice.say(TITLE)}</h2>
            <p class="hint">{choice.say(NOTE)}</p>
            <h3 class="states-group" id="heard-happened-title">{choice.say(HAPPENED)}</h3>
            <p class="hint">{choice.say(HAPPENED_NOTE)}</p>
            <ol class="happened" id="heard-happened" aria-labelledby="heard-happened-title">
                {move || happened.with(|it| it.iter().map(|it| happening(choice, it)).collect_view())}
            </ol>
            <p class="hint" hidden=move || happened.with(|it| !it.is_empty())>{choice.say(EMPTY)}</p>
            <h3 class="states-group" id="heard-order-title">{choice.say(ORDER)}</h3>
            <div class="acts">
                <button
                    class="act strong" type="button" data-act="copy-heard"
                    on:click=move |_| copy(choice.language, text(), LINES)
                >{choice.say(COPY)}</button>
            </div>
            <ol class="heard-lines" id=LINES tabindex="0" aria-labelledby="heard-order-title">
                {move || lines.with(|lines| lines.iter().map(|line| row(choice, line)).collect_view())}
            </ol>
        </div>
    }
}

fn happening(choice: Choice, (what, of, words): &Happening) -> impl IntoView + use<> {
    let said = if of.is_empty() { String::new() } else { choice.say(role(of)).to_owned() };
    view! {
        <li class="heard-line" data-told=what.clone()>
            <span class="heard-role">{choice.say(kind(what))}{(!said.is_empty()).then(|| [" ", &said].concat())}</span>
            <span class="heard-words">{words.clone()}</span>
        </li>
    }
}

fn row(choice: Choice, line: &Line) -> impl IntoView + use<> {
    // The deepest that is shown as such: nothing on a screen is deeper.
    let class = ["heard-line depth-", &line.depth.min(9).to_string()].concat();
    view! {
        <li class=class data-told=line.told() data-depth=line.depth>
            {(!line.role.is_empty()).then(|| view! { <span class="heard-role">{line.said(choice)}</span> })}
            <span class="heard-words">{line.words.clone()}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::choice::Choice;

    #[test]
    fn a_line_reads_as_in_a_transcript_and_in_words() {
        let line = |role: &str, words: &str, states: &[&str]| Line {
            depth: 1,
            role: role.to_owned(),
            words: words.to_owned(),
            states: states.iter().map(|it| (*it).to_owned()).collect(),
        };
        let choice = Choice::of_query("");
        for (line, text, said) in [
            (line("heading", "お支払い", &["level=2"]), "  heading level=2 “お支払い”", "見出し2"),
            (line("", "0円", &[]), "  0円", ""),
            (line("list", "", &[]), "  list", "リスト"),
            (line("status", "", &["live=polite"]), "  status live=polite", "お知らせの場所・変わると読み上げ"),
            (line("button", "払う", &["disabled=true"]), "  button disabled=true “払う”", "ボタン・使用不可"),
        ] {
            assert_eq!((line.text().as_str(), line.said(choice).as_str()), (text, said));
        }
    }
}
