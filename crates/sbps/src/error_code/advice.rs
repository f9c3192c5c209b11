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
    /// The payer left before the end; nothing was charged.
    pub(super) const NOT_COMPLETED: Self =
        Self::new(Actor::Payer, PayerReason::AuthenticationNotCompleted, Retry::NewPurchase, true);
    /// Too many attempts: a fresh purchase is refused as well for a while.
    pub(super) const TOO_MANY: Self = Self::new(Actor::Payer, PayerReason::NotUsable, Retry::Later, true);
    pub(super) const DONE: Self = Self::new(Actor::Merchant, PayerReason::AlreadyDone, Retry::Never, false);
    pub(super) const CANCELLED: Self = Self::new(Actor::Merchant, PayerReason::AlreadyCancelled, Retry::Never, false);
    pub(super) const IN_PROGRESS: Self = Self::new(Actor::Merchant, PayerReason::InProgress, Retry::Later, false);
    /// The first of two equal requests decides; the second must not become a third.
    pub(super) const DUPLICATE: Self = Self::new(Actor::Merchant, PayerReason::InProgress, Retry::Never, false);
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
