//! A shop of `examples/sign-by-hand` as its payer and its gateway meet it.

use super::page::{Fields, form_of, title_of};
use super::stack::{Place, Running, Stack, Way};
use kantan_checkout::page::order::Order;
use sbps::checksum::{Checksum, HashKey};
use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use system_tests::folders::element_folder;
use system_tests::servers::{HASH_KEY, Sandbox};
use system_tests::{OrStop, http_client};

const FORM: &str = "application/x-www-form-urlencoded";
const PAID: &str = "お支払いが完了しました";
const CONFIRMING: &str = "お支払いを確認しています";
const NOT_PAID: &str = "お支払いは完了していません";

/// A running shop and the sandbox that it sells through.
pub(crate) struct Shop {
    address: String,
    sandbox: Sandbox,
    client: reqwest::Client,
    running: Running,
}

struct Answer {
    status: u16,
    location: String,
    media_type: String,
    text: String,
}

impl Shop {
    pub(crate) async fn start(stack: Stack) -> Self {
        let sandbox = Sandbox::start().await;
        let place = Place::new();
        let address = place.address.clone();
        let (element, gateway) = (element_folder(), format!("{}/f01/FepBuyInfoReceive.do", sandbox.address));
        let settings = [
            ("ELEMENT_DIR", &*element.to_string_lossy()),
            ("SBPS_HASH_KEY", HASH_KEY),
            ("SBPS_MERCHANT_ID", "30132"),
            ("SBPS_SERVICE_ID", "001"),
            ("SBPS_PURCHASE_URL", &gateway),
        ];
        let running = place.start(Way::ByHand, stack, &address, &settings).await;
        Self { address, sandbox, client: http_client(), running }
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.or_stop("no answer");
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (status, location, media_type) = (response.status().as_u16(), header("location"), header("content-type"));
        let text = response.text().await.or_stop("an answer breaks off");
        assert!(status < 500, "{status}: {text} {}", self.running.log());
        Answer { status, location, media_type, text }
    }

    async fn get(&self, address: &str) -> Answer {
        self.send(self.client.get(address)).await
    }

    async fn post(&self, address: &str, fields: &[(String, String)]) -> Answer {
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = write_form(fields, Encoding::ShiftJis).or_stop("a form can be written in Shift_JIS");
        // Of an empty body the client says no length, and browsers do.
        let request = self.client.post(address).header("Content-Type", FORM).header("Content-Length", body.len());
        self.send(request.body(body)).await
    }

    /// Orders, and says where the order is.
    async fn order(&self) -> String {
        let answer = self.post(&format!("{}/orders", self.address), &[]).await;
        assert_eq!(answer.status, 303);
        self.absolute(&answer.location)
    }

    fn absolute(&self, location: &str) -> String {
        let base = url::Url::parse(&self.address).or_stop("an address");
        base.join(location).or_stop("a location").into()
    }

    /// What the element asks for, with what it displayed.
    async fn ask(&self, order: &str, displayed: &Value) -> Answer {
        let reference = reference_of(order);
        let body = json!({ "order_reference": reference, "language": "ja", "displayed": displayed });
        let request = self.client.post(format!("{order}/pay")).header("Content-Type", "application/json");
        self.send(request.body(body.to_string())).await
    }

    /// A signed request, as the element gets it.
    async fn signed(&self, order: &str) -> Fields {
        let answer = self.ask(order, &displayed()).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let answer: Value = serde_json::from_str(&answer.text).or_stop("the answer is JSON");
        assert_eq!(answer["accept_charset"], "Shift_JIS");
        serde_json::from_value(answer["fields"].clone()).or_stop("fields are pairs")
    }

