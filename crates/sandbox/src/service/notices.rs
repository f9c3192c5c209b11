//! Tells the merchant what happened to a simple contract, each thing once.

use super::sending::send;
use crate::contract::announcement::notice;
use crate::message::Outgoing;
use crate::shared::Sandbox;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use sbps::message::PaymentResult;

/// Keeps a notice about a contract for [`deliver`].
pub fn announce(sandbox: &Sandbox, tracking_id: &TrackingId, result: PaymentResult, now: JstDateTime) {
    let mut ledger = sandbox.ledger();
    if let Some(contract) = ledger.contract_mut(tracking_id) {
        let announced = notice(contract, result, "", now);
        contract.notices.extend(announced);
    }
}

/// Sends every notice that was not sent yet. Whoever calls it holds the sandbox's turn: two at once
/// would send a notice twice.
pub async fn deliver(sandbox: &Sandbox) {
    let open: Vec<_> = {
        let ledger = sandbox.ledger();
        let named = ledger.contracts.iter().flat_map(|contract| {
            let notices = contract.notices.iter().enumerate();
            let notices = notices.filter(|(_, notice)| notice.sent.is_none());
            notices.map(|(index, notice)| (contract.tracking_id.clone(), index, notice.clone()))
        });
        named.collect()
    };
    for (tracking_id, index, notice) in open {
        let now = sandbox.clock.now().unwrap_or(notice.due);
        let variation = sandbox.change_faults(|faults| faults.take_variation(notice.result.is_cancellation_notice()));
        let outgoing = Outgoing::new(notice.fields, variation, &sandbox.config);
        let sent = send(sandbox, &notice.address, &outgoing, now).await;
        tracing::info!(contract = %tracking_id, result = notice.result.as_str(), status = sent.status, "notified");
        let mut ledger = sandbox.ledger();
        let kept = ledger.contract_mut(&tracking_id).and_then(|contract| contract.notices.get_mut(index));
        if let Some(kept) = kept {
            kept.sent = Some(sent);
        }
    }
}
