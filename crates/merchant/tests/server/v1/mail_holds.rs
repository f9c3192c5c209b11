//! A mail server that has something against the shop itself: that is nobody's address's fault.

use super::mails::{open_at, written};
use super::staff_pages::Desk;
use super::{Counter, wine, with};
use crate::database::{OWN, shared};
use crate::postbox::{Mood, Postbox};
use axum::body::Body;
use axum::http::{Request, header};
use merchant::domain::event::RETRY_SECONDS;
use merchant::domain::person::Role;
use serde_json::json;
use std::time::Duration;

const TOKEN: &str = "a-token-for-the-staff";

impl Counter {
    /// An order of a customer of its own, paid, whose payer is written to.
    async fn pay_by(&self, address: &str, tracking_id: &str) {
        let body = with(written(wine()), &json!({ "customer_id": null, "customer_mail": address }));
        self.pay(&body, tracking_id).await;
    }

    /// How many mails wait, how many were given up, and whether they are held.
    async fn mails(&self) -> (i64, i64, bool) {
        let store = &self.shop.shop.store;
        let (waiting, dead) = store.mail_counts().await.expect("readable");
        (waiting, dead, store.mail_hold().await.expect("readable").is_some())
    }

    async fn metric(&self, name: &str) -> String {
        let request = Request::get("/metrics").header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        let text = self.send(request.body(Body::empty()).expect("a request")).await.text();
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
        line.unwrap_or_else(|| panic!("no {name}: {text}")).to_owned()
    }
}

#[tokio::test]
async fn a_server_that_refuses_the_sender_holds_every_mail_and_gives_none_up() {
    for (mood, answer) in [(Mood::NotThisSender, "SMTP 550"), (Mood::SenderLate, "SMTP 553")] {
        let (shop, postbox) = open_at(&shared().await).await;
        postbox.is(mood);
        shop.pay_by("a@mail.example.jp", "10000000000001").await;
        shop.pay_by("b@mail.example.jp", "10000000000002").await;
        let mut passed = 0;
        while passed <= 2 * RETRY_SECONDS {
            assert_eq!(shop.mail().await, 0);
            assert_eq!(shop.mails().await, (2, 0, true), "{mood:?} after {passed} seconds");
            shop.wait(6 * 60 * 60);
            passed += 6 * 60 * 60;
        }
        let hold = shop.shop.shop.store.mail_hold().await.expect("readable").expect("held");
        assert_eq!(hold.answer, answer);
        let desk = Desk::open(&shop, "sato", Role::View).await;
        assert!(desk.get("/staff").await.text().contains("data-mails=\"held\""), "staff are told");
        // What comes meanwhile waits with them.
        shop.pay_by("c@mail.example.jp", "10000000000003").await;
        assert!(shop.items().await.is_empty() && postbox.came().is_empty());
        postbox.is(Mood::Open);
        shop.wait(6 * 60 * 60);
        assert_eq!((shop.mail().await, shop.mails().await), (3, (0, 0, false)), "{mood:?}");
        assert_eq!((postbox.came().len(), shop.mail().await), (3, 0), "each once");
        assert!(!desk.get("/staff").await.text().contains("data-mails"));
    }
}

#[tokio::test]
async fn while_it_lasts_one_mail_at_a_time_asks() {
    let (shop, postbox) = open_at(OWN).await;
    postbox.is(Mood::NotThisSender);
    for number in 0..5 {
        shop.pay_by("a@mail.example.jp", &format!("1000000000000{number}")).await;
    }
    shop.mail().await;
    let asked = postbox.asked();
    for minutes in 1..=20 {
        shop.wait(60);
        shop.mail().await;
        // Each mail that asks is followed by a question about the sender alone.
        assert!(postbox.asked() <= asked + 2 * (minutes / 5), "{minutes} minutes: {} from {asked}", postbox.asked());
    }
    assert!(postbox.asked() >= asked + 6, "it is asked again: {}", postbox.asked());
    assert_eq!(shop.mails().await, (5, 0, true));
    // A start with settings that were mended does not wait.
    postbox.is(Mood::Open);
    shop.shop.shop.store.ask_mail_server_now().await.expect("written");
    assert_eq!((shop.mail().await, shop.mails().await), (5, (0, 0, false)));
}

#[tokio::test]
async fn one_payer_who_wants_no_mail_of_the_shop_holds_nobody_elses_for_long() {
    let (shop, postbox) = open_at(OWN).await;
    postbox.is(Mood::Blocking);
    shop.pay_by("blocked@mail.example.jp", "10000000000001").await;
    assert_eq!((shop.mail().await, shop.mails().await), (0, (1, 0, true)), "by its words it may be the shop's fault");
    shop.pay_by("b@mail.example.jp", "10000000000002").await;
    for _ in 0..4 {
        shop.wait(5 * 60);
        shop.mail().await;
    }
    assert_eq!(
        (postbox.came().len(), shop.mails().await),
        (1, (0, 1, false)),
        "others are taken, so it is the payer's"
    );
    assert_eq!(shop.items().await.len(), 1);
    shop.pay_by("c@mail.example.jp", "10000000000003").await;
    assert_eq!(shop.mail().await, 1);
}

#[tokio::test]
async fn a_password_that_is_refused_holds_them_too_and_is_told_to_whoever_watches() {
    let postbox = Postbox::start();
    let url = postbox.url.replace("smtp://", "smtp://shop:wrong@");
    let set = [
        ("MERCHANT_SMTP_URL", url.as_str()),
        ("MERCHANT_MAIL_FROM", "shop@wine.example"),
        ("MERCHANT_STAFF_TOKEN", TOKEN),
    ];
    let shop = Counter::open_set("automatic", OWN, &set, Duration::from_secs(20)).await;
    assert_eq!(shop.metric("kantan_mails_held").await, "0");
    postbox.is(Mood::Asking);
    shop.pay_by("a@mail.example.jp", "10000000000001").await;
    shop.mail().await;
    assert_eq!(shop.mails().await, (1, 0, true));
    let told = [shop.metric("kantan_mails_held").await, shop.metric("kantan_mails_waiting").await];
    assert_eq!(told, ["1", "1"]);
}

#[tokio::test]
async fn a_shop_chooses_of_what_its_payers_are_written_to() {
    let postbox = Postbox::start();
    let mail = [
        ("MERCHANT_SMTP_URL", postbox.url.as_str()),
        ("MERCHANT_MAIL_FROM", "shop@wine.example"),
        ("MERCHANT_MAIL_KINDS", "contract.joined contract.ended"),
    ];
    let shop = Counter::open_set("automatic", OWN, &mail, Duration::from_secs(20)).await;
    shop.pay_by("a@mail.example.jp", "10000000000001").await;
    assert_eq!((shop.mail().await, shop.mails().await), (0, (0, 0, false)), "of a payment the shop writes itself");
    shop.joined(&written(super::boxes()), "20000000000001").await;
    assert_eq!((shop.mail().await, postbox.subjects().len()), (1, 1));
    assert_eq!(shop.get("/lost-link").await.status.as_u16(), 404, "links are not written, so nobody asks for them");
}
