//! The page around the element: what is shown, the controls, the list of states.

use super::choice::{Choice, Scheme, Width};
use super::scene::{Element, Play, Scene, Show, scenes};
use super::words::Words;
use crate::screen::ui::{NONE, attributed, element, link, plain, text};
use leptos::ev::click;
use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::{AnyView, ClassAttribute, ElementChild, IntoAny, OnAttribute, document};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Writes the page around the element.
pub(super) fn show(choice: &Choice) {
    if let Some(page) = document().document_element() {
        for (name, value) in [
            ("lang", choice.language.tag()),
            ("data-scheme", choice.scheme.word()),
            ("data-width", choice.width.word()),
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
        put("caption", element("div", "caption", vec![text("h1", "state-name", choice.say(BUILDER))]));
        put("controls", controls(choice));
        remove(&["states"]);
        return;
    }
    put("caption", caption(choice));
    if matches!(choice.scene.show, Show::Checkout(_, Play::Visitor)) {
        put("shop", shop(choice));
    }
    if choice.alone {
        remove(&["controls", "states"]);
        return;
    }
    put("controls", controls(choice));
    put("states", states(choice));
    if let Ok(Some(current)) = document().query_selector("#states [aria-current]") {
        reveal(&current);
    }
}

/// What the form builder is called.
const BUILDER: Words = ("フォームビルダー", "Form builder");

/// Shows what the form would have carried to au, and the way back; `back` is what the browser's Back does.
pub(super) fn show_posted(choice: &Choice, fields: &[(String, String)], back: impl Fn() + 'static) {
    let cell = |(name, value): &(String, String)| {
        element(
            "tr",
            "field",
            vec![
                attributed("th", "field-name", [("scope", "row"), NONE, NONE, NONE, NONE], vec![plain(name)]),
                text("td", "field-value", value),
            ],
        )
    };
    let title = choice.say(("ここで au の画面に移ります", "Here the browser leaves for au"));
    let children = vec![
        text("h2", "posted-title", title),
        text(
            "p",
            "posted-text",
            choice.say((
                "プレビューでは何も送信しません。本番では、次の項目が Shift_JIS でゲートウェイへ送信されます。",
                "The preview sends nothing. In a shop, these fields are posted to the gateway in Shift_JIS.",
            )),
        ),
        html::button()
            .class("posted-back")
            .r#type("button")
            .on(click, move |_| back())
            .child(plain(choice.say(("ブラウザーの「戻る」で戻る", "Come back with the browser's Back"))))
            .into_any(),
        element(
            "details",
            "posted-details",
            vec![
                text("summary", "summary", choice.say(("送信される項目", "The fields"))),
                element("table", "fields", vec![element("tbody", "rows", fields.iter().map(cell).collect())]),
            ],
        ),
    ];
    put("after", element("section", "posted", children));
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
pub(super) fn put(id: &str, view: AnyView) {
    if let Some(place) = place(id) {
        mount_to(place, move || view).forget();
    }
}

/// Scrolls the list, not the page.
fn reveal(current: &web_sys::Element) {
    if let (Some(item), Some(list)) = (current.dyn_ref::<HtmlElement>(), place("states")) {
        list.set_scroll_top(item.offset_top() - list.client_height() / 2);
    }
}

fn caption(choice: &Choice) -> AnyView {
    let name = choice.say(choice.scene.name);
    let class = if choice.alone { "unseen" } else { "state-name" };
    let mut children = vec![text("h1", class, name)];
    if !choice.alone {
        let to = |scene: &'static Scene, label| link("near", &Choice { scene, ..*choice }.address(), choice.say(label));
        children.push(text("code", "state-id", choice.scene.id));
        let is_before = |scene: &&Scene| scene.id != choice.scene.id;
        let before = scenes().take_while(is_before).last();
        let mut near: Vec<_> = before.map(|scene| to(scene, ("前へ", "Previous"))).into_iter().collect();
        near.extend(scenes().skip_while(is_before).nth(1).map(|scene| to(scene, ("次へ", "Next"))));
        near.push(link(
            "near",
            &Choice { alone: true, ..*choice }.address(),
            choice.say(("これだけを開く", "Open alone")),
        ));
        children.push(element("p", "nears", near));
    }
    element("div", "caption", children)
}

fn shop(choice: &Choice) -> AnyView {
    element(
        "div",
        "shop",
        vec![
            text("p", "shop-name", choice.say(("くらしのワイン店", "The Everyday Wine Shop"))),
            text(
                "p",
                "shop-text",
                choice.say((
                    "架空のショップです。ボタンを押しても、注文も請求も発生しません。",
                    "This shop is made up. Nothing is ordered or charged when you press the button.",
                )),
            ),
        ],
    )
}

fn controls(choice: &Choice) -> AnyView {
    let languages = [crate::language::Language::Japanese, crate::language::Language::English];
    let mut groups = vec![
        group(
            choice.say(("言語", "Language")),
            languages
                .iter()
                .zip(["日本語", "English"])
                .map(|(&language, name)| {
                    (Choice { language, ..*choice }, name, language == choice.language, language.tag())
                })
                .collect(),
        ),
        group(
            choice.say(("配色", "Colours")),
            Scheme::ALL
                .map(|scheme| (Choice { scheme, ..*choice }, choice.say(scheme.name()), scheme == choice.scheme, ""))
                .into(),
        ),
    ];
    if !choice.builder {
        let widths =
            Width::ALL.map(|width| (Choice { width, ..*choice }, choice.say(width.name()), width == choice.width, ""));
        groups.insert(1, group(choice.say(("幅", "Width")), widths.into()));
    }
    let other = Choice { builder: !choice.builder, ..*choice };
    let other_name = if choice.builder { ("ギャラリーへ", "Gallery") } else { BUILDER };
    let (skip, skip_name) = if choice.builder {
        ("#outputs", ("結果へ", "Go to the results"))
    } else {
        ("#states", ("状態の一覧へ", "Go to the list of states"))
    };
    element(
        "div",
        "bar",
        vec![
            element(
                "p",
                "brand",
                vec![plain("kantan-checkout "), text("span", "brand-note", choice.say(("プレビュー", "preview")))],
            ),
            element(
                "div",
                "ways",
                vec![
                    attributed(
                        "a",
                        "skip",
                        [("href", skip), NONE, NONE, NONE, NONE],
                        vec![plain(choice.say(skip_name))],
                    ),
                    link("near", &other.address(), choice.say(other_name)),
                ],
            ),
            element("div", "groups", groups),
        ],
    )
}

/// Links that look like one switch: each leads to the same picture with one thing changed.
fn group(label: &'static str, options: Vec<(Choice, &'static str, bool, &'static str)>) -> AnyView {
    let option = |(choice, name, current, language): (Choice, &'static str, bool, &'static str)| {
        let current = if current { ("aria-current", "true") } else { NONE };
        let language = if language.is_empty() { NONE } else { ("lang", language) };
        attributed("a", "option", [("href", &choice.address()), current, language, NONE, NONE], vec![plain(name)])
    };
    let name = text("span", "group-name", label);
    let options = element("span", "options", options.into_iter().map(option).collect());
    attributed("div", "group", [("role", "group"), ("aria-label", label), NONE, NONE, NONE], vec![name, options])
}

/// One list for each element; only that of the element on the page is open.
fn states(choice: &Choice) -> AnyView {
    let title = choice.say(("状態の一覧", "States"));
    let mut children = vec![text("h2", "states-title", title)];
    for element_of in Element::ALL {
        let open = if element_of == choice.scene.element { ("open", "open") } else { NONE };
        let name = vec![plain(choice.say(element_of.name())), text("code", "element-tag", element_of.tag())];
        let heading = element("h3", "element-name", name);
        let mut lists = vec![element("summary", "summary", vec![heading])];
        lists.extend(groups(choice, element_of));
        children.push(attributed("details", "element", [open, NONE, NONE, NONE, NONE], lists));
    }
    attributed("nav", "states", [("aria-label", title), NONE, NONE, NONE, NONE], children)
}

fn groups(choice: &Choice, of: Element) -> Vec<AnyView> {
    let scenes: Vec<_> = scenes().filter(|scene| scene.element == of).collect();
    let mut lists = Vec::new();
    for scenes in scenes.chunk_by(|one, next| one.group == next.group) {
        let item = |scene: &&'static Scene| {
            let address = Choice { scene, ..*choice }.address();
            let current = if scene.id == choice.scene.id { ("aria-current", "page") } else { NONE };
            let name = vec![plain(choice.say(scene.name))];
            element("li", "state", vec![attributed("a", "to", [("href", &address), current, NONE, NONE, NONE], name)])
        };
        lists.extend(scenes.first().map(|first| text("h4", "states-group", choice.say(first.group))));
        lists.push(element("ul", "states-list", scenes.iter().map(item).collect()));
    }
    lists
}
