//! Consumption tax as prices contain it.

/// The tax in yen contained in an amount in yen at a rate in percent; a fraction of a yen is
/// dropped.
#[must_use]
pub const fn contained_tax(amount: u32, percent: u32) -> u32 {
    amount * percent / (100 + percent)
}
