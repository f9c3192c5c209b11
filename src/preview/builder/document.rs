//! A whole page of a shop with the order in it, to be saved beside the element's files: what a browser shows with script, and
//! as the children of the element the same screen as a form, for one without.

use super::super::json_text;
use super::super::words::Words;
use super::snippet::{ENDPOINT, SCRIPT};
use crate::json::Json;
use crate::language::{Language, RecurringSentence, Sentence};
use crate::page::order::Order;
use crate::page::request::CheckoutRequest;
use crate::screen::checkout::{CheckoutState, Phase, Standing, screen};
use crate::screen::headings::Headings;
use crate::screen::ui::FORM;
use leptos::mount::mount_to;
use leptos::prelude::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// The id of the page's text in the builder, to be copied.
pub(super) const DOCUMENT: &str = "whole-page";

/// The title of the page's element is that of the page.
const LEVEL: &str = "1";

/// What whoever saves the page has to know.
const NOTES: Words = (
    "このファイルは、要素のファイル一式（dist/element）と同じフォルダーに置けば、そのまま表示されます。\n\
     次のところは、注文ごとにショップのサーバーが書きます。\n\
     1. script の中の注文：order_reference は注文ごとに新しい番号です。now（現在の時刻）、maintenance、\n\
     \u{20}  expires_at を加えられます。契約では recurring.joined_on を今日の日付にします。\n\
     2. その下の form と画面：JavaScript が動かないときの同じ内容です。決済サーバーなら、いつも同じものを出力します。\n\
     3. endpoint と form の action：署名済みの項目を返す、ショップのサーバーのアドレスです。\n\
     公開するときは、コンテンツセキュリティポリシーを付けてください（docs/embedding.md）。style はファイルに移します。",
    "Beside the files of the element (dist/element) this file is shown as it is. The shop's server writes these for\n\
     every order:\n\
     1. The order in the script: order_reference is a new one each time. It can have now (the time), maintenance and\n\
     \u{20}  expires_at, too. In a contract recurring.joined_on is today.\n\
     2. The form and the screen below it: the same for browsers without JavaScript. The payment service prints it.\n\
     3. endpoint, and the form's action: the address of the shop's server that answers with the signed fields.\n\
     In public, send a content security policy (docs/embedding.md), and move the style into a file.",
);

/// The page of a valid order, which stands in the browser's hands for a moment to be printed.
pub(super) fn document_of(json: &Json, order: &Order, language: Language, css: &str) -> String {
    page(json, order, language, css, &printed(order, language))
}

/// The screen as markup.
fn printed(order: &Order, language: Language) -> String {
    let Ok(place) = document().create_element("div") else { return String::new() };
    let state = CheckoutState {
        order: Ok(Rc::new(order.clone())),
        language,
        headings: Headings::of(Some(LEVEL), false),
        phase: Phase::Reviewing(None),
        standing: Standing::default(),
    };
    let shown = mount_to(place.clone().unchecked_into(), move || screen(&state));
    let markup = place.inner_html();
    drop(shown);
    in_lines(&markup)
}

/// Markup without the renderer's marks, a line for each block.
fn in_lines(markup: &str) -> String {
    let mut lines = markup.replace("<!---->", "").replace("<!-- -->", "");
    for end in ["</tr>", "</thead>", "</table>", "</p>", "</dl>", "</li>", "</div>", "</h1>", "</h2>", "</header>"] {
        lines = lines.replace(end, &[end, "\n"].concat());
    }
    lines.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn page(json: &Json, order: &Order, language: Language, css: &str, screen: &str) -> String {
    let title = match &order.recurring {
        None => language.say(Sentence::Title),
        Some(_) => language.say(RecurringSentence::Title),
    };
    let fields = CheckoutRequest::of(order, language).to_fields();
    let field = |(name, value): &(&str, String)| {
        ["<input type=\"hidden\" name=\"", name, "\" value=\"", &escaped(value), "\">\n"].concat()
    };
    let fields: String = fields.iter().map(field).collect();
    let (tag, order_text, name) = (language.tag(), json_text::of(json), escaped(order.item_name.as_str()));
    let notes = language.pick(NOTES.0, NOTES.1);
    // Nothing in a theme ends the element that it stands in.
    let css = css.replace('<', "");
    format!(
        r#"<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {name}</title>
<!--
{notes}
-->
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; font: 1rem/1.7 system-ui, "Noto Sans JP", "Hiragino Sans", sans-serif; }}
main {{ max-inline-size: 80rem; margin-inline: auto; padding: clamp(1rem, 3vw, 2rem); }}
{css}</style>
<script type="module" src="{SCRIPT}"></script>
</head>
<body>
<main>
<kantan-checkout endpoint="{ENDPOINT}" lang="{tag}" heading-level="{LEVEL}">
<script type="application/json">
{order_text}
</script>
<form id="{FORM}" method="post" action="{ENDPOINT}" accept-charset="UTF-8" data-turbo="false">
{fields}</form>
{screen}
</kantan-checkout>
</main>
</body>
</html>
"#
    )
}

/// A text between tags or between double quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::super::input::Input;
    use super::super::report::Report;
    use super::*;
    use crate::json::tests::json;

    #[test]
    fn the_page_holds_the_order_and_the_form_that_asks_for_it() {
        for language in Language::ALL {
            for method in ["one_time", "simple", "fixed_term", "usage"] {
                let report = Report::of(draft(&[(Input::Method, method)]), language);
                let order = report.order.expect("an order");
                let page =
                    page(&report.json, &order, language, "kantan-checkout { --kantan-radius: 4px; }\n", "<p>…</p>");
                let (_, rest) = page.split_once("<script type=\"application/json\">").expect("its start");
                let (text, rest) = rest.split_once("</script>").expect("its end");
                let read = json(serde_json::from_str(text).expect("JSON"));
                assert_eq!(Order::read(&read, &mut Vec::new()), Some(order.clone()), "{method}");
                for (name, value) in CheckoutRequest::of(&order, language).to_fields() {
                    assert!(rest.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{method}: {name}");
                }
                assert!(page.contains("--kantan-radius: 4px;") && rest.contains("<p>…</p>"));
                assert_eq!(page.matches("<!--").count(), 1);
            }
        }
    }

    #[test]
    fn nothing_typed_leaves_its_place() {
        let name = "\"><script>&";
        let report = Report::of(draft(&[(Input::Name, "a&\"<b"), (Input::Delivery, name)]), Language::English);
        let order = report.order.expect("an order");
        let page = page(&report.json, &order, Language::English, "", "");
        assert!(!page.contains(name) && page.contains("a&amp;&quot;&lt;b"));
        assert_eq!(page.matches("<script").count(), 2, "the loader's and the order's");
    }

    #[test]
    fn the_renderers_marks_are_left_out() {
        assert_eq!(in_lines("<p>一<!----></p><div><p>二</p></div>"), "<p>一</p>\n<div><p>二</p>\n</div>");
    }
}
