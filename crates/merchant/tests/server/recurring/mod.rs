//! Recurring contracts: ordering, joining, leaving, billing, and what the subscriber sees.

mod any_staff;
mod any_world;
mod attempts;
mod billing;
mod billing_guard;
mod calls;
mod contract;
mod dates;
mod events;
mod first_purchase;
pub(crate) mod gateway;
mod handoff;
mod leaving;
mod leaving_at_gateway;
mod links;
mod order;
mod page;
mod reapplication;
mod result;
mod secrets;
mod settlement;
mod staff;
mod staff_charges;
mod usage;
mod usage_charges;

use crate::database::{OWN, lines, shared};
use crate::support::{Answer, Attempt, TestShop, body, fields_of, key};
use chrono::NaiveDate;
use gateway::FakeGateway;
use merchant::domain::subscription::Subscription;
use merchant::service::billing::{Report, run};
use sbps::checksum::Checksum;
use sbps::date_time::JstDateTime;
use sbps::message::application_request::{ANSWER_DEFINITION, ApplicationRequest, ApplicationResult, DEFINITION};
use sbps::message::{GatewayResult, PaymentResult, SignedForm};
use sbps::wire::Encoding;
use serde_json::{Value, json};
use std::ops::Deref;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The staff's token.
const STAFF: &str = "a-token-for-the-staff";
/// Where applications go.
const APPLICATIONS: &str = "https://apply.example/f01/FepContractReceive.do";
/// What a billing run reports that had nothing to do.
const NOTHING: Report = Report::NOTHING;
/// The gateway's name for a contract.
const CONTRACT: &str = "10000000000001";

/// A shop that sells plans, and the gateway that it calls.
struct PlanShop {
    shop: TestShop,
    gateway: FakeGateway,
}

impl Deref for PlanShop {
    type Target = TestShop;

    fn deref(&self) -> &TestShop {
        &self.shop
    }
}

/// The order of a plan, as its page has it.
struct PlanOrder {
    reference: String,
    /// What the element reads.
    json: Value,
    /// The reference of the contract that it is for.
    subscription: String,
}

impl PlanShop {
    async fn open() -> Self {
        Self::open_with(OWN, Duration::from_secs(20)).await
    }

    /// With a database in a file: several connections at once.
    async fn open_in_file() -> Self {
        let address = shared().await;
        Self::open_with(&address, Duration::from_secs(20)).await
    }

    async fn open_with(database_url: &str, patience: Duration) -> Self {
        let gateway = FakeGateway::start().await;
        Self { shop: open_shop(database_url, &gateway.url, patience).await, gateway }
    }

    /// With further settings.
    async fn open_set(setting: (&str, &str)) -> Self {
        let gateway = FakeGateway::start().await;
        let further = [&settings(&gateway.url)[..], &[setting]].concat();
        Self { shop: TestShop::open_with(OWN, &further, Duration::from_secs(20)).await, gateway }
    }

    async fn order_plan(&self, plan: &str) -> PlanOrder {
        self.order_plan_of(plan, None).await
    }

