//! The designers' preview: every state of the gallery is shown, without a violation of policy or of accessibility.

use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use system_tests::axe;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::preview_folder;
use system_tests::gallery::{STATES, shown};
use system_tests::servers::{free_port, serve_folder};
use tokio::process::{Child, Command};

async fn states(address: &str) -> Vec<String> {
    let mut browser = Browser::open("gallery-list", Viewport::Pc, Script::On).await;
    browser.go(&format!("{address}/?state=result-paid")).await;
    browser.wait_until(&shown("result-paid")).await;
    browser.step("list").await;
    let states = browser.evaluate(STATES).await;
    let states = states.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name").to_owned());
    let states = states.collect();
    browser.close().await;
    states
}

/// One of two walks through the gallery: it shows every second state.
async fn walk(address: &str, states: &[String], remainder: usize, viewport: Viewport, language: &str, scheme: &str) {
    let mut browser = Browser::open(&format!("gallery-{language}-{scheme}"), viewport, Script::On).await;
    // One state shows what happens when the page's policy stops the form.
    browser.expect_in_console("form-action");
    // The developer of a page is told of data that are not valid; some states show such.
    browser.expect_in_console("order_invalid: ");
    browser.expect_in_console("item_name_unencodable: ");
    // So is whoever made a server whose answers cannot be posted.
    for code in ["answer_invalid", "signed_differs", "destination_not_allowed", "frame_refused"] {
        browser.expect_in_console(code);
    }
    for state in states.iter().skip(remainder).step_by(2) {
        browser.go(&format!("{address}/?state={state}&language={language}&scheme={scheme}&alone=true")).await;
        browser.wait_until(&shown(state)).await;
        browser.step(state).await;
    }
    browser.close().await;
}

#[tokio::test]
async fn every_state_of_the_gallery_is_shown_on_phone_and_pc_in_both_languages() {
    let address = serve_folder(preview_folder()).await;
    let states = states(&address).await;
    for (element, least) in [("result-", 37), ("subscriptions-", 35), ("", 128)] {
        let count = states.iter().filter(|state| state.starts_with(element)).count();
        assert!(count >= least, "{count} states of {element}");
    }
    for (phone, pc) in [(0, 1), (1, 0)] {
        let schemes = ["light", "dark"];
        tokio::join!(
            walk(&address, &states, phone, Viewport::Phone, "ja", schemes[phone]),
            walk(&address, &states, pc, Viewport::Pc, "en", schemes[pc]),
        );
    }
}

/// A web server that knows nothing of us, and the address of the preview below it.
struct Foreign {
    process: Child,
    address: String,
}

impl Foreign {
    /// Serves the folder in which that of the preview lies.
    fn start() -> Self {
        let folder = preview_folder().canonicalize().expect("the preview has a folder");
        let (parent, name) = (folder.parent().expect("it lies in one"), folder.file_name().expect("it has a name"));
        let port = free_port().to_string();
        let process = Command::new("python3")
            .args(["-m", "http.server", &port, "--bind", "127.0.0.1", "--directory"])
            .arg(parent)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let address = format!("http://127.0.0.1:{port}/{}", name.to_string_lossy());
        Self { process: process.expect("Python's server starts"), address }
    }

