//! What a payer does, step by step.

use crate::OrStop;
use crate::browser::{Browser, Script, Viewport};
use crate::servers::System;
use serde_json::{Value, json};

/// The button of the review.
pub const PAY: &str = "[part~=pay]";

/// The element of the page after the return.
const RESULT: &str = "kantan-result";

/// What the element and the plain page inside it say differently, of an outcome that was known when the page was made.
/// While a payment is being confirmed they differ on purpose: one of them asks again by itself.
const DIFFERENCES: &str = "(() => {
    const host = document.querySelector('kantan-result'), plain = host.querySelector('.plain');
    const inside = (selector) => host.shadowRoot.querySelector(selector);
    const made = document.querySelector('main').dataset.outcome;
    if (made === 'confirming' || made !== inside('[part~=result]').dataset.outcome) return [];
    const step = inside('[part~=step]'), plainStep = plain.querySelector('a.button');
    return [
        [inside('[part~=result] .title').textContent, plain.querySelector('h2').textContent],
        [inside('[part~=result] .words').textContent, plain.querySelector('[data-meaning]').textContent],
        [step.textContent, plainStep.textContent],
        [step.href, plainStep.href],
        ...[...inside('[part~=terms]').querySelectorAll('dt, dd')].map(
            (cell, place) => [cell.textContent, plain.querySelectorAll('dt, dd')[place]?.textContent],
        ),
    ].filter(([one, other]) => one !== other);
})()";

/// A payer with a browser in front of the system.
#[derive(Debug)]
pub struct Payer<'a> {
    /// The browser.
    pub browser: Browser,
    system: &'a System,
}

impl<'a> Payer<'a> {
    /// Sits down.
    pub async fn new(system: &'a System, scenario: &str, viewport: Viewport) -> Self {
        Self { browser: Browser::open(scenario, viewport, Script::On).await, system }
    }

    /// Sits down at a browser without JavaScript.
    pub async fn without_script(system: &'a System, scenario: &str, viewport: Viewport) -> Self {
        Self { browser: Browser::open(scenario, viewport, Script::Off).await, system }
    }

    /// Orders a product; the order's page opens.
    pub async fn order(&mut self, product: &str, language: &str) {
        self.browser.go(&format!("{}/?lang={language}", self.system.front.address)).await;
        self.browser.step("shop").await;
        self.browser.click(&format!("form:has([name=product][value='{product}']) button")).await;
        self.browser.wait_for_address("/orders/").await;
    }

    /// Waits for the review.
    pub async fn review(&mut self) {
        self.browser.find_inside(PAY).await;
        self.browser.step("review").await;
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

    /// Waits until the element shows this outcome, in place of the plain page and in its words, and keeps a picture.
    pub async fn expect_outcome(&mut self, outcome: &str) {
        self.browser.find_within(RESULT, &format!("[part~=result][data-outcome={outcome}]")).await;
        assert_eq!(self.plain_result_is_visible().await, Value::Bool(false), "one result is shown, not two");
        assert_eq!(self.browser.evaluate(DIFFERENCES).await, json!([]), "what the element says, and the plain page");
        self.browser.step(&format!("result-{outcome}")).await;
    }

    /// Waits until the plain page shows this outcome, in a browser in which the element cannot run, and keeps a picture.
    pub async fn expect_plain_outcome(&mut self, outcome: &str) {
        self.browser.wait_for(&format!("main[data-outcome={outcome}] .plain")).await;
        assert_eq!(self.plain_result_is_visible().await, Value::Bool(true), "the plain page stays");
        self.browser.step(&format!("result-{outcome}")).await;
    }

    async fn plain_result_is_visible(&self) -> Value {
        self.browser.evaluate("document.querySelector('kantan-result > .plain').checkVisibility()").await
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

    /// Waits until the element shows this error.
    pub async fn expect_error(&mut self, code: &str) {
        self.browser.find_inside(&format!("[part~=error][data-code={code}]")).await;
        self.browser.step(&format!("error-{code}")).await;
    }
}
