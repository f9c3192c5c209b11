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
    for name in ["MERCHANT_PORT", "SANDBOX_PORT", "PREVIEW_PORT"] {
        let taken = TcpListener::bind("127.0.0.1:0").expect("a port can be taken");
        let port = taken.local_addr().expect("a port has a number").port();
        let own = match name {
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
    place.sandbox = place.merchant;
    let mut run = place.start(&[]);
    assert!(!run.until_ended().await.success());
    assert!(run.output().contains("should be three ports"), "{}", run.output());
    run.expect_nothing_left();
}

#[tokio::test]
async fn a_server_that_cannot_start_ends_all_of_them() {
    let place = Place::new().await;
    let mut run = place.start(&[("MERCHANT_DATABASE_URL", "sqlite:///nowhere/at/all.sqlite")]);
    assert!(!run.until_ended().await.success());
    let output = run.output();
    assert!(output.contains("The shop stopped") && output.contains("MERCHANT_DATABASE_URL"), "{output}");
    run.expect_nothing_left();
}

#[tokio::test]
async fn however_it_is_ended_nothing_is_left() {
    let place = Place::new().await;
    for ending in [Ending::Interrupt, Ending::HangUp, Ending::Terminate] {
        let mut run = place.start(&[]);
        run.until_said(READY).await;
        for port in [place.merchant, place.sandbox, place.preview] {
            let answer = http_client().get(format!("http://127.0.0.1:{port}/")).send().await;
            assert!(answer.expect("it answers").status().is_success());
        }
        assert!(run.processes().len() > 3, "make, the script and three servers: {:?}", run.processes());
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

#[tokio::test]
async fn a_contract_can_be_billed_after_a_new_start() {
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
    run.end(Ending::Terminate).await;
    run.expect_nothing_left();

    let mut run = place.start(&[]);
    println!("started again in {:?}", run.until_said(READY).await);
    assert_eq!(payer.look(&page, "started-again").await, joined, "the contract as it was");
    system.move_clock(&format!("to={}20", &today[..8])).await;
    assert_eq!(system.bill().await["paid"], 1);
    payer.browser.close().await;
    run.end(Ending::Terminate).await;
    run.expect_nothing_left();
}
