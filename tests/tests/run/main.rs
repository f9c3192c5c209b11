//! `make run`: it says what stands in its way, ends with everything that it started, and
//! starts again where it stopped.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

use std::net::TcpListener;
use system_tests::browser::Viewport;
use system_tests::http_client;
use system_tests::run::{Ending, Place};
use system_tests::shop::Payer;

const READY: &str = "All of it answers";

#[tokio::test]
async fn a_port_that_is_taken_is_said_before_anything_starts() {
    let mut place = Place::new().await;
    for name in ["SHOP_PORT", "MERCHANT_PORT", "SANDBOX_PORT", "PREVIEW_PORT"] {
        let taken = TcpListener::bind("127.0.0.1:0").expect("a port can be taken");
        let port = taken.local_addr().expect("a port has a number").port();
        let own = match name {
            "SHOP_PORT" => &mut place.shop,
            "MERCHANT_PORT" => &mut place.merchant,
            "SANDBOX_PORT" => &mut place.sandbox,
            _ => &mut place.preview,
        };
        let before = std::mem::replace(own, port);
        let mut run = place.start(&[]);
        assert!(!run.until_ended().await.success());
        let output = run.output();
        assert!(output.contains(&format!("port {port} is taken")) && output.contains(name), "{output}");
        assert!(!output.contains("==>"), "something was started: {output}");
        run.expect_nothing_left();
        match name {
            "SHOP_PORT" => place.shop = before,
            "MERCHANT_PORT" => place.merchant = before,
            "SANDBOX_PORT" => place.sandbox = before,
            _ => place.preview = before,
        }
    }
}

#[tokio::test]
async fn one_port_for_two_and_what_is_no_port_are_said() {
    let mut place = Place::new().await;
    let mut run = place.start(&[("PREVIEW_PORT", "80 80")]);
    assert!(!run.until_ended().await.success());
    assert!(run.output().contains("PREVIEW_PORT is '80 80'"), "{}", run.output());
    place.sandbox = place.shop;
    let mut run = place.start(&[]);
    assert!(!run.until_ended().await.success());
    assert!(run.output().contains("should be four ports"), "{}", run.output());
    run.expect_nothing_left();
}

#[tokio::test]
async fn a_server_that_cannot_start_ends_all_of_them() {
    let place = Place::new().await;
    let mut run = place.start(&[("MERCHANT_DATABASE_URL", "sqlite:///nowhere/at/all.sqlite")]);
    assert!(!run.until_ended().await.success());
    let output = run.output();
    assert!(output.contains("The service stopped") && output.contains("MERCHANT_DATABASE_URL"), "{output}");
    run.expect_nothing_left();
}

#[tokio::test]
async fn however_it_is_ended_nothing_is_left() {
    let place = Place::new().await;
    for ending in [Ending::Interrupt, Ending::HangUp, Ending::Terminate] {
        let mut run = place.start(&[]);
        run.until_said(READY).await;
        for port in [place.shop, place.sandbox, place.preview] {
            let answer = http_client().get(format!("http://127.0.0.1:{port}/")).send().await;
            assert!(answer.expect("it answers").status().is_success());
        }
        assert!(run.processes().len() > 5, "make, the script and four servers: {:?}", run.processes());
        run.end(ending).await;
        run.expect_nothing_left();
    }
}

#[tokio::test]
async fn ended_in_the_midst_of_a_start_nothing_is_left() {
    let place = Place::new().await;
    for midst in ["Tools", "The servers", "The elements", "The preview compiles", ": The preview\u{1b}"] {
        for ending in [Ending::Interrupt, Ending::Terminate] {
            let mut run = place.start(&[]);
            run.until_said(midst).await;
            run.end(ending).await;
            run.expect_nothing_left();
        }
    }
}

/// From the shop to the clock and back, over a new start: the shop says what its messages told.
#[tokio::test]
async fn a_contract_is_billed_when_the_clock_moves_and_the_shop_says_so() {
    let place = Place::new().await;
    let mut run = place.start(&[]);
    run.until_said(READY).await;
    let system = place.system().await;
    // The 1st of a month: whatever day the test runs on, the 20th is still to come.
    system.move_clock("advance=next_month").await;
    let mut payer = Payer::new(&system, "run-again", Viewport::Phone).await;
    let page = payer.join("wine-monthly", "ja").await;
    let joined = payer.contract().await;
    let today = joined["recurring"]["joined_on"].as_str().expect("a day").to_owned();
    for (name, address) in [("スタッフの画面", "/staff"), ("日付を進める時計", "/clock"), ("画面の見本", "/")]
    {
        payer.browser.go(&format!("{}/mine?lang=ja", system.front.address)).await;
        let link = format!("[...document.querySelectorAll('footer a')].find((it) => it.textContent === '{name}').href");
        let link = payer.browser.evaluate(&link).await;
        assert!(link.as_str().is_some_and(|link| link.ends_with(address)), "{name}: {link}");
    }
    run.end(Ending::Terminate).await;
    run.expect_nothing_left();

    let mut run = place.start(&[]);
    println!("started again in {:?}", run.until_said(READY).await);
    assert_eq!(payer.look(&page, "started-again").await, joined, "the contract as it was");
    payer.browser.go(&format!("{}/clock?lang=ja", system.sandbox)).await;
    payer.browser.step("clock").await;
    let moved = system.move_clock(&format!("to={}20", &today[..8])).await;
    assert_eq!((&moved["billed"]["paid"], &moved["billed"]["unanswered"]), (&1.into(), &0.into()), "{moved}");
    payer.browser.go(&format!("{}/clock?lang=ja", system.sandbox)).await;
    let said = payer.browser.evaluate("document.getElementById('billed').textContent").await;
    assert!(said.as_str().is_some_and(|said| said.contains("成功 1件")), "{said}");
    payer.browser.step("clock-moved").await;
    payer.browser.click(&format!("a[href='{}/mine']", system.front.address)).await;
    payer.expect_told("今回の料金をお支払いいただきました 3,000円").await;
    payer.browser.step("mine-billed").await;
    payer.browser.close().await;
    run.end(Ending::Terminate).await;
    run.expect_nothing_left();
}
