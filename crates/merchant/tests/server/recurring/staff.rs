//! The staff's page: what nobody knows is looked up by a person, written down once, and asked of nobody.

use super::gateway::{Behaviour, base64};
use super::{CONTRACT, NOTHING, PlanShop, STAFF};
use crate::support::{Answer, FORM, TestShop, day, notification};
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, header};
use merchant::service::billing::Report;
use sbps::api::Function;
use sbps::message::PaymentResult;
use sbps::wire::{Encoding, write_form};
use serde_json::json;

fn signed_in(request: Builder) -> Builder {
    let pair = base64(format!("anybody:{STAFF}").as_bytes());
    request.header(header::AUTHORIZATION, format!("Basic {pair}")).header(header::ACCEPT, "text/html")
}

impl PlanShop {
    pub(super) async fn staff_page(&self) -> Answer {
        let request = signed_in(Request::get("/staff?language=en")).body(Body::empty());
        let answer = self.send(request.expect("a request")).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        answer
    }

    /// Whether neither a contract nor a charge waits to be looked up.
    pub(super) async fn nothing_is_open(&self) -> bool {
        let page = self.staff_page().await.text();
        !page.contains("data-contract") && !page.contains("data-charge")
    }

    pub(super) async fn post_as_staff(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = write_form(fields.iter().copied(), Encoding::Utf8).expect("UTF-8 has every character");
        let request = signed_in(Request::post(address)).header(header::CONTENT_TYPE, FORM).body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// The last change of a contract, as its form has it.
    async fn seen(&self) -> String {
        let page = self.staff_page().await.text();
        let field = page.split("name=\"seen\" value=\"").nth(1).unwrap_or_else(|| panic!("no contract: {page}"));
        field.split('"').next().expect("a value ends").to_owned()
    }

    pub(super) async fn note_contract(&self, reference: &str, seen: &str, says: &str) -> Answer {
        let fields =
            [("subscription", reference), ("seen", seen), ("says", says), ("by", "山田"), ("note", "画面で確認")];
        self.post_as_staff("/staff/contracts", &[&fields[..], &[("language", "en")]].concat()).await
    }

    pub(super) async fn note_charge(&self, reference: &str, due_on: &str, says: &str) -> Answer {
        let fields =
            [("subscription", reference), ("due_on", due_on), ("says", says), ("by", "山田"), ("note", "確認")];
        self.post_as_staff("/staff/charges", &fields).await
    }

    /// Leaves, and nobody knows what the gateway did.
    async fn leave_in_doubt(&self, reference: &str, action: &str, function: Function) {
        self.gateway.next(function, Behaviour::Babble(502, "Bad Gateway"));
        assert_eq!(self.act(reference, action, "active").await.code(), "outcome_unknown");
        assert_eq!(self.state(reference).await, "unknown");
    }
}

pub(super) fn expect_written(answer: &Answer) {
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    assert!(answer.header("location").starts_with("/staff?language="));
}

pub(super) fn expect_known(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "no_longer_unknown"));
    assert!(answer.text().contains("role=\"alert\""), "{}", answer.text());
}

