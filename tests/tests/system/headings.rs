//! The headings of an element among those of a shop's page: at the level that the page names, and without a title where the
//! page has one of its own. No level is left out, whatever the page says.

use super::dead_ends::{child, element, order, shop};
use serde_json::json;
use system_tests::axe;
use system_tests::browser::{Browser, Script, Viewport};

const SCREEN: &str = "document.querySelector('kantan-checkout').shadowRoot";

/// The headings of the element in their order, the name of its region, and what the console says of the level.
async fn shown(attributes: &str, page: &str) -> (Browser, String) {
    let body = format!("<main>{page}{}</main>", element(attributes, &child(&order().to_string())));
    let (address, _) = shop(&body).await;
    let browser = Browser::open("headings", Viewport::Phone, Script::On).await;
    browser.go(&address).await;
    browser.wait_for_script("kantan-checkout").await;
    browser.find_within("kantan-checkout", "[part=pay]").await;
    let tags = headings(&browser).await;
    (browser, tags)
}

async fn headings(browser: &Browser) -> String {
    let list = format!("[...{SCREEN}.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((it) => it.localName).join(' ')");
    browser.evaluate(&list).await.as_str().expect("a list").to_owned()
}

#[tokio::test]
async fn they_stand_where_the_page_says_and_leave_no_level_out() {
    for (attributes, page, expected) in [
        ("", "<h1>shop</h1>", "h2 h3 h3 h3"),
        ("heading-level=1", "", "h1 h2 h2 h2"),
        ("heading-level=3", "<h1>shop</h1><h2>cart</h2>", "h3 h4 h4 h4"),
        ("heading-level=1 untitled", "<h1>お支払い</h1>", "h2 h2 h2"),
        ("untitled", "<h1>shop</h1><h2>お支払い</h2>", "h3 h3 h3"),
    ] {
        let (browser, found) = shown(attributes, page).await;
        assert_eq!(found, expected, "{attributes}");
        let wrong =
            axe::run(&browser.client, &["heading-order", "region", "aria-allowed-role", "landmark-unique"]).await;
        assert!(wrong.violations.is_empty(), "{attributes}: {:?}", wrong.violations);
        browser.close().await;
    }
}

#[tokio::test]
async fn without_a_title_the_region_is_still_called_by_it() {
    let (browser, _) = shown("untitled", "<h1>shop</h1><h2>お支払い</h2>").await;
    let region = format!("(({{ role, ariaLabel }}) => [role, ariaLabel])({SCREEN}.querySelector('[part=card]'))");
    assert_eq!(browser.evaluate(&region).await, json!(["region", "ご注文内容の確認"]));
    // Taken back while it is shown.
    browser.evaluate("document.querySelector('kantan-checkout').removeAttribute('untitled')").await;
    assert_eq!(headings(&browser).await, "h2 h3 h3 h3");
    assert_eq!(browser.evaluate(&region).await, json!([null, null]));
    browser.evaluate("document.querySelector('kantan-checkout').setAttribute('heading-level', '4')").await;
    assert_eq!(headings(&browser).await, "h4 h5 h5 h5");
    browser.close().await;
}

#[tokio::test]
async fn a_level_that_is_none_is_told_and_does_no_harm() {
    let (mut browser, found) = shown("heading-level=h3", "<h1>shop</h1>").await;
    assert_eq!(found, "h2 h3 h3 h3");
    let told = browser.complaints().await;
    let told: Vec<_> = told.iter().filter(|it| it.contains("heading-level")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("kantan-checkout: heading-level:") && told[0].contains("1 to 6"), "{told:?}");
    browser.expect_in_console("heading-level");
    browser.close().await;
}
