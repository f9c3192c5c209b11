//! What the payment service tells, by webhook or when it is asked: that something happened to an order.

use crate::language::Text;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    /// What, as `order.paid`.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// When, in Japan.
    pub(crate) timestamp: String,
    /// About what.
    pub(crate) data: Data,
}

/// About what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Data {
    /// In yen.
    #[serde(default)]
    pub(crate) amount: Option<i64>,
    /// The gateway's code, or why.
    #[serde(default)]
    pub(crate) code: Option<String>,
    /// The contract, by the gateway's name.
    #[serde(default)]
    pub(crate) contract: Option<String>,
    /// What this shop said of its order.
    #[serde(default)]
    pub(crate) metadata: Option<Metadata>,
}

/// What this shop said of its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Metadata {
    /// The shop's own name for it; absent in orders that others made.
    #[serde(default)]
    pub(crate) purchase: Option<String>,
}

/// An event of the list.
#[derive(Debug, Deserialize)]
pub(crate) struct Listed {
    /// Its name.
    pub(crate) id: String,
    /// What happened.
    #[serde(flatten)]
    pub(crate) event: Event,
}

/// Where an order stands, by what was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing was told yet.
    Open,
    /// A try to pay failed; another one may follow.
    Failed,
    /// It is paid, or the contract is in force.
    Paid,
    /// The contract is in force, and a charge did not go through.
    Behind,
    /// All of it was paid and given back, or the payment was taken back.
    GivenBack,
    /// It cannot be paid any more.
    Closed,
    /// The contract has ended.
    Ended,
}

impl Standing {
    /// Where it stands after these events, in the order in which they happened. `is_once` tells that no contract was
    /// ordered.
    pub(crate) fn after<'a>(events: impl Iterator<Item = &'a Event>, is_once: bool, amount: i64) -> Self {
        let (mut standing, mut given_back) = (Self::Open, 0);
        for event in events {
            standing = match event.kind.as_str() {
                "order.paid" | "contract.joined" | "contract.renewed" | "contract.charged" | "contract.resumed" => {
                    Self::Paid
                }
                "order.payment_failed" if standing == Self::Open => Self::Failed,
                "order.expired" | "order.withdrawn" | "order.found_unpaid" => Self::Closed,
                "contract.charge_failed" | "contract.suspended" if standing != Self::Ended => Self::Behind,
                "contract.ended" => Self::Ended,
                "payment.cancellation_done" if is_once => Self::GivenBack,
                "payment.refund_done" if is_once => {
                    // Without an amount it is all of it.
                    given_back += event.data.amount.unwrap_or(amount);
                    if given_back >= amount { Self::GivenBack } else { standing }
                }
                _ => standing,
            };
        }
        standing
    }

    /// The word for it on the page, of which a style makes a colour.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Failed => "failed",
            Self::Paid => "paid",
            Self::Behind => "behind",
            Self::GivenBack => "given-back",
            Self::Closed => "closed",
            Self::Ended => "ended",
        }
    }

    /// What it is called.
    pub(crate) const fn name(self, is_once: bool) -> Text {
        match self {
            Self::Open | Self::Failed => Text::new("お支払い前", "Not paid yet"),
            Self::Paid if is_once => Text::new("お支払い済み", "Paid"),
            Self::Paid => Text::new("ご契約中", "Subscribed"),
            Self::Behind => Text::new("お支払いの確認が必要", "A payment did not go through"),
            Self::GivenBack => Text::new("返金済み", "Given back"),
            Self::Closed => Text::new("受付終了", "Closed"),
            Self::Ended => Text::new("解約済み", "Ended"),
        }
    }
}

impl Event {
    /// The money that it moved, in yen; `None` where it only names an amount.
    pub(crate) fn money(&self) -> Option<i64> {
        let moved = ["order.paid", "contract.charged", "contract.charge_failed", "payment.refund_done"];
        self.data.amount.filter(|_| moved.contains(&self.kind.as_str()))
    }

    /// What customers read of it; `None` where it is nothing to them.
    pub(crate) fn said(&self) -> Option<Text> {
        Some(match self.kind.as_str() {
            "order.paid" => Text::new("お支払いを受け付けました", "Your payment has arrived"),
            "order.payment_failed" => Text::new("お支払いは成立しませんでした", "This payment did not go through"),
            "order.expired" => Text::new("お支払いのないまま期限が過ぎました", "It was not paid in time"),
            "order.withdrawn" => Text::new("ショップがご注文を取り消しました", "We cancelled this order"),
            "order.found_unpaid" => {
                Text::new("お支払いは届いていませんでした", "Your payment had not arrived after all")
            }
            "contract.joined" => Text::new("お申し込みを受け付けました", "You have subscribed"),
            "contract.renewed" => Text::new("再申し込みを受け付けました", "You have subscribed again"),
            "contract.charged" => Text::new("今回の料金をお支払いいただきました", "This period was paid"),
            "contract.charge_failed" => {
                Text::new("今回の料金をお支払いいただけませんでした", "This period's payment did not go through")
            }
            "contract.charge_uncertain" => {
                Text::new("今回のお支払いを調べています", "We are looking into this period's payment")
            }
            "contract.suspended" => Text::new("次回以降の請求を止めました", "We have stopped charging you"),
            "contract.resumed" => Text::new("請求を再び始めました", "We charge you again"),
            "contract.ended" => Text::new("解約が完了しました", "Your subscription has ended"),
            "payment.cancellation_done" => Text::new("お支払いを取り消しました", "Your payment was taken back"),
            "payment.refund_done" => Text::new("返金しました", "Money was given back"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Data, Event, Standing};

    fn event(kind: &str, amount: Option<i64>) -> Event {
        let data = Data { amount, ..Data::default() };
        Event { kind: kind.to_owned(), timestamp: "2026-12-01T12:00:00+09:00".to_owned(), data }
    }

    #[test]
    fn an_order_stands_where_its_events_leave_it() {
        for (kinds, expected) in [
            (&[][..], Standing::Open),
            (&["order.payment_failed"], Standing::Failed),
            (&["order.payment_failed", "order.paid"], Standing::Paid),
            // A second try that was refused because the first one had paid.
            (&["order.paid", "order.payment_failed"], Standing::Paid),
            (&["order.expired", "order.paid"], Standing::Paid),
            (&["order.withdrawn"], Standing::Closed),
            (&["contract.joined", "contract.charge_failed"], Standing::Behind),
            (&["contract.joined", "contract.charge_failed", "contract.renewed"], Standing::Paid),
            (&["contract.joined", "contract.ended", "contract.suspended"], Standing::Ended),
            (&["order.paid", "something.new"], Standing::Paid),
        ] {
            let events: Vec<_> = kinds.iter().map(|kind| event(kind, Some(1_000))).collect();
            assert_eq!(Standing::after(events.iter(), true, 1_000), expected, "{kinds:?}");
        }
    }

    #[test]
    fn money_that_went_back_in_parts_is_added_up() {
        let part = [event("order.paid", Some(1_000)), event("payment.refund_done", Some(400))];
        assert_eq!(Standing::after(part.iter(), true, 1_000), Standing::Paid);
        let both = part.iter().chain([&part[1]]).cloned().chain([event("payment.refund_done", Some(200))]);
        let both: Vec<_> = both.collect();
        assert_eq!(Standing::after(both.iter(), true, 1_000), Standing::GivenBack);
        let all = [event("order.paid", Some(1_000)), event("payment.refund_done", None)];
        assert_eq!(Standing::after(all.iter(), true, 1_000), Standing::GivenBack);
    }
}