    /// Goes there, as soon as the server answers.
    async fn open(&self, browser: &Browser, query: &str, state: &str) {
        for _ in 0..300 {
            if browser.client.goto(&format!("{}/{query}", self.address)).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        browser.wait_until(&shown(state)).await;
    }
}

/// Sets a field of the theme editor as a designer does.
async fn set(browser: &Browser, field: &str, value: &str) {
    let script = "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    let arguments = vec![json!(field), json!(value)];
    browser.client.execute(script, arguments).await.expect("the field is there");
}

/// What the element's button stands on.
const BUTTON: &str =
    "getComputedStyle(document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=pay]'))";
const ACCENT: &str = "[data-token=accent] [data-shade=light]";
const CSS: &str = "document.querySelector('#theme-css').textContent";

#[tokio::test]
async fn a_theme_is_made_below_any_path_of_any_server_and_copied_as_css() {
    let mut server = Foreign::start();
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let mut browser = Browser::open(&format!("theme-{language}"), viewport, Script::On).await;
        server.open(&browser, &format!("?state=review&language={language}&scheme=light"), "review").await;

        // Whoever looks for a word finds the states that have it, and no others.
        set(&browser, "#find", "suspended").await;
        let found = "[...document.querySelectorAll('#states .state:not([hidden]) a')].map(({ href }) => new URL(href).searchParams.get('state'))";
        browser.wait_until(&format!("{found}.length < 9")).await;
        let states = browser.evaluate(found).await.to_string();
        assert!(states.contains("\"subscriptions-payment_failed\"") && !states.contains("-active"), "{states}");
        browser.step("found").await;
        set(&browser, "#find", "").await;

        // The accent that cannot be read is told, and one that can be is not.
        browser.click("#tab-theme").await;
        set(&browser, ACCENT, "#ff9e75").await;
        browser.wait_until("document.querySelector('.readable').dataset.faults > 0").await;
        browser.wait_until(&format!("{BUTTON}.backgroundColor === 'rgb(255, 158, 117)'")).await;
        // Somebody else's reckoning agrees.
        let violations = axe::violations(&browser.client).await.join("\n");
        assert!(violations.starts_with("\"color-contrast\""), "{violations}");
        set(&browser, ACCENT, "#7c2a0c").await;
        set(&browser, "[data-token=button-radius] .token-text", "four").await;
        browser.wait_for("[data-token=button-radius] [aria-invalid]").await;
        set(&browser, "[data-token=button-radius] .token-text", "4px").await;
        browser.wait_until("document.querySelector('.readable').dataset.faults === '0'").await;
        let css = browser.evaluate(CSS).await;
        let css = css.as_str().expect("a text").to_owned();
        assert!(css.contains("--kantan-accent: light-dark(#7c2a0c, #9cc9f5);"), "{css}");
        browser.step("theme").await;

        // The address has it, and so have the links.
        browser.wait_for_address("--kantan-accent").await;
        let linked = "document.querySelector('#states a').href.includes('--kantan-button-radius=4px')";
        browser.wait_until(linked).await;
        let address = browser.address().await;
        browser.go(&address).await;
        browser.wait_until(&shown("review")).await;
        browser.wait_until(&format!("{BUTTON}.borderTopLeftRadius === '4px'")).await;
        assert_eq!(browser.evaluate(CSS).await, json!(css));

        // What a screen reader is told stands beside it, and is there again by the link; the panel is reached by arrow keys.
        let tab = browser.find("#tab-data").await;
        browser.follow(&tab).await;
        tab.send_keys("\u{E014}").await.expect("a tab takes keys");
        browser.wait_until("document.activeElement.id === 'tab-heard'").await;
        browser.wait_until("document.querySelectorAll('#heard-lines > li').length > 30").await;
        browser.wait_for_address("panel=heard").await;
        browser.step("heard").await;

        // What was copied does the same in a page without the preview's help.
        let data = "JSON.stringify(JSON.parse(document.querySelector('#data-text').textContent))";
        let held = "JSON.stringify(document.querySelector('kantan-checkout').order)";
        browser.wait_until(&format!("{data} === {held}")).await;
        server
            .open(&browser, &format!("?state=review&language={language}&scheme=light&size=200&width=320"), "review")
            .await;
        let paste = "const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets = [sheet];";
        browser.client.execute(paste, vec![json!(css)]).await.expect("it is a style sheet");
        browser.wait_until(&format!("{BUTTON}.backgroundColor === 'rgb(124, 42, 12)'")).await;
        let size =
            "[getComputedStyle(document.documentElement).fontSize, document.querySelector('.paper').offsetWidth]";
        assert_eq!(browser.evaluate(size).await, json!(["32px", 320]));
        browser.step("large-narrow").await;
        browser.close().await;
    }
    server.process.kill().await.expect("it can be ended");
}

#[tokio::test]
async fn a_preview_that_is_opened_as_a_file_says_how_to_serve_it() {
    let browser = Browser::open("gallery-file", Viewport::Pc, Script::On).await;
    let page = preview_folder().join("index.html").canonicalize().expect("the preview has a page");
    browser.go(&format!("file://{}", page.display())).await;
    browser.wait_until("document.querySelector('main').innerText.includes('python3 -m http.server')").await;
    browser.close().await;
}

/// Every button that copies: the page that has it, what the button and the text are found by.
const COPYING: [(&str, &str, &str); 5] = [
    ("view=builder", "copy-page", "#whole-page"),
    ("view=builder", "copy", "#snippet"),
    ("state=review&panel=data", "copy-json", "#data-text"),
    ("state=review&panel=heard", "copy-heard", "#heard-lines"),
    ("state=review&panel=theme&--kantan-accent=%237c2a0c", "copy-css", "#theme-css"),
];

#[tokio::test]
async fn what_is_copied_is_in_the_clipboard_or_else_selected() {
    let address = serve_folder(preview_folder()).await;
    for (setting, told) in [("granted", "Copied."), ("denied", "Not copied.")] {
        let browser = Browser::open(&format!("copying-{setting}"), Viewport::Pc, Script::On).await;
        for name in ["clipboard-write", "clipboard-read"] {
            let permission = json!({ "permission": { "name": name }, "setting": setting, "origin": address });
            browser.cdp("Browser.setPermission", permission).await;
        }
        for (page, act, text) in COPYING {
            browser.go(&format!("{address}/?{page}&language=en")).await;
            let button = format!("button[data-act={act}]:not([disabled])");
            browser.wait_for(&button).await;
            browser.click(&button).await;
            browser.wait_until(&format!("document.querySelector('#status').textContent.startsWith('{told}')")).await;
            let shown = browser.evaluate(&format!("document.querySelector('{text}').innerText.trim()")).await;
            let taken = if setting == "granted" {
                browser.kept("navigator.clipboard.readText()").await
            } else {
                browser.evaluate("getSelection().toString()").await
            };
            let words = |text: &Value| text.as_str().expect("a text").split_whitespace().collect::<Vec<_>>().join(" ");
            let (shown, taken) = (words(&shown), words(&taken));
            assert!(shown.len() > 30, "{act}: {shown}");
            if act == "copy-heard" && setting == "granted" {
                // Its roles are said in other words: the clipboard has what transcripts have.
                let lines = "[...document.querySelectorAll('#heard-lines .heard-words')].map((it) => it.textContent)";
                for line in browser.evaluate(lines).await.as_array().expect("lines") {
                    assert!(taken.contains(&words(line)), "{line}: {taken}");
                }
            } else {
                assert_eq!(taken, shown, "{act}, {setting}");
            }
        }
        browser.close().await;
    }
}
