//! Whoever runs the service makes, rotates and revokes keys on a page, and sees when each was last used.

use super::Counter;
use super::commands::Terminal;
use super::staff_pages::Desk;
use crate::support::Answer;
use merchant::domain::api_key::{ApiKey, Scope};
use merchant::domain::person::Role;
use std::time::Duration;

async fn keys(shop: &Counter) -> Vec<ApiKey> {
    shop.shop.shop.store.keys().await.expect("readable")
}

/// The key that a page shows this once.
fn shown(page: &Answer) -> String {
    let text = page.text();
    let key = text.split("data-new-key").nth(1).and_then(|rest| rest.split("<code>").nth(1));
    key.and_then(|rest| rest.split('<').next()).unwrap_or_else(|| panic!("no key: {text}")).to_owned()
}

/// Posts a form of the page, each under a name of its own as the page gives them.
async fn ask(desk: &Desk<'_>, address: &str, fields: &[(&str, &str)]) -> Answer {
    let key = desk.key("/staff/keys").await;
    desk.post(address, &[fields, &[("key", &key)]].concat()).await
}

/// Waits until that key's use is written down: no request waits for it.
async fn used(shop: &Counter, id: i64, at: i64) {
    for _ in 0..600 {
        if keys(shop).await.iter().any(|key| key.id == id && key.used_at == Some(at)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the use of key {id} at {at} was not written down: {:?}", keys(shop).await);
}

#[tokio::test]
async fn a_key_is_made_used_rotated_and_revoked_on_a_page() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::Admin).await;
    let may = [("name", "倉庫の端末"), ("may-read", "1"), ("may-orders", "1")];
    let page = ask(&desk, "/staff/keys", &may).await;
    let key = shown(&page);
    assert_eq!(page.header("cache-control"), "no-store");
    let made = keys(&shop).await.into_iter().next_back().expect("made");
    assert_eq!((made.name.as_str(), &made.scopes[..]), ("倉庫の端末", &[Scope::Read, Scope::Orders][..]));
    assert!(page.text().contains("not yet") && !desk.get("/staff/keys").await.text().contains(&key), "once");
    let now = shop.clock.load(std::sync::atomic::Ordering::SeqCst);
    assert_eq!(shop.read("/v1/orders", Some(&key)).await.status.as_u16(), 200);
    used(&shop, made.id, now).await;
    assert!(desk.get("/staff/keys").await.text().contains("<dd data-used>2026年11月24日（火）午後0:00</dd>"));
    // To the minute: within one nothing more is written.
    shop.wait(59);
    shop.read("/v1/orders", Some(&key)).await;
    shop.wait(1);
    shop.read("/v1/payments/12345678901234/refund", Some(&key)).await;
    shop.read("/v1/orders", Some(&key)).await;
    used(&shop, made.id, now + 60).await;
    let rotated = shown(&ask(&desk, &format!("/staff/keys/{}/rotate", made.id), &[]).await);
    for key in [&key, &rotated] {
        assert_eq!(shop.read("/v1/orders", Some(key)).await.status.as_u16(), 200, "both until one is revoked");
    }
    let twin = keys(&shop).await.into_iter().next_back().expect("made");
    assert_eq!((twin.name, twin.scopes), (made.name, made.scopes));
    let revoke = format!("/staff/keys/{}/revoke", made.id);
    assert_eq!(desk.post(&revoke, &[]).await.status.as_u16(), 303);
    assert_eq!(shop.read("/v1/orders", Some(&key)).await.code(), "key_unknown");
    for address in [&revoke, &format!("/staff/keys/{}/rotate", made.id), "/staff/keys/x/revoke"] {
        assert_eq!(ask(&desk, address, &[]).await.code(), "no_longer_unknown", "{address}");
    }
    let long = "a".repeat(81);
    for fields in [&[("name", "a")][..], &[("name", " "), ("may-read", "1")], &[("name", &long), ("may-read", "1")]] {
        assert_eq!(ask(&desk, "/staff/keys", fields).await.code(), "request_invalid", "{fields:?}");
    }
    let log = shop.shop.shop.store.audit(None, None, 9).await.expect("readable");
    let deeds: Vec<&str> = log.iter().rev().map(|entry| entry.what.as_str()).collect();
    assert_eq!(deeds[..3], ["key.create", "key.rotate", "key.revoke"]);
    assert!(log.iter().all(|entry| !format!("{entry:?}").contains("kantan_")), "no key is written down");
    let operator = Desk::open(&shop, "ito", Role::Operate).await;
    assert_eq!(operator.post("/staff/keys", &may).await.code(), "role_forbidden");
    assert_eq!(operator.get("/staff/keys").await.code(), "role_forbidden");
}

