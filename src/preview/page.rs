//! The page around the element: what is shown, and the controls.

use super::choice::{Choice, Scheme, TextSize, Width};
use super::scene::{Play, Scene, Show, scenes};
use super::words::Words;
use crate::language::Language;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the form builder is called.
const BUILDER: Words = ("フォームビルダー", "Form builder");

/// Writes the page around the element.
pub(super) fn show(choice: &Choice) {
    let choice = *choice;
    if let Some(page) = document().document_element() {
        for (name, value) in [
            ("lang", choice.language.tag()),
            ("data-scheme", choice.scheme.word()),
            ("data-width", choice.width.word()),
            ("data-size", choice.size.word()),
            ("data-alone", if choice.alone { "true" } else { "false" }),
            ("data-view", if choice.builder { "builder" } else { "state" }),
        ] {
            // Setting plain attributes cannot fail.
            let _ = page.set_attribute(name, value);
        }
    }
    let name = if choice.builder { BUILDER } else { choice.scene.name };
    document().set_title(&[choice.say(name), " – kantan-checkout"].concat());
    if choice.builder {
        put("caption", move || view! { <div class="caption"><h1 class="state-name">{choice.say(BUILDER)}</h1></div> });
        put("controls", move || view! { <Controls choice/> });
        remove(&["side"]);
        return;
    }
    put("caption", move || view! { <Caption choice/> });
    if matches!(choice.scene.show, Show::Checkout(_, Play::Visitor)) {
        put("shop", move || view! { <Shop choice/> });
    }
    if choice.alone {
        // Nothing is said of a picture alone but by the element itself.
        remove(&["controls", "side", "status"]);
        return;
    }
    put("controls", move || view! { <Controls choice/> });
}

/// Shows what the form would have carried to au, and the way back; `back` is what the browser's Back does.
pub(super) fn show_posted(choice: &Choice, fields: &[(String, String)], back: impl Fn() + 'static) {
    let (choice, fields) = (*choice, fields.to_vec());
    put("after", move || {
        let back = UnsyncCallback::new(move |()| back());
        view! { <Posted choice fields back/> }
    });
}

/// Takes it away again.
pub(super) fn hide_posted() {
    if let Some(place) = place("after") {
        place.set_text_content(None);
    }
}

fn remove(ids: &[&str]) {
    for place in ids.iter().filter_map(|id| place(id)) {
        place.remove();
    }
}

/// The place of that name.
pub(super) fn place(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// The page lives as long as its views.
pub(super) fn put<View: IntoView + 'static>(id: &str, view: impl FnOnce() -> View + 'static) {
    if let Some(place) = place(id) {
        mount_to(place, view).forget();
    }
}

/// What the browser would have posted, and the way back.
#[component]
fn Posted(choice: Choice, fields: Vec<(String, String)>, back: UnsyncCallback<()>) -> impl IntoView {
    let field = |(name, value)| {
        view! { <tr class="field"><th class="field-name" scope="row">{name}</th><td class="field-value">{value}</td></tr> }
    };
    let text = choice.say((
        "プレビューでは何も送信しません。本番では、次の項目が Shift_JIS でゲートウェイへ送信されます。",
        "The preview sends nothing. In a shop, these fields are posted to the gateway in Shift_JIS.",
    ));
    let label = choice.say(("ブラウザーの「戻る」で戻る", "Come back with the browser's Back"));
    view! {
        <section class="posted">
            <h2 class="posted-title">{choice.say(("ここで au の画面に移ります", "Here the browser leaves for au"))}</h2>
            <p class="posted-text">{text}</p>
            <button class="posted-back" type="button" on:click=move |_| back.run(())>{label}</button>
            <details class="posted-details">
                <summary class="summary">{choice.say(("送信される項目", "The fields"))}</summary>
                <table class="fields"><tbody class="rows">{fields.into_iter().map(field).collect_view()}</tbody></table>
            </details>
        </section>
    }
}

