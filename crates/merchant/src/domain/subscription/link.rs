//! The secret links of a contract: by one a payer acts, by the other whoever has it looks.
//!
//! A calendar file's address, or a page that is shown to somebody else, must not give away the power
//! to end a contract. A link that got into wrong hands is replaced: both are new then.

use crate::domain::reference::unguessable;

/// How long a contract's links lead anywhere after its last day of service, in days.
pub const DAYS_AFTER_END: i64 = 180;

/// What whoever holds a link may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// End the contract, make it again, and see it.
    Act,
    /// See it.
    View,
}

/// The links of one contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// By which its payer acts.
    pub act: String,
    /// By which it is only seen.
    pub view: String,
    /// Since when they are these, in seconds since 1970-01-01T00:00:00Z.
    pub issued_at: i64,
}

impl Links {
    /// Those of a new contract, which is found by its reference at first.
    #[must_use]
    pub fn of_new(reference: &str, now: i64) -> Self {
        Self { act: reference.to_owned(), view: unguessable(), issued_at: now }
    }

    /// Others, when these are to lead nowhere.
    #[must_use]
    pub fn replacement(now: i64) -> Self {
        Self { act: unguessable(), view: unguessable(), issued_at: now }
    }

    /// The one of that power.
    #[must_use]
    pub fn of(&self, power: Power) -> &str {
        match power {
            Power::Act => &self.act,
            Power::View => &self.view,
        }
    }

    /// The one to which another secret of the contract leads, such as its order's page, that is
    /// known since `since`. What was known before the links were replaced may be in the same wrong
    /// hands, so it leads to no more than a look.
    #[must_use]
    pub fn for_holder_since(&self, since: i64) -> &str {
        self.of(if since >= self.issued_at { Power::Act } else { Power::View })
    }
}

#[cfg(test)]
mod tests {
    use super::{Links, Power};

    #[test]
    fn what_was_known_before_links_were_replaced_leads_to_a_look_and_no_more() {
        let first = Links::of_new("first", 100);
        assert_eq!(first.for_holder_since(100), first.of(Power::Act));
        let second = Links::replacement(200);
        assert_eq!((second.for_holder_since(199), second.for_holder_since(200)), (&*second.view, &*second.act));
        for link in [&second.act, &second.view] {
            assert!(![&first.act, &first.view].contains(&link), "{link}");
        }
        assert_ne!(second.act, second.view);
    }
}
