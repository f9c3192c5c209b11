//! Everything that the record holds of one payment, and where it stands by that.

use super::call::{Action, PaymentCall, PaymentCallOutcome};
use super::retry::Retry;
use chrono::NaiveDate;
use sbps::billing::{BillingMethod, Contract, SalesMethod};
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::TrackingId;
use sbps::money::Yen;
use sbps::status::{Payment, PaymentState, SubscriptionState};

/// The word for where a payment stands of which a refund waits to be asked for again.
pub const REFUND_WAITING: &str = "refund_waiting";

/// How a payment came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentKind {
    /// An order that is bought once.
    OneTime(SalesMethod),
    /// A month of a contract that the gateway bills.
    Month(YearMonth),
    /// A charge of a contract that this service bills.
    Charge {
        /// The day on which the billing run has settled it.
        settled: Option<NaiveDate>,
        /// Whether it is for the shop to settle or to give up, and not for the run.
        by_shop: bool,
    },
}

/// Everything that the record holds of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The gateway's name for it, or of a month for the contract.
    pub tracking_id: TrackingId,
    /// The order by which it came about.
    pub order_reference: String,
    /// How.
    pub kind: PaymentKind,
    /// What was asked for in yen.
    pub amount: Yen,
    /// The day of the purchase request in Japan: of a month that of joining.
    pub requested: NaiveDate,
    /// Whether nobody knows if it stands at all: the gateway sent its payer back by error, or what
    /// became of a charge is unknown.
    pub is_doubted: bool,
    /// Whether it certainly does not stand: a charge or a month that could not be billed.
    pub is_missing: bool,
    /// Whether a chargeback of it stands: its payer has the money back already.
    pub is_charged_back: bool,
    /// Every call about the order's payments, the oldest first: one at a time.
    pub calls: Vec<PaymentCall>,
    /// The refund that waits to be asked for again.
    pub retry: Option<Retry>,
}

/// Where a payment stands, by what is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Its state.
    pub state: PaymentState,
    /// What became a sale, in yen.
    pub settled: Option<Yen>,
    /// On which day.
    pub settled_on: Option<NaiveDate>,
    /// How much went back until now, in yen.
    pub refunded: u32,
}

impl Facts {
    /// The billing method.
    #[must_use]
    pub const fn billing_method(&self) -> BillingMethod {
        match self.kind {
            PaymentKind::OneTime(sales) => BillingMethod::OneTime(sales),
            PaymentKind::Month(_) => BillingMethod::RecurringSimple,
            PaymentKind::Charge { .. } => BillingMethod::RecurringFixedTerm,
        }
    }

    /// The month that it is about, if it is one.
    #[must_use]
    pub const fn month(&self) -> Option<YearMonth> {
        match self.kind {
            PaymentKind::Month(month) => Some(month),
            PaymentKind::OneTime(_) | PaymentKind::Charge { .. } => None,
        }
    }

    /// The calls about this payment.
    pub fn own_calls(&self) -> impl Iterator<Item = &PaymentCall> {
        let is_own = |call: &&PaymentCall| call.tracking_id == self.tracking_id.as_str() && call.month == self.month();
        self.calls.iter().filter(is_own)
    }

    /// The call about the order's payments that is being carried out at `now` (seconds since
    /// 1970-01-01T00:00:00Z), where nothing else about them is open: then it is known in a moment.
    #[must_use]
    pub fn under_way(&self, now: i64) -> Option<&PaymentCall> {
        let is = |outcome| move |call: &&PaymentCall| call.outcome(now) == outcome;
        let is_unknown = self.is_doubted || self.calls.iter().any(|call| is(PaymentCallOutcome::Unknown)(&call));
        self.calls.iter().find(is(PaymentCallOutcome::UnderWay)).filter(|_| !is_unknown)
    }