/// What is shown, and the states before and after it.
#[component]
fn Caption(choice: Choice) -> impl IntoView {
    let near = move |(choice, name): (Choice, Words)| {
        view! { <a class="near" part="near" href=choice.address()>{choice.say(name)}</a> }
    };
    let others = (!choice.alone).then(|| {
        let is_before = |scene: &&Scene| scene.id != choice.scene.id;
        let to = |scene: &'static Scene, name| (Choice { scene, ..choice }, name);
        let links = [
            scenes().take_while(is_before).last().map(|scene| to(scene, ("前へ", "Previous"))),
            scenes().skip_while(is_before).nth(1).map(|scene| to(scene, ("次へ", "Next"))),
            Some((Choice { alone: true, ..choice }, ("これだけを開く", "Open alone"))),
        ];
        view! {
            <code class="state-id">{choice.scene.id}</code>
            <p class="nears">{links.into_iter().flatten().map(near).collect_view()}</p>
        }
    });
    view! {
        <div class="caption">
            <h1 class=if choice.alone { "unseen" } else { "state-name" }>{choice.say(choice.scene.name)}</h1>
            {others}
        </div>
    }
}

/// A shop around the element.
#[component]
fn Shop(choice: Choice) -> impl IntoView {
    let text = choice.say((
        "架空のショップです。ボタンを押しても、注文も請求も発生しません。",
        "This shop is made up. Nothing is ordered or charged when you press the button.",
    ));
    view! {
        <div class="shop">
            <p class="shop-name">{choice.say(("くらしのワイン店", "The Everyday Wine Shop"))}</p>
            <p class="shop-text">{text}</p>
        </div>
    }
}

/// The bar above: language, width and colours, and the way to the other view.
#[component]
fn Controls(choice: Choice) -> impl IntoView {
    let languages = [(Language::Japanese, "日本語"), (Language::English, "English")].map(|(language, name)| {
        let is_current = language == choice.language;
        view! { <Choose to=Choice { language, ..choice } name is_current lang=language.tag()/> }
    });
    let widths = (!choice.builder).then(|| {
        let widths = Width::ALL.map(|width| {
            let is_current = width == choice.width;
            view! { <Choose to=Choice { width, ..choice } name=choice.say(width.name()) is_current/> }
        });
        let sizes = TextSize::ALL.map(|size| {
            let is_current = size == choice.size;
            view! { <Choose to=Choice { size, ..choice } name=size.word() is_current/> }
        });
        view! {
            <Group label=choice.say(("幅 px", "Width, px"))>{widths.collect_view()}</Group>
            <Group label=choice.say(("文字 %", "Text, %"))>{sizes.collect_view()}</Group>
        }
    });
    let schemes = Scheme::ALL.map(|scheme| {
        let is_current = scheme == choice.scheme;
        view! { <Choose to=Choice { scheme, ..choice } name=choice.say(scheme.name()) is_current/> }
    });
    let (skip, skip_name, other_name) = if choice.builder {
        ("#outputs", ("結果へ", "Go to the results"), ("ギャラリーへ", "Gallery"))
    } else {
        ("#side", ("状態の一覧へ", "Go to the list of states"), BUILDER)
    };
    let other = Choice { builder: !choice.builder, ..choice };
    view! {
        <div class="bar">
            <p class="brand">{"kantan-checkout "}<span class="brand-note">{choice.say(("プレビュー", "preview"))}</span></p>
            <div class="ways">
                <a class="skip" href=skip>{choice.say(skip_name)}</a>
                <a class="near" part="near" href=other.address()>{choice.say(other_name)}</a>
            </div>
            <div class="groups">
                <Group label=choice.say(("言語", "Language"))>{languages.collect_view()}</Group>
                {widths}
                <Group label=choice.say(("配色", "Colours"))>{schemes.collect_view()}</Group>
            </div>
        </div>
    }
}

/// Links that look like one switch: each leads to the same picture with one thing changed.
#[component]
fn Group(label: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="group" role="group" aria-label=label>
            <span class="group-name">{label}</span>
            <span class="options">{children()}</span>
        </div>
    }
}

/// One of these links.
#[component]
fn Choose(
    to: Choice,
    name: &'static str,
    is_current: bool,
    #[prop(optional)] lang: Option<&'static str>,
) -> impl IntoView {
    view! { <a class="option" href=to.address() aria-current=is_current.then_some("true") lang=lang>{name}</a> }
}
