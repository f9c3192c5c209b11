//! What a shop's own programs are told: that something happened to an order, a payment or a contract.
//! The record writes events by itself, with the change that they tell of.

use serde_json::{Value, json};

/// How long after its deadline an order has certainly expired, in seconds: what was started in time may
/// still be finished.
pub const EXPIRY_SECONDS: i64 = 10 * 60;

/// How many days before its last day of service a contract that runs out is told.
pub const EXPIRING_DAYS: u64 = 30;

/// Every kind of event with what it tells.
pub const KINDS: [(&str, &str); 25] = [
    ("order.paid", "An order that is bought once is paid."),
    ("order.payment_failed", "A try to pay for an order failed; the order is open."),
    ("order.expired", "An order was not paid in time."),
    ("order.withdrawn", "The shop has withdrawn an order."),
    ("order.found_unpaid", "Staff found that an order on record as paid is not."),
    ("contract.joined", "A contract was made."),
    ("contract.renewed", "A contract was made again, or found to be in force."),
    (
        "contract.charged",
        "A charge that this service makes under a contract was taken; of what the gateway bills by itself only failures are told.",
    ),
    ("contract.reserved", "A charge is reserved, for the shop to settle or to cancel."),
    ("contract.charge_failed", "A charge of a contract was not taken."),
    ("contract.charge_uncertain", "Nobody knows whether a charge was taken."),
    ("contract.suspended", "A contract is not billed, for a cause of its payer."),
    ("contract.resumed", "A suspension was lifted."),
    ("contract.expiring", "A contract runs out within 30 days; each last day is told once."),
    ("contract.ended", "A contract has ended."),
    ("payment.settlement_done", "A reserved payment was settled."),
    ("payment.settlement_failed", "A settlement was not carried out."),
    ("payment.settlement_uncertain", "Nobody knows whether a settlement was carried out."),
    ("payment.cancellation_done", "A payment was cancelled."),
    ("payment.cancellation_failed", "A cancellation was not carried out."),
    ("payment.cancellation_uncertain", "Nobody knows whether a cancellation was carried out."),
    ("payment.refund_done", "A payment was refunded, whole or in part."),
    ("payment.refund_failed", "A refund was not carried out."),
    ("payment.refund_uncertain", "Nobody knows whether a refund was carried out."),
    ("reconciliation.opened", "Something is on the reconciliation list."),
];

/// Whether there is such a kind.
#[must_use]
pub fn is_kind(word: &str) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == word)
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its number: those of one order come in this order.
    pub id: i64,
    /// What happened, one of [`KINDS`].
    pub kind: String,
    /// The order that it is about, whose reference opens its payer's page.
    pub order_reference: Option<String>,
    /// The request at the gateway.
    pub order_id: Option<String>,
    /// The payment, by the gateway's name.
    pub tracking_id: Option<String>,
    /// The contract, by the gateway's name.
    pub contract: Option<String>,
    /// In yen; of a settlement, cancellation or refund `None` is all of it.
    pub amount: Option<i64>,
    /// The day of a charge, the month of a payment, or the last day of a contract that runs out.
    pub due_on: Option<String>,
    /// The gateway's code, the state in which a contract has ended, or the kind of an item.
    pub code: Option<String>,
    /// The number of an item of the reconciliation list.
    pub item: Option<i64>,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Of an order that is paid and of a contract that is made the SHA-256 of what its payer agreed to.
    pub evidence: Option<String>,
    /// What the shop's program called its order, and the rest that it said of it.
    pub told: Told,
}

/// What a shop's program said of an order, by which it knows it again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Under which key it asked for the order.
    pub idempotency_key: Option<String>,
    /// Its own name for the customer.
    pub customer_id: Option<String>,
    /// The item.
    pub item_id: Option<String>,
    /// Its own texts.
    pub metadata: Value,
}

impl Event {
    /// Its name in messages, by which a receiver knows one that came twice.
    #[must_use]
    pub fn name(&self) -> String {
        format!("evt_{}", self.id)
    }

    /// The number of an event of that name.
    #[must_use]
    pub fn number(name: &str) -> Option<i64> {
        name.strip_prefix("evt_")?.parse().ok().filter(|number| *number > 0)
    }

    /// The message: no secret stands in it, for messages are kept by whoever passes them on. `moment`
    /// is when it happened, as programs read it.
    #[must_use]
    pub fn message(&self, moment: &str) -> Value {
        let told = &self.told;
        json!({
            "type": self.kind,
            "timestamp": moment,
            "data": {
                "idempotency_key": told.idempotency_key, "customer_id": told.customer_id, "item_id": told.item_id,
                "metadata": told.metadata, "order_id": self.order_id, "tracking_id": self.tracking_id,
                "contract": self.contract, "amount": self.amount, "due_on": self.due_on, "code": self.code,
                "item": self.item, "evidence": self.evidence,
            },
        })
    }
}

/// After how many seconds a message that was not taken is sent again, by how often it was sent.
const PAUSES: [i64; 10] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200];

/// For how long a message is sent again, in seconds from the first time on: three days.
pub const RETRY_SECONDS: i64 = 3 * 24 * 60 * 60;

/// When a message that was sent `tries` times, at `first` for the first and at `now` for the last time, is
/// sent again; `None` when it has been given up. `chance`, 0 to 99, spreads what failed at once.
#[must_use]
pub fn next_try(tries: u32, first: i64, now: i64, chance: i64) -> Option<i64> {
    let last = PAUSES.len() - 1;
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(last).min(last);
    let pause = PAUSES.get(place).copied()?;
    let next = now + pause + pause * chance.clamp(0, 99) / 1_000;
    // The last try is not before the end.
    if now - first >= RETRY_SECONDS { None } else { Some(next.min(first + RETRY_SECONDS)) }
}

#[cfg(test)]
mod tests {
    use super::{Event, KINDS, RETRY_SECONDS, is_kind, next_try};

    #[test]
    fn a_receiver_that_is_away_is_asked_for_three_days_less_and_less_often() {
        for chance in [0, 50, 99] {
            let (mut now, mut tries, mut pauses) = (0, 1, Vec::new());
            while let Some(next) = next_try(tries, 0, now, chance) {
                pauses.push(next - now);
                (now, tries) = (next, tries + 1);
            }
            assert_eq!(now, RETRY_SECONDS, "the last try is three days after the first");
            assert!(pauses[..pauses.len() - 1].is_sorted(), "{pauses:?}");
            assert!(pauses.iter().all(|pause| (1..=12 * 60 * 60 + 4_320).contains(pause)), "{pauses:?}");
            assert!((12..25).contains(&tries), "{tries}");
        }
    }

    #[test]
    fn events_are_known_by_their_names() {
        assert_eq!(Event::number("evt_17"), Some(17));
        for name in ["17", "evt_", "evt_-1", "evt_0", "evt_x", "EVT_1"] {
            assert_eq!(Event::number(name), None, "{name}");
        }
        assert!(is_kind("order.paid") && !is_kind("order.%"));
        assert!(KINDS.iter().all(|(kind, _)| kind.bytes().all(|it| it.is_ascii_lowercase() || b"._".contains(&it))));
    }
}
