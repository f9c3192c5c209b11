//! What a shop's page needs: the script, the tag, and the order as its child.

use super::super::json_text;
use crate::json::Json;
use crate::language::Language;

/// The id of the snippet's text in the page, to be copied.
pub(super) const SNIPPET: &str = "snippet";

/// The file of the element's script.
pub(super) const SCRIPT: &str = "kantan-checkout.js";
/// The address of the shop's server that signs, as it stands in examples.
pub(super) const ENDPOINT: &str = "/checkout/requests";

/// The snippet for a shop's page.
pub(super) fn snippet(order: &Json, language: Language) -> String {
    let mut text = ["<script type=\"module\" src=\"/assets/", SCRIPT, "\"></script>\n"].concat();
    text += &["<kantan-checkout endpoint=\"", ENDPOINT, "\" lang=\"", language.tag()].concat();
    text += "\">\n<script type=\"application/json\">\n";
    text += &json_text::of(order);
    text += "\n</script>\n</kantan-checkout>\n";
    text
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::super::input::Input;
    use super::super::order::order;
    use super::*;
    use crate::json::tests::json;
    use crate::page::order::Order;

    fn embedded(snippet: &str) -> &str {
        let (_, rest) = snippet.split_once("<script type=\"application/json\">").expect("its start");
        rest.split_once("</script>").expect("its end").0
    }

    #[test]
    fn the_order_in_the_snippet_is_the_order() {
        for method in ["one_time", "simple", "fixed_term", "usage"] {
            let order = order(&draft(&[(Input::Method, method)]), Language::Japanese);
            let read = json(serde_json::from_str(embedded(&snippet(&order, Language::Japanese))).expect("JSON"));
            let mut problems = Vec::new();
            assert!(Order::read(&read, &mut problems).is_some(), "{method}: {problems:?}");
            for name in ["item_id", "item_name", "amount", "tax", "delivery"] {
                assert_eq!(read.get(name), order.get(name), "{method} {name}");
            }
        }
    }

    #[test]
    fn no_name_can_end_the_script_or_the_text() {
        let name = "</script>\"\\\u{1}\u{2028}<!--";
        let order = Json::object(vec![("item_name", Json::from_text(name))]);
        let written = snippet(&order, Language::English);
        assert_eq!(written.matches("</script>").count(), 2, "the loader's and the order's");
        let read: serde_json::Value = serde_json::from_str(embedded(&written)).expect("JSON");
        assert_eq!(read["item_name"], name);
        assert!(written.contains("lang=\"en\""));
    }
}