    /// For the customer of another contract.
    async fn order_plan_of(&self, plan: &str, contract: Option<&str>) -> PlanOrder {
        let mut fields = vec![("product", plan), ("language", "ja")];
        fields.extend(contract.map(|contract| ("subscription", contract)));
        let answer = self.post_form("/orders", &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        let path = answer.header("location").split('?').next().expect("a path").to_owned();
        let json = embedded(&self.get(&path).await);
        let cancel_url = json["recurring"]["cancel_url"].as_str().expect("a way out");
        let subscription = cancel_url.split(['/', '?']).nth(2).expect("a reference").to_owned();
        PlanOrder { reference: path.strip_prefix("/orders/").expect("an order").to_owned(), json, subscription }
    }

    /// What the element asks for an order as the server's page shows it today.
    async fn plan_question(&self, reference: &str) -> Value {
        let page = self.get(&format!("/orders/{reference}")).await;
        let order = embedded(&page);
        let charges: Vec<Value> = page
            .text()
            .split("name=\"charges\" value=\"")
            .nth(1)
            .expect("the plain form has them")
            .split('"')
            .next()
            .expect("a value ends")
            .split(',')
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (day, amount) = part.split_once(':').expect("a day and an amount");
                json!([day, amount.parse::<i64>().expect("an amount")])
            })
            .collect();
        json!({
            "order_reference": reference, "language": "ja",
            "displayed": { "item_id": order["item_id"], "item_name": order["item_name"], "amount": order["amount"],
                           "tax": order["tax"], "charges": charges },
        })
    }

    async fn signed_fields(&self, reference: &str) -> Vec<(String, String)> {
        let answer = self.ask(&self.plan_question(reference).await).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        fields_of(&answer.json())
    }

    /// Joins a contract that the gateway bills; gives back its purchase and its reference.
    async fn join_simple(&self, plan: &str, tracking_id: &str) -> (Attempt, String) {
        let order = self.order_plan(plan).await;
        let attempt = Attempt::read(self.signed_fields(&order.reference).await);
        assert_eq!(self.notify(attempt.paid(tracking_id)).await, "OK,");
        (attempt, order.subscription)
    }

    /// Makes a contract that this server bills; gives back its reference.
    async fn join_fixed_term(&self, plan: &str, tracking_id: &str) -> String {
        self.join_ordered(self.order_plan(plan).await, tracking_id).await
    }

    /// Makes the contract of an order, which this server bills; gives back its reference.
    async fn join_ordered(&self, order: PlanOrder, tracking_id: &str) -> String {
        let application = read_application(self.signed_fields(&order.reference).await);
        assert_eq!(self.notify(applied(&application, PaymentResult::Ok, tracking_id)).await, "OK,");
        order.subscription
    }

    async fn subscription(&self, reference: &str) -> Subscription {
        self.shop.shop.store.subscription(reference).await.expect("readable").expect("there is one")
    }

    async fn state(&self, reference: &str) -> &'static str {
        self.subscription(reference).await.state.word()
    }

    /// What the element reads on the subscriber's page.
    async fn told(&self, reference: &str) -> Value {
        embedded(&self.get(&format!("/subscriptions/{reference}")).await)["subscriptions"][0].clone()
    }

    async fn act(&self, reference: &str, action: &str, shown: &str) -> Answer {
        let question = json!({ "action": action, "language": "ja", "displayed": { "state": shown } });
        self.post(&format!("/subscriptions/{reference}/actions"), "application/json", question.to_string()).await
    }

    /// A run of a server that has been running all the time until now.
    async fn bill(&self) -> Report {
        let now = self.shop.shop.clock.unix_seconds();
        let sql = "UPDATE billing_clock SET last_run_at = $1";
        sqlx::query(sql).bind(now).execute(self.shop.shop.store.pool()).await.expect("writable");
        self.run().await
    }

    /// A run as it is, however long ago the last one was.
    async fn run(&self) -> Report {
        run(&self.shop.shop).await.expect("the database answers")
    }

    /// Sets the clock to noon of a day in Japan.
    fn go_to(&self, day: NaiveDate) {
        let noon = day.and_hms_opt(12, 0, 0).and_then(JstDateTime::from_local).expect("a moment");
        self.clock.store(noon.unix_seconds(), Ordering::SeqCst);
    }

    /// Everything that the record holds of contracts and money.
    async fn contracts(&self) -> String {
        let mut records = Vec::new();
        for sql in [
            "SELECT reference, state, tracking_id, ends_on, problem_code, receipt_number, updated_at \
             FROM subscriptions ORDER BY reference",
            "SELECT due_on, amount FROM charges ORDER BY subscription, due_on",
            "SELECT due_on, outcome, code FROM charge_outcomes ORDER BY id",
            "SELECT order_id, state FROM contract_requests ORDER BY order_id",
        ] {
            records.extend(lines(self.shop.shop.store.pool(), sql).await);
        }
        records.join("\n")
    }
}

async fn open_shop(database_url: &str, api_url: &str, patience: Duration) -> TestShop {
    TestShop::open_with(database_url, &settings(api_url), patience).await
}

fn settings(api_url: &str) -> [(&str, &str); 3] {
    [("SBPS_API_URL", api_url), ("SBPS_APPLICATION_URL", APPLICATIONS), ("MERCHANT_STAFF_TOKEN", STAFF)]
}

/// The JSON that an element reads on a page.
fn embedded(page: &Answer) -> Value {
    page.embedded()
}

/// Reads an application as the gateway would; it must be right.
pub(crate) fn read_application(fields: Vec<(String, String)>) -> ApplicationRequest {
    let signed = DEFINITION.arrange(&fields).expect("every field is right");
    assert!(signed.is_genuine(Encoding::Utf8, &key()), "the checksum is over UTF-8");
    ApplicationRequest::read(&signed.form).expect("every value is right")
}

fn application_answer(application: &ApplicationRequest, result: PaymentResult, tracking_id: &str) -> SignedForm {
    let outcome = GatewayResult { tracking_id: tracking_id.parse().ok(), ..GatewayResult::new(result) };
    let form = ApplicationResult { contract: application.contract.clone(), outcome }.form();
    assert_eq!(form.fields().len() + 1, ANSWER_DEFINITION.names().count());
    let checksum = Checksum::of_form(&form, Encoding::Utf8, &key()).expect("UTF-8").upper_case();
    SignedForm { form, checksum }
}

/// The body of a notification of what became of an application.
pub(crate) fn applied(application: &ApplicationRequest, result: PaymentResult, tracking_id: &str) -> String {
    body(&application_answer(application, result, tracking_id), Encoding::ShiftJis)
}
