//! What to do about an error code, in the words that both families share.

/// What to do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Advice {
    /// Who can do something about it.
    pub actor: Actor,
    /// What the payer may be told.
    pub reason: PayerReason,
    /// Whether trying again can help.
    pub retry: Retry,
    /// Whether to offer another payment method. Never where the thing may be done already: that would charge twice.
    pub offer_another_method: bool,
}

/// Who can do something about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Actor {
    /// The end user, perhaps by asking KDDI.
    Payer,
    /// The merchant or who runs the merchant's server.
    Merchant,
    /// KDDI.
    Carrier,
    /// SB Payment Service, the gateway.
    Gateway,
}

/// What a payer may be told, one plain sentence each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum PayerReason {
    /// The payer's own credit limit would be exceeded.
    LimitExceeded,
    /// The payment ran over midnight in Japan and was stopped.
    CrossedMidnight,
    /// The payer's authentication was not completed; KDDI can say whether the registration is complete.
    AuthenticationNotCompleted,
    /// The sign-in with the au ID no longer holds.
    SignInExpired,
    /// The payer's own setting at the carrier forbids recurring applications.
    RecurringForbidden,
    /// The contract has ended or cannot be used any more.
    ContractLapsed,
    /// The payer cannot use this payment: status of the phone contract, overdue payment, own restriction, provider.
    NotUsable,
    /// It was done before; there is nothing to pay or to give back.
    AlreadyDone,
    /// It was cancelled before.
    AlreadyCancelled,
    /// The same is being done already or was asked for just now; look before doing it again.
    InProgress,
    /// It comes too early or too late: the period for it is not open.
    OutsidePeriod,
    /// The carrier has trouble.
    CarrierTrouble,
    /// The gateway has trouble.
    GatewayTrouble,
    /// The merchant asked for something impossible or was not reachable; nothing that a payer can mend.
    MerchantTrouble,
    /// We do not know this code: the payment did not go through, and its number is what support will ask for.
    Unknown,
}

impl PayerReason {
    /// Every reason, for a table that must have a sentence for each.
    pub const ALL: [Self; 15] = [
        Self::LimitExceeded,
        Self::CrossedMidnight,
        Self::AuthenticationNotCompleted,
        Self::SignInExpired,
        Self::RecurringForbidden,
        Self::ContractLapsed,
        Self::NotUsable,
        Self::AlreadyDone,
        Self::AlreadyCancelled,
        Self::InProgress,
        Self::OutsidePeriod,
        Self::CarrierTrouble,
        Self::GatewayTrouble,
        Self::MerchantTrouble,
        Self::Unknown,
    ];
}

/// The one next step of a payer whose payment did not go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NextStep {
    /// Back to the order, to pay again.
    Order,
    /// To other ways of paying.
    OtherWays,
    /// To the shop: paying again is not offered.
    Shop,
}

/// Whether trying again can help. Each attempt is a request with an order number of its own in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Retry {
    /// It will fail again the same way, or must not be done twice.
    Never,
    /// At once, as it is.
    Now,
    /// After a while, or after something was put right.
    Later,
    /// From the order on: what was begun cannot be continued.
    NewPurchase,
}

/// How sure we are that a code means what we say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Certainty {
    /// O: read in the gateway's own published tables.
    Official,
    /// C: corroborated by public implementations or by a merchant's copy of the table.
    Corroborated,
    /// I: our inference.
    Inferred,
}

impl Advice {
    /// The honest general answer, for a code that is not in our list or for none at all: it did not go through, the
    /// merchant can look the number up, another method may work, and trying blindly is no help.
    pub const UNKNOWN: Self =
        Self { actor: Actor::Merchant, reason: PayerReason::Unknown, retry: Retry::Never, offer_another_method: true };

    /// The one next step, of a merchant that takes other ways of paying or does not. What may be done already, or is
    /// being done, is never offered again.
    ///
    /// ```
    /// use sbps::error_code::{LinkErrorCode, NextStep};
    ///
    /// let limit = "8281".parse::<LinkErrorCode>()?.advice();
    /// assert_eq!((limit.next_step(true), limit.next_step(false)), (NextStep::OtherWays, NextStep::Order));
    /// assert_eq!("8278".parse::<LinkErrorCode>()?.advice().next_step(true), NextStep::Shop);
    /// # Ok::<(), sbps::error_code::ErrorCodeError>(())
    /// ```
    #[must_use]
    pub const fn next_step(self, has_other_ways: bool) -> NextStep {
        match (self.reason, self.retry) {
            (PayerReason::InProgress, _) => NextStep::Shop,
            (_, Retry::Now | Retry::NewPurchase) => NextStep::Order,
            _ if self.offer_another_method && has_other_ways => NextStep::OtherWays,
            (_, Retry::Never) if !self.offer_another_method => NextStep::Shop,
            _ => NextStep::Order,
        }
    }

