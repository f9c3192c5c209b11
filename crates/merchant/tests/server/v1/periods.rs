//! "Basic Specifications", cell by cell: what a shop's program can do with a payment on the last day of each period, and
//! what it is told on the first day after it and on the last day before it.

use super::{Counter, boxes, magazine, with};
use crate::support::day;
use merchant::service::billing::run;
use serde_json::{Value, json};

const LAST_SECOND: (u32, u32, u32) = (23, 59, 59);
const MIDNIGHT: (u32, u32, u32) = (0, 0, 0);
const NOON: (u32, u32, u32) = (12, 0, 0);

/// How a payment came about. Everything is requested on 24 November 2026.
#[derive(Clone, Copy, Debug)]
enum Made {
    /// Bought once, with automatic sales.
    Automatic,
    /// Bought once, with specified sales, and reserved.
    Reserved,
    /// The same, settled on 10 December.
    Settled,
    /// A contract that the gateway bills, its first month charged.
    Simple,
    /// A contract that this service bills, charged and settled on 20 December.
    FixedTerm,
}

/// A period: what is asked for, and from when until when.
struct Period {
    made: Made,
    action: &'static str,
    body: Value,
    /// Its first day where it does not begin at once, and what can be done before instead.
    begins: Option<(&'static str, &'static [&'static str])>,
    /// Its last day.
    ends: &'static str,
    /// What can be done afterwards instead.
    instead: &'static [&'static str],
    /// What the payment is when it was done.
    becomes: &'static str,
}

/// A payment that came about so, and its name.
async fn payment(made: Made) -> (Counter, String) {
    let sales = if matches!(made, Made::Reserved | Made::Settled) { "specified" } else { "automatic" };
    let shop = Counter::open(sales).await;
    let name = "12345678901234";
    match made {
        Made::Automatic | Made::Reserved => drop(shop.paid(name).await),
        Made::Settled => {
            shop.paid(name).await;
            shop.go_to("2026-12-10", NOON);
            shop.done(name, "settle", &json!({})).await;
        }
        Made::Simple => {
            let terms = json!({ "method": "simple", "first_month": "charged", "cancellation_month": "charged" });
            let order = shop.create(&shop.key, "k", &with(magazine(), &json!({ "recurring": terms }))).await;
            let attempt = shop.signed(order["reference"].as_str().expect("a reference")).await;
            assert_eq!(shop.notify(attempt.paid(name)).await, "OK,");
        }
        Made::FixedTerm => {
            let order = shop.joined(&boxes(), name).await;
            shop.go_to("2026-12-20", NOON);
            run(&shop.shop.shop).await.expect("it runs");
            let told = shop.told(&format!("/v1/orders/{order}")).await;
            let charge = told["contract"]["charges"][0]["tracking_id"].as_str().expect("it was billed").to_owned();
            return (shop, charge);
        }
    }
    (shop, name.to_owned())
}

fn operations(told: &Value) -> Vec<&str> {
    told["instead"].as_array().expect("a list").iter().filter_map(|it| it["operation"].as_str()).collect()
}

#[tokio::test]
async fn the_last_good_day_of_each_period_is_taken_and_the_first_bad_day_refused_with_what_is_possible() {
    let part = || json!({ "amount": 500 });
    let month = |month: &str| json!({ "month": month });
    let over = &["deal_with_payer"][..];
    let at_once = &["refund", "wait"][..];
    for Period { made, action, body, begins, ends, instead, becomes } in [
        // One-time, automatic sales: "Until the last day of the month after next including the date of settlement process."
        Period {
            made: Made::Automatic,
            action: "refund",
            body: json!({}),
            begins: None,
            ends: "2027-01-31",
            instead: over,
            becomes: "refunded",
        },
        // "The partial refund is available after the first day of the next month of the settlement process."
        Period {
            made: Made::Automatic,
            action: "refund",
            body: part(),
            begins: Some(("2026-12-01", at_once)),
            ends: "2027-01-31",
            instead: over,
            becomes: "partially_refunded",
        },
        // One-time, specified sales: "Until the 90th day including the date of purchase request process."
        Period {
            made: Made::Reserved,
            action: "settle",
            body: json!({}),
            begins: None,
            ends: "2027-02-21",
            instead: over,
            becomes: "settled",
        },
        Period {
            made: Made::Reserved,
            action: "settle",
            body: part(),
            begins: None,
            ends: "2027-02-21",
            instead: over,
            becomes: "settled",
        },
        Period {
            made: Made::Reserved,
            action: "cancel",
            body: json!({}),
            begins: None,
            ends: "2027-02-21",
            instead: over,
            becomes: "cancelled",
        },
        Period {
            made: Made::Settled,
            action: "refund",
            body: json!({}),
            begins: None,
            ends: "2027-02-28",
            instead: over,
            becomes: "refunded",
        },
        Period {
            made: Made::Settled,
            action: "refund",
            body: part(),
            begins: Some(("2027-01-01", at_once)),
            ends: "2027-02-28",
            instead: over,
            becomes: "partially_refunded",
        },
        // Recurring (simple): "The money billed in the first month can be refunded from the first day of the next month".
        Period {
            made: Made::Simple,
            action: "refund",
            body: month("2026-11"),
            begins: Some(("2026-12-01", &["wait"])),
            ends: "2027-01-31",
            instead: over,
            becomes: "refunded",
        },
        // "SBPS automatically bills on the first day of each month."
        Period {
            made: Made::Simple,
            action: "refund",
            body: month("2026-12"),
            begins: Some(("2026-12-01", &["wait"])),
            ends: "2027-02-28",
            instead: over,
            becomes: "refunded",
        },
        // Recurring (fixed term / pay as you go): "including the date of settlement process".
        Period {
            made: Made::FixedTerm,
            action: "refund",
            body: json!({}),
            begins: None,
            ends: "2027-02-28",
            instead: over,
            becomes: "refunded",
        },
        Period {
            made: Made::FixedTerm,
            action: "refund",
            body: part(),
            begins: Some(("2027-01-01", at_once)),
            ends: "2027-02-28",
            instead: over,
            becomes: "partially_refunded",
        },
    ] {
        let what = format!("{made:?} {action} {body}");
        let (shop, name) = payment(made).await;
        shop.go_to(ends, LAST_SECOND);
        let done = shop.done(&name, action, &body).await;
        assert_eq!(done["state"], becomes, "{what}");
        let (shop, name) = payment(made).await;
        let after = day(ends).succ_opt().expect("a day").to_string();
        shop.go_to(&after, MIDNIGHT);
        let asked = shop.gateway.calls().len();
        let (because, told) = shop.refused(&name, action, &body).await;
        assert_eq!((because.as_str(), &told["until"]), ("period_over", &json!(ends)), "{what}: {told}");
        assert_eq!(operations(&told), instead, "{what}");
        assert_eq!(shop.gateway.calls().len(), asked, "{what}: it did not leave the house");
        let Some((first, instead)) = begins else { continue };
        let (shop, name) = payment(made).await;
        let before = day(first).pred_opt().expect("a day").to_string();
        shop.go_to(&before, LAST_SECOND);
        let (because, told) = shop.refused(&name, action, &body).await;
        assert_eq!((because.as_str(), &told["from"]), ("not_yet", &json!(first)), "{what}: {told}");
        assert_eq!(operations(&told), instead, "{what}");
        shop.go_to(first, MIDNIGHT);
        assert_eq!(shop.done(&name, action, &body).await["state"], becomes, "{what}: on its first day");
    }
}

#[tokio::test]
async fn what_a_billing_method_does_not_have_is_refused_with_what_it_has() {
    for (made, action, body, expected, instead) in [
        // "Auto close authorization settlement: settlement is not necessary"; "cancellation function not available".
        (Made::Automatic, "settle", json!({}), "automatic_sales", &["refund", "partial_refund"][..]),
        (Made::Automatic, "cancel", json!({}), "automatic_sales", &["refund", "partial_refund"]),
        (Made::Simple, "settle", json!({ "month": "2026-12" }), "automatic_sales", &["refund"]),
        (Made::Simple, "cancel", json!({ "month": "2026-12" }), "automatic_sales", &["refund", "partial_refund"]),
        // By the management tool only.
        (
            Made::Simple,
            "refund",
            json!({ "month": "2026-12", "amount": 100 }),
            "channel_not_provided",
            &["partial_refund", "refund"],
        ),
        (Made::FixedTerm, "settle", json!({}), "settled_by_billing_run", &["refund", "partial_refund"]),
        (Made::FixedTerm, "cancel", json!({}), "settled_by_billing_run", &["refund", "partial_refund"]),
    ] {
        let (shop, name) = payment(made).await;
        shop.go_to("2027-01-10", NOON);
        let asked = shop.gateway.calls().len();
        let (because, told) = shop.refused(&name, action, &body).await;
        assert_eq!((because.as_str(), operations(&told)), (expected, instead.to_vec()), "{made:?} {action}: {told}");
        assert_eq!(shop.gateway.calls().len(), asked, "it did not leave the house");
    }
}