#[tokio::test]
async fn nobody_but_staff_sees_it() {
    let shop = PlanShop::open().await;
    let bearer = format!("Bearer {STAFF}");
    let basic = |pair: &str| format!("Basic {}", base64(pair.as_bytes()));
    let wrong = [
        basic("anybody:another-token"),
        basic(&format!("{STAFF}:")),
        basic(STAFF),
        basic(""),
        basic(&format!("anybody:{STAFF}:")),
    ];
    for token in wrong.iter().map(String::as_str).chain([bearer.as_str(), "Basic", "Basic ?", ""]) {
        for request in [Request::get("/staff"), Request::post("/staff/contracts"), Request::post("/staff/charges")] {
            let request = request.header(header::AUTHORIZATION, token).body(Body::empty());
            let answer = shop.send(request.expect("a request")).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "staff_only"), "{token}");
            assert!(answer.header("www-authenticate").starts_with("Basic realm="));
        }
    }
    assert_eq!(shop.get("/staff").await.status.as_u16(), 401);
    let page = shop.staff_page().await;
    assert_eq!(page.header("cache-control"), "no-store");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self' 'sha256-") && !policy.contains("script-src"),
        "{policy}"
    );
    assert!(
        page.text().contains("Contracts and charges to look up")
            && !page.text().contains("data-contract")
            && !page.text().contains("data-charge")
    );
    assert!(!shop.get("/").await.text().contains("/staff"), "the shop does not lead to it");
    let without = TestShop::open().await;
    for address in ["/staff", "/staff/contracts", "/staff/charges"] {
        assert_eq!(without.get(address).await.code(), "not_found", "without the setting there is no such address");
    }
}

#[tokio::test]
async fn a_contract_that_has_ended_is_ended_by_the_day_on_which_its_payer_left() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    shop.go_to(day("2026-12-22"));
    shop.leave_in_doubt(&reference, "unsubscribe", Function::UnsubscribeFixedTerm).await;
    let calls = shop.gateway.calls().len();
    shop.go_to(day("2027-01-22"));
    assert_eq!(shop.bill().await, NOTHING);
    let page = shop.staff_page().await.text();
    let order_id = shop.paid_by(&reference).await;
    let customer = shop.subscription(&reference).await.customer_code.to_string();
    for said in [
        CONTRACT,
        &order_id,
        &customer,
        "wine-monthly",
        "¥3,000",
        "ST02-00309-402",
        "12:00 on Tuesday, 22 December 2026",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("<code>cancellation_pending</code>"), "the log of events");
    let seen = shop.seen().await;
    expect_written(&shop.note_contract(&reference, &seen, "ended").await);
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["receipt"]["on"]), (&json!("cancelled"), &json!("2026-12-22")));
    assert_eq!(told["ends_on"], "2027-01-19", "the cycle that was running when the payer left");
    assert_eq!(told["actions"], json!(["reapply"]));
    let before = shop.contracts().await;
    for says in ["ended", "still_active"] {
        expect_known(&shop.note_contract(&reference, &seen, says).await);
    }
    assert_eq!(shop.contracts().await, before, "it is written down once");
    let page = shop.staff_page().await.text();
    assert!(!page.contains("data-contract") && page.contains("It has ended – 山田: 画面で確認"), "{page}");
    assert_eq!(shop.count("SELECT count(*) FROM subscription_events WHERE what = 'contract_looked_up'").await, 1);
    assert_eq!(shop.gateway.calls().len(), calls, "nothing is asked of the gateway");
}

#[tokio::test]
async fn a_contract_that_is_still_active_goes_on_tomorrow_and_catches_up_with_nothing() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.leave_in_doubt(&reference, "unsubscribe", Function::UnsubscribeFixedTerm).await;
    shop.go_to(day("2027-01-20"));
    let first = shop.seen().await;
    expect_written(&shop.note_contract(&reference, &first, "still_active").await);
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["actions"]), (&json!("active"), &json!(["unsubscribe"])));
    assert_eq!(shop.bill().await, NOTHING, "neither December nor today, before the payer can leave");
    // The payer leaves again in doubt: a form from before says nothing about that.
    shop.leave_in_doubt(&reference, "unsubscribe", Function::UnsubscribeFixedTerm).await;
    expect_known(&shop.note_contract(&reference, &first, "ended").await);
    assert_eq!(shop.state(&reference).await, "unknown");
    let again = shop.seen().await;
    expect_written(&shop.note_contract(&reference, &again, "still_active").await);
    shop.go_to(day("2027-02-20"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    let days: Vec<_> = shop.gateway.purchases().iter().map(|(request, _)| request.request_date.date()).collect();
    assert_eq!(days, [day("2027-02-20")]);
}

#[tokio::test]
async fn looking_up_a_contract_does_not_prolong_its_authorisation() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("translation-usage", CONTRACT).await;
    shop.leave_in_doubt(&reference, "unsubscribe", Function::UnsubscribeFixedTerm).await;
    shop.go_to(day("2027-11-20"));
    let seen = shop.seen().await;
    expect_written(&shop.note_contract(&reference, &seen, "still_active").await);
    shop.go_to(day("2027-11-24"));
    assert_eq!(shop.bill().await, NOTHING);
    shop.go_to(day("2027-11-25"));
    assert_eq!(shop.bill().await, Report { expired: 1, ..NOTHING });
}