    /// Whether what was asked for may be done already, or is being done: then nobody says that nothing was charged.
    #[must_use]
    pub const fn may_be_done(self) -> bool {
        matches!(self.reason, PayerReason::AlreadyDone | PayerReason::AlreadyCancelled | PayerReason::InProgress)
    }

    const fn new(actor: Actor, reason: PayerReason, retry: Retry, offer_another_method: bool) -> Self {
        Self { actor, reason, retry, offer_another_method }
    }

    /// The payer's limit would be exceeded (service specification, "Supplementary Information").
    pub(super) const LIMIT: Self = Self::new(Actor::Payer, PayerReason::LimitExceeded, Retry::Later, true);
    pub(super) const MIDNIGHT: Self = Self::new(Actor::Payer, PayerReason::CrossedMidnight, Retry::NewPurchase, false);
    pub(super) const AUTHENTICATION: Self =
        Self::new(Actor::Payer, PayerReason::AuthenticationNotCompleted, Retry::Later, true);
    pub(super) const SIGN_IN: Self = Self::new(Actor::Payer, PayerReason::SignInExpired, Retry::NewPurchase, true);
    pub(super) const FORBIDDEN: Self = Self::new(Actor::Payer, PayerReason::RecurringForbidden, Retry::Later, true);
    pub(super) const LAPSED: Self = Self::new(Actor::Payer, PayerReason::ContractLapsed, Retry::NewPurchase, true);
    pub(super) const NOT_USABLE: Self = Self::new(Actor::Payer, PayerReason::NotUsable, Retry::Later, true);
    pub(super) const DONE: Self = Self::new(Actor::Merchant, PayerReason::AlreadyDone, Retry::Never, false);
    pub(super) const CANCELLED: Self = Self::new(Actor::Merchant, PayerReason::AlreadyCancelled, Retry::Never, false);
    pub(super) const IN_PROGRESS: Self = Self::new(Actor::Merchant, PayerReason::InProgress, Retry::Later, false);
    /// How far it went is not known, or the first of two equal requests decides: the second must not become a third.
    pub(super) const LOOK_UP: Self = Self::new(Actor::Merchant, PayerReason::InProgress, Retry::Never, false);
    pub(super) const TOO_EARLY: Self = Self::new(Actor::Merchant, PayerReason::OutsidePeriod, Retry::Later, false);
    pub(super) const TOO_LATE: Self = Self::new(Actor::Merchant, PayerReason::OutsidePeriod, Retry::Never, false);
    pub(super) const CARRIER: Self = Self::new(Actor::Carrier, PayerReason::CarrierTrouble, Retry::Later, true);
    pub(super) const GATEWAY: Self = Self::new(Actor::Gateway, PayerReason::GatewayTrouble, Retry::Later, true);
    /// The merchant's request is wrong and stays wrong.
    pub(super) const MERCHANT: Self = Self::new(Actor::Merchant, PayerReason::MerchantTrouble, Retry::Never, true);
    /// The merchant's request about a payment that exists is wrong: another method is no answer to it.
    pub(super) const MERCHANT_UPKEEP: Self =
        Self::new(Actor::Merchant, PayerReason::MerchantTrouble, Retry::Never, false);
    /// The merchant's server did not answer the notification; it would not answer for another method either.
    pub(super) const MERCHANT_UNREACHABLE: Self =
        Self::new(Actor::Merchant, PayerReason::MerchantTrouble, Retry::Later, false);
    /// The merchant's request came too late after its date; a fresh one will do.
    pub(super) const MERCHANT_AGAIN: Self = Self::new(Actor::Merchant, PayerReason::MerchantTrouble, Retry::Now, false);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_listed_once_and_in_order() {
        for (place, reason) in PayerReason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, place);
        }
        assert_eq!(PayerReason::ALL.last(), Some(&PayerReason::Unknown), "the last one closes the list");
    }

    #[test]
    fn what_may_be_done_already_is_never_offered_again() {
        for advice in [Advice::DONE, Advice::CANCELLED, Advice::IN_PROGRESS, Advice::LOOK_UP, Advice::TOO_LATE] {
            for has_other_ways in [true, false] {
                assert_eq!(advice.next_step(has_other_ways), NextStep::Shop, "{advice:?}");
            }
        }
        for advice in [Advice::MIDNIGHT, Advice::SIGN_IN, Advice::TOO_EARLY, Advice::MERCHANT_UNREACHABLE] {
            assert_eq!(advice.next_step(true), NextStep::Order, "{advice:?}: paying again can help, or nothing else");
        }
        for advice in [Advice::UNKNOWN, Advice::LIMIT, Advice::CARRIER, Advice::MERCHANT] {
            assert_eq!(advice.next_step(true), NextStep::OtherWays, "{advice:?}");
            assert_eq!(advice.next_step(false), NextStep::Order, "{advice:?}");
        }
    }
}