    /// Goes through the carrier's screens and presses this button; where the browser is sent in the end, with what.
    async fn at_the_carrier(&self, fields: &[(String, String)], press: &str) -> (String, Fields) {
        let begun = self.post(&format!("{}/f01/FepBuyInfoReceive.do", self.sandbox.address), fields).await;
        assert_eq!(begun.status, 303, "the gateway refuses: {}", begun.text);
        let id = begun.location.split("/payments/").nth(1).and_then(|rest| rest.split('/').next()).or_stop("a payment");
        let payment = format!("{}/payments/{id}", self.sandbox.address);
        let pressed = self
            .send(self.client.post(format!("{payment}/pay")).header("Content-Type", FORM).body(press.to_owned()))
            .await;
        assert_eq!(pressed.status, 303, "{}", pressed.text);
        form_of(&self.get(&format!("{payment}/done")).await.text)
    }

    /// Comes back to the shop, and says what the page has as its title.
    async fn come_back(&self, action: &str, fields: &[(String, String)]) -> String {
        let answer = self.post(action, fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        title_of(&self.get(&self.absolute(&answer.location)).await.text)
    }

    async fn buy(&self, order: &str, press: &str) -> String {
        let (action, fields) = self.at_the_carrier(&self.signed(order).await, press).await;
        self.come_back(&action, &fields).await
    }

    /// The last notification about an order, as the sandbox sent it.
    async fn last_notification(&self, order: &str) -> Fields {
        let reference = reference_of(order);
        let request =
            self.client.get(format!("{}/exchanges", self.sandbox.address)).header("Accept", "application/json");
        let exchanges: Value = serde_json::from_str(&self.send(request).await.text).or_stop("JSON");
        let sent =
            exchanges.as_array().into_iter().flatten().filter_map(|exchange| exchange["notifications"].as_array());
        let sent = sent.flatten().map(|sent| serde_json::from_value::<Fields>(sent["sent"].clone()).or_stop("pairs"));
        let sent = sent.filter(|sent| value(sent, "order_id").starts_with(reference));
        sent.max_by_key(|sent| value(sent, "res_date").to_owned()).or_stop("one was sent")
    }

    /// What the shop has written down of an order.
    fn kept(&self, order: &str) -> Vec<(String, String)> {
        let files = std::fs::read_dir(&self.running.folder).or_stop("the shop has a folder");
        let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
        let content = |name: &String| std::fs::read_to_string(self.running.folder.join(name)).or_stop("it can be read");
        let of_order = names.filter(|name| name.starts_with(reference_of(order)));
        let mut kept: Vec<_> = of_order.map(|name| (name.clone(), content(&name))).collect();
        kept.sort();
        assert_eq!(kept.len(), 2, "the order, and that it is paid: {kept:?}");
        kept
    }

    async fn notify(&self, fields: &[(String, String)]) -> String {
        let answer = self.post(&format!("{}/notifications", self.address), fields).await;
        assert_eq!(
            (answer.status, answer.media_type.to_ascii_lowercase()),
            (200, "text/csv; charset=shift_jis".to_owned())
        );
        answer.text
    }

    pub(crate) async fn page_holds_the_order_twice(&self) {
        let page = self.get(&self.order().await).await;
        let json = page.text.split("<script type='application/json'>").nth(1);
        let json = json.or_else(|| page.text.split("<script type=\"application/json\">").nth(1));
        let json = json.and_then(|rest| rest.split("</script>").next()).or_stop("the element has its data");
        let order: Value = serde_json::from_str(json).or_stop("they are JSON");
        let mut problems = Vec::new();
        let read = Order::read(&serde_json::from_str(json).or_stop("they are JSON"), &mut problems);
        assert!(read.is_some(), "the element refuses it: {problems:?}");
        assert!(order.get("cust_code").is_none(), "the customer's code is the server's");
        for shown in ["赤ワイン（ハーフ）", "3500円", "返品", "引渡時期", "お支払い時期"] {
            let plain = page.text.split("<form").nth(1).or_stop("a form without script");
            assert!(plain.contains(shown), "{shown} is not shown without script");
        }
    }

    pub(crate) async fn element_buys(&self) {
        let order = self.order().await;
        assert_eq!(self.buy(&order, "action=pay").await, PAID);
        let again = self.ask(&order, &displayed()).await;
        assert_eq!((again.status, code_of(&again)), (409, "order_paid".to_owned()));
        assert_eq!(
            self.get(&order).await.location.rsplit('/').next(),
            Some("result"),
            "a paid order cannot be ordered"
        );
    }

    pub(crate) async fn plain_form_buys_and_is_signed_anew(&self) {
        let order = self.order().await;
        // Nor is what a form says of the price asked.
        let cheaper = [("amount", "350"), ("tax", "31"), ("item_name", "another")];
        let cheaper = cheaper.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let jump = self.post(&format!("{order}/pay"), &cheaper).await;
        assert_eq!(jump.status, 303, "{}", jump.text);
        let page = self.absolute(&jump.location);
        let (first, second) = (self.get(&page).await.text, self.get(&page).await.text);
        assert!(
            first.contains("accept-charset='Shift_JIS'")
                || first.contains("accept-charset=Shift_JIS")
                || first.contains("accept-charset=\"Shift_JIS\"")
        );
        let ((_, first), (action, second)) = (form_of(&first), form_of(&second));
        assert_ne!(value(&first, "order_id"), value(&second, "order_id"), "an order id is never used twice");
        assert!(action.ends_with("/f01/FepBuyInfoReceive.do"));
        assert_eq!((value(&second, "amount"), value(&second, "item_name")), ("3500", "赤ワイン（ハーフ）"));
        let (action, fields) = self.at_the_carrier(&second, "action=pay").await;
        assert_eq!(self.come_back(&action, &fields).await, PAID);
        assert!(self.get(&page).await.location.ends_with("/result"), "a paid order is not signed again");
    }

    pub(crate) async fn other_prices_are_not_signed(&self) {
        let order = self.order().await;
        let mut cheaper = displayed();
        cheaper["amount"] = json!(350);
        for wrong in [cheaper, json!({}), json!(null)] {
            let answer = self.ask(&order, &wrong).await;
            assert_eq!((answer.status, code_of(&answer)), (409, "displayed_differs".to_owned()), "{wrong}");
        }
    }

    pub(crate) async fn failed_payment_can_be_tried_again(&self) {
        let order = self.order().await;
        assert_eq!(self.buy(&order, "action=fail&code=8297").await, NOT_PAID);
        assert_eq!(self.buy(&order, "action=cancel").await, NOT_PAID);
        assert_eq!(self.buy(&order, "action=pay").await, PAID);
    }

    pub(crate) async fn repeated_notification_changes_nothing(&self) {
        let order = self.order().await;
        assert_eq!(self.buy(&order, "action=pay_twice").await, PAID);
        let (sent, kept) = (self.last_notification(&order).await, self.kept(&order));
        for _ in 0..3 {
            assert_eq!(self.notify(&sent).await, "OK,");
        }
        assert_eq!(self.kept(&order), kept, "it is done once");
    }

    pub(crate) async fn replayed_failure_does_not_undo_a_payment(&self) {
        let order = self.order().await;
        assert_eq!(self.buy(&order, "action=fail&code=8297").await, NOT_PAID);
        let failure = self.last_notification(&order).await;
        assert_eq!(self.buy(&order, "action=pay").await, PAID);
        let kept = self.kept(&order);
        assert_eq!(self.notify(&failure).await, "OK,", "it was told before");
        assert_eq!(title_of(&self.get(&format!("{order}/result")).await.text), PAID);
        assert_eq!(self.kept(&order), kept);
    }

    pub(crate) async fn second_payment_is_refused(&self) {
        let order = self.order().await;
        let (first, second) = (self.signed(&order).await, self.signed(&order).await);
        let (action, fields) = self.at_the_carrier(&first, "action=pay").await;
        let (refused, _) = self.at_the_carrier(&second, "action=pay").await;
        assert!(refused.ends_with("/return/error"), "the gateway stops it: {refused}");
        assert_eq!(self.come_back(&action, &fields).await, PAID);
    }

    pub(crate) async fn forged_notification_is_refused(&self) {
        let order = self.order().await;
        assert_eq!(self.buy(&order, "action=fail&code=8297").await, NOT_PAID);
        let forged = with(self.last_notification(&order).await, "res_result", "OK");
        assert!(self.notify(&forged).await.starts_with("NG,"));
        assert!(self.notify(&with(forged, "sps_hashcode", "")).await.starts_with("NG,"));
        assert!(self.notify(&[]).await.starts_with("NG,"));
        assert_eq!(title_of(&self.get(&format!("{order}/result")).await.text), NOT_PAID);
    }

    pub(crate) async fn another_amount_is_refused(&self) {
        let order = self.order().await;
        assert_eq!(self.buy(&order, "action=fail&code=8297").await, NOT_PAID);
        let paid = with(self.last_notification(&order).await, "res_result", "OK");
        let genuine = |fields: Fields| {
            let values = fields.iter().filter(|(name, _)| name != "sps_hashcode").map(|(_, value)| value.as_str());
            let key = HashKey::new(HASH_KEY.to_owned()).or_stop("a key");
            let checksum = Checksum::of(values, Encoding::Utf8, &key).or_stop("a checksum").lower_case();
            with(fields, "sps_hashcode", &checksum)
        };
        assert!(self.notify(&genuine(with(paid.clone(), "amount", "350"))).await.starts_with("NG,"));
        assert!(self.notify(&genuine(with(paid.clone(), "cust_code", "another"))).await.starts_with("NG,"));
        assert!(self.notify(&genuine(with(paid.clone(), "order_id", "0123456789abcdef-0"))).await.starts_with("NG,"));
        assert_eq!(title_of(&self.get(&format!("{order}/result")).await.text), NOT_PAID);
        // The same with nothing changed is believed, so that it was the change that was refused.
        assert_eq!(self.notify(&genuine(paid)).await, "OK,");
        assert_eq!(title_of(&self.get(&format!("{order}/result")).await.text), PAID);
    }

    pub(crate) async fn genuine_notification_is_believed_however_it_is_spelled(&self) {
        for fault in ["free_csv", "missing_blank", "trailing_space", "crlf", "new_blank_field", "blank_detail_row"] {
            let body = format!("notification={fault}");
            let set =
                self.client.post(format!("{}/faults", self.sandbox.address)).header("Content-Type", FORM).body(body);
            assert!(self.send(set).await.status < 400, "{fault} is not known");
            assert_eq!(self.buy(&self.order().await, "action=pay").await, PAID, "{fault}");
        }
    }

    pub(crate) async fn forged_return_proves_nothing(&self) {
        let order = self.order().await;
        let (action, fields) = self.at_the_carrier(&self.signed(&order).await, "action=pay_late").await;
        assert_eq!(self.come_back(&action, &with(fields.clone(), "amount", "1")).await, NOT_PAID, "forged");
        let other = action.replace(reference_of(&order), reference_of(&self.order().await));
        assert_eq!(self.come_back(&other, &fields).await, NOT_PAID, "genuine, and of another order");
        assert_eq!(self.come_back(&action, &fields).await, CONFIRMING, "genuine, and still no proof");
    }
}

fn reference_of(order: &str) -> &str {
    order.rsplit('/').next().or_stop("an order has a reference")
}

fn displayed() -> Value {
    json!({ "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318 })
}

fn code_of(answer: &Answer) -> String {
    assert!(answer.media_type.starts_with("application/problem+json"), "{}", answer.media_type);
    let problem: Value = serde_json::from_str(&answer.text).or_stop("a problem is JSON");
    problem["code"].as_str().or_stop("it has a code").to_owned()
}

fn with(mut fields: Fields, name: &str, value: &str) -> Fields {
    fields.iter_mut().filter(|(field, _)| field == name).for_each(|(_, old)| value.clone_into(old));
    fields
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).or_stop("it has the field")
}
