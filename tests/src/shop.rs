//! What a payer does, step by step.

use crate::browser::{Browser, Script, Viewport};
use crate::servers::System;

/// The button of the review.
pub const PAY: &str = "[part~=pay]";

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

    /// Goes through the gateway's and the carrier's first screens.
    pub async fn pass_gateway(&mut self) {
        self.browser.wait_for_address("/confirm").await;
        self.browser.step("gateway-confirm").await;
        self.browser.click("button[name=proceed]").await;
        self.browser.wait_for_address("/sign-in").await;
        self.browser.step("carrier-sign-in").await;
        self.browser.click("main button").await;
        self.browser.wait_for_address("/pay").await;
        self.browser.step("carrier-pay").await;
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

    /// Waits until the result says this, and keeps a picture.
    pub async fn expect_outcome(&mut self, outcome: &str) {
        self.browser.wait_for(&format!("main[data-outcome={outcome}]")).await;
        self.browser.step(&format!("result-{outcome}")).await;
    }

    /// Waits until the element shows this error.
    pub async fn expect_error(&mut self, code: &str) {
        self.browser.find_inside(&format!("[part~=error][data-code={code}]")).await;
        self.browser.step(&format!("error-{code}")).await;
    }
}
