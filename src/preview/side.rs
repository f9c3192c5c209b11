//! What stands beside the stage: the list of states, the theme editor, the data and what a screen reader is told, of which
//! one is open at a time. Which one, what is looked for and the looks stay in the address, and go with every link.

use super::address;
use super::choice::Choice;
use super::heard::HeardPanel;
use super::json_text;
use super::page::{place, put};
use super::scene::{Element, Scene, scenes};
use super::search::Index;
use super::speech::copy;
use super::theme::{Theme, ThemePanel};
use super::words::{FIND, FOUND, JSON_NOT_ALONE, JSON_NOTE, NOT_FOUND, Words};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// How long the fingers rest before the address follows.
const REST: Duration = Duration::from_millis(200);
/// The id of the data's text, to be copied.
const DATA: &str = "data-text";
/// The name of the open panel in the address.
const PANEL: &str = "panel";
/// The name of what is looked for in the address.
const LOOKED_FOR: &str = "find";

/// The panels: the id of each, and what it is called.
const PANELS: [(&str, Words); 4] = [
    ("states", ("状態", "States")),
    ("theme", ("テーマ", "Theme")),
    ("data", ("データ", "Data")),
    ("heard", ("読み上げ", "Spoken")),
];

/// Shows it beside the stage, or, of a picture alone, only gives the elements their looks.
pub(super) fn show(choice: &Choice) {
    let choice = *choice;
    if choice.alone {
        return Theme::of_address().apply();
    }
    put("side", move || view! { <Side choice/> });
    if let Ok(Some(current)) = document().query_selector("#states [aria-current]") {
        reveal(&current);
    }
}

/// Scrolls the list, not the page.
fn reveal(current: &web_sys::Element) {
    if let (Some(item), Some(list)) = (current.dyn_ref::<HtmlElement>(), place("states")) {
        list.set_scroll_top(item.offset_top() - list.client_height() / 2);
    }
}

