//! Tells the merchant's server what became of a payment, and reads its answer.
//!
//! Link type, A02-1, and the answer to D01-1 (I): a form post to `pagecon_url`, checksum over UTF-8
//! in upper case; the answer is one line, `OK,` or `NG,reason`, in Shift_JIS with HTTP status 200
//! (C). That the body itself is Shift_JIS is our reading (I).

use crate::exchange::Notification;
use crate::fault::Faults;
use crate::message::Outgoing;
use crate::shared::Sandbox;
use sbps::date_time::JstDateTime;
use sbps::wire::Encoding;
use std::time::Duration;

/// How long the merchant's server may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of an answer that are kept.
const LONGEST_ANSWER: usize = 1_000;

/// Sends a message once. Where its answer is to be lost, nothing of it is kept but that.
pub async fn send(sandbox: &Sandbox, address: &str, outgoing: &Outgoing, now: JstDateTime) -> Notification {
    let (status, answer) = match outgoing.body() {
        Ok(body) => post(&sandbox.client, address, body).await,
        Err(error) => (None, format!("not sent: {error}")),
    };
    let lost = status.is_some() && sandbox.change_faults(Faults::take_lost_answer);
    let (status, answer) = if lost { (None, format!("lost on the way: {answer}")) } else { (status, answer) };
    Notification { sent: outgoing.fields.clone(), status, answer, at: now.to_string(), lost }
}

async fn post(client: &reqwest::Client, address: &str, body: String) -> (Option<u16>, String) {
    let request =
        client.post(address).header("Content-Type", "application/x-www-form-urlencoded").timeout(PATIENCE).body(body);
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return (None, format!("no answer: {}", error.without_url())),
    };
    let status = response.status().as_u16();
    (Some(status), first_line(response).await)
}

/// The start of an answer; more than one line fits into it, and no more is read.
async fn first_line(mut response: reqwest::Response) -> String {
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() < LONGEST_ANSWER => bytes.extend_from_slice(&chunk),
            Ok(_) => break,
            Err(error) => return format!("the answer broke off: {}", error.without_url()),
        }
    }
    bytes.truncate(LONGEST_ANSWER);
    Encoding::ShiftJis.decode(&bytes).unwrap_or_else(|| "an answer that is not Shift_JIS".to_owned())
}
