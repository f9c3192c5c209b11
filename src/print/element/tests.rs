use super::*;
use crate::json::tests::json;
use crate::page::account::tests::page;
use crate::page::order::tests::sample;
use crate::page::recurring::tests::order as recurring;
use crate::page::report::tests::report;
use serde_json::{Value, json};

const ELEMENT: Element<'_> = Element {
    language: Language::Japanese,
    stylesheet: "/assets/kantan.css",
    styles: None,
    endpoint: Some("/ask"),
    destinations: Some("https://fep.sps-system.com"),
    headings: Headings::of(None, false),
    is_framed: false,
};

/// What stands between two texts, the first time that it does.
fn between<'a>(text: &'a str, from: &str, until: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("{from} is not in {text}"));
    rest.split_once(until).unwrap_or_else(|| panic!("{until} is not in {rest}")).0
}

fn child(printed: &str) -> Value {
    serde_json::from_str(between(printed, "<script type=\"application/json\">", "</script>")).expect("JSON")
}

#[test]
fn an_order_is_printed_with_a_button_that_asks_for_what_is_shown() {
    let printed = checkout(&json(sample()), &ELEMENT).expect("a valid order");
    let start = "<kantan-checkout lang=\"ja\" endpoint=\"/ask\" destinations=\"https://fep.sps-system.com\">\
                 <template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/assets/kantan.css\">";
    assert!(printed.starts_with(start), "{printed}");
    let (_, children) = printed.split_once("</script>").expect("children");
    let shadow = between(&printed, "<slot hidden></slot>", "<p part=\"live\"");
    assert_eq!(children.strip_suffix("</kantan-checkout>"), Some(shadow), "the same without shadow roots and script");
    let form = between(&printed, "<form id=\"kantan-request\"", "</form>");
    assert!(
        form.starts_with(" method=\"post\" action=\"/ask\" accept-charset=\"UTF-8\" data-turbo=\"false\">"),
        "{form}"
    );
    for (name, value) in [
        ("order_reference", "r-1"),
        ("language", "ja"),
        ("item_id", "wine-3000"),
        ("item_name", "赤ワイン（ハーフ）"),
        ("amount", "3500"),
        ("tax", "318"),
    ] {
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert_eq!(form.matches(&field).count(), 1, "{field}: {form}");
    }
    assert_eq!(form.matches("<input").count(), 6, "and nothing else");
    let button = between(&printed, "<button ", "</button>");
    assert!(button.contains("part=\"pay\"") && button.contains("form=\"kantan-request\""), "{button}");
    assert!(!button.contains("type="), "a button submits by itself: {button}");
    assert_eq!(child(&printed), sample());
}

#[test]
fn a_contracts_charges_are_asked_for_as_they_are_shown() {
    let printed = checkout(&json(recurring(json!({ "last_month": "2026-12" }))), &ELEMENT).expect("a valid order");
    assert!(printed.contains("name=\"charges\" value=\"2026-11-24:3500,2026-12-01:3500\""), "{printed}");
}

#[test]
fn headings_are_printed_as_they_are_drawn_and_the_script_is_told() {
    let headings = Headings::of(Some("3"), true);
    let printed = checkout(&json(sample()), &Element { headings, ..ELEMENT }).expect("a valid order");
    assert!(between(&printed, "<kantan-checkout", ">").ends_with("heading-level=\"3\" untitled=\"\""), "{printed}");
    assert!(printed.contains("<div part=\"card\" role=\"region\" aria-label=\"ご注文内容の確認\""), "{printed}");
    assert!(printed.contains("<h4 ") && !printed.contains("<h2 ") && !printed.contains("<h3 "), "{printed}");
    // What became of an order, and the name of a contract, are never left out.
    let became = result(&json(report(json!({}))), &Element { headings, ..ELEMENT }).expect("a valid report");
    let contract = subscriptions(&json(page(json!({}))), &Element { headings, ..ELEMENT }).expect("a valid page");
    for printed in [became, contract] {
        assert!(printed.contains("<h3 part=\"title\""), "{printed}");
    }
}

#[test]
fn what_copies_by_a_script_is_nowhere_where_none_runs() {
    let printed = result(&json(report(json!({}))), &ELEMENT).expect("a valid report");
    let (shadow, children) = printed.split_once("</template>").expect("a shadow root");
    assert_eq!(shadow.matches("part=\"copy\"").count(), 1, "{shadow}");
    assert!(shadow.contains("aria-label=\"注文番号をコピーする\""), "{shadow}");
    assert!(!children.contains("<button") && children.contains("part=\"row\""), "{children}");
    let question = confirmation(&json(page(json!({ "order_number": "0482-1097-3650" }))), Action::Cancel, &ELEMENT);
    let question = question.expect("it can be cancelled");
    assert!(question.contains("0482-1097-3650") && !question.contains("part=\"copy\""), "{question}");
}

