//! How much one source may ask of what writes: so that no program fills the record with orders, or
//! has signatures made without end.
//!
//! Behind one address of a carrier's network stand many phones, so the bound is far above what
//! payers need; reading is not bounded, and never what the gateway or staff send.

use super::extract::{PageLanguage, Source};
use super::respond::Shape;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

/// After so many sources is looked for those that ask no longer.
const REMEMBERED: usize = 10_000;

/// What each source has left.
pub(super) struct Limits(Option<DefaultKeyedRateLimiter<IpAddr>>);

impl Limits {
    /// So many requests in a minute, all at once or one after the other; none where that is zero.
    pub(super) fn per_minute(requests: u16) -> Self {
        Self(NonZeroU32::new(requests.into()).map(|most| RateLimiter::keyed(Quota::per_minute(most))))
    }

    /// After how many seconds this source may ask again; at once as a rule.
    fn wait(&self, source: IpAddr) -> Option<u32> {
        let limiter = self.0.as_ref()?;
        if limiter.len() > REMEMBERED {
            limiter.retain_recent();
        }
        let refused = limiter.check_key(&source).err()?;
        let seconds = refused.wait_time_from(DefaultClock::default().now()).as_secs();
        Some(u32::try_from(seconds).unwrap_or(u32::MAX).saturating_add(1))
    }
}

/// Lets a request through, or says when its source may ask again.
pub(super) async fn limit(
    limits: Arc<Limits>,
    State(shop): State<Arc<Shop>>,
    source: Source,
    shape: Shape,
    PageLanguage(language): PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    let Some(seconds) = source.one().and_then(|one| limits.wait(one)) else { return next.run(request).await };
    shop.metrics.limited();
    tracing::warn!(%source, seconds, "too many requests from one source");
    Problem::from(Code::TooManyRequests).after(seconds).respond(&shop.storefront, shape, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_its_own_bound_and_is_told_when_to_come_back() {
        let limits = Limits::per_minute(3);
        let (one, other) = (IpAddr::from([203, 0, 113, 9]), IpAddr::from([203, 0, 113, 10]));
        for _ in 0..3 {
            assert_eq!(limits.wait(one), None);
        }
        let seconds = limits.wait(one).expect("that was the last");
        assert!((1..=21).contains(&seconds), "{seconds}");
        assert_eq!(limits.wait(other), None);
        let without = Limits::per_minute(0);
        assert!((0..1_000).all(|_| without.wait(one).is_none()));
    }
}
