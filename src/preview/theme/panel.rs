//! The theme editor: a field for each property that fits what it takes. What is set is shown at once.

use super::colour::{Fault, Shade};
use super::kind::{Kind, length};
use super::words::{
    CONTRAST, COPY, CSS, DARK, FAULT, GROUPS, LIGHT, NOT_TAKEN, NOTHING, ONE_BACK, READABLE, RESET, UNREADABLE,
    japanese,
};
use super::{PROPERTIES, Theme, is_taken};
use crate::language::Language;
use crate::preview::choice::Choice;
use crate::preview::speech::copy;
use crate::preview::words::Words;
use crate::screen::property::Property;
use leptos::prelude::*;

/// The id of the text to copy.
const TEXT: &str = "theme-css";
/// How far a slider goes, by unit, and in which steps.
const SLIDERS: [(&str, f64, f64); 3] = [("px", 48.0, 1.0), ("rem", 6.0, 0.0625), ("em", 3.0, 0.125)];

/// All fields, and what came of them.
#[component]
pub(in crate::preview) fn ThemePanel(choice: Choice, theme: RwSignal<Theme>) -> impl IntoView {
    let css = Memo::new(move |_| theme.with(Theme::css));
    let groups = GROUPS.iter().enumerate().map(|(index, (heading, named))| {
        let rows = named.iter().filter_map(|(name, _)| {
            let property = PROPERTIES.iter().find(|it| it.name.strip_prefix("--kantan-") == Some(*name))?;
            Some(view! { <Row choice theme property/> })
        });
        view! {
            <details class="element" open=index == 0>
                <summary class="summary"><h3 class="element-name">{choice.say(*heading)}</h3></summary>
                {rows.collect_view()}
            </details>
        }
    });
    let is_unchanged = move || css.with(String::is_empty);
    view! {
        <div class="tool theme">
            <h2 class="states-title">{choice.say(("テーマ", "Theme"))}</h2>
            <Readable choice theme/>
            <div class="acts">
                <button
                    class="act strong" type="button" data-act="copy-css" disabled=is_unchanged
                    on:click=move |_| copy(choice.language, css.get_untracked(), TEXT)
                >{choice.say(COPY)}</button>
                <button
                    class="act" type="button" data-act="reset" disabled=is_unchanged
                    on:click=move |_| theme.set(Theme::default())
                >{choice.say(RESET)}</button>
            </div>
            <pre class="code-block" id=TEXT tabindex="0" role="group" aria-label=choice.say(CSS)>
                {move || css.with(|css| if css.is_empty() { choice.say(NOTHING).to_owned() } else { css.clone() })}
            </pre>
            {groups.collect_view()}
        </div>
    }
}

/// Whether all text can be read.
#[component]
fn Readable(choice: Choice, theme: RwSignal<Theme>) -> impl IntoView {
    let faults = Memo::new(move |_| theme.with(Theme::faults));
    let verdict = move || match faults.with(Vec::len) {
        0 => choice.say(READABLE).to_owned(),
        count => choice.say(UNREADABLE).replace('①', &count.to_string()),
    };
    let fault = move |fault: &Fault| {
        let shade = choice.say(if fault.shade == Shade::Light { LIGHT } else { DARK });
        // Rounded down: what does not reach the least does not seem to.
        let ratio = format!("{:.1}", (fault.ratio * 10.0).floor() / 10.0);
        let names = [fault.text, fault.ground].map(|name| ["--kantan-", name].concat());
        let words = choice.say(FAULT).replace('①', shade).replace('②', &names[0]).replace('③', &names[1]);
        view! { <li class="fault">{words.replace('④', &ratio)}</li> }
    };
    let list = move || faults.with(|faults| faults.iter().map(fault).collect_view());
    view! {
        <div class="readable" tabindex="0" role="group" aria-label=choice.say(CONTRAST) data-faults=move || faults.with(Vec::len).to_string()>
            <p class="readable-words" role="status">{verdict}</p>
            <ul class="faults">{list}</ul>
        </div>
    }
}

