//! Writes to payers what happened to their orders and contracts: by the shop's mail server, until it
//! takes it, says for good that it does not, or three days have passed. What the server has against the
//! shop itself is held against no mail: all of them wait until somebody has mended it.
//!
//! The mails are written down by the record with the event that they tell of, as the messages to the
//! shop's programs are. Both have one calendar of tries; the rest differs: a mail has one server and no
//! endpoint, tells what holds when it is sent, can be refused for good, and is of no event where a
//! payer asked for it.

mod compose;
mod sender;
mod server;

use super::Shop;
use crate::domain::mail::Mail;
use crate::store::{MailOutcome, StoreError};
use compose::compose;
pub use sender::{PATIENCE, Refused, ask as ask_server};
pub use server::MailError;
use server::Server;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// For how long a mail is this process's own, in seconds: longer than the server may take.
const LEASE_SECONDS: i64 = 120;

/// The most mails under way at once: servers of providers allow few connections.
const MOST_AT_ONCE: usize = 4;

/// How often is looked whether something is to be sent.
const LOOK: Duration = Duration::from_secs(1);

/// What became of one mail.
struct Sent {
    id: i64,
    outcome: MailOutcome,
    answer: String,
}

/// Sends until it is stopped; what is under way then is finished and written down. Without settings of
/// mail it returns at once.
///
/// # Errors
/// [`MailError`] where the settings name no server that can be connected to.
pub async fn send_until(shop: Arc<Shop>, mut stopping: watch::Receiver<bool>) -> Result<(), MailError> {
    let Some(server) = Server::of(&shop.settings)? else { return Ok(()) };
    // Whoever mends the settings starts the program again.
    if let Err(error) = shop.store.ask_mail_server_now().await {
        tracing::warn!(%error, "mails that are held could not be looked for");
    }
    let mut under_way: JoinSet<Sent> = JoinSet::new();
    while !*stopping.borrow_and_update() {
        if let Err(error) = begin(&shop, &server, &mut under_way).await {
            tracing::warn!(%error, "mails could not be looked for");
        }
        tokio::select! {
            Some(sent) = under_way.join_next() => ended(&shop, sent.ok()).await,
            () = sleep(LOOK) => {}
            changed = stopping.changed() => if changed.is_err() { break },
        }
    }
    let rest = async {
        while let Some(sent) = under_way.join_next().await {
            ended(&shop, sent.ok()).await;
        }
    };
    // What does not end in time is sent again by whoever comes next.
    let _ = timeout(PATIENCE, rest).await;
    Ok(())
}

/// Sends what is due once and waits for it; how many the server took.
///
/// # Errors
/// [`MailError`] as [`send_until`], and when the database does not answer.
pub async fn send_due(shop: &Arc<Shop>) -> Result<usize, MailError> {
    let Some(server) = Server::of(&shop.settings)? else { return Ok(0) };
    let mut taken = 0;
    loop {
        let mut under_way = JoinSet::new();
        begin(shop, &server, &mut under_way).await?;
        if under_way.is_empty() {
            return Ok(taken);
        }
        while let Some(sent) = under_way.join_next().await {
            taken += usize::from(sent.as_ref().is_ok_and(|sent| sent.outcome == MailOutcome::Done));
            ended(shop, sent.ok()).await;
        }
    }
}

/// Takes what is due and for which there is room, and begins to send it.
async fn begin(shop: &Arc<Shop>, server: &Server, under_way: &mut JoinSet<Sent>) -> Result<(), StoreError> {
    let now = shop.clock.unix_seconds();
    let room = MOST_AT_ONCE.saturating_sub(under_way.len());
    if room == 0 || !shop.store.has_due_mail(now).await? {
        return Ok(());
    }
    for mail in shop.store.take_mails(now, LEASE_SECONDS, u32::try_from(room).unwrap_or(1)).await? {
        under_way.spawn(send(Arc::clone(shop), server.clone(), mail));
    }
    Ok(())
}

async fn send(shop: Arc<Shop>, server: Server, mail: Mail) -> Sent {
    let (outcome, answer) = match compose(&shop, &mail).await {
        Ok(Some(letter)) => server.send(&mail, letter).await,
        Ok(None) => (MailOutcome::Nothing, "nothing to say".to_owned()),
        // The record cannot be read now; it may be mended.
        Err(problem) => (MailOutcome::Failed, format!("it cannot be written: {}", problem.code.as_str())),
    };
    Sent { id: mail.id, outcome, answer }
}

/// Writes down what became of a mail.
async fn ended(shop: &Shop, sent: Option<Sent>) {
    let Some(Sent { id, outcome, answer }) = sent else { return };
    match outcome {
        MailOutcome::Done | MailOutcome::Nothing => {}
        MailOutcome::Failed | MailOutcome::Refused => {
            tracing::warn!(mail = id, answer, "a mail to a payer was not taken");
        }
        MailOutcome::Held | MailOutcome::SeemsHeld => {
            tracing::error!(mail = id, answer, "the mail server refuses whoever sends: all mails to payers are held");
        }
    }
    let (chance, now) = (rand::random_range(0..100), shop.clock.unix_seconds());
    if let Err(error) = shop.store.mailed(id, outcome, &answer, chance, now).await {
        tracing::error!(%error, mail = id, "what became of a mail is not written: it is sent again");
    }
}