#[tokio::test]
async fn a_page_that_is_loaded_again_makes_no_other_key() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::Admin).await;
    let first = keys(&shop).await[0].id;
    for (address, fields) in [
        ("/staff/keys".to_owned(), &[("name", "a"), ("may-read", "1")][..]),
        (format!("/staff/keys/{first}/rotate"), &[]),
    ] {
        let number = keys(&shop).await.len();
        let name = desk.key("/staff/keys").await;
        let sent = [fields, &[("key", &name)]].concat();
        let (once, twice) = tokio::join!(desk.post(&address, &sent), desk.post(&address, &sent));
        let (made, other): (Vec<_>, Vec<_>) =
            [once, twice].into_iter().partition(|page| page.text().contains("data-new-key"));
        assert_eq!((made.len(), other.len(), keys(&shop).await.len()), (1, 1, number + 1), "{address}");
        let again = desk.post(&address, &sent).await;
        for page in other.iter().chain([&again]) {
            let text = page.text();
            assert!(page.status.as_u16() == 200 && text.contains("No key was made"), "{address}: {text}");
            assert!(!text.contains(&shown(&made[0])), "it is shown once");
        }
        let deeds = shop.shop.shop.store.audit(None, None, 99).await.expect("readable").len();
        desk.post(&address, &sent).await;
        assert_eq!(
            shop.shop.shop.store.audit(None, None, 99).await.expect("readable").len(),
            deeds,
            "nothing was done"
        );
        for wrong in [fields.to_vec(), [fields, &[("key", "mine")]].concat()] {
            assert_eq!(desk.post(&address, &wrong).await.code(), "request_invalid", "{address} {wrong:?}");
        }
        assert_eq!(keys(&shop).await.len(), number + 1);
    }
    let name = desk.key("/staff/keys").await;
    let sent = [("name", "a"), ("may-read", "1"), ("note", "確認済み"), ("key", &*name)];
    assert!(desk.post_in_japanese("/staff/keys", &sent).await.text().contains("data-new-key"));
    assert!(desk.post_in_japanese("/staff/keys", &sent).await.text().contains("新しいキーは作成していません。"));
}

#[tokio::test]
async fn a_key_is_rotated_and_its_last_use_listed_by_command() {
    let shop = Terminal::open("automatic").await;
    shop.counter.read("/v1/orders", Some(shop.counter.key.expose())).await;
    let now = shop.counter.clock.load(std::sync::atomic::Ordering::SeqCst);
    let id = keys(&shop.counter).await[0].id;
    used(&shop.counter, id, now).await;
    let (status, rotated) = shop.run(&["keys", "rotate", &id.to_string()]).await;
    assert_eq!(status, 0);
    assert_eq!(shop.counter.read("/v1/orders", Some(rotated.trim())).await.status.as_u16(), 200);
    let (_, listed) = shop.json(&["keys", "list"]).await;
    assert_eq!(
        (listed[0]["used_at"].as_str(), listed.as_array().map(Vec::len)),
        (Some("2026-11-24T12:00:00+09:00"), Some(2))
    );
    let (_, text) = shop.run(&["keys", "list"]).await;
    assert!(text.contains("LAST USED") && text.contains("2026-11-24T12:00:00+09:00"), "{text}");
    assert_eq!(shop.run(&["keys", "rotate", "99"]).await.0, 1);
}