#[tokio::test]
async fn a_notice_that_comes_first_stands() {
    let shop = PlanShop::open().await;
    let (attempt, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    shop.leave_in_doubt(&reference, "cancel", Function::CancelRecurringSimple).await;
    assert!(shop.staff_page().await.text().contains("ST02-00302-402"));
    let seen = shop.seen().await;
    let notice = notification(&attempt.message(PaymentResult::CancelledAtCarrier, CONTRACT));
    assert_eq!(shop.notify(notice).await, "OK,");
    let before = shop.contracts().await;
    expect_known(&shop.note_contract(&reference, &seen, "still_active").await);
    assert_eq!((shop.state(&reference).await, shop.contracts().await), ("ended_by_carrier", before));
}

#[tokio::test]
async fn a_note_without_a_finding_a_name_or_from_another_site_is_not_taken() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.leave_in_doubt(&reference, "unsubscribe", Function::UnsubscribeFixedTerm).await;
    let seen = shop.seen().await;
    let before = shop.contracts().await;
    let (long_name, long_note) = ("山".repeat(41), "確".repeat(501));
    let good = [
        ("subscription", reference.as_str()),
        ("seen", seen.as_str()),
        ("says", "ended"),
        ("by", "山田"),
        ("note", "確認"),
        ("language", "en"),
    ];
    for (name, value) in [
        ("says", ""),
        ("says", "paid"),
        ("by", " "),
        ("by", &*long_name),
        ("note", "\r\n"),
        ("note", &*long_note),
        ("seen", "x"),
    ] {
        let fields = good.map(|(field, kept)| (field, if field == name { value } else { kept }));
        let answer = shop.post_as_staff("/staff/contracts", &fields).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{name} {value}");
        assert!(answer.text().contains("Nothing was written down") && answer.text().contains("name=\"says\""));
        let without: Vec<_> = good.into_iter().filter(|(field, _)| *field != name).collect();
        assert_eq!(shop.post_as_staff("/staff/contracts", &without).await.code(), "request_invalid", "{name}");
    }
    expect_known(&shop.note_contract("nobody", &seen, "ended").await);
    expect_known(&shop.note_charge(&reference, "2026-12-20", "paid").await);
    let fields =
        [("subscription", reference.as_str()), ("due_on", "soon"), ("says", "paid"), ("by", "山"), ("note", "確")];
    assert_eq!(shop.post_as_staff("/staff/charges", &fields).await.code(), "request_invalid");
    let body = write_form(good, Encoding::Utf8).expect("UTF-8 has every character");
    let send = async |headers: &[(&str, &str)]| {
        let mut request = signed_in(Request::post("/staff/contracts")).header(header::CONTENT_TYPE, FORM);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        shop.send(request.body(Body::from(body.clone())).expect("a request")).await
    };
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site"), ("origin", "https://admin.shop.example"), ("host", "shop.example")],
        &[("origin", "https://evil.example"), ("host", "shop.example")],
        &[("origin", "null"), ("host", "shop.example")],
    ] {
        assert_eq!(send(headers).await.code(), "cross_site", "{headers:?}");
    }
    assert_eq!(shop.contracts().await, before);
    let note = "あ".repeat(498) + "\r\nい";
    let fields = good.map(|(field, kept)| (field, if field == "note" { note.as_str() } else { kept }));
    expect_written(&shop.post_as_staff("/staff/contracts", &fields).await);
}

