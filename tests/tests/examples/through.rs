//! A shop of `examples/through-the-service` as its payer and the service meet it.

use super::page::Tab;
use super::stack::{Place, Running, Stack, Way};
use sbps::wire::Encoding;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use system_tests::browser::Viewport;
use system_tests::servers::System;
use system_tests::shop::Payer;
use system_tests::{OrStop, http_client};

const CONFIRMING: &str = "お支払いを確認しています";
const AWAY: &str = "ただいまお手続きいただけません";
const REVIEW: &str = "ご注文｜ぶどう堂";
const THANKS: &str = "ありがとうございます";
const PAID: &str = "お支払いが完了しました";
const JOINED: &str = "お申し込みが完了しました";
const CHARGED: &str = "今月分のお支払いが完了しました";
/// What each of them lets a browser do, where a form may go to the gateway.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src data:; form-action 'self' {gateway}; base-uri 'none'; frame-ancestors 'none'";
/// How long a message may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running shop, the service and the sandbox behind it, and the front that makes one origin of shop and service.
pub(crate) struct Shop {
    front: Running,
    shop: Running,
    system: System,
    key: String,
    secret: String,
}

/// A message of the service's, made by the test.
struct Message {
    id: &'static str,
    sent_at: i64,
    body: Value,
}

impl Message {
    fn paid(id: &'static str, number: &str, amount: u32) -> Self {
        let data = json!({ "idempotency_key": number, "amount": amount, "tracking_id": "10000000000001" });
        let body = json!({ "type": "order.paid", "timestamp": "2026-12-01T12:00:00+09:00", "data": data });
        Self { id, sent_at: now(), body }
    }
}

/// Seconds since 1970-01-01T00:00:00Z.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).or_stop("it is after 1970");
    i64::try_from(since.as_secs()).or_stop("it is long before the end of time")
}

/// The number that the shop has given an order.
fn number_of(tab: &Tab) -> String {
    let path = tab.address().split('?').next().or_stop("an address has a path");
    path.rsplit('/').next().or_stop("an order has a number").to_owned()
}

impl Shop {
    pub(crate) async fn start(stack: Stack) -> Self {
        let (front, shop) = (Place::new(), Place::new());
        let public = front.address.clone();
        let system = System::start_set(&[("MERCHANT_PUBLIC_URL", &public)]).await;
        let key = system.key("read,orders").await;
        let secret = system.tell(&format!("{}/shop/webhooks", shop.address)).await;
        let settings = [("KANTAN_URL", &*system.merchant), ("KANTAN_KEY", &key), ("KANTAN_WEBHOOK_SECRET", &secret)];
        let shop = shop.start(Way::ThroughTheService, stack, &public, &settings).await;
        let front = front.start_front(&shop.address, &system.merchant).await;
        Self { front, shop, system, key, secret }
    }

    /// Orders by the shop's own form, with more that a form could be made to say.
    async fn order(&self, item: &str, more: &[(&str, &str)]) -> Tab {
        let mut tab = Tab::open(&format!("{}/shop/", self.front.address)).await;
        let fields = [&[("item", item)], more].concat();
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        tab.post("/shop/orders", &fields, Encoding::Utf8).await;
        assert_eq!((tab.status, &*tab.title()), (200, REVIEW), "{} {}", tab.page, self.shop.log());
        tab
    }

    /// Presses the one button of each page from the review on, and comes back to the shop.
    async fn pay(&self, tab: &mut Tab) {
        for _ in 0..12 {
            tab.press().await;
            assert_eq!(tab.status, 200, "{}: {}", tab.address(), tab.page);
            if tab.page.contains("data-outcome=\"") {
                assert!(tab.page.contains("data-outcome=\"paid\""), "{}", tab.page);
                return;
            }
        }
        panic!("the way to pay does not end: {}", tab.address());
    }

    /// Opens an order's page until it says this.
    async fn wait_for(&self, tab: &mut Tab, number: &str, words: &str) {
        let started = Instant::now();
        tab.go(&format!("{}/shop/orders/{number}", self.front.address)).await;
        while !tab.page.contains(words) {
            assert!(started.elapsed() < PATIENCE, "never {words}: {} {}", tab.page, self.shop.log());
            tokio::time::sleep(Duration::from_millis(200)).await;
            tab.go("").await;
        }
    }

    /// What the service says of the order of that number: asked for by what is written of it there.
    async fn at_the_service(&self, path: &str) -> Value {
        let address = format!("{}{path}", self.system.merchant);
        let answer = http_client().get(address).bearer_auth(&self.key).send().await.or_stop("no answer");
        serde_json::from_str(&answer.text().await.or_stop("an answer breaks off")).or_stop("JSON")
    }

