//! A real browser, driven by WebDriver, that keeps a picture of every step and tolerates no violation of a page's
//! policy or of accessibility. What the console says, and what the browser's own protocol does, is Chromium's alone.

use crate::engine::Engine;
pub use crate::engine::{Script, Viewport};
use crate::servers::{free_port, fresh_folder};
use crate::{OrStop, axe, devtools, variable};
use base64::Engine as _;
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::process::Child;

/// How long anything may take to appear.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with one window.
#[derive(Debug)]
pub struct Browser {
    /// The WebDriver client.
    pub client: Client,
    engine: Engine,
    scenario: String,
    viewport: Viewport,
    script: Script,
    steps: u32,
    /// Messages of the console that this scenario brings about on purpose.
    expected: Vec<&'static str>,
    driver: Child,
    profile: PathBuf,
}

/// Presses an element where a finger would: in its middle, if nothing lies over it and it is not disabled. Answers what lies
/// over it.
const PRESS: &str = "const element = arguments[0];
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = element.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
    if (!(hit && element.contains(hit))) return `${hit?.outerHTML ?? 'nothing'} is where it should be`;
    if (element.disabled) return 'it is disabled';
    element.focus();
    element.click();
    return null;";

impl Browser {
    /// Opens a browser for a scenario.
    pub async fn open(scenario: &str, viewport: Viewport, script: Script) -> Self {
        Self::open_in(fresh_folder("profile"), None, scenario, viewport, script).await
    }

    /// The same with the fonts of a folder and no others, and letters that are drawn alike on every machine.
    pub async fn open_with_fonts(fonts: &Path, scenario: &str, viewport: Viewport) -> Self {
        let profile = fresh_folder("profile");
        let file = profile.join("fonts.conf");
        let settings = include_str!("fonts.conf").replace("FONTS", &fonts.to_string_lossy());
        let settings = settings.replace("CACHE", &profile.join("fonts").to_string_lossy());
        std::fs::write(&file, settings).or_stop("the settings of fonts cannot be kept");
        Self::open_in(profile, Some(&file), scenario, viewport, Script::On).await
    }

    async fn open_in(
        profile: PathBuf,
        fonts: Option<&Path>,
        scenario: &str,
        viewport: Viewport,
        script: Script,
    ) -> Self {
        let engine = Engine::chosen();
        let port = free_port();
        let driver = engine.start_driver(port, &profile, fonts);
        let address = format!("http://127.0.0.1:{port}");
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(engine.capabilities(viewport, script, &profile));
            match builder.connect(&address).await {
                Ok(client) => break client,
                Err(error) if started.elapsed() > PATIENCE => panic!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        let scenario = scenario.to_owned();
        let browser =
            Self { client, engine, scenario, viewport, script, steps: 0, expected: Vec::new(), driver, profile };
        if script == Script::Off && engine == Engine::Chromium {
            // Only the page's own scripts: WebDriver still runs its own.
            let command = json!({ "cmd": "Emulation.setScriptExecutionDisabled", "params": { "value": true } });
            browser.vendor("goog/cdp/execute", command).await;
        }
        browser
    }

    /// Puts the browser into a time zone, by its name in the time zone database.
    pub async fn stand_in(&self, zone: &str) {
        let command = json!({ "cmd": "Emulation.setTimezoneOverride", "params": { "timezoneId": zone } });
        self.vendor("goog/cdp/execute", command).await;
    }

    /// Slows the browser's processor down so many times.
    pub async fn slow_down(&self, times: u32) {
        let command = json!({ "cmd": "Emulation.setCPUThrottlingRate", "params": { "rate": times } });
        self.vendor("goog/cdp/execute", command).await;
    }

    /// Gives a command of the browser's own protocol, which nothing in WebDriver does.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        self.vendor("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    /// Runs a script in every page from now on, before any script of the page.
    pub async fn run_first(&self, source: &str) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    }

    /// Tolerates messages of the console that hold this text.
    pub fn expect_in_console(&mut self, text: &'static str) {
        self.expected.push(text);
    }

