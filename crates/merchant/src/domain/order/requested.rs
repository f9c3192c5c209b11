//! What a request to pay asks for, as it is kept with it: a result about anything else is refused.

use sbps::money::{Tax, Yen};

/// What A01-1 asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requested {
    /// The amount in yen: that of the order, or of the first charge of a contract.
    pub amount: Yen,
    /// The tax contained in it.
    pub tax: Tax,
}