#[component]
fn Side(choice: Choice) -> impl IntoView {
    let theme = RwSignal::new(Theme::of_address());
    let find = RwSignal::new(address::value(LOOKED_FOR).unwrap_or_default());
    let asked = address::value(PANEL).unwrap_or_default();
    let open = RwSignal::new(PANELS.iter().position(|(id, _)| *id == asked).unwrap_or(0));
    let beside = move || {
        let mut beside = theme.with(Theme::pairs);
        let (panel, found) = (PANELS[open.get()].0, find.get());
        beside.extend((open.get() > 0).then(|| (PANEL, panel.to_owned())));
        beside.extend((!found.trim().is_empty()).then_some((LOOKED_FOR, found)));
        beside
    };
    Effect::new(move |_| theme.with(Theme::apply));
    let mut keep = debounce(REST, move |beside: Vec<(&'static str, String)>| address::keep(&choice, &beside));
    Effect::new(move |_| keep(beside()));
    let is_hidden = move |index| move || open.get() != index;
    view! {
        <Tabs choice open/>
        <div class="states" id="states" role="tabpanel" aria-labelledby="tab-states" hidden=is_hidden(0)>
            <States choice find/>
        </div>
        <div class="states" id="theme" role="tabpanel" aria-labelledby="tab-theme" hidden=is_hidden(1)>
            <ThemePanel choice theme/>
        </div>
        <div class="states" id="data" role="tabpanel" aria-labelledby="tab-data" hidden=is_hidden(2)>
            <Data choice/>
        </div>
        <div class="states" id="heard" role="tabpanel" aria-labelledby="tab-heard" hidden=is_hidden(3)>
            <HeardPanel choice is_open=Signal::derive(move || open.get() == 3)/>
        </div>
    }
}

/// One tab for each panel; the arrow keys go from one to the next.
#[component]
fn Tabs(choice: Choice, open: RwSignal<usize>) -> impl IntoView {
    let go = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => PANELS.len() - 1,
            _ => return,
        };
        event.prevent_default();
        open.update(|open| *open = (*open + step) % PANELS.len());
        if let Some(tab) = place(&["tab-", PANELS[open.get_untracked()].0].concat()) {
            // A tab can be focused.
            let _ = tab.focus();
        }
    };
    let tab = move |(index, (id, name)): (usize, (&'static str, Words))| {
        let is_open = move || open.get() == index;
        view! {
            <button
                class="tab" type="button" role="tab" id=["tab-", id].concat() aria-controls=id
                aria-selected=move || if is_open() { "true" } else { "false" }
                tabindex=move || if is_open() { "0" } else { "-1" }
                on:click=move |_| open.set(index)
            >{choice.say(name)}</button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=choice.say(("道具", "Tools")) on:keydown=go>
            {PANELS.into_iter().enumerate().map(tab).collect_view()}
        </div>
    }
}

/// One list for each element, of which that of the element on the page is open; with a field to find states.
#[component]
fn States(choice: Choice, find: RwSignal<String>) -> impl IntoView {
    let title = choice.say(("状態の一覧", "States"));
    let index = StoredValue::new(None::<Index>);
    // Nothing is looked through before somebody looks.
    let found = Memo::new(move |_| {
        let typed = find.get();
        (!typed.trim().is_empty()).then(|| {
            index.update_value(|index| {
                index.get_or_insert_with(Index::new);
            });
            index.with_value(|index| index.as_ref().map(|index| index.find(&typed)).unwrap_or_default())
        })
    });
    let told = move || match found.with(|found| found.as_ref().map(Vec::len)) {
        None => String::new(),
        Some(0) => choice.say(NOT_FOUND).to_owned(),
        Some(count) => choice.say(FOUND).replace('①', &count.to_string()),
    };
    let lists = Element::ALL.map(|element| {
        let of: Vec<_> = scenes().filter(|scene| scene.element == element).collect();
        let any = is_any_found(found, of.clone());
        let is_open = move || found.with(Option::is_some) || element == choice.scene.element;
        view! {
            <details class="element" open=is_open hidden=move || !any()>
                <summary class="summary">
                    <h3 class="element-name">
                        {choice.say(element.name())}<code class="element-tag">{element.tag()}</code>
                    </h3>
                </summary>
                {groups(choice, found, &of).collect_view()}
            </details>
        }
    });
    view! {
        <div class="find" role="search">
            <label class="label" for="find">{choice.say(FIND)}</label>
            <input
                class="control" id="find" type="search" spellcheck="false" autocomplete="off"
                prop:value=move || find.get() on:input=move |event| find.set(event_target_value(&event))
            />
            <p class="found" role="status">{told}</p>
        </div>
        <nav aria-label=title><h2 class="unseen">{title}</h2>{lists.collect_view()}</nav>
    }
}

/// The states that were found; `None` while nothing is looked for.
type Found = Memo<Option<Vec<&'static str>>>;

fn is_any_found(found: Found, of: Vec<&'static Scene>) -> impl Fn() -> bool + Copy + Send + Sync {
    let any = Memo::new(move |_| {
        found.with(|found| found.as_ref().is_none_or(|found| of.iter().any(|scene| found.contains(&scene.id))))
    });
    move || any.get()
}

/// The states of an element in their groups.
fn groups(choice: Choice, found: Found, of: &[&'static Scene]) -> impl Iterator<Item = impl IntoView + use<>> {
    let state = move |&scene: &&'static Scene| {
        let current = (scene.id == choice.scene.id).then_some("page");
        let address = Choice { scene, ..choice }.address();
        let any = is_any_found(found, vec![scene]);
        view! {
            <li class="state" hidden=move || !any()>
                <a class="to" href=address aria-current=current>{choice.say(scene.name)}</a>
            </li>
        }
    };
    let group = move |scenes: &[&'static Scene]| {
        let name = scenes.first().map(|first| choice.say(first.group));
        let any = is_any_found(found, scenes.to_vec());
        let states = scenes.iter().map(state).collect_view();
        view! { <h4 class="states-group" hidden=move || !any()>{name}</h4> <ul class="states-list">{states}</ul> }
    };
    of.chunk_by(|one, next| one.group == next.group).map(group).collect::<Vec<_>>().into_iter()
}

/// The data of the state, as the element reads them.
#[component]
fn Data(choice: Choice) -> impl IntoView {
    let text = json_text::of(&choice.scene.data(choice.language));
    let copied = text.clone();
    let more = (!choice.scene.is_data_alone()).then(|| view! { <p class="hint">{choice.say(JSON_NOT_ALONE)}</p> });
    view! {
        <div class="tool">
            <h2 class="states-title">{choice.say(("要素のデータ（JSON）", "The element’s data (JSON)"))}</h2>
            <p class="hint">{choice.say(JSON_NOTE)}</p>
            {more}
            <div class="acts">
                <button
                    class="act strong" type="button" data-act="copy-json"
                    on:click=move |_| copy(choice.language, copied.clone(), DATA)
                >{choice.say(("JSON をコピー", "Copy the JSON"))}</button>
            </div>
            <pre class="code-block" id=DATA tabindex="0" role="group" aria-label="JSON">{text}</pre>
        </div>
    }
}
