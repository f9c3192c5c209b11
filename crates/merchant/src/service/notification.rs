//! Reads what the gateway's server or the browser brings back, and whether it is genuine.
//!
//! Link type: the notification A02-1 has its checksum over UTF-8, the return A03-1 over Shift_JIS.
//! In which encoding the notification's body travels is not published; Shift_JIS is tried first and
//! UTF-8 second, and the checksum says which one is right (I).

use super::Shop;
use crate::domain::notification::{Reason, Told, Verdict};
use sbps::checksum::HashKey;
use sbps::identifier::{Account, OrderId};
use sbps::message::{ApplicationResult, ResultMessage, SignedForm, application_request, result};
use sbps::wire::{Encoding, read_form};

/// A message that is genuine: the result of a purchase, or of an application for a contract.
enum Message {
    Payment(Box<ResultMessage>),
    Application(Box<ApplicationResult>),
}

impl Message {
    fn told(&self) -> Told<'_> {
        match self {
            Self::Payment(message) => message.as_ref().into(),
            Self::Application(message) => message.as_ref().into(),
        }
    }

    const fn account(&self) -> &Account {
        match self {
            Self::Payment(message) => &message.echoed.account,
            Self::Application(message) => &message.contract.account,
        }
    }
}

/// Takes a notification and says what to answer: [`Verdict::Recorded`] only when it is recorded.
pub async fn take(shop: &Shop, body: &[u8]) -> Verdict {
    let message = match read_notification(shop, body) {
        Ok(message) => message,
        Err(reason) => {
            tracing::warn!(reason = reason.as_str(), "notification refused");
            return Verdict::Refused(reason);
        }
    };
    let told = message.told();
    let order_id = told.order_id;
    match shop.store.record(&told, body, shop.clock.unix_seconds()).await {
        Ok(verdict) => {
            let (result, answer) = (told.outcome.result.as_str(), verdict.answer());
            match verdict {
                Verdict::Refused(reason) if reason.needs_a_look() => {
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

/// The fields in the order of the message that they are.
fn arrange(fields: &[(String, String)]) -> Option<(SignedForm, bool)> {
    // Only the result of a purchase says how it is billed.
    let is_purchase = fields.iter().any(|(name, _)| name == "pay_type");
    let arranged = if is_purchase {
        result::DEFINITION.arrange(fields)
    } else {
        application_request::ANSWER_DEFINITION.arrange(fields)
    };
    arranged.ok().map(|signed| (signed, is_purchase))
}

fn read_genuine(signed: &SignedForm, is_purchase: bool, encoding: Encoding, key: &HashKey) -> Result<Message, Reason> {
    if !signed.is_genuine(encoding, key) {
        return Err(Reason::Checksum);
    }
    let message = if is_purchase {
        ResultMessage::read(&signed.form).map(|message| Message::Payment(Box::new(message)))
    } else {
        ApplicationResult::read(&signed.form).map(|message| Message::Application(Box::new(message)))
    };
    message.map_err(|_| Reason::Fields)
}

fn read_notification(shop: &Shop, body: &[u8]) -> Result<Message, Reason> {
    let mut reason = Reason::Unreadable;
    for encoding in [Encoding::ShiftJis, Encoding::Utf8] {
        let Ok(fields) = read_form(body, encoding) else { continue };
        let Some((signed, is_purchase)) = arrange(&fields) else {
            reason = Reason::Fields;
            continue;
        };
        match read_genuine(&signed, is_purchase, Encoding::Utf8, &shop.settings.hash_key) {
            Ok(message) => {
                let ours = *message.account() == shop.settings.account;
                return if ours { Ok(message) } else { Err(Reason::Account) };
            }
            Err(Reason::Checksum) => reason = Reason::Checksum,
            Err(other) => return Err(other),
        }
    }
    Err(reason)
}

/// Whether a browser's return after success is the gateway's own and about this request. It proves
/// where the browser came from, not that anything is paid.
#[must_use]
pub fn is_genuine_return(shop: &Shop, body: &[u8], order_id: &OrderId) -> bool {
    let Ok(fields) = read_form(body, Encoding::ShiftJis) else { return false };
    let Some((signed, _)) = arrange(&fields) else { return false };
    let about_it = signed.form.get("order_id") == order_id.as_str() && signed.form.get("res_result") == "OK";
    about_it && signed.is_genuine(Encoding::ShiftJis, &shop.settings.hash_key)
}
