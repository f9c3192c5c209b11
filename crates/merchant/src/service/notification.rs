//! Takes what the gateway's server or the browser brings back.
//!
//! Link type, A02-1 and A03-1. Whether a message is genuine, and in which encoding it travels, is
//! found out by [`sbps::received`]; what the checksum proves is believed, whatever the message lacks
//! or adds: a paid purchase must not be stopped for a field.

use super::Shop;
use crate::domain::notification::{Notification, Reason, Verdict};
use sbps::identifier::OrderId;
use sbps::message::PaymentResult;
use sbps::received::{Arrival, ReceiveError, ReceivedMessage};

/// Takes a notification and says what to answer: [`Verdict::Recorded`] only when it is recorded.
/// `source` says from where it came, for the record of what proves nothing.
pub async fn take(shop: &Shop, body: &[u8], source: &str) -> Verdict {
    let verdict = judge(shop, body, source).await;
    shop.metrics.notified(verdict);
    verdict
}

async fn judge(shop: &Shop, body: &[u8], source: &str) -> Verdict {
    let message = match read(shop, body) {
        Ok(message) => message,
        Err(reason) if reason.item().is_some() => {
            tracing::error!(reason = reason.as_str(), "refused a genuine result: look at it");
            if let Err(error) = shop.store.keep_refused(body, reason, shop.clock.unix_seconds()).await {
                tracing::error!(%error, "a genuine result could not be kept");
            }
            return Verdict::Refused(reason);
        }
        Err(reason) => {
            tracing::warn!(reason = reason.as_str(), source, "notification refused");
            let verdict = Verdict::Refused(reason);
            if let Err(error) = shop.store.keep_unproven(body, source, verdict, shop.clock.unix_seconds()).await {
                tracing::error!(%error, "a refused notification could not be kept");
            }
            return verdict;
        }
    };
    for problem in &message.unread {
        tracing::warn!(%problem, "a genuine notification has a value that cannot be read");
    }
    let told = Notification::from(&message);
    let order_id = told.order_id;
    match shop.store.record(&told, body, shop.clock.unix_seconds()).await {
        Ok(verdict) => {
            let (result, answer) = (told.outcome.result.as_str(), verdict.answer());
            match verdict {
                Verdict::Refused(reason) if reason.item().is_some() => {
                    let tracking_id = told.outcome.tracking_id.as_ref().map(ToString::to_string);
                    tracing::error!(order_id, result, answer, tracking_id, "refused a genuine result: look at it");
                }
                _ => tracing::info!(order_id, result, answer, "notified"),
            }
            verdict
        }
        Err(error) => {
            tracing::error!(order_id, %error, "a notification could not be recorded");
            Verdict::Refused(Reason::NotRecorded)
        }
    }
}

/// A genuine message about a request of ours.
fn read(shop: &Shop, body: &[u8]) -> Result<ReceivedMessage, Reason> {
    let read = ReceivedMessage::read(body, Arrival::Notification, &shop.settings.hash_key);
    let message = read.map_err(|error| match error {
        ReceiveError::NotAForm(_) => Reason::Unreadable,
        ReceiveError::NotGenuine => Reason::Checksum,
        error if error.is_genuine() => Reason::Unintelligible,
        _ => Reason::Fields,
    })?;
    let account = &shop.settings.account;
    let is_ours = message.merchant_id.as_ref().is_none_or(|id| *id == account.merchant_id)
        && message.service_id.as_ref().is_none_or(|id| *id == account.service_id);
    if is_ours { Ok(message) } else { Err(Reason::Account) }
}

/// Whether a browser's return after success is the gateway's own and about this request. It proves
/// where the browser came from, not that anything is paid.
#[must_use]
pub fn is_genuine_return(shop: &Shop, body: &[u8], order_id: &OrderId) -> bool {
    ReceivedMessage::read(body, Arrival::Return, &shop.settings.hash_key)
        .is_ok_and(|message| message.order_id.as_ref() == Some(order_id) && message.outcome.result == PaymentResult::Ok)
}
