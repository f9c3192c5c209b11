//! How long a shop's program, a payer's browser and the gateway wait while all of them ask at once.

use super::{JOINED_AT, Where, fresh_folder};
use crate::{Gateway, Group, Payer};
use serde_json::json;
use std::time::{Duration, Instant};

/// What is asked, in the order in which one purchase asks it.
const QUESTIONS: [&str; 3] = ["POST /v1/orders", "signing", "notification"];

/// So many purchases by each of so many connections at once. Says, of each question, the median, the 99th hundredth and
/// the longest, and how many purchases there were in a second; beside them what the same connections wait for a page that
/// asks nothing of the record.
pub async fn latency(place: Where<'_>, connections: u64, purchases: u64) -> String {
    let folder = fresh_folder("latency");
    let address = place.address(&folder, "latency").await;
    let gateway = Gateway::start(Duration::ZERO, JOINED_AT).await;
    // As a shop runs it: with the machine's clock, where a demo's asks another program before each answer.
    let own = [("MERCHANT_CLOCK_URL", ""), ("MERCHANT_DEMO_SHOP", "off")];
    let group = Group::start(&folder, &address, &gateway, 1, &own).await;
    let key = group.run(&["keys", "create", "--name", "load", "--may", "orders"]).await.trim().to_owned();
    let shop = group.address(0);
    // Whatever is done the first time is done before.
    run(&shop, &key, 1, connections, 20).await;
    let bare = bare(&shop, connections, purchases).await;
    let began = Instant::now();
    let mut times = run(&shop, &key, 2, connections, purchases).await;
    let took = began.elapsed();
    let number = u32::try_from(connections * purchases).expect("few");
    let told: Vec<String> =
        QUESTIONS.iter().zip(&mut times).map(|(what, times)| format!("{what} {}", spread(times))).collect();
    let _ = std::fs::remove_dir_all(&folder);
    format!(
        "{}: {number} purchases by {connections} connections, {:.0} a second; {}; a page without the record {bare}",
        place.name(),
        f64::from(number) / took.as_secs_f64(),
        told.join("; "),
    )
}

/// One connection of each, kept open.
fn client() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    client.pool_max_idle_per_host(1).timeout(Duration::from_secs(10)).build().expect("a client")
}

async fn run(shop: &str, key: &str, round: u64, connections: u64, purchases: u64) -> [Vec<Duration>; 3] {
    let tasks: Vec<_> = (0..connections)
        .map(|place| {
            let payer = Payer { client: client(), address: shop.to_owned() };
            let key = key.to_owned();
            tokio::spawn(async move {
                let mut times: [Vec<Duration>; 3] = Default::default();
                for number in 0..purchases {
                    let number = round * 1_000_000_000 + place * 1_000_000 + number;
                    let took = purchase(&payer, &key, number).await.expect("each is answered");
                    times.iter_mut().zip(took).for_each(|(times, took)| times.push(took));
                }
                times
            })
        })
        .collect();
    let mut all: [Vec<Duration>; 3] = Default::default();
    for task in tasks {
        let times = task.await.expect("it ends");
        all.iter_mut().zip(times).for_each(|(all, times)| all.extend(times));
    }
    all
}

/// One purchase under that number: how long each question took.
async fn purchase(payer: &Payer, key: &str, number: u64) -> Option<[Duration; 3]> {
    let body = json!({
        "item_id": "wine", "item_name": "赤ワイン", "amount": 3500, "tax": 318,
        "lines": [{ "name": "赤ワイン", "quantity": 1, "unit_amount": 3500, "tax_percent": 10 }],
        "customer_id": format!("member-{number}"), "delivery": "3日以内", "cancellation": "8日以内",
        "return_url": "https://wine.example/", "contact": { "name": "ぶどう堂", "phone": "03-0000-0000" },
    });
    let (order, ordered) = timed(payer.create(key, &format!("cart-{number}"), &body)).await?;
    let reference = order["reference"].as_str()?;
    let (fields, signed) = timed(payer.fields(reference, &order["element"]["data"], "")).await?;
    let paid = Payer::paid(reference, &fields, 30_000_000_000_000 + number).paid;
    let (answer, told) = timed(payer.notify(&paid)).await?;
    assert_eq!(answer, "OK,");
    Some([ordered, signed, told])
}

async fn timed<T>(question: impl Future<Output = Option<T>>) -> Option<(T, Duration)> {
    let began = Instant::now();
    let answer = question.await?;
    Some((answer, began.elapsed()))
}

async fn bare(shop: &str, connections: u64, number: u64) -> String {
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let (client, address) = (client(), format!("{shop}/healthz"));
            tokio::spawn(async move {
                let mut times = Vec::new();
                for _ in 0..number {
                    let began = Instant::now();
                    client.get(&address).send().await.expect("it answers").bytes().await.expect("whole");
                    times.push(began.elapsed());
                }
                times
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("it ends"));
    }
    spread(&mut all)
}

/// The median, the 99th hundredth and the longest, in milliseconds.
fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |hundredth: usize| times[(times.len() * hundredth / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
    format!("{:.1}, {:.1}, {:.1} ms", at(50), at(99), at(100))
}
