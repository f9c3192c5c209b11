//! The list of what a person has to look up: each trouble of each thing once, closed once.

use crate::database::OWN;
use crate::support::{Answer, Attempt, FORM, TestShop};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use merchant::domain::notification::{Reason, Verdict};
use merchant::domain::reconciliation::{Kind, NewItem, Subject};
use sbps::wire::{Encoding, write_form};
use std::net::SocketAddr;
use std::time::Duration;

const TRACKING_ID: &str = "10000000000001";
/// The name and password `staff:a-token-for-staff`, as a browser sends them.
const STAFF: &str = "Basic c3RhZmY6YS10b2tlbi1mb3Itc3RhZmY=";

/// A shop that staff can sign in to, with an order that is asked to be paid.
async fn staffed() -> (TestShop, String, Attempt) {
    let token = ("MERCHANT_STAFF_TOKEN", "a-token-for-staff");
    let shop = TestShop::open_with(OWN, &[token], Duration::from_secs(20)).await;
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    (shop, reference, attempt)
}

async fn staff_get(shop: &TestShop, address: &str) -> Answer {
    let request = Request::get(address).header(header::ACCEPT, "text/html").header(header::AUTHORIZATION, STAFF);
    shop.send(request.body(Body::empty()).expect("a request")).await
}

/// What staff write down of these items.
async fn found(shop: &TestShop, items: &[i64], says: &str, further: &[(&str, &str)]) -> Answer {
    let names: Vec<String> = items.iter().map(|id| format!("item-{id}")).collect();
    let mut fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
    fields.extend([("says", says), ("by", "佐藤"), ("note", "管理ツールで確認"), ("language", "en")]);
    fields.extend(further);
    let body = write_form(fields, Encoding::Utf8).expect("UTF-8");
    let request = Request::post("/staff/reconciliation").header(header::CONTENT_TYPE, FORM);
    let request = request.header(header::AUTHORIZATION, STAFF).header(header::ORIGIN, "https://shop.example");
    shop.send(request.body(Body::from(body)).expect("a request")).await
}

