//! What a payer does with a recurring contract: join, look, leave.

use crate::OrStop;
use crate::shop::Payer;
use serde_json::Value;

/// The element of the subscriber's page.
pub const SUBSCRIPTIONS: &str = "kantan-subscriptions";

impl Payer<'_> {
    /// Orders a plan, agrees at the carrier, and comes to the subscriber's page, whose address this is.
    pub async fn join(&mut self, plan: &str, language: &str) -> String {
        self.order(plan, language).await;
        self.review().await;
        self.pay_and_join().await
    }

    /// Presses the review's button, agrees at the carrier, and comes to the subscriber's page, whose address this is.
    pub async fn pay_and_join(&mut self) -> String {
        self.press_pay().await;
        self.pass_gateway().await;
        self.act("pay").await;
        self.return_to_shop().await;
        self.expect_outcome("paid").await;
        self.take_next_step().await;
        self.browser.wait_for_address("/subscriptions/").await;
        self.browser.address().await
    }

    /// What the subscriber's page says of its contract, as the merchant's server wrote it into the page.
    pub async fn contract(&self) -> Value {
        self.browser.wait_for(&format!("{SUBSCRIPTIONS} script")).await;
        let json = format!("JSON.parse(document.querySelector('{SUBSCRIPTIONS} script').textContent).subscriptions[0]");
        self.browser.evaluate(&json).await
    }

    /// Opens the subscriber's page again and keeps a picture.
    pub async fn look(&mut self, page: &str, step: &str) -> Value {
        self.browser.go(page).await;
        self.browser.find_within(SUBSCRIPTIONS, "[part~=terms]").await;
        self.browser.step(step).await;
        self.contract().await
    }

    /// Presses a control of the subscriber's page.
    pub async fn press(&self, part: &str) {
        self.browser.wait_for_script(SUBSCRIPTIONS).await;
        let button = self.browser.find_within(SUBSCRIPTIONS, &format!("[part={part}]")).await;
        button.click().await.or_stop("a control cannot be pressed");
    }

    /// Comes back from the carrier's last screen to the subscriber's page.
    pub async fn return_to_contract(&mut self) {
        self.browser.click("#return button").await;
        self.browser.wait_for_address("/subscriptions/").await;
        self.browser.find_within(SUBSCRIPTIONS, "[part~=terms]").await;
    }
}
