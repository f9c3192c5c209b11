//! What every kind of fault has: names and words.

/// What a fault is called on the wire of `/faults`, and what it does, in Japanese and English.
pub trait Named: Copy + Sized + 'static {
    /// Each one, without those that need more than their name.
    const ALL: &'static [Self];

    /// The value of a form and in JSON.
    fn name(self) -> &'static str;

    /// What it does.
    fn words(self) -> (&'static str, &'static str);

    /// The code that is answered, where there is one.
    fn code(self) -> Option<String> {
        None
    }

    /// The one with that name; `code` is read where the name alone is not enough.
    #[must_use]
    fn named(name: &str, _code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.name() == name)
    }
}
