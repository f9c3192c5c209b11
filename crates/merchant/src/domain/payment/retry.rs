//! A refund that the carrier's own billing kept waiting, and when it is asked for again.
//!
//! Service specification, "Period for refund": on the first day of its period a refund may end up as an error, because it
//! is carried out after the carrier's billing; "wait for a moment, and then carry out the refund process again". Such an
//! answer says for certain that nothing was done, so a program may ask again.

use sbps::money::Yen;

/// After how many seconds it is asked for again, by how often that was done: for a day in all.
const PAUSES: [i64; 8] = [600, 1_200, 2_400, 3_600, 7_200, 14_400, 28_800, 28_800];

/// A refund that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The number of the call that was to wait.
    pub call: i64,
    /// How much, in yen; `None` is all of it.
    pub amount: Option<Yen>,
    /// How often it was asked for again.
    pub tries: u32,
    /// When it is asked for next, in seconds since 1970-01-01T00:00:00Z.
    pub next_at: i64,
}

/// The seconds until it is asked for again, where that was done so many times; `None` once it is given up.
#[must_use]
pub fn pause(tries: u32) -> Option<i64> {
    usize::try_from(tries).ok().and_then(|tries| PAUSES.get(tries)).copied()
}
