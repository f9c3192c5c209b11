//! Which module a checkout page downloads: the one for what it holds, and the whole one when it comes to hold a contract.

use super::dead_ends::{DRAWN, child, element, listening, order, shop};
use serde_json::{Value, json};
use system_tests::browser::{Browser, Script, Viewport};

/// The modules that the page has asked for.
const MODULES: &str =
    "performance.getEntriesByType('resource').map(({ name }) => /([a-z_]+)\\.[0-9a-f]+_bg\\.wasm$/.exec(name)?.[1])
    .filter((name) => name).sort()";
/// Whether a contract is what is shown.
const CONTRACT: &str = "document.querySelector('kantan-checkout').shadowRoot?.querySelector('[part=plan]') != null";

fn contract() -> Value {
    let mut order = order();
    order["recurring"] = json!({
        "method": "simple", "joined_on": "2026-11-24", "first_month": "charged", "cancellation_month": "charged",
        "last_month": null, "cancel_url": "/leave", "contact": "03-0000-0000",
    });
    order
}

#[tokio::test]
async fn a_page_downloads_the_module_for_what_it_holds() {
    // A parser reads the name of the member however it is written.
    let escaped = contract().to_string().replace("\"recurring\"", "\"\\u0072ecurring\"");
    let script = format!("<script>document.querySelector('kantan-checkout').order = {}</script>", contract());
    let attribute = format!("order='{}'", contract());
    for (attributes, data, after, modules) in [
        ("", child(&order().to_string()), "", ["kantan_checkout_one_time"]),
        ("", child(&contract().to_string()), "", ["kantan_checkout"]),
        ("", child(&escaped), "", ["kantan_checkout"]),
        (attribute.as_str(), String::new(), "", ["kantan_checkout"]),
        ("", child("oops"), script.as_str(), ["kantan_checkout"]),
    ] {
        let (address, _) = shop(&listening(&(element(attributes, &data) + after))).await;
        let browser = Browser::open("module", Viewport::Phone, Script::On).await;
        browser.go(&address).await;
        browser.wait_until(DRAWN).await;
        assert_eq!(browser.evaluate(MODULES).await, json!(modules), "{attributes} {data} {after}");
        assert_eq!(browser.evaluate(CONTRACT).await, modules == ["kantan_checkout"]);
        browser.close().await;
    }
}

#[tokio::test]
async fn a_page_that_comes_to_hold_a_contract_shows_it() {
    let property = format!("document.querySelector('kantan-checkout').order = {}", contract());
    let attribute = format!("document.querySelector('kantan-checkout').setAttribute('order', '{}')", contract());
    let text = contract().to_string();
    let new_child = format!(
        "document.querySelector('kantan-checkout > script').replaceWith(Object.assign(
        document.createElement('script'), {{ type: 'application/json', textContent: {text:?} }}))"
    );
    for change in [property, attribute, new_child] {
        let (address, shop) = shop(&listening(&element("", &child(&order().to_string())))).await;
        let browser = Browser::open("outgrown", Viewport::Phone, Script::On).await;
        browser.go(&address).await;
        browser.wait_until(DRAWN).await;
        assert_eq!(browser.evaluate(CONTRACT).await, false);
        browser.evaluate(&format!("{change}, true")).await;
        browser.wait_until(CONTRACT).await;
        assert_eq!(browser.evaluate(MODULES).await, json!(["kantan_checkout", "kantan_checkout_one_time"]));
        let heard = browser.evaluate("heard").await;
        assert_eq!(heard, json!([["ready", "ready"]]), "nothing is wrong with it: {change}");
        // What is asked for is the contract that is shown, and it is asked for once.
        browser
            .evaluate("document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=pay]').click()")
            .await;
        browser.wait_until("document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=error]')").await;
        let asked = shop.asked.lock().expect("not poisoned").clone();
        assert_eq!(asked.len(), 1);
        assert_eq!(
            serde_json::from_str::<Value>(&asked[0]).expect("JSON")["displayed"]["charges"][0],
            json!(["2026-11-24", 3500])
        );
        // Back to a one-time order, by the module that is there.
        let back = format!("document.querySelector('kantan-checkout').order = {}, true", order());
        browser.evaluate(&format!("document.querySelector('kantan-checkout').removeAttribute('order'), {back}")).await;
        browser.wait_until(&format!("!({CONTRACT})")).await;
        browser.close().await;
    }
}

/// The first and the last kanji of JIS X 0208, its levels' ends and the one outside of its rows of kanji; and kanji that
/// only vendors have, or nobody in Shift_JIS.
#[tokio::test]
async fn which_kanji_can_be_posted_the_browser_knows_as_the_server_does() {
    for (name, is_posted) in [("亜腕弌熙仝々", true), ("髙島", false), ("﨑", false), ("𠮷野", false), ("鷗", false)]
    {
        let mut order = order();
        order["item_name"] = json!(name);
        let (address, _) = shop(&listening(&element("", &child(&order.to_string())))).await;
        let browser = Browser::open("kanji", Viewport::Phone, Script::On).await;
        browser.go(&address).await;
        browser.wait_until("heard.length > 0").await;
        let heard = if is_posted { ["ready", "ready"] } else { ["invalid", "item_name_unencodable"] };
        assert_eq!(browser.evaluate("heard").await, json!([heard]), "{name}");
        if !is_posted {
            browser.complaints().await;
        }
        browser.close().await;
    }
}
