//! Notices about a simple contract after its joining: what could not be billed (NG) and how it ended (CR, CC, CL).
//!
//! Service specification, "Recurring charge (simple) Cancellation notification" (A02-1). They go to the `pagecon_url` of
//! the joining purchase, repeat its fields and carry its `res_tracking_id`. That one that is not answered is repeated is
//! our reading (I); here it is sent twice at once, and once more on each of the next three days.

use super::{Contract, Method};
use crate::Sandbox;
use crate::config::Config;
use crate::exchange::Notification;
use crate::notification::{is_unanswered, outcome, send, sign};
use crate::order::Order;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use sbps::message::{PaymentResult, SignedForm};
use sbps::wire::Encoding;

/// How often a notice is sent on the day it is due, while nothing answers.
const TRIES_AT_ONCE: usize = 2;
/// How often a notice is sent in all, while nothing answers.
const MOST_TRIES: usize = 5;

/// A notice and every time it was sent.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What is told.
    pub result: PaymentResult,
    /// Four digits that say why, or blank.
    pub error_code: &'static str,
    /// When it became due.
    pub due: JstDateTime,
    /// The message, signed once so that a repetition is the same byte for byte.
    pub signed: SignedForm,
    /// Where it goes.
    pub address: String,
    /// Every time it was sent.
    pub sent: Vec<Notification>,
}

impl Notice {
    /// A notice about a simple contract; `None` for another, which has none.
    #[must_use]
    pub fn new(
        contract: &Contract,
        result: PaymentResult,
        error_code: &'static str,
        due: JstDateTime,
        config: &Config,
    ) -> Option<Self> {
        let Method::Simple { request, .. } = &contract.method else { return None };
        let form =
            Order::Purchase(request.clone()).answer(outcome(result, &contract.tracking_id, error_code, None, due));
        Some(Self {
            result,
            error_code,
            due,
            signed: sign(form, Encoding::Utf8, config),
            address: request.addresses.notification.as_str().to_owned(),
            sent: Vec::new(),
        })
    }

    /// Whether it is to be sent, or sent again.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sent.len() < MOST_TRIES && self.sent.last().is_none_or(is_unanswered)
    }
}

/// Keeps a notice about a contract for [`deliver`].
pub fn announce(sandbox: &Sandbox, tracking_id: &TrackingId, result: PaymentResult, now: JstDateTime) {
    let mut ledger = sandbox.ledger();
    if let Some(contract) = ledger.contract_mut(tracking_id) {
        let notice = Notice::new(contract, result, "", now, &sandbox.config);
        contract.notices.extend(notice);
    }
}

/// Sends every notice that is open. Whoever calls it holds the sandbox's turn: two at once would send a notice twice.
pub async fn deliver(sandbox: &Sandbox) {
    let open: Vec<_> = {
        let ledger = sandbox.ledger();
        let named = ledger.contracts.iter().flat_map(|contract| {
            let notices = contract.notices.iter().enumerate().filter(|(_, notice)| notice.is_open());
            notices.map(|(index, notice)| (contract.tracking_id.clone(), index, notice.clone()))
        });
        named.collect()
    };
    for (tracking_id, index, notice) in open {
        let tries = if notice.sent.is_empty() { TRIES_AT_ONCE } else { 1 };
        for _ in 0..tries {
            let now = sandbox.clock.now().unwrap_or(notice.due);
            let sent = send(&sandbox.client, &notice.address, &notice.signed, now).await;
            let unanswered = is_unanswered(&sent);
            tracing::info!(contract = %tracking_id, result = notice.result.as_str(), status = sent.status, "notified");
            let mut ledger = sandbox.ledger();
            let kept = ledger.contract_mut(&tracking_id).and_then(|contract| contract.notices.get_mut(index));
            if let Some(kept) = kept {
                kept.sent.push(sent);
            }
            if !unanswered {
                break;
            }
        }
    }
}