    /// Goes to an address.
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.or_stop(address);
    }

    /// Evaluates an expression in the page.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        self.client.execute(&script, Vec::new()).await.or_stop(expression)
    }

    /// What comes of a promise in the page.
    pub async fn kept(&self, promise: &str) -> Value {
        devtools::kept(&self.client, promise).await
    }

    /// Waits until an expression is true.
    pub async fn wait_until(&self, expression: &str) {
        self.wait_at_most(PATIENCE, expression).await;
    }

    /// Waits until an expression is true, as long as this.
    pub async fn wait_at_most(&self, patience: Duration, expression: &str) {
        let script = format!("return !!({expression});");
        let started = Instant::now();
        loop {
            // A look may itself take long on a machine with much to do: the last one begins when the time is over.
            let is_last = started.elapsed() >= patience;
            // While a page is being left there may be nothing to ask.
            if matches!(self.client.execute(&script, Vec::new()).await, Ok(Value::Bool(true))) {
                return;
            }
            if is_last {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let address = self.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let text = self.client.source().await.unwrap_or_default();
        panic!("never true at {address}: {expression}\n{text}");
    }

    /// Runs a script with an element as `arguments[0]`.
    pub async fn execute_on(&self, element: &Element, script: &str) -> Value {
        let element = serde_json::to_value(element).or_stop("an element is a reference");
        self.client.execute(script, vec![element]).await.or_stop(script)
    }

    /// The element at a selector, as soon as it is there.
    pub async fn find(&self, selector: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        found.or_stop(selector)
    }

    /// Waits until there is an element at a selector.
    pub async fn wait_for(&self, selector: &str) {
        self.wait_until(&format!("document.querySelector({})", json!(selector))).await;
    }

    /// Clicks the element at a selector.
    pub async fn click(&self, selector: &str) {
        self.wait_for(selector).await;
        self.follow(&self.find(selector).await).await;
    }

    /// Chooses one of a list by its value.
    pub async fn choose(&self, selector: &str, value: &str) {
        self.find(selector).await.select_by_value(value).await.or_stop(selector);
    }

    /// Presses a link or a button that leaves the page, if a finger could reach it. ChromeDriver's own click waits for its
    /// mouse event's answer, which now and then is lost with the page, and then it waits for ever.
    pub async fn follow(&self, element: &Element) {
        let started = Instant::now();
        loop {
            let covered = self.execute_on(element, PRESS).await;
            if covered.is_null() {
                return;
            }
            // The page may still be laid out anew after its picture was taken in full length.
            assert!(started.elapsed() < PATIENCE, "{}: it cannot be reached: {covered}", self.scenario);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The element at a selector inside the checkout's shadow root, as soon as it is there and a script has taken over.
    pub async fn find_inside(&self, selector: &str) -> Element {
        self.wait_for_script("kantan-checkout").await;
        self.find_within("kantan-checkout", selector).await
    }

    /// Waits until a script has taken over the screen that the server printed, or has drawn its own.
    pub async fn wait_for_script(&self, tag: &str) {
        let taken =
            format!("document.querySelector('{tag}')?.shadowRoot?.querySelector('[part=review][aria-busy] > *')");
        self.wait_until(&taken).await;
    }

    /// The element at a selector inside the shadow root of one of our tags, as soon as it is there.
    pub async fn find_within(&self, tag: &str, selector: &str) -> Element {
        self.wait_until(&format!("document.querySelector('{tag}')?.shadowRoot?.querySelector('{selector}')")).await;
        let host = self.find(tag).await;
        let root = host.shadow_root().await.or_stop("the element has a shadow root");
        root.find(Locator::Css(selector)).await.or_stop(selector)
    }

    /// The address of the page.
    pub async fn address(&self) -> String {
        self.client.current_url().await.or_stop("a page has an address").to_string()
    }

    /// Waits until the address holds a text.
    pub async fn wait_for_address(&self, part: &str) {
        let started = Instant::now();
        while !self.client.current_url().await.is_ok_and(|url| url.as_str().contains(part)) {
            assert!(started.elapsed() < PATIENCE, "the browser never came to {part}, but to {}", self.address().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn vendor(&self, path: &'static str, body: Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium, "{}: {path} is ChromeDriver's own", self.scenario);
        devtools::issue(&self.client, path, body).await
    }

    /// Keeps a picture of the page, and checks it: no violation of its policy, none of accessibility.
    pub async fn step(&mut self, name: &str) {
        self.steps += 1;
        self.picture(name).await;
        let messages = self.complaints().await;
        assert!(messages.is_empty(), "{} / {name}: the browser complains: {messages:#?}", self.scenario);
        // axe-core needs timers, which stand still without JavaScript; the same pages are checked with it. It reads the same
        // markup in every engine.
        if self.script == Script::On && self.engine == Engine::Chromium {
            let violations = axe::violations(&self.client).await;
            assert!(violations.is_empty(), "{} / {name}: accessibility:\n{}", self.scenario, violations.join("\n"));
        }
    }

    async fn picture(&self, name: &str) {
        let picture = match self.engine {
            Engine::Chromium => self.whole_page().await,
            Engine::Firefox | Engine::WebKit => self.client.screenshot().await.or_stop("a picture cannot be taken"),
        };
        let folder = PathBuf::from(variable("KANTAN_SCREENSHOTS", "../screenshots"));
        let engine = if self.engine == Engine::Chromium { "" } else { self.engine.name() };
        let folder = folder.join(engine).join(&self.scenario).join(self.viewport.name());
        std::fs::create_dir_all(&folder).or_stop("the folder of pictures cannot be made");
        let file = folder.join(format!("{:02}-{name}.png", self.steps));
        std::fs::write(&file, picture).or_stop("a picture cannot be kept");
    }

    /// A picture of the page in its full length.
    pub async fn whole_page(&self) -> Vec<u8> {
        let parameters = json!({ "format": "png", "captureBeyondViewport": true });
        let answer = self.cdp("Page.captureScreenshot", parameters).await;
        let picture = answer["data"].as_str().or_stop("a picture is text in BASE64");
        base64::engine::general_purpose::STANDARD.decode(picture).or_stop("a picture is BASE64")
    }

    /// Every warning and error of the console since the last time, less the expected ones.
    pub async fn complaints(&self) -> Vec<String> {
        // No other driver tells of the console.
        if self.engine != Engine::Chromium {
            return Vec::new();
        }
        let entries = self.vendor("se/log", json!({ "type": "browser" })).await;
        let entries = entries.as_array().cloned().unwrap_or_default();
        let messages = entries.iter().filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        let messages = messages.filter_map(|entry| entry["message"].as_str()).map(str::to_owned);
        messages.filter(|message| !self.expected.iter().any(|expected| message.contains(expected))).collect()
    }

    /// Closes the browser.
    pub async fn close(mut self) {
        let _ = self.client.clone().close().await;
        let _ = self.driver.kill().await;
    }
}

/// A test that stops in the middle leaves no browser: a driver that is asked to end ends its browser, one that is killed
/// does not.
impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.id() {
            let _ = std::process::Command::new("kill").arg(driver.to_string()).status();
        }
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
