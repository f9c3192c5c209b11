//! Part of `make bench`: what shops' programs, payers and the gateway wait for at eight connections, on both databases as
//! `billing` has it.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a measurement")]

use load::scenario::{Where, latency};
use load::variable;

#[tokio::main]
async fn main() {
    let purchases: u64 = variable("KANTAN_PURCHASES", "500").parse().expect("a number of purchases");
    let server = std::env::var("KANTAN_TEST_POSTGRES").ok();
    for place in [Some(Where::Sqlite), server.as_deref().map(Where::Postgres)].into_iter().flatten() {
        println!("{}", latency(place, 8, purchases).await);
    }
}
