//! Three levels of every page: without script, with script but without WebAssembly, with both. A
//! payer reads the same words, in both languages.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::Payer;
use system_tests::subscriber::SUBSCRIPTIONS;

/// One element, and the address of a page with it.
struct Page {
    tag: &'static str,
    address: String,
}

/// Three orders, the results of one that is open, one that was given up and one that was paid, and the contract that
/// was joined.
async fn pages(system: &System, language: &str, plan: &str) -> Vec<Page> {
    let mut payer = Payer::new(system, "levels", Viewport::Phone).await;
    let mut pages = Vec::new();
    for product in ["wine-750ml", "magazine-monthly", "flowers-30-days"] {
        payer.order(product, language).await;
        pages.push(Page { tag: "kantan-checkout", address: payer.browser.address().await });
    }
    let (path, query) = pages[0].address.split_once('?').expect("the language is asked for");
    pages.push(Page { tag: "kantan-result", address: format!("{path}/result?{query}") });
    for (product, action) in [("coffee-200g", "cancel"), (plan, "pay")] {
        payer.order(product, language).await;
        payer.press_pay().await;
        payer.pass_gateway().await;
        payer.act(action).await;
        payer.return_to_shop().await;
        pages.push(Page { tag: "kantan-result", address: payer.browser.address().await });
    }
    payer.expect_outcome("paid").await;
    payer.take_next_step().await;
    payer.browser.wait_for_address("/subscriptions/").await;
    pages.push(Page { tag: SUBSCRIPTIONS, address: payer.browser.address().await });
    payer.browser.close().await;
    pages
}

/// What the page shows of the element, line by line. How long an order can still be paid is another time at each
/// visit: its figures are left out, its words are not.
async fn said(browser: &Browser, page: &Page, is_drawn: bool) -> String {
    let Page { tag, address } = page;
    browser.go(address).await;
    if is_drawn {
        browser.wait_for_script(tag).await;
    }
    browser.find_within(tag, "[part=review] > *").await;
    // A button that copies is there only where it can: it says nothing that the number before it does not.
    let text = format!(
        "(() => {{
            const screen = document.querySelector('{tag}').shadowRoot.querySelector('[part=review]');
            const copies = screen.querySelectorAll('[part=copy]');
            for (const copy of copies) copy.style.setProperty('display', 'none', 'important');
            const text = screen.innerText;
            for (const copy of copies) copy.style.removeProperty('display');
            return text;
        }})()"
    );
    let text = browser.evaluate(&text).await;
    let text = text.as_str().expect("a screen is text").to_owned();
    let runs_down = |line: &str| ["あと", "more minute", "minutes left"].iter().any(|words| line.contains(words));
    let lines = text
        .lines()
        .map(|line| if runs_down(line) { line.replace(|it: char| it.is_ascii_digit(), "") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

/// What a browser shows that makes no shadow root of a template: the copy among the children, without styles, so that
/// words alone are compared.
async fn said_by_children(browser: &Browser, page: &Page) -> String {
    let copy = format!(
        "(() => {{
            const copy = document.querySelector('{} > [part=review]').cloneNode(true);
            document.body.append(copy);
            const text = copy.innerText;
            copy.remove();
            return text;
        }})()",
        page.tag
    );
    browser.evaluate(&copy).await.as_str().expect("a screen is text").to_owned()
}

fn words(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && !it.is_ascii_digit()).collect()
}

async fn compare(language: &str, plan: &str) {
    let system = System::start().await;
    let pages = pages(&system, language, plan).await;
    let scripted = Browser::open("levels-all", Viewport::Phone, Script::On).await;
    let plain = Browser::open("levels-none", Viewport::Phone, Script::Off).await;
    for page in &pages {
        system.front.tamper(Tampering::None);
        let all = said(&scripted, page, true).await;
        let none = said(&plain, page, false).await;
        let children = said_by_children(&plain, page).await;
        system.front.tamper(Tampering::NoWebAssembly);
        let half = said(&scripted, page, false).await;
        let least = if page.tag == "kantan-result" { 60 } else { 300 };
        assert!(none.chars().count() > least, "{}: {none}", page.tag);
        assert_eq!(none, all, "{}: without script, and with everything", page.tag);
        assert_eq!(half, all, "{}: without WebAssembly, and with everything", page.tag);
        assert_eq!(words(&children), words(&all), "{}: the children, and what is drawn", page.tag);
    }
    let buttons = format!("document.querySelector('{SUBSCRIPTIONS}').shadowRoot.querySelectorAll('button').length");
    assert!(scripted.evaluate(&buttons).await.as_u64() > Some(0), "the last page is the contract's");
    scripted.close().await;
    plain.close().await;
}

#[tokio::test]
async fn every_page_says_the_same_at_each_level_in_japanese() {
    compare("ja", "magazine-monthly").await;
}

#[tokio::test]
async fn every_page_says_the_same_at_each_level_in_english() {
    compare("en", "flowers-30-days").await;
}