/// A property: its name, its field, and the way back to what it is by itself.
#[component]
fn Row(choice: Choice, theme: RwSignal<Theme>, property: &'static Property) -> impl IntoView {
    let name = property.name.as_str();
    let short = name.strip_prefix("--kantan-").unwrap_or(name);
    let label: String = match choice.language {
        Language::Japanese => japanese(short).to_owned(),
        Language::English => property.meaning.clone(),
    };
    let is_set = move || theme.with(|theme| theme.get(name).is_some());
    let back = [choice.say(ONE_BACK), name].join(" ");
    let field = match Kind::of(property) {
        Kind::Colour => [Shade::Light, Shade::Dark]
            .map(|shade| view! { <Swatch choice theme property shade/> })
            .into_iter()
            .collect_view()
            .into_any(),
        _ => view! { <Typed choice theme property/> }.into_any(),
    };
    view! {
        <div class="token" role="group" aria-labelledby=["name-of-", short].concat() data-token=short>
            <p class="token-name" id=["name-of-", short].concat()>{label}<code class="code">{name}</code></p>
            <div class="token-field">
                {field}
                <button
                    class="act token-back" type="button" aria-label=back disabled=move || !is_set()
                    on:click=move |_| theme.update(|theme| theme.set(property, ""))
                >"↺"</button>
            </div>
        </div>
    }
}

/// A colour in one of the two shades; the other one stays as it is.
#[component]
fn Swatch(choice: Choice, theme: RwSignal<Theme>, property: &'static Property, shade: Shade) -> impl IntoView {
    let hex = move |shade| theme.with(|theme| theme.colour(&property.name, shade)).map(super::Colour::hex);
    let words: Words = if shade == Shade::Light { LIGHT } else { DARK };
    let pick = move |picked: String| {
        let other = untrack(|| hex(if shade == Shade::Light { Shade::Dark } else { Shade::Light }));
        let other = other.unwrap_or_else(|| picked.clone());
        let (light, dark) = if shade == Shade::Light { (picked, other) } else { (other, picked) };
        let value = if light == dark { light } else { ["light-dark(", &light, ", ", &dark, ")"].concat() };
        theme.update(|theme| theme.set(property, &value));
    };
    view! {
        <label class="swatch">
            <input
                class="swatch-field" type="color" data-shade=if shade == Shade::Light { "light" } else { "dark" }
                prop:value=move || hex(shade).unwrap_or_default()
                on:input=move |event| pick(event_target_value(&event))
            />
            <span class="swatch-name">{choice.say(words)}</span>
        </label>
    }
}

/// What is typed, with a slider beside it where it is a plain length.
#[component]
fn Typed(choice: Choice, theme: RwSignal<Theme>, property: &'static Property) -> impl IntoView {
    let name = property.name.as_str();
    let wrong = RwSignal::new(false);
    let value = Memo::new(move |_| theme.with(|theme| theme.get(name).unwrap_or_default().to_owned()));
    let set = move |typed: String| {
        let is_right = typed.trim().is_empty() || is_taken(property, typed.trim());
        wrong.set(!is_right);
        if is_right {
            theme.update(|theme| theme.set(property, &typed));
        }
    };
    // A slider keeps the unit, that of the default where there is one.
    let unit = length(&property.default).map_or("px", |(_, unit)| unit);
    let slider = SLIDERS.iter().find(|(of, ..)| *of == unit && Kind::of(property) == Kind::Length);
    let at = move || {
        let value = value.get();
        let value = if value.is_empty() { property.default.as_str() } else { value.as_str() };
        length(value).map_or(0.0, |(number, _)| number).to_string()
    };
    let slider = slider.map(|&(unit, most, step)| {
        view! {
            <input
                class="slider" type="range" min="0" max=most step=step aria-label=unit prop:value=at
                on:input=move |event| set(event_target_value(&event) + unit)
            />
        }
    });
    let [described, short] = ["wrong-", "name-of-"].map(|start| name.replace("--kantan-", start));
    view! {
        {slider}
        <input
            class="control token-text" type="text" placeholder=property.default.as_str() spellcheck="false"
            autocapitalize="off" aria-labelledby=short aria-describedby=described.clone()
            aria-invalid=move || wrong.get().then_some("true") prop:value=move || value.get()
            on:input=move |event| set(event_target_value(&event))
        />
        <p class="wrong" id=described>{move || wrong.get().then(|| choice.say(NOT_TAKEN))}</p>
    }
}
