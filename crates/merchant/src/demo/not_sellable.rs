//! Why the demo shop cannot be opened.

/// Something that cannot be sold as it stands in its table.
#[derive(Debug, thiserror::Error)]
#[error("product {id:?}: {reason}")]
pub struct NotSellable {
    /// Its id.
    pub id: &'static str,
    /// The rule that it breaks: its code, and a sentence.
    pub reason: String,
}