#[tokio::test]
async fn a_form_of_the_page_itself_is_taken() {
    for headers in [
        [("sec-fetch-site", "same-origin"), ("host", "shop.example")],
        [("origin", "https://shop.example"), ("host", "shop.example")],
        // WebKit, when it posts a form again by itself.
        [("sec-fetch-site", "same-site"), ("origin", "https://shop.example")],
    ] {
        let shop = PlanShop::open().await;
        let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
        shop.leave_in_doubt(&reference, "unsubscribe", Function::UnsubscribeFixedTerm).await;
        let seen = shop.seen().await;
        let fields =
            [("subscription", &*reference), ("seen", &*seen), ("says", "ended"), ("by", "山田"), ("note", "確認")];
        let body = write_form(fields, Encoding::Utf8).expect("UTF-8 has every character");
        let mut request = signed_in(Request::post("/staff/contracts")).header(header::CONTENT_TYPE, FORM);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        expect_written(&shop.send(request.body(Body::from(body)).expect("a request")).await);
        assert_eq!(shop.state(&reference).await, "cancelled");
    }
}

impl PlanShop {
    /// The order id of the application by which a contract was made.
    async fn paid_by(&self, reference: &str) -> String {
        let order = self.subscription(reference).await.order_reference;
        let order = self.shop.shop.store.order(&order).await.expect("readable").expect("there is one");
        order.paid_by.expect("it is made").to_string()
    }
}

/// What stands still is seen, and a person lets it go on by the page.
#[tokio::test]
async fn the_billing_run_is_held_released_and_a_suspension_lifted_by_the_page() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let says = [("by", "山田"), ("note", "確認"), ("language", "en")];
    let send =
        async |address: &str, fields: &[(&str, &str)]| shop.post_as_staff(address, &[fields, &says[..]].concat()).await;
    assert_eq!(shop.staff_page().await.attribute("data-billing").as_deref(), Some("runs"));
    assert_eq!(send("/staff/billing", &[("do", "hold")]).await.status.as_u16(), 303);
    let page = shop.staff_page().await;
    assert_eq!(page.attribute("data-billing").as_deref(), Some("held"));
    assert_eq!(page.attribute("data-reason").as_deref(), Some("staff"));
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await.paid, 0, "nobody is charged meanwhile");
    assert_eq!(send("/staff/billing", &[("do", "hold")]).await.code(), "no_longer_unknown", "it is held already");
    assert_eq!(send("/staff/billing", &[("do", "run")]).await.code(), "request_invalid");
    let unsigned = shop.post_as_staff("/staff/billing", &[("do", "release"), ("by", " "), ("note", "x")]).await;
    assert_eq!(unsigned.code(), "request_invalid", "somebody, for a reason");
    assert_eq!(send("/staff/billing", &[("do", "release")]).await.status.as_u16(), 303);
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    shop.bill().await;
    let page = shop.staff_page().await;
    assert!(page.text().contains("402L4999") && page.text().contains("data-suspended"), "{}", page.text());
    assert_eq!(shop.told(&reference).await["problem"]["whose"], "payer");
    let lift = [("subscription", reference.as_str())];
    assert_eq!(send("/staff/suspensions", &lift).await.status.as_u16(), 303);
    assert_eq!(send("/staff/suspensions", &lift).await.code(), "no_longer_unknown", "once");
    assert_eq!(shop.told(&reference).await["problem"], json!(null));
    assert!(!shop.staff_page().await.text().contains("data-suspended"));
    for address in ["/staff/billing", "/staff/suspensions"] {
        let refused = shop.post_form(address, &[("do", "hold"), ("by", "x"), ("note", "x")]).await;
        assert_eq!(refused.status.as_u16(), 401, "{address} is for staff");
    }
}
