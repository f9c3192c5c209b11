//! Browsers of the floor (Safari 15.4, Chrome 94, Firefox 93): what came later is taken away before
//! any script of the page runs. There is one screen, its button looks like one, and it buys.

use super::dead_ends::{DRAWN, child, element, listening, order, shop};
use serde_json::{Value, json};
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};
use system_tests::subscriber::SUBSCRIPTIONS;

/// Before Chrome 99, Safari 16.4, Firefox 101.
const NO_CONSTRUCTED_SHEETS: &str = "
    globalThis.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } };
    for (const root of [Document, ShadowRoot]) delete root.prototype.adoptedStyleSheets;";

/// Functions and properties that a browser of the floor lacks. WebDriver itself needs some of them: they are gone for
/// the page's own files, which stand below `/assets/`.
const NO_NEWER_FUNCTIONS: &str = "
    const take = (owner, name) => {
        const found = owner && Object.getOwnPropertyDescriptor(owner, name);
        if (!found) return;
        if (!('value' in found)) return void delete owner[name];
        const get = () => /[/]assets[/]/.test(new Error().stack) ? undefined : found.value;
        Object.defineProperty(owner, name, { configurable: true, get });
    };
    const drop = (owner, names) => names.split(' ').forEach((name) => take(owner, name));
    drop(Object, 'hasOwn groupBy');
    drop(Array, 'fromAsync');
    drop(Array.prototype, 'at findLast findLastIndex toSorted toReversed toSpliced with');
    drop(String.prototype, 'at isWellFormed toWellFormed');
    drop(Map, 'groupBy');
    drop(Promise, 'withResolvers try');
    drop(URL, 'canParse parse');
    drop(AbortSignal, 'timeout any');
    drop(AbortSignal.prototype, 'throwIfAborted reason');
    drop(HTMLFormElement.prototype, 'requestSubmit');
    drop(HTMLElement.prototype, 'inert popover showPopover hidePopover togglePopover');
    drop(Element.prototype, 'checkVisibility setHTMLUnsafe getHTML moveBefore');
    drop(Element.prototype, Object.keys(Element.prototype).filter((name) => name.startsWith('aria')).join(' '));
    drop(Intl, 'Segmenter DurationFormat');
    drop(Response, 'json');
    drop(globalThis, 'structuredClone requestIdleCallback scheduler navigation');";

/// Before Chrome 111, Safari 16.4, Firefox 123 the parser leaves the template as it stands. The front has renamed its
/// attribute, so that no shadow root is made, and here it gets its name back.
const OLD_BROWSER: &str = "
    new MutationObserver(() => {
        for (const template of document.querySelectorAll('template[data-shadowrootmode]')) {
            template.setAttribute('shadowrootmode', template.dataset.shadowrootmode);
            delete template.dataset.shadowrootmode;
        }
    }).observe(document, { childList: true, subtree: true });
    delete HTMLTemplateElement.prototype.shadowRootMode;";

/// Before Chrome 96 there are no reference types: the module does not compile.
const NO_REFERENCE_TYPES: &str = "
    for (const name of ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']) {
        WebAssembly[name] = async () => { throw new WebAssembly.CompileError('invalid value type'); };
    }";

/// How many screens are seen, in the shadow root and among the children, and what the first control looks like.
fn look(tag: &str, control: &str) -> String {
    format!(
        "(() => {{
            const host = document.querySelector('{tag}');
            const isSeen = (node) => node.getClientRects().length > 0;
            const screens = [host, host.shadowRoot].flatMap((it) => [...it.querySelectorAll('[part=review]')]);
            const control = host.shadowRoot.querySelector('{control}');
            const {{ color, backgroundColor, borderTopStyle, borderTopWidth }} = getComputedStyle(control);
            return {{
                screens: screens.filter(isSeen).length, isSeen: isSeen(control), color, backgroundColor,
                border: [borderTopStyle, parseFloat(borderTopWidth) > 0],
            }};
        }})()"
    )
}

/// One screen, whose control is seen, has a border, and words of another colour than their ground.
async fn expect_one_screen(browser: &Browser, what: &str, tag: &str, control: &str) -> Value {
    let looks = browser.evaluate(&look(tag, control)).await;
    assert_eq!((&looks["screens"], &looks["isSeen"]), (&json!(1), &json!(true)), "{what}: {looks}");
    assert_eq!(looks["border"], json!(["solid", true]), "{what}: {looks}");
    assert_ne!(looks["backgroundColor"], looks["color"], "{what}: {looks}");
    looks
}

async fn expect_pay_button(browser: &Browser, what: &str) {
    let looks = expect_one_screen(browser, what, "kantan-checkout", PAY).await;
    // The plain values of style/tokens.css.
    let colours = (&looks["backgroundColor"], &looks["color"]);
    assert_eq!(colours, (&json!("rgb(26, 74, 122)"), &json!("rgb(255, 255, 255)")), "{what}: {looks}");
}