    /// The service's own record of an order, found by the page that it has printed for it.
    async fn record_of(&self, tab: &Tab) -> Value {
        let reference = tab.page.split("name=\"order_reference\" value=\"").nth(1).and_then(|it| it.split('"').next());
        self.at_the_service(&format!("/v1/orders/{}", reference.or_stop("the page has the order"))).await
    }

    async fn deliver(&self, message: &Message, signature: &str, sent_at: &str) -> u16 {
        let request = http_client().post(format!("{}/shop/webhooks", self.shop.address));
        let request = request.header("content-type", "application/json").header("webhook-id", message.id);
        let request = request.header("webhook-timestamp", sent_at).header("webhook-signature", signature);
        let answer = request.body(message.body.to_string()).send().await.or_stop("no answer");
        let status = answer.status().as_u16();
        assert!(status < 500, "{status}: {}", self.shop.log());
        status
    }

    fn signature(&self, message: &Message) -> String {
        let webhook = Webhook::new(&self.secret).or_stop("a secret");
        webhook.sign(message.id, message.sent_at, message.body.to_string().as_bytes()).or_stop("it can be signed")
    }

    /// Sends a message as the service would.
    async fn tell(&self, message: &Message) -> u16 {
        self.deliver(message, &self.signature(message), &message.sent_at.to_string()).await
    }

    async fn expect_unpaid(&self, tab: &mut Tab, number: &str) {
        tab.go(&format!("{}/shop/orders/{number}", self.front.address)).await;
        assert_eq!(tab.title(), REVIEW, "{}", tab.page);
    }

    pub(crate) async fn sells_at_its_own_price(&self) {
        let mut tab = self.order("wine", &[("amount", "1"), ("item_name", "other")]).await;
        let number = number_of(&tab);
        let record = self.record_of(&tab).await;
        assert_eq!((&record["amount"], &record["outcome"]), (&json!(3500), &json!("open")), "not what a form says");
        let printed = record["html"].as_str().or_stop("the service prints it");
        assert!(tab.page.contains(printed.split("\"now\"").next().or_stop("it begins")), "it is echoed as it is");
        assert!(tab.page.contains("<link rel=\"stylesheet\" href=\"/shop/shop.css\">"), "in the shop's own looks");
        assert_eq!(tab.policy, POLICY.replace("{gateway}", &self.system.sandbox), "what a browser below is tried with");
        // The browser's return is no proof.
        tab.go(&format!("/shop/orders/{number}?returned")).await;
        assert!(tab.title().starts_with(CONFIRMING), "{}", tab.page);
        self.expect_unpaid(&mut tab, &number).await;
        self.pay(&mut tab).await;
        assert!(tab.page.contains(&format!("{}/shop/orders/{number}?returned", self.front.address)), "the way back");
        self.wait_for(&mut tab, &number, PAID).await;
        assert!(tab.title().starts_with(THANKS) && tab.page.contains("3500円"), "{}", tab.page);
        tab.post("/shop/orders", &[("item".to_owned(), "nothing".to_owned())], Encoding::Utf8).await;
        assert_eq!(tab.status, 400, "what is not sold cannot be ordered");
        tab.go("/shop/orders/0123456789abcdef0123456789abcdef").await;
        assert_eq!(tab.status, 404);
    }

    /// What the shop was asked for is not lost.
    pub(crate) async fn says_so_while_the_service_is_away(&mut self) {
        let mut tab = self.order("wine", &[]).await;
        let number = number_of(&tab);
        self.system.stop_merchant().await;
        for path in ["", "?returned"] {
            tab.go(&format!("{}/shop/orders/{number}{path}", self.shop.address)).await;
            let (status, title) = if path.is_empty() { (503, AWAY) } else { (200, CONFIRMING) };
            assert!(tab.status == status && tab.title().starts_with(title), "{} {}", tab.status, tab.page);
        }
        assert_eq!(self.tell(&Message::paid("evt_900004", &number, 3500)).await, 204);
        tab.go(&format!("{}/shop/orders/{number}", self.shop.address)).await;
        assert!(tab.page.contains(PAID), "what it was told it knows alone: {}", tab.page);
    }

    /// The same with the element, which the shop's policy has to let work.
    pub(crate) async fn sells_to_a_browser_with_script(&self) {
        let mut payer = Payer::new(&self.system, "through-the-service", Viewport::Phone).await;
        payer.browser.go(&format!("{}/shop/", self.front.address)).await;
        payer.browser.step("shop").await;
        payer.browser.click("button[value=wine]").await;
        payer.browser.wait_for_script("kantan-checkout").await;
        payer.review().await;
        payer.press_pay().await;
        payer.pass_gateway().await;
        payer.act("pay").await;
        payer.return_to_shop().await;
        payer.expect_outcome("paid").await;
        payer.take_next_step().await;
        payer.browser.wait_for_address("/shop/orders/").await;
        let started = Instant::now();
        while !payer.browser.evaluate("document.title").await.as_str().is_some_and(|title| title.starts_with(THANKS)) {
            assert!(started.elapsed() < PATIENCE, "never told: {}", self.shop.log());
            let address = payer.browser.address().await;
            payer.browser.go(&address).await;
        }
        payer.browser.step("thanks").await;
        payer.browser.close().await;
    }

