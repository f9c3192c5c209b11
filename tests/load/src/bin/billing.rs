//! Part of `make bench`: 10,000 contracts due at a gateway that takes 0.3 seconds a call, 16 calls at
//! once; and a run over 100,000 contracts with nothing due. On PostgreSQL too where
//! `KANTAN_TEST_POSTGRES` names a server (`tools/postgres.sh`).
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a measurement")]

use load::scenario::{Where, nothing_due, throughput};
use load::variable;

#[tokio::main]
async fn main() {
    let contracts: u32 = variable("KANTAN_CONTRACTS", "10000").parse().expect("a number of contracts");
    println!("{}", nothing_due(Where::Sqlite, contracts * 10).await);
    println!("{}", throughput(Where::Sqlite, 1, contracts, 16).await);
    if let Ok(server) = std::env::var("KANTAN_TEST_POSTGRES") {
        println!("{}", nothing_due(Where::Postgres(&server), contracts * 10).await);
        println!("{}", throughput(Where::Postgres(&server), 1, contracts, 16).await);
    }
}
