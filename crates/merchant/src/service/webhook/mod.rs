//! Tells a shop's own programs what happened: signed messages as Standard Webhooks has them, sent again
//! until they are taken or three days have passed.

mod message;

pub use message::{BadAddress, ROTATION_SECONDS, address, new_secret};

use super::Shop;
use super::http_client::client;
use crate::domain::event::Event;
use crate::domain::moment::in_japan;
use crate::store::{Due, Sent, StoreError};
use message::signed;
use reqwest::Client;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

/// How long a receiver may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// For how long a message is this process's own, in seconds: longer than any receiver may take.
const LEASE_SECONDS: i64 = 60;

/// The most messages under way at once, in all and to one address: a slow one holds up no other.
const MOST_AT_ONCE: usize = 16;
const MOST_TO_ONE: usize = 4;

/// How often is looked whether something is to be sent, and what happens by the passing of time.
const LOOK: Duration = Duration::from_secs(1);
const LOOK_FOR_EXPIRY: Duration = Duration::from_secs(30);

/// What became of one message.
struct Outcome {
    endpoint: i64,
    event: i64,
    is_taken: bool,
    answer: String,
}

/// Sends until it is stopped; what is under way then is finished and written down.
///
/// # Errors
/// [`reqwest::Error`] when the machine has no certificates.
pub async fn send_until(shop: Arc<Shop>, mut stopping: watch::Receiver<bool>) -> Result<(), reqwest::Error> {
    let client = client(PATIENCE)?;
    let mut under_way: JoinSet<Outcome> = JoinSet::new();
    let mut to_each: HashMap<i64, usize> = HashMap::new();
    let mut expiry_looked: Option<Instant> = None;
    while !*stopping.borrow_and_update() {
        if expiry_looked.is_none_or(|at| at.elapsed() >= LOOK_FOR_EXPIRY) {
            expiry_looked = Some(Instant::now());
            if let Err(error) = notice(&shop).await {
                tracing::warn!(%error, "what happens by the passing of time could not be written down");
            }
        }
        let begun = begin(&shop, &client, &mut under_way, &mut to_each).await;
        if let Err(error) = begun {
            tracing::warn!(%error, "messages to the shop's programs could not be looked for");
        }
        tokio::select! {
            Some(sent) = under_way.join_next() => ended(&shop, sent.ok(), &mut to_each).await,
            () = sleep(LOOK) => {}
            changed = stopping.changed() => if changed.is_err() { break },
        }
    }
    let rest = async {
        while let Some(sent) = under_way.join_next().await {
            ended(&shop, sent.ok(), &mut to_each).await;
        }
    };
    // What does not end in time is sent again by whoever comes next.
    let _ = timeout(PATIENCE, rest).await;
    Ok(())
}

/// Writes down what happens by the passing of time: orders that expire, contracts that soon run out.
///
/// # Errors
/// [`StoreError`] when something was not written: it is at the next look.
pub async fn notice(shop: &Shop) -> Result<(), StoreError> {
    let now = shop.clock.unix_seconds();
    shop.store.notice_expiry(now).await?;
    if let Some(moment) = shop.clock.now() {
        shop.store.notice_expiring(moment.date(), now).await?;
    }
    Ok(())
}

/// Sends what is due once and waits for it: what a command and a test do. How many were taken.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn send_due(shop: &Shop) -> Result<usize, StoreError> {
    let Ok(client) = client(PATIENCE) else { return Ok(0) };
    let mut taken = 0;
    loop {
        let mut under_way = JoinSet::new();
        begin(shop, &client, &mut under_way, &mut HashMap::new()).await?;
        if under_way.is_empty() {
            return Ok(taken);
        }
        while let Some(sent) = under_way.join_next().await {
            taken += usize::from(sent.as_ref().is_ok_and(|sent| sent.is_taken));
            ended(shop, sent.ok(), &mut HashMap::new()).await;
        }
    }
}

/// Takes what is due and for which there is room, and begins to send it.
async fn begin(
    shop: &Shop,
    client: &Client,
    under_way: &mut JoinSet<Outcome>,
    to_each: &mut HashMap<i64, usize>,
) -> Result<(), StoreError> {
    let now = shop.clock.unix_seconds();
    let room = MOST_AT_ONCE.saturating_sub(under_way.len());
    if room == 0 || !shop.store.has_due_message(now).await? {
        return Ok(());
    }
    let busy: Vec<i64> = to_each.iter().filter(|(_, count)| **count >= MOST_TO_ONE).map(|(id, _)| *id).collect();
    let most = u32::try_from(room.min(MOST_TO_ONE)).unwrap_or(1);
    for due in shop.store.take_due(now, LEASE_SECONDS, most, &busy).await? {
        *to_each.entry(due.endpoint).or_default() += 1;
        under_way.spawn(send(client.clone(), due));
    }
    Ok(())
}

/// Writes down what became of a message.
async fn ended(shop: &Shop, sent: Option<Outcome>, to_each: &mut HashMap<i64, usize>) {
    let Some(Outcome { endpoint, event, is_taken, answer }) = sent else { return };
    if let Some(count) = to_each.get_mut(&endpoint) {
        *count = count.saturating_sub(1);
    }
    if !is_taken {
        tracing::warn!(endpoint, event, answer, "a message to the shop's programs was not taken");
    }
    let sent = Sent { endpoint, event, is_taken, answer: &answer, chance: rand::random_range(0..100) };
    if let Err(error) = shop.store.sent(&sent, shop.clock.unix_seconds()).await {
        tracing::error!(%error, endpoint, event, "what became of a message is not written: it is sent again");
    }
}

async fn send(client: Client, due: Due) -> Outcome {
    let Due { endpoint, url, secrets, event } = due;
    let answered = post(&client, &url, &secrets, &event).await;
    let (is_taken, answer) = match answered {
        Ok(status) => ((200..300).contains(&status), format!("HTTP {status}")),
        Err(why) => (false, why),
    };
    Outcome { endpoint, event: event.id, is_taken, answer }
}

/// The status that was answered, or why none was.
async fn post(client: &Client, url: &str, secrets: &[String], event: &Event) -> Result<u16, String> {
    let body = event.message(&in_japan(event.at)).to_string();
    // Receivers hold the moment of sending against their own clocks, so it is no demo's.
    let sent_at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let sent_at = i64::try_from(sent_at).unwrap_or(i64::MAX);
    let signature = signed(secrets, &event.name(), sent_at, body.as_bytes())?;
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("user-agent", concat!("kantan/", env!("CARGO_PKG_VERSION")))
        .header("webhook-id", event.name())
        .header("webhook-timestamp", sent_at.to_string())
        .header("webhook-signature", signature)
        .body(body);
    let answer = request.send().await.map_err(|error| told(&error))?;
    Ok(answer.status().as_u16())
}

/// Why nothing was answered, in words for people and without the address.
fn told(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "no answer that can be read"
    };
    kind.to_owned()
}
