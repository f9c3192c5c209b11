//! What both kinds of code say: the four digits of the link type and the eight characters of the API type.

/// Japanese and English, without a full stop.
type Meaning = (&'static str, &'static str);

pub(super) const PAYER_NOT_VALID: Meaning = ("利用者が有効ではありません", "the payer is not valid");
pub(super) const PAYERS_CIRCUMSTANCES: Meaning = ("利用者の都合によります", "the payer's circumstances");
pub(super) const PAYERS_PROVIDER: Meaning = ("利用者の契約先によります", "the payer's provider");
pub(super) const REFUND_CANCELLED: Meaning = ("取消・返金：取消済みです", "cancel/refund: it was cancelled");
pub(super) const REFUND_NO_SALES: Meaning =
    ("取消・返金：対象月の売上がありません", "cancel/refund: nothing was sold in that month");
pub(super) const SETTLEMENT_AUTOMATIC: Meaning = ("売上：自動売上なので不要です", "settlement: automatic, not needed");
pub(super) const SETTLEMENT_CANCELLED: Meaning = ("売上：取消済みです", "settlement: it was cancelled");
pub(super) const SETTLEMENT_DONE: Meaning = ("売上：確定済みです", "settlement: it was done already");
