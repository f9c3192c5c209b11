//! How often somebody may try to sign in: for each name, whoever asks, and for each source, whatever
//! the name. Where a name is tried by others, its person waits as well: rather that than a password
//! that is found.

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

/// After so many names or sources is looked for those that are not tried any longer.
const REMEMBERED: usize = 10_000;

/// Five at once, and one more each minute.
const BY_NAME: (u32, u32) = (1, 5);
/// Twenty at once, and five more each minute: behind one address sits a whole office.
const BY_SOURCE: (u32, u32) = (5, 20);

/// What each name and each source has left, in this process.
pub(super) struct SignInLimits {
    names: DefaultKeyedRateLimiter<String>,
    sources: DefaultKeyedRateLimiter<IpAddr>,
}

fn limiter<K: Clone + Eq + Hash>((each_minute, at_once): (u32, u32)) -> DefaultKeyedRateLimiter<K> {
    let number = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(number(each_minute)).allow_burst(number(at_once)))
}

impl SignInLimits {
    /// With nothing tried yet.
    pub(super) fn new() -> Self {
        Self { names: limiter(BY_NAME), sources: limiter(BY_SOURCE) }
    }

    /// After how many seconds this source may try this name again; at once as a rule. Asking counts.
    pub(super) fn wait(&self, name: &str, source: Option<IpAddr>) -> Option<u32> {
        if self.names.len() > REMEMBERED || self.sources.len() > REMEMBERED {
            self.names.retain_recent();
            self.sources.retain_recent();
        }
        let now = DefaultClock::default().now();
        // The source first: who is bounded by that uses nobody's name up.
        let refused = source.and_then(|source| self.sources.check_key(&source).err());
        let refused = refused.or_else(|| self.names.check_key(&name.chars().take(64).collect()).err())?;
        let seconds = refused.wait_time_from(now).as_secs();
        Some(u32::try_from(seconds).unwrap_or(u32::MAX).saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_tried_five_times_and_a_source_tries_twenty_names() {
        let limits = SignInLimits::new();
        let source = |last: u8| Some(IpAddr::from([203, 0, 113, last]));
        assert!((0..5).all(|it| limits.wait("sato", source(it)).is_none()));
        let seconds = limits.wait("sato", source(9)).expect("whoever asks");
        assert!((1..=61).contains(&seconds), "{seconds}");
        assert!((0..20).all(|it| limits.wait(&format!("name-{it}"), source(50)).is_none()));
        assert!(limits.wait("another", source(50)).is_some(), "whatever the name");
        assert!(limits.wait("another", source(51)).is_none());
        assert!(limits.wait("further", None).is_none());
    }
}