async fn come_back(shop: &TestShop, attempt: &Attempt, way: &str, body: &str) {
    let answer = shop.post(&format!("/sbps/returns/{}/{way}", attempt.token), FORM, body.to_owned()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

/// What an error's code says, in the body or in the query, is shown as au's word.
#[tokio::test]
async fn the_code_of_a_return_by_error_is_shown_and_proves_nothing() {
    for (body, query, code) in [
        ("res_result=NG&res_err_code=8297", "", Some("8297")),
        ("", "?res_err_code=8281", Some("8281")),
        ("res_err_code=%3Cb%3E", "", None),
        ("", "", None),
    ] {
        let (shop, reference, attempt) = staffed().await;
        come_back(&shop, &attempt, &format!("error{query}"), body).await;
        let address = format!("/orders/{reference}/result?attempt={}", attempt.token);
        let json = shop.get_json(&address).await.json();
        assert_eq!((json["outcome"].as_str(), json["code"].as_str()), (Some("failed"), code), "{body}{query}");
        assert_eq!(shop.count("SELECT count(*) FROM attempts WHERE state = 'requested'").await, 1);
        assert_eq!(shop.notify(attempt.paid(TRACKING_ID)).await, "OK,", "and it may be paid all the same");
    }
}

/// Our `OK,` was lost on its way: the gateway stopped the purchase, and only the payer's way back says so.
#[tokio::test]
async fn who_comes_back_by_error_from_what_is_paid_is_not_thanked_until_somebody_has_looked() {
    for says in ["settled", "not_paid"] {
        for told_first in [true, false] {
            let (shop, reference, attempt) = staffed().await;
            if told_first {
                assert_eq!(shop.notify(attempt.paid(TRACKING_ID)).await, "OK,");
            }
            come_back(&shop, &attempt, "error", "res_err_code=1301").await;
            if !told_first {
                assert_eq!(shop.notify(attempt.paid(TRACKING_ID)).await, "OK,");
            }
            assert_eq!(shop.outcome(&reference, &attempt.token).await, "confirming");
            let items = shop.items().await;
            assert_eq!(items.len(), 1, "{items:?}");
            let what = &items[0].what;
            assert_eq!((what.kind, &what.subject), (Kind::PaidReturnedByError, &Subject::Order(reference.clone())));
            assert_eq!(what.tracking_id.as_deref(), Some(TRACKING_ID));
            assert_eq!(what.detail, "code 1301");
            assert_eq!(found(&shop, &[items[0].id], says, &[]).await.status, StatusCode::SEE_OTHER);
            assert_eq!(shop.items().await, []);
            let expected = if says == "settled" { "paid" } else { "failed" };
            assert_eq!(shop.outcome(&reference, &attempt.token).await, expected, "{says}");
        }
    }
}

#[tokio::test]
async fn a_return_by_success_without_a_message_comes_onto_the_list_after_ten_minutes_and_is_mended_there() {
    for (says, further, outcome) in [("paid", &[("tracking_id", TRACKING_ID)][..], "paid"), ("not_paid", &[], "failed")]
    {
        let (shop, reference, attempt) = staffed().await;
        come_back(&shop, &attempt, "success", &attempt.success()).await;
        for (seconds, expected) in [(599, 0), (2, 1), (600, 1)] {
            shop.wait(seconds);
            merchant::service::billing::run(&shop.shop).await.expect("the store answers");
            assert_eq!(shop.items().await.len(), expected);
        }
        let item = &shop.items().await[0];
        assert_eq!(item.what.kind, Kind::ReturnWithoutNotification);
        assert_eq!(item.what.order_id.as_deref(), Some(attempt.order_id()));
        // A finding that cannot be of this item, and one without its tracking id, change nothing.
        assert_eq!(found(&shop, &[item.id], "ended", &[("ended_on", "2026-11-24")]).await.code(), "no_longer_unknown");
        assert_eq!(found(&shop, &[item.id], "paid", &[("tracking_id", "7")]).await.code(), "request_invalid");
        assert_eq!(shop.outcome(&reference, &attempt.token).await, "confirming");
        assert_eq!(found(&shop, &[item.id], says, further).await.status, StatusCode::SEE_OTHER, "{says}");
        assert_eq!(shop.outcome(&reference, &attempt.token).await, outcome);
        merchant::service::billing::run(&shop.shop).await.expect("the store answers");
        assert_eq!(shop.items().await, [], "what was closed does not come back");
        assert_eq!(found(&shop, &[item.id], "settled", &[]).await.code(), "no_longer_unknown", "once");
    }
    let (shop, reference, attempt) = staffed().await;
    come_back(&shop, &attempt, "success", &attempt.success()).await;
    shop.wait(601);
    merchant::service::billing::run(&shop.shop).await.expect("the store answers");
    assert_eq!(shop.notify(attempt.paid(TRACKING_ID)).await, "OK,");
    assert_eq!(shop.items().await, [], "the message closes it");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
    let closed = "SELECT count(*) FROM reconciliation_items WHERE closed_by = 'gateway'";
    assert_eq!(shop.count(closed).await, 1);
}

/// The gateway's word after a return by error is the later one.
#[tokio::test]
async fn a_payment_after_a_return_by_error_is_paid() {
    let (shop, reference, attempt) = staffed().await;
    come_back(&shop, &attempt, "error", "res_err_code=8297").await;
    shop.wait(1);
    assert_eq!(shop.notify(attempt.paid(TRACKING_ID)).await, "OK,");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
    assert_eq!(shop.items().await, []);
}

/// Staff cannot pay an order twice either.
#[tokio::test]
async fn what_staff_find_is_judged_as_a_message_is() {
    let (shop, reference, first) = staffed().await;
    let second = shop.attempt(&reference).await;
    come_back(&shop, &second, "success", &second.success()).await;
    assert_eq!(shop.notify(first.paid(TRACKING_ID)).await, "OK,");
    shop.wait(601);
    merchant::service::billing::run(&shop.shop).await.expect("the store answers");
    let items = shop.items().await;
    assert_eq!((items.len(), items[0].what.kind), (1, Kind::ReturnWithoutNotification));
    let paid = found(&shop, &[items[0].id], "paid", &[("tracking_id", "20000000000002")]).await;
    assert_eq!(paid.code(), "no_longer_unknown", "the record contradicts it");
    assert_eq!(shop.items().await.len(), 1, "and it stays on the list");
    assert_eq!(found(&shop, &[items[0].id], "not_paid", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(shop.outcome(&reference, "").await, "paid");
}

#[tokio::test]
async fn the_list_is_paged_filtered_closed_in_bulk_and_saved() {
    let (shop, _, attempt) = staffed().await;
    for number in 0..60 {
        let item = NewItem {
            kind: if number % 2 == 0 { Kind::NotificationRefused } else { Kind::ContractUnknown },
            subject: Subject::Notification(number),
            order_id: Some(format!("order-{number:02}")),
            tracking_id: None,
            detail: "=1+1 said \"so\"".to_owned(),
        };
        shop.shop.store.open_item(&item, 10).await.expect("written");
    }
    assert_eq!(shop.get("/staff/reconciliation").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(shop.get("/staff/reconciliation.csv").await.status, StatusCode::UNAUTHORIZED);
    let shown = |page: &Answer| page.text().matches("data-item=").count();
    let first = staff_get(&shop, "/staff/reconciliation?language=en").await;
    assert_eq!((first.status, shown(&first)), (StatusCode::OK, 50));
    let next = first.text().split("rel=\"next\" href=\"").nth(1).expect("there is more").to_owned();
    let next = next.split('"').next().expect("it ends").replace("&amp;", "&");
    let second = staff_get(&shop, &next).await;
    assert_eq!(shown(&second), 10);
    assert!(!second.text().contains("rel=\"next\""));
    assert_eq!(shown(&staff_get(&shop, "/staff/reconciliation?kind=contract_unknown").await), 30);
    assert_eq!(shown(&staff_get(&shop, "/staff/reconciliation?text=order-07").await), 1);
    assert_eq!(shown(&staff_get(&shop, "/staff/reconciliation?text=%25").await), 0, "no pattern, but a text");
    let ids: Vec<i64> = shop.items().await.iter().take(40).map(|item| item.id).collect();
    assert_eq!(found(&shop, &ids, "settled", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(shop.items().await.len(), 20);
    let closed = staff_get(&shop, "/staff/reconciliation?closed=1&language=en").await;
    assert_eq!(shown(&closed), 40);
    assert!(closed.text().contains("佐藤: settled: 管理ツールで確認"), "who found what");
    let file = staff_get(&shop, "/staff/reconciliation.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let text = file.text();
    assert!(text.starts_with("\u{FEFF}id,kind,") && text.lines().count() == 21, "{text}");
    assert!(text.contains("\"'=1+1 said \"\"so\"\"\""), "no formula, and quotes as RFC 4180 has them: {text}");
    for (items, says) in [(&[][..], "settled"), (&ids[..1], ""), (&ids[..1], "everything")] {
        assert_eq!(found(&shop, items, says, &[]).await.code(), "request_invalid", "{items:?} {says}");
    }
    // Of items that cannot all be closed so none is, and which ones they are is said.
    let open = shop.items().await;
    let mixed = [open[0].id, ids[0], open[1].id];
    let answer = found(&shop, &mixed, "settled", &[]).await;
    assert_eq!(answer.code(), "no_longer_unknown");
    assert!(answer.text().contains(&format!("settled: {}<", ids[0])), "{}", answer.text());
    assert_eq!(found(&shop, &mixed[..1], "done", &[]).await.code(), "no_longer_unknown", "no finding of this kind");
    assert_eq!(shop.items().await, open);
    // Another site cannot close anything with a browser that is signed in.
    let body = write_form([("item-1", "1"), ("says", "settled"), ("by", "x"), ("note", "x")], Encoding::Utf8);
    let request = Request::post("/staff/reconciliation").header(header::CONTENT_TYPE, FORM);
    let request = request.header(header::AUTHORIZATION, STAFF).header(header::ORIGIN, "https://evil.example");
    let refused = shop.send(request.body(Body::from(body.expect("UTF-8"))).expect("a request")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(shop.items().await.len(), 20);
    drop(attempt);
}

/// A merchant whose key is wrong finds here what the gateway said; a flood does not fill the disk.
#[tokio::test]
async fn what_is_not_proven_is_kept_within_bounds() {
    let (shop, _, attempt) = staffed().await;
    let forged = attempt.paid(TRACKING_ID).replace("amount=3500", "amount=1");
    let request = Request::post("/sbps/notifications").header(header::CONTENT_TYPE, FORM);
    let mut request =
        request.header("x-forwarded-for", "203.0.113.9").body(Body::from(forged.clone())).expect("a request");
    // Who asks may say that another did; who is no proxy of the shop's is not believed.
    let peer = SocketAddr::from(([198, 51, 100, 7], 4711));
    request.extensions_mut().insert(ConnectInfo(peer));
    assert!(shop.send(request).await.text().starts_with("NG,"));
    let kept: (String, String, Vec<u8>, i64) =
        sqlx::query_as("SELECT source, answer, body, bytes FROM refused_messages")
            .fetch_one(shop.shop.store.pool())
            .await
            .expect("one");
    assert_eq!(kept.0, "198.51.100.7");
    assert_eq!((kept.1.as_str(), kept.2.as_slice()), ("NG,checksum does not match", forged.as_bytes()));
    let large = vec![b'a'; 60_000];
    for _ in 0..2_005 {
        let verdict = Verdict::Refused(Reason::Checksum);
        shop.shop.store.keep_unproven(&large, "unknown", verdict, 10).await.expect("kept");
    }
    assert_eq!(shop.count("SELECT count(*) FROM refused_messages").await, 2_000);
    assert_eq!(shop.count("SELECT max(length(body)) FROM refused_messages").await, 8_192);
    assert_eq!(shop.count("SELECT min(bytes) FROM refused_messages").await, 60_000);
    assert_eq!(shop.items().await, [], "anybody can send one: none is on the list");
}

#[tokio::test]
async fn a_trouble_is_on_the_list_once_until_it_is_closed_and_nothing_of_it_changes() {
    let shop = TestShop::open().await;
    let store = &shop.shop.store;
    let item = |detail: &str| NewItem {
        kind: Kind::ChargeUncertain,
        subject: Subject::Charge("s-1".to_owned(), crate::support::day("2026-12-20")),
        order_id: Some("o-1".to_owned()),
        tracking_id: None,
        detail: detail.to_owned(),
    };
    assert!(store.open_item(&item("first"), 10).await.expect("written"));
    assert!(!store.open_item(&item("again"), 11).await.expect("readable"), "it is on the list already");
    let listed = store.open_items().await.expect("readable");
    assert_eq!((listed.len(), listed[0].opened_at, &listed[0].what), (1, 10, &item("first")));
    for (statement, said) in [
        ("UPDATE reconciliation_items SET detail = 'other', closed_at = 12, closed_by = 'x'", "closed once"),
        ("UPDATE reconciliation_items SET opened_at = 9", "closed once"),
        ("DELETE FROM reconciliation_items", "append only"),
    ] {
        let refused = sqlx::query(statement).execute(store.pool()).await.expect_err(statement).to_string();
        assert!(refused.contains(said), "{statement}: {refused}");
    }
    let (kind, subject) = (Kind::ChargeUncertain, item("").subject);
    assert!(store.close_item(kind, &subject, ("Sato", "paid under 7"), 12).await.expect("written"));
    assert!(!store.close_item(kind, &subject, ("Sato", "paid under 8"), 13).await.expect("readable"), "once");
    assert!(store.open_items().await.expect("readable").is_empty());
    assert!(store.open_item(&item("it came back"), 14).await.expect("written"), "closed ones stay as they are");
    assert_eq!(shop.count("SELECT count(*) FROM reconciliation_items WHERE note = 'paid under 7'").await, 1);
}
