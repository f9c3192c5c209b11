//! Part of `make bench`: 10,000 contracts due at a gateway that takes 0.3 seconds a call, 16 calls at
//! once; and a run over 100,000 contracts with nothing due. On PostgreSQL too where
//! `KANTAN_TEST_POSTGRES` names a server (`tools/postgres.sh`); `KANTAN_DATABASE` is the one that is
//! measured, `sqlite` or `postgres`, both unless it is set.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a measurement")]

use load::scenario::{Where, nothing_due, throughput};
use load::variable;

#[tokio::main]
async fn main() {
    let contracts: u32 = variable("KANTAN_CONTRACTS", "10000").parse().expect("a number of contracts");
    let chosen = variable("KANTAN_DATABASE", "");
    let server = std::env::var("KANTAN_TEST_POSTGRES").ok();
    let on_sqlite = (chosen != "postgres").then_some(Where::Sqlite);
    let on_server = server.as_deref().filter(|_| chosen != "sqlite").map(Where::Postgres);
    for place in [on_sqlite, on_server].into_iter().flatten() {
        println!("{}", throughput(place, 1, contracts, 16).await);
        println!("{}", nothing_due(place, contracts * 10).await);
    }
}
