//! `make chaos`: kills, a restored backup, power cuts, a slow disk, two processes. Prints what it measured, and
//! ends with an error where an acknowledged message was lost or anybody charged twice.
//!
//! `KANTAN_KILLS` is how often it kills (100). With `KANTAN_TEST_POSTGRES`, the address of a server that
//! is there for this (`tools/postgres.sh`), the same is done there with two processes.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a measurement")]

use load::scenario::{Where, kills, power_cut, restored, slow_disk, throughput};
use load::variable;

#[tokio::main]
async fn main() {
    let number: u32 = variable("KANTAN_KILLS", "100").parse().expect("a number of kills");
    println!("{}", kills(Where::Sqlite, 1, number).await);
    println!("{}", restored((number * 10).max(200)).await);
    println!("{}", power_cut((number / 5).clamp(3, 20), 20, 8).await);
    println!("{}", slow_disk(100, 16, 40).await);
    println!("{}", throughput(Where::Sqlite, 2, (number * 10).max(50), 8).await);
    if let Ok(server) = std::env::var("KANTAN_TEST_POSTGRES") {
        println!("{}", kills(Where::Postgres(&server), 2, number).await);
        println!("{}", throughput(Where::Postgres(&server), 2, (number * 10).max(50), 8).await);
    }
}
