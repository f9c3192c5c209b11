//! What a payer does, step by step.

use crate::OrStop;
use crate::browser::{Browser, Script, Viewport};
use crate::servers::System;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The button of the review.
pub const PAY: &str = "[part~=pay]";

/// The element of the page after the return.
const RESULT: &str = "kantan-result";

/// What the element shows and what the server printed, of an outcome that was known when the page was made, if the two
/// differ: the same markup is in the page a second time, for a browser without declarative shadow roots.
const DIFFERENCES: &str = "(() => {
    const host = document.querySelector('kantan-result');
    const [drawn, printed] = [host.shadowRoot, host].map((place) => place.querySelector('[part=review]').cloneNode(true));
    const [now, then] = [drawn, printed].map((place) => place.querySelector('[part~=result]').dataset.outcome);
    // The button that copies needs a script: where the printed copy is read there is none.
    drawn.querySelectorAll('[part=copy]').forEach((it) => it.remove());
    return now !== then || drawn.innerHTML === printed.innerHTML ? [] : [drawn.innerHTML, printed.innerHTML];
})()";

/// A payer with a browser in front of the system.
#[derive(Debug)]
pub struct Payer<'a> {
    /// The browser.
    pub browser: Browser,
    system: &'a System,
}

/// The bottom of the review's button in screens, what the review says and in how many characters, how much of it is
/// folded, and whether anything is wider than the screen.
const GLANCE: &str = "(() => {
    const root = document.querySelector('kantan-checkout').shadowRoot;
    const bottom = root.querySelector('[part=pay]').getBoundingClientRect().bottom + scrollY;
    const { scrollWidth, clientWidth } = document.documentElement;
    const text = root.querySelector('[part=review]').innerText;
    return {
        screens: bottom / innerHeight, fits: scrollWidth <= clientWidth, text,
        characters: [...text.replace(/\\s/g, '')].length, folded: root.querySelectorAll('details').length,
    };
})()";

impl<'a> Payer<'a> {
    /// Sits down.
    pub async fn new(system: &'a System, scenario: &str, viewport: Viewport) -> Self {
        Self { browser: Browser::open(scenario, viewport, Script::On).await, system }
    }

    /// Sits down at a browser without JavaScript.
    pub async fn without_script(system: &'a System, scenario: &str, viewport: Viewport) -> Self {
        Self { browser: Browser::open(scenario, viewport, Script::Off).await, system }
    }

    /// Orders a product from the service's own catalogue or from a shop before it; the order's page opens.
    pub async fn order(&mut self, product: &str, language: &str) {
        self.browser.go(&format!("{}/?lang={language}", self.system.front.address)).await;
        self.browser.step("shop").await;
        self.browser.click(&format!("form:has([name=product][value='{product}']) button")).await;
        self.browser.wait_for("kantan-checkout").await;
    }

    /// Waits for the review.
    pub async fn review(&mut self) {
        self.browser.find_inside(PAY).await;
        self.browser.step("review").await;
    }

    /// What is seen of the review: `screens` down to the bottom of its button, its `text` and how many `characters` it has
    /// without spaces, how many parts are `folded`, and whether it `fits` the screen's width.
    pub async fn glance(&self) -> Value {
        self.browser.evaluate(GLANCE).await
    }

    /// Presses the review's button.
    pub async fn press_pay(&self) {
        let button = self.browser.find_inside(PAY).await;
        if let Err(error) = button.click().await {
            panic!("the button cannot be pressed: {error}");
        }
    }

    /// Goes through the gateway's and the carrier's screens up to the payment or the consent. Where nothing is paid no
    /// method is chosen.
    pub async fn pass_gateway(&mut self) {
        self.pass_screen("gateway", "confirm").await;
        self.pass_screen("carrier", "sign-in").await;
        self.pass_screen("carrier", "code").await;
        self.browser.wait_for("main[data-step=method], main[data-step=pay]").await;
        if self.browser.evaluate("document.querySelector('main').dataset.step").await == "method" {
            self.pass_screen("carrier", "method").await;
        }
        self.browser.wait_for("main[data-step=pay]").await;
        self.browser.step("carrier-pay").await;
    }

    /// Waits for a screen, keeps a picture, and presses its one button.
    async fn pass_screen(&mut self, whose: &str, step: &str) {
        let screen = format!("main[data-step={step}]");
        self.browser.wait_for(&screen).await;
        self.browser.step(&format!("{whose}-{step}")).await;
        self.browser.click(&format!("{screen} button")).await;
    }

    /// Presses a button of the payment screen.
    pub async fn act(&mut self, action: &str) {
        self.browser.click(&format!("button[value={action}]")).await;
        self.browser.wait_for_address("/done").await;
        self.browser.step("carrier-done").await;
    }

    /// Presses the button back to the shop.
    pub async fn return_to_shop(&mut self) {
        self.browser.click("#return button").await;
        self.browser.wait_for_address("/result").await;
    }

    /// Waits until the element shows this outcome, in the words in which the server printed it, and keeps a picture.
    pub async fn expect_outcome(&mut self, outcome: &str) {
        self.browser.wait_for_script(RESULT).await;
        self.expect_printed_outcome(outcome).await;
        assert_eq!(self.browser.evaluate(DIFFERENCES).await, json!([]), "what the element says, and what was printed");
    }

    /// Waits until this outcome is shown, by the element or as the server printed it, once, and keeps a picture.
    pub async fn expect_printed_outcome(&mut self, outcome: &str) {
        self.browser.find_within(RESULT, &format!("[part~=result][data-outcome={outcome}]")).await;
        let shown = "[...document.querySelectorAll('kantan-result')].flatMap((host) => [host, host.shadowRoot])
            .filter((place) => place.querySelector('[part~=result]').checkVisibility()).length";
        // One result, not two and not none. Firefox shows nothing at all until the page's styles are there.
        self.browser.wait_until(&format!("{shown} === 1")).await;
        self.browser.step(&format!("result-{outcome}")).await;
    }

    /// Presses the review's button as the server printed it, in a browser in which the element cannot run.
    pub async fn press_printed_pay(&self) {
        let button = self.browser.find_within("kantan-checkout", PAY).await;
        self.browser.follow(&button).await;
    }

    /// What the element says that became of the payment.
    pub async fn result_text(&self) -> String {
        let text = self.browser.evaluate("document.querySelector('kantan-result').shadowRoot.textContent").await;
        text.as_str().or_stop("the element says something").to_owned()
    }

    /// Takes the one step that the element offers.
    pub async fn take_next_step(&self) {
        let step = self.browser.find_within(RESULT, "[part~=step]").await;
        self.browser.follow(&step).await;
    }

    /// Loads a shop's list of orders again until it says this in what its messages told, of the latest order.
    pub async fn expect_told(&mut self, text: &str) {
        let told = "document.querySelector('article .history')?.textContent ?? ''";
        let started = Instant::now();
        while !self.browser.evaluate(told).await.as_str().or_stop("a text").contains(text) {
            assert!(started.elapsed() < Duration::from_secs(30), "the shop was never told: {text}");
            tokio::time::sleep(Duration::from_millis(200)).await;
            self.browser.client.refresh().await.or_stop("the list can be loaded again");
        }
    }

    /// Waits until the element shows this error.
    pub async fn expect_error(&mut self, code: &str) {
        self.browser.find_inside(&format!("[part~=error][data-code={code}]")).await;
        self.browser.step(&format!("error-{code}")).await;
    }
}
