//! What a shop's programmer begins with: the shops of `examples`, each in another language, and the lines of the quick
//! start. None of them knows our crates.

#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

mod page;
mod quick_start;
mod shop;
mod stack;
mod through;

use shop::Shop;
use stack::Stack;
use system_tests::folders::repository;

/// Everything that a shop of `examples/sign-by-hand` has to do (a whole purchase against the sandbox, by the element's
/// request and without script, and what has to be refused), in one run: starting a language's server costs more than all of it.
async fn whole_life(stack: Stack) {
    let shop = Shop::start(stack).await;
    shop.page_holds_the_order_twice().await;
    shop.element_buys().await;
    shop.plain_form_buys_and_is_signed_anew().await;
    shop.other_prices_are_not_signed().await;
    shop.failed_payment_can_be_tried_again().await;
    shop.repeated_notification_changes_nothing().await;
    shop.replayed_failure_does_not_undo_a_payment().await;
    shop.second_payment_is_refused().await;
    shop.forged_notification_is_refused().await;
    shop.another_amount_is_refused().await;
    shop.genuine_notification_is_believed_however_it_is_spelled().await;
    shop.forged_return_proves_nothing().await;
}

/// The same of one of `examples/through-the-service`.
async fn whole_life_through_the_service(stack: Stack) {
    let mut shop = through::Shop::start(stack).await;
    shop.sells_at_its_own_price().await;
    shop.believes_no_forged_message().await;
    shop.believes_no_other_amount().await;
    shop.takes_a_message_once().await;
    shop.sells_a_contract_and_hears_of_each_charge().await;
    shop.says_so_while_the_service_is_away().await;
}

/// As the pages that show them say.
#[test]
fn each_example_is_one_file_of_at_most_150_lines() {
    for way in ["sign-by-hand", "through-the-service"] {
        for file in ["php/index.php", "node/server.js", "python/shop.py", "ruby/shop.rb"] {
            let text =
                std::fs::read_to_string(repository().join("examples").join(way).join(file)).expect("it is there");
            let lines = text.lines().count();
            assert!((100..=150).contains(&lines), "{way}/{file} has {lines} lines");
        }
    }
}

#[tokio::test]
async fn php() {
    whole_life(Stack::Php).await;
}

#[tokio::test]
async fn php_through_the_service() {
    whole_life_through_the_service(Stack::Php).await;
}

#[tokio::test]
async fn node() {
    whole_life(Stack::Node).await;
}

#[tokio::test]
async fn node_through_the_service() {
    whole_life_through_the_service(Stack::Node).await;
}

#[tokio::test]
async fn a_browser_buys_under_the_policy_of_the_examples() {
    through::Shop::start(Stack::Node).await.sells_to_a_browser_with_script().await;
}

#[tokio::test]
async fn python() {
    whole_life(Stack::Python).await;
}

#[tokio::test]
async fn python_through_the_service() {
    whole_life_through_the_service(Stack::Python).await;
}

#[tokio::test]
async fn ruby() {
    whole_life(Stack::Ruby).await;
}

#[tokio::test]
async fn ruby_through_the_service() {
    whole_life_through_the_service(Stack::Ruby).await;
}