    /// Where it stands at `now` (seconds since 1970-01-01T00:00:00Z), as programs read it.
    #[must_use]
    pub fn state_word(&self, now: i64) -> &'static str {
        match (self.under_way(now), &self.retry) {
            (Some(_), _) => "under_way",
            (None, Some(_)) => REFUND_WAITING,
            (None, None) => self.money(now).state.code(),
        }
    }

    /// Where it stands at `now` (seconds since 1970-01-01T00:00:00Z). A month is billed on its first
    /// day: before that nobody has taken anything.
    #[must_use]
    pub fn money(&self, now: i64) -> Money {
        let today = JstDateTime::from_unix_seconds(now).map(JstDateTime::date);
        let money = self.money_when_billed(now);
        match self.month().and_then(|month| NaiveDate::from_ymd_opt(month.year(), month.month(), 1)) {
            Some(first) if money.state == PaymentState::Settled && today < Some(first) => {
                Money { state: PaymentState::NotStarted, settled: None, settled_on: None, refunded: 0 }
            }
            _ => money,
        }
    }

    /// The same, where a month that is to come counts as billed: the rules know from when on something
    /// can be done about it.
    fn money_when_billed(&self, now: i64) -> Money {
        let sale = |on| Money { state: PaymentState::Settled, settled: Some(self.amount), settled_on: on, refunded: 0 };
        let nothing = Money { state: PaymentState::NotStarted, settled: None, settled_on: None, refunded: 0 };
        let mut money = match self.kind {
            _ if self.is_missing => nothing,
            PaymentKind::OneTime(SalesMethod::Automatic) => sale(Some(self.requested)),
            // The month of joining is billed by joining, every other one on its first day.
            PaymentKind::Month(month) => {
                sale(NaiveDate::from_ymd_opt(month.year(), month.month(), 1).max(Some(self.requested)))
            }
            PaymentKind::Charge { settled: Some(day), .. } => sale(Some(day)),
            PaymentKind::OneTime(SalesMethod::Specified) | PaymentKind::Charge { settled: None, .. } => {
                Money { state: PaymentState::Authorized, ..nothing }
            }
        };
        for call in self.own_calls().filter(|call| call.outcome(now) == PaymentCallOutcome::Done) {
            money.follow(call, self.amount);
        }
        // Whatever is open of the order keeps everything else waiting.
        let is_open = |call: &PaymentCall| {
            matches!(call.outcome(now), PaymentCallOutcome::UnderWay | PaymentCallOutcome::Unknown)
        };
        if self.is_doubted || self.calls.iter().any(is_open) {
            money.state = PaymentState::Unknown;
        }
        money
    }

    /// The payment as the rules have it.
    #[must_use]
    pub fn payment(&self, contract: Contract, now: i64) -> Payment {
        let money = self.money_when_billed(now);
        let is_recurring = !matches!(self.kind, PaymentKind::OneTime(_));
        Payment {
            state: money.state,
            subscription: if is_recurring { SubscriptionState::Active } else { SubscriptionState::Absent },
            requested: Some(self.requested),
            settled: money.settled_on,
            month: self.month(),
            authorized_amount: Some(self.amount),
            settled_amount: money.settled,
            refunded_amount: Yen::new(money.refunded).ok(),
            ..Payment::new(contract, self.billing_method())
        }
    }
}

impl Money {
    /// What follows from a call that is done.
    fn follow(&mut self, call: &PaymentCall, authorized: Yen) {
        match call.action {
            Action::Settle => {
                self.state = PaymentState::Settled;
                self.settled = Some(call.amount.unwrap_or(authorized));
                self.settled_on = JstDateTime::from_unix_seconds(call.asked_at).map(JstDateTime::date);
            }
            Action::Cancel => self.state = PaymentState::Cancelled,
            Action::Refund => {
                let settled = self.settled.map_or(0, Yen::get);
                self.refunded = call.amount.map_or(settled, |amount| self.refunded.saturating_add(amount.get()));
                let is_all = self.refunded >= settled;
                self.state = if is_all { PaymentState::Refunded } else { PaymentState::PartiallyRefunded };
            }
        }
    }
}
