//! Whether anything can be begun now. Nothing is signed while the payment service is closed: what a
//! payer would begin then could not be finished.

use super::problem::{Code, Problem};
use crate::domain::maintenance::Maintenance;
use sbps::date_time::JstDateTime;

/// Whether anything can be begun.
///
/// # Errors
/// [`Code::Maintenance`] with the moment at which it is over.
pub fn check(maintenance: &Maintenance, now: JstDateTime) -> Result<(), Problem> {
    let Some(window) = maintenance.on(now) else { return Ok(()) };
    let wait = u32::try_from(window.until.unix_seconds() - now.unix_seconds()).unwrap_or(u32::MAX);
    Err(Problem { until: Some(window.until), ..Code::Maintenance.into() }.after(wait))
}

#[cfg(test)]
mod tests {
    use super::check;
    use sbps::date_time::JstDateTime;

    #[test]
    fn nothing_is_begun_until_the_moment_that_is_told() {
        let maintenance = "2026-12-01T02:00/2026-12-01T05:00".parse().expect("one window");
        let moment = |digits: &str| digits.parse::<JstDateTime>().expect("a moment");
        assert!(check(&maintenance, moment("20261201015959")).is_ok());
        let problem = check(&maintenance, moment("20261201045959")).expect_err("the last second");
        assert_eq!((problem.retry_after, problem.until), (Some(1), Some(moment("20261201050000"))));
        assert!(check(&maintenance, moment("20261201050000")).is_ok());
    }
}