    pub(crate) async fn believes_no_forged_message(&self) {
        let mut tab = self.order("wine", &[]).await;
        let number = number_of(&tab);
        let message = Message::paid("evt_900001", &number, 3500);
        let (genuine, sent_at) = (self.signature(&message), message.sent_at.to_string());
        let other_key = Webhook::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").or_stop("a secret");
        let other_key = other_key.sign(message.id, message.sent_at, message.body.to_string().as_bytes());
        let other_body =
            Message { body: json!({ "type": "order.paid" }), ..Message::paid("evt_900001", &number, 3500) };
        for (signature, sent_at) in [
            (&*other_key.or_stop("signed"), &*sent_at),
            (&self.signature(&other_body), &sent_at),
            ("", &sent_at),
            ("v1,", &sent_at),
            ("v1", &sent_at),
            (&genuine.replace("v1,", "v2,"), &sent_at),
            (&genuine, ""),
            (&genuine, &(message.sent_at + 1).to_string()),
        ] {
            assert_eq!(self.deliver(&message, signature, sent_at).await, 401, "{signature} {sent_at}");
        }
        // Genuine, and kept by somebody to be sent when it suits them.
        for away in [-600, 600] {
            let replayed = Message { sent_at: now() + away, ..Message::paid("evt_900001", &number, 3500) };
            assert_eq!(self.tell(&replayed).await, 401, "{away} seconds away");
        }
        self.expect_unpaid(&mut tab, &number).await;
    }

    pub(crate) async fn believes_no_other_amount(&self) {
        let mut tab = self.order("wine", &[]).await;
        let number = number_of(&tab);
        for amount in [350, 35_000, 0] {
            assert_eq!(self.tell(&Message::paid("evt_900002", &number, amount)).await, 409, "{amount} yen");
        }
        assert_eq!(self.tell(&Message::paid("evt_900002", "0123456789abcdef0123456789abcdef", 3500)).await, 404);
        assert_eq!(self.tell(&Message::paid("evt_900002", "../somewhere", 3500)).await, 404);
        assert_eq!(self.tell(&Message::paid("../evt_900002", &number, 3500)).await, 400);
        self.expect_unpaid(&mut tab, &number).await;
        // With its own it is believed, so that it was the amount that was refused.
        assert_eq!(self.tell(&Message::paid("evt_900002", &number, 3500)).await, 204);
        self.wait_for(&mut tab, &number, PAID).await;
    }

    pub(crate) async fn takes_a_message_once(&self) {
        let mut tab = self.order("wine", &[]).await;
        let number = number_of(&tab);
        for _ in 0..3 {
            assert_eq!(self.tell(&Message::paid("evt_900003", &number, 3500)).await, 204, "and does not ask for more");
        }
        self.wait_for(&mut tab, &number, PAID).await;
        assert_eq!(tab.page.matches(PAID).count(), 1, "{}", tab.page);
        // What is on the disk is one event.
        let files = std::fs::read_dir(self.shop.folder.join(&number)).or_stop("the order has a folder");
        let mut names: Vec<_> = files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        assert_eq!(names, ["evt_900003", "order"]);
    }

    pub(crate) async fn sells_a_contract_and_hears_of_each_charge(&self) {
        // Whoever joins on the billing day itself pays at once, and is billed by the next run.
        self.system.move_clock("advance=next_month").await;
        let mut tab = self.order("club", &[]).await;
        let number = number_of(&tab);
        let reference = self.record_of(&tab).await["reference"].as_str().or_stop("it has a name").to_owned();
        self.pay(&mut tab).await;
        self.wait_for(&mut tab, &number, JOINED).await;
        assert!(!tab.page.contains(CHARGED), "{}", tab.page);
        for charges in 1..=2 {
            let contract = self.at_the_service(&format!("/v1/contracts/{reference}")).await;
            let next = contract["next_charge_on"].as_str().or_stop("it goes on").to_owned();
            self.system.move_clock(&format!("to={next}")).await;
            self.system.bill().await;
            self.wait_for(&mut tab, &number, &format!("<li>{next} {CHARGED}")).await;
            assert_eq!(tab.page.matches(CHARGED).count(), charges, "{}", tab.page);
        }
    }
}