#[test]
fn styles_that_stand_in_the_page_are_waited_for_nowhere() {
    let styles = ":host { display: block }";
    let printed = checkout(&json(sample()), &Element { styles: Some(styles), ..ELEMENT }).expect("a valid order");
    let begins = format!("<template shadowrootmode=\"open\"><style>{styles}</style><slot hidden></slot>");
    assert!(printed.contains(&begins) && !printed.contains("stylesheet"), "{printed}");
}

#[test]
fn in_a_frame_the_whole_window_goes_to_au() {
    let printed = checkout(&json(sample()), &Element { is_framed: true, ..ELEMENT }).expect("a valid order");
    assert!(between(&printed, "<kantan-checkout", ">").ends_with("target=\"_top\""));
    assert!(between(&printed, "<form", ">").ends_with("target=\"_top\""));
}

#[test]
fn no_text_of_a_shop_breaks_out_of_the_page() {
    let bad = "</script><!--<script>\"'&</template>";
    let mut order = sample();
    order["delivery"] = json!(bad);
    order["order_reference"] = json!(bad);
    order["lines"][0]["name"] = json!(bad);
    let printed = checkout(&json(order.clone()), &ELEMENT).expect("a valid order");
    for (tag, count) in [("<script", 1), ("</script", 1), ("</template", 1), ("<!--", 0)] {
        assert_eq!(printed.matches(tag).count(), count, "{tag}: {printed}");
    }
    assert_eq!(child(&printed), order);
}

#[test]
fn a_result_has_a_link_to_look_again() {
    let data = report(json!({ "outcome": "confirming", "result_url": "/orders/r-1/result?request=1&lang=ja" }));
    let printed = result(&json(data.clone()), &ELEMENT).expect("a valid report");
    assert!(printed.contains("href=\"/orders/r-1/result?request=1&amp;lang=ja\""), "{printed}");
    assert!(printed.contains("最新の状況を見る") && !printed.contains("<button part=\"step\""), "{printed}");
    // What needs a script to do anything is not seen without.
    assert_eq!(printed.matches("<button").count(), printed.matches("hidden=\"hidden\"").count(), "{printed}");
    assert_eq!(child(&printed), data);
}

#[test]
fn each_control_of_a_subscription_leads_to_its_confirmation() {
    let data = page(json!({ "confirm_url": "/subscriptions/s-1/confirm/{action}" }));
    let printed = subscriptions(&json(data.clone()), &ELEMENT).expect("a valid page");
    let button = between(&printed, "<button ", "</button>");
    assert!(button.contains("part=\"cancel\"") && button.contains("form=\"kantan-request\""), "{button}");
    assert!(button.contains("formaction=\"/subscriptions/s-1/confirm/cancel\""), "{button}");
    let form = between(&printed, "<form", "</form>");
    assert!(form.contains("method=\"get\"") && form.contains("name=\"lang\" value=\"ja\""), "{form}");
    assert_eq!(child(&printed), data);
}

#[test]
fn what_is_not_valid_is_not_printed() {
    let mut order = sample();
    order["amount"] = json!("3,500");
    order["lines"][0]["quantity"] = json!(0);
    let problems = checkout(&json(order), &ELEMENT).expect_err("two problems").to_string();
    assert_eq!(problems, "amount: wrong_type; lines[0].quantity: out_of_range");
    assert!(result(&Json::Null, &ELEMENT).is_err() && subscriptions(&Json::Null, &ELEMENT).is_err());
}

#[test]
fn the_question_whether_it_is_meant_is_a_page_that_posts_the_answer() {
    let data = json(page(json!({ "state": "active" })));
    let element = Element { endpoint: Some("/subscriptions/s-1/actions"), ..ELEMENT };
    let printed = confirmation(&data, Action::Cancel, &element).expect("it can be cancelled");
    let form = between(&printed, "<form", "</form>");
    assert!(form.contains("method=\"post\" action=\"/subscriptions/s-1/actions\""), "{form}");
    for (name, value) in [("action", "cancel"), ("language", "ja"), ("state", "active")] {
        assert!(form.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{form}");
    }
    assert!(printed.contains("part=\"question\"") && printed.contains("この契約を解約しますか？"), "{printed}");
    assert!(printed.contains("<a part=\"keep\" href=\"/subscriptions/s-1\" class=\"step\""), "{printed}");
    let problems = confirmation(&data, Action::Reapply, &element).expect_err("it is not offered");
    assert_eq!(problems.to_string(), "actions: not_allowed");
}
