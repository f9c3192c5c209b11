//! Reads what the gateway's server or the browser brings back, and whether it is genuine.
//!
//! Link type: the notification A02-1 has its checksum over UTF-8, the return A03-1 over Shift_JIS. In which encoding the
//! notification's body travels is not published; Shift_JIS is tried first and UTF-8 second, and the checksum says which
//! one is right (I).

use crate::Shop;
use crate::store::notification::{Reason, Verdict};
use sbps::identifier::OrderId;
use sbps::message::{ResultMessage, result};
use sbps::wire::{Encoding, read_form};

/// Takes a notification and says what to answer: [`Verdict::Recorded`] only when it is recorded.
pub async fn take(shop: &Shop, body: &[u8]) -> Verdict {
    let message = match read_notification(shop, body) {
        Ok(message) => message,
        Err(reason) => {
            tracing::warn!(reason = reason.as_str(), "notification refused");
            return Verdict::Refused(reason);
        }
    };
    let order_id = message.echoed.order_id.as_str();
    match shop.store.record(&message, body, shop.clock.unix_seconds()).await {
        Ok(verdict) => {
            let (result, answer) = (message.outcome.result.as_str(), verdict.answer());
            match verdict {
                Verdict::Refused(reason) if reason.needs_a_look() => {
                    let tracking_id = message.outcome.tracking_id.as_ref().map(ToString::to_string);
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

fn read_notification(shop: &Shop, body: &[u8]) -> Result<ResultMessage, Reason> {
    let mut reason = Reason::Unreadable;
    for encoding in [Encoding::ShiftJis, Encoding::Utf8] {
        let Ok(fields) = read_form(body, encoding) else { continue };
        let Ok(signed) = result::DEFINITION.arrange(&fields) else {
            reason = Reason::Fields;
            continue;
        };
        if !signed.is_genuine(Encoding::Utf8, &shop.config.hash_key) {
            reason = Reason::Checksum;
            continue;
        }
        let message = ResultMessage::read(&signed.form).map_err(|_| Reason::Fields)?;
        let ours = message.echoed.merchant_id == shop.config.merchant_id
            && message.echoed.service_id == shop.config.service_id;
        return if ours { Ok(message) } else { Err(Reason::Account) };
    }
    Err(reason)
}

/// Whether a browser's return after success is the gateway's own and about this request. It proves where the browser
/// came from, not that anything is paid.
#[must_use]
pub fn is_genuine_return(shop: &Shop, body: &[u8], order_id: &OrderId) -> bool {
    let Ok(fields) = read_form(body, Encoding::ShiftJis) else { return false };
    let Ok(signed) = result::DEFINITION.arrange(&fields) else { return false };
    let about_it = signed.form.get("order_id") == order_id.as_str() && signed.form.get("res_result") == "OK";
    about_it && signed.is_genuine(Encoding::ShiftJis, &shop.config.hash_key)
}
