//! What happened around an order, in order of time: for whoever has to answer a customer or the
//! gateway.

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// What: a word with the kind of thing before it, as `notification.received`.
    pub what: String,
    /// By which name it is found: an order id, a tracking id, a day; blank where there is none.
    pub name: String,
    /// What was said or seen, as it was.
    pub detail: String,
}
