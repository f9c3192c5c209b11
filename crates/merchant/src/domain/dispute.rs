//! Chargebacks and investigations: what the carrier asks about a payment, or takes back of it.
//!
//! Service specification, "Unauthorized Usage Investigations and Chargebacks": KDDI may look into a
//! payment after a complaint of its payer, or refuse to pay for it; the gateway reports that to the
//! merchant, who acts on it. What is fixed is excluded from settlement and borne by the merchant.
//! Where credit cards are agreed on, a card company may tell the merchant by itself.

use super::staff::Witness;
use chrono::NaiveDate;
use sbps::date_time::YearMonth;
use sbps::identifier::TrackingId;
use sbps::money::Yen;

/// The most characters of a notice's number.
pub const LONGEST_NOTICE: usize = 64;

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeKind {
    /// The carrier refuses to pay for a payment.
    Chargeback,
    /// The carrier asks whether a payment was its payer's.
    Investigation,
}

impl DisputeKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Chargeback, Self::Investigation];

    /// The word in the record, in addresses and for commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chargeback => "chargeback",
            Self::Investigation => "investigation",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Who told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeSource {
    /// The gateway, whom the carrier told.
    Gateway,
    /// A card company, or who settles for it, by itself.
    CardCompany,
}

impl DisputeSource {
    /// Every source.
    pub const ALL: [Self; 2] = [Self::Gateway, Self::CardCompany];

    /// The word in the record and for commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::CardCompany => "card_company",
        }
    }

    /// The source of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == word)
    }
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeState {
    /// It was received, and waits for an answer.
    Received,
    /// It was answered; a chargeback waits for the decision.
    Answered,
    /// A chargeback stands: the amount is excluded from settlement.
    Fixed,
    /// It was taken back: the payment is the shop's as before.
    Withdrawn,
}

impl DisputeState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Received, Self::Answered, Self::Fixed, Self::Withdrawn];

    /// The word in the record, in files and for commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Fixed => "fixed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// What may become of it. What was fixed can still be taken back; what was taken back is over.
    #[must_use]
    pub const fn next(self, kind: DisputeKind) -> &'static [Self] {
        match (kind, self) {
            (DisputeKind::Chargeback, Self::Received) => &[Self::Answered, Self::Fixed, Self::Withdrawn],
            (DisputeKind::Chargeback, Self::Answered) => &[Self::Fixed, Self::Withdrawn],
            (DisputeKind::Chargeback, Self::Fixed) => &[Self::Withdrawn],
            (DisputeKind::Investigation, Self::Received) => &[Self::Answered, Self::Withdrawn],
            (DisputeKind::Investigation, Self::Answered | Self::Fixed) | (_, Self::Withdrawn) => &[],
        }
    }
}

/// What was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is.
    pub kind: DisputeKind,
    /// Who told.
    pub source: DisputeSource,
    /// How much is in dispute.
    pub amount: Yen,
    /// The day in Japan on which the shop heard of it.
    pub received_on: NaiveDate,
    /// The last day for an answer, where there is one.
    pub answer_by: Option<NaiveDate>,
    /// The number of the notice; blank where it has none.
    pub number: String,
}

/// A step of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where it stood from then on.
    pub state: DisputeState,
    /// The day in Japan on which it was so.
    pub on: NaiveDate,
    /// Who wrote it down, and what there is to say.
    pub witness: Witness,
    /// When it was written down, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// A dispute about a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Its number.
    pub id: i64,
    /// The payment's order.
    pub order_reference: String,
    /// The gateway's name for the payment, or of a month for the contract.
    pub tracking_id: TrackingId,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
    /// What was told.
    pub notice: Notice,
    /// What became of it, the first first; never empty.
    pub steps: Vec<Step>,
}

impl Dispute {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> DisputeState {
        self.steps.last().map_or(DisputeState::Received, |step| step.state)
    }

    /// The day on which it came into a state; `None` where it never did.
    #[must_use]
    pub fn on(&self, state: DisputeState) -> Option<NaiveDate> {
        self.steps.iter().find(|step| step.state == state).map(|step| step.on)
    }

    /// Whether something may still become of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match (self.notice.kind, self.state()) {
            (_, DisputeState::Received) | (DisputeKind::Chargeback, DisputeState::Answered) => true,
            (_, DisputeState::Answered | DisputeState::Fixed | DisputeState::Withdrawn) => false,
        }
    }

    /// Whether the day for an answer is over and there was none.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.state() == DisputeState::Received && self.notice.answer_by.is_some_and(|last| last < today)
    }
}

/// Why something cannot be written down of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDisputed {
    /// More is in dispute than the payment was; with the most that can be.
    TooMuch(u32),
    /// An investigation of this payment is open.
    OpenAlready,
    /// There is no such dispute.
    Unknown,
    /// It does not stand so that this can become of it; with where it stands.
    NotFrom(DisputeState),
    /// The day lies before the notice was received, or in the future.
    NoSuchDay,
}

impl NotDisputed {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMuch(_) => "amount_too_large",
            Self::OpenAlready => "investigation_open",
            Self::Unknown => "dispute_unknown",
            Self::NotFrom(_) => "dispute_state_differs",
            Self::NoSuchDay => "no_such_day",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for kind in DisputeKind::ALL {
            assert_eq!(DisputeKind::from_name(kind.as_str()), Some(kind));
        }
        for source in DisputeSource::ALL {
            assert_eq!(DisputeSource::from_name(source.as_str()), Some(source));
        }
        for state in DisputeState::ALL {
            assert_eq!(DisputeState::from_name(state.as_str()), Some(state));
        }
    }

    #[test]
    fn only_what_was_taken_back_or_is_an_answered_question_is_over_for_good() {
        let ends: Vec<(DisputeKind, DisputeState)> = DisputeKind::ALL
            .into_iter()
            .flat_map(|kind| DisputeState::ALL.map(|state| (kind, state)))
            .filter(|(kind, state)| state.next(*kind).is_empty())
            .collect();
        let investigation = [DisputeState::Answered, DisputeState::Fixed, DisputeState::Withdrawn];
        let mut expected = vec![(DisputeKind::Chargeback, DisputeState::Withdrawn)];
        expected.extend(investigation.map(|state| (DisputeKind::Investigation, state)));
        assert_eq!(ends, expected);
        for kind in DisputeKind::ALL {
            for state in DisputeState::ALL {
                assert!(!state.next(kind).contains(&state) && !state.next(kind).contains(&DisputeState::Received));
            }
        }
        assert!(!DisputeState::Received.next(DisputeKind::Investigation).contains(&DisputeState::Fixed));
    }
}
