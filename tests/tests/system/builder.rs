//! The form builder of the preview: a name is typed, mended and composed, and everything around it follows.

use serde_json::json;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::preview_folder;
use system_tests::servers::serve_folder;

const NAME: &str = "#item-name";

async fn type_name(browser: &Browser, name: &str) {
    let input = browser.find(NAME).await;
    input.clear().await.expect("a field can be cleared");
    input.send_keys(name).await.expect("a field takes keys");
}

async fn name(browser: &Browser) -> String {
    browser.evaluate(&format!("document.querySelector('{NAME}').value")).await.as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn a_name_is_typed_mended_and_composed() {
    let address = serve_folder(preview_folder()).await;
    for (viewport, language, scheme) in [(Viewport::Phone, "ja", "light"), (Viewport::Pc, "en", "dark")] {
        let mut browser = Browser::open(&format!("builder-{language}"), viewport, Script::On).await;
        browser.go(&format!("{address}/?view=builder&language={language}&scheme={scheme}")).await;
        browser.wait_for(NAME).await;
        browser.step("opened").await;

        type_name(&browser, "夏ギフト〜限定〜①").await;
        browser.wait_until("document.querySelectorAll('.verdict').length === 3").await;
        browser.step("name-not-encodable").await;
        browser.click("button[data-act=all]").await;
        // Two bytes each, but three for (1): 4 + 1 + 2 + 1 double-byte characters and three half-width ones.
        browser.wait_until("document.querySelector('.counter').textContent.includes('19')").await;
        assert_eq!(name(&browser).await, "夏ギフト～限定～(1)");

        let long = "あ".repeat(21);
        type_name(&browser, &long).await;
        browser.wait_until(&format!("document.querySelector('{NAME}').getAttribute('aria-invalid') === 'true'")).await;
        assert_eq!(name(&browser).await, long, "a limit is shown, not enforced");
        browser.step("name-too-long").await;

        let method = "const select = document.querySelector('#method');
            select.value = [...select.options].map((option) => option.value).find((value) => value.includes('fixed'));
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));";
        browser.client.execute(method, Vec::new()).await.expect("a method can be chosen");
        browser.wait_for(".names button[data-act]").await;
        browser.click(".names button[data-act]").await;
        browser.wait_until("document.documentElement.dataset.ready === 'true'").await;
        let composed = name(&browser).await;
        assert!(composed.chars().count() <= 20 && composed.contains('日'), "{composed}");
        let element =
            "document.querySelector('kantan-checkout')?.shadowRoot?.querySelectorAll('[part=charges] > li').length";
        browser.wait_until(&format!("{element} > 0")).await;
        let listed = browser.evaluate("document.body.textContent.includes('sps_hashcode')").await;
        assert_eq!(listed, json!(true), "the fields are listed");
        browser.step("recurring").await;
        browser.close().await;
    }
}