#[tokio::test]
async fn a_printed_order_needs_nothing_that_came_later() {
    for (what, tampering, missing) in [
        ("constructed sheets", Tampering::None, NO_CONSTRUCTED_SHEETS),
        ("functions", Tampering::None, NO_NEWER_FUNCTIONS),
        ("declarative shadow roots and styles", Tampering::OldBrowser, OLD_BROWSER),
    ] {
        let system = System::start_with(tampering).await;
        let mut payer = Payer::new(&system, "older-browser", Viewport::Phone).await;
        payer.order("coffee-200g", "ja").await;
        payer.browser.run_first(missing).await;
        payer.browser.client.refresh().await.expect("the page can be loaded again");
        payer.browser.find_inside(PAY).await;
        expect_pay_button(&payer.browser, what).await;
        assert!(payer.browser.complaints().await.is_empty(), "{what}");
        payer.press_pay().await;
        payer.browser.wait_for_address("/confirm").await;
        assert_eq!(system.exchanges().await[0]["problems"], json!([]), "{what}");
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn a_contract_is_joined_and_shown_in_a_browser_of_the_floor() {
    let system = System::start_with(Tampering::OldBrowser).await;
    let payer = &mut Payer::new(&system, "browser-of-the-floor", Viewport::Phone).await;
    payer.order("magazine-monthly", "ja").await;
    let missing = [NO_CONSTRUCTED_SHEETS, NO_NEWER_FUNCTIONS, OLD_BROWSER].join(";");
    payer.browser.run_first(&missing).await;
    payer.browser.client.refresh().await.expect("the page can be loaded again");
    payer.browser.find_inside(PAY).await;
    expect_pay_button(&payer.browser, "order").await;
    payer.press_pay().await;
    for step in ["confirm", "sign-in", "code", "method"] {
        payer.browser.click(&format!("main[data-step={step}] button")).await;
    }
    payer.browser.click("main[data-step=pay] button[value=pay]").await;
    payer.browser.click("#return button").await;
    payer.browser.wait_for_script("kantan-result").await;
    expect_one_screen(&payer.browser, "result", "kantan-result", "[part~=step]").await;
    payer.take_next_step().await;
    payer.browser.wait_for_script(SUBSCRIPTIONS).await;
    expect_one_screen(&payer.browser, "subscription", SUBSCRIPTIONS, "button").await;
    assert!(payer.browser.complaints().await.is_empty());
}

#[tokio::test]
async fn a_page_that_prints_nothing_needs_nothing_that_came_later() {
    let (address, _) = shop(&listening(&element("", &child(&order().to_string())))).await;
    let browser = Browser::open("older-browser-drawn", Viewport::Pc, Script::On).await;
    browser.run_first(&[NO_CONSTRUCTED_SHEETS, NO_NEWER_FUNCTIONS].join(";")).await;
    browser.go(&address).await;
    browser.wait_until(DRAWN).await;
    expect_pay_button(&browser, "drawn").await;
    let form = "document.querySelector('form.plain').getClientRects().length";
    assert_eq!(browser.evaluate(form).await, 0, "one way to pay, not two");
    assert_eq!(browser.evaluate("heard").await, json!([["ready", "ready"]]));
    assert!(browser.complaints().await.is_empty());
    browser.close().await;
}

#[tokio::test]
async fn without_reference_types_or_with_another_module_the_printed_screen_buys() {
    for (what, tampering, missing) in [
        ("reference types", Tampering::None, NO_REFERENCE_TYPES),
        ("the module of its glue", Tampering::OtherModule, ""),
    ] {
        let system = System::start_with(tampering).await;
        let mut payer = Payer::new(&system, "no-module", Viewport::Phone).await;
        let listen = "window.heard = []; addEventListener('kantan:error', (it) => heard.push(it.detail.code))";
        payer.browser.run_first(&[listen, missing].join(";")).await;
        payer.order("coffee-200g", "ja").await;
        payer.browser.wait_until("heard.length > 0").await;
        assert_eq!(payer.browser.evaluate("heard").await, json!(["module_failed"]), "{what}");
        expect_pay_button(&payer.browser, what).await;
        let complaints = payer.browser.complaints().await;
        assert!(matches!(&complaints[..], [one] if one.contains("kantan-checkout:")), "{what}: {complaints:?}");
        payer.press_printed_pay().await;
        payer.browser.click("#gateway button").await;
        payer.browser.wait_for_address("/confirm").await;
        assert_eq!(system.exchanges().await[0]["problems"], json!([]), "{what}");
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn without_script_an_old_browser_shows_one_screen_that_buys() {
    let system = System::start_with(Tampering::OldBrowser).await;
    let mut payer = Payer::without_script(&system, "old-without-script", Viewport::Phone).await;
    payer.order("coffee-200g", "ja").await;
    let seen = "[...document.querySelectorAll('kantan-checkout [part=pay]')]
        .filter((it) => it.getClientRects().length > 0).length";
    assert_eq!(payer.browser.evaluate(seen).await, 1);
    payer.browser.click(&format!("kantan-checkout {PAY}")).await;
    payer.browser.click("#gateway button").await;
    payer.browser.wait_for_address("/confirm").await;
    assert_eq!(system.exchanges().await[0]["problems"], json!([]));
    payer.browser.close().await;
}

#[tokio::test]
async fn without_script_an_old_browser_shows_no_button_that_copies_whatever_the_pages_styles_say() {
    let system = System::start_with(Tampering::OldBrowser).await;
    let mut payer = Payer::without_script(&system, "old-copying", Viewport::Phone).await;
    payer.order("coffee-200g", "ja").await;
    let address = payer.browser.address().await;
    let (path, query) = address.split_once('?').expect("the language is asked for");
    payer.browser.go(&format!("{path}/result?{query}")).await;
    let seen = "(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('button, [part] { display: inline-flex !important }');
        document.adoptedStyleSheets = [sheet];
        const number = document.querySelector('kantan-result > [part=review] .number');
        const isSeen = (node) => node.getClientRects().length > 0;
        return [isSeen(number), [...document.querySelectorAll('kantan-result button')].filter(isSeen).length];
    })()";
    assert_eq!(payer.browser.evaluate(seen).await, json!([true, 0]));
    payer.browser.close().await;
}
