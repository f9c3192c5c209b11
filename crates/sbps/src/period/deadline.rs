//! The payment deadline that a merchant sets.
//!
//! Service specification, "Payment deadline setting": "End users can make a payment even when the due date of payment has
//! passed provided he/she starts the payment before the due date of payment. Note that the payment shall be complete
//! within 4 minutes after the payment is started."

use crate::date_time::JstDateTime;
use chrono::TimeDelta;
use core::fmt;

/// How long a payment may take from its start, in seconds.
pub const LONGEST_PAYMENT_SECONDS: u32 = 4 * 60;

/// The moment before which a payment must be started.
///
/// ```
/// use sbps::period::PaymentDeadline;
///
/// let deadline = PaymentDeadline::new("20261124120000".parse()?);
/// let complete_by = deadline.complete_by("20261124115959".parse()?)?;
/// assert_eq!(complete_by.to_string(), "20261124120359");
/// assert!(deadline.complete_by("20261124120000".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentDeadline(JstDateTime);

/// A payment that was started at its deadline or later; keeps both moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlinePassed {
    /// When the payment was started.
    pub started: JstDateTime,
    /// The deadline.
    pub deadline: JstDateTime,
}

/// The moment so many seconds later; the moment itself in the last minutes of the year 9999.
fn seconds_later(moment: JstDateTime, seconds: u32) -> JstDateTime {
    let later = moment.local().checked_add_signed(TimeDelta::seconds(i64::from(seconds)));
    later.and_then(JstDateTime::from_local).unwrap_or(moment)
}

/// The last second in which a payment started at this moment can complete. Midnight may stop it earlier: see
/// [`crosses_midnight`](super::crosses_midnight).
#[must_use]
pub fn latest_completion(started: JstDateTime) -> JstDateTime {
    seconds_later(started, LONGEST_PAYMENT_SECONDS)
}

impl PaymentDeadline {
    /// The deadline at that moment.
    #[must_use]
    pub const fn new(deadline: JstDateTime) -> Self {
        Self(deadline)
    }

    /// The moment.
    #[must_use]
    pub const fn moment(self) -> JstDateTime {
        self.0
    }

    /// Until when a payment started at that moment can complete: also after the deadline, for four minutes from its start.
    ///
    /// # Errors
    /// [`DeadlinePassed`] if it was not started before the deadline.
    pub fn complete_by(self, started: JstDateTime) -> Result<JstDateTime, DeadlinePassed> {
        if started < self.0 {
            Ok(latest_completion(started))
        } else {
            Err(DeadlinePassed { started, deadline: self.0 })
        }
    }

    /// The first moment from which nothing started in time can still complete: only now is an order certainly unpaid,
    /// as far as the payer's side goes; the notification may be on its way.
    #[must_use]
    pub fn closed_from(self) -> JstDateTime {
        // The last start is one second before the deadline, and its last second is still good.
        seconds_later(self.0, LONGEST_PAYMENT_SECONDS)
    }
}

impl DeadlinePassed {
    /// A stable name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "deadline_passed"
    }
}

impl fmt::Display for DeadlinePassed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a payment started at {} missed its deadline {}", self.started, self.deadline)
    }
}

impl core::error::Error for DeadlinePassed {}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(digits: &str) -> JstDateTime {
        digits.parse().expect("a moment")
    }

    #[test]
    fn a_payment_started_before_the_deadline_has_four_minutes_from_its_start() {
        for (started, complete_by) in [
            // Long before: the four minutes are over before the deadline is.
            ("20261231120000", "20261231120400"),
            ("20261231235500", "20261231235900"),
            // One second before the deadline: into the next year.
            ("20261231235958", "20270101000358"),
        ] {
            let deadline = PaymentDeadline::new(moment("20261231235959"));
            assert_eq!(deadline.complete_by(moment(started)), Ok(moment(complete_by)), "{started}");
        }
    }

    #[test]
    fn the_deadline_itself_is_too_late() {
        let deadline = PaymentDeadline::new(moment("20240229000000"));
        assert!(deadline.complete_by(moment("20240228235959")).is_ok());
        for started in ["20240229000000", "20240229000001", "20240301000000"] {
            let error = deadline.complete_by(moment(started)).expect_err("not before the deadline");
            assert_eq!(error, DeadlinePassed { started: moment(started), deadline: deadline.moment() });
            assert_eq!(error.code(), "deadline_passed");
        }
        let error = DeadlinePassed { started: moment("20240229000001"), deadline: moment("20240229000000") };
        assert_eq!(error.to_string(), "a payment started at 20240229000001 missed its deadline 20240229000000");
    }

    #[test]
    fn an_order_is_closed_one_second_after_the_last_completion_that_is_possible() {
        let deadline = PaymentDeadline::new(moment("20261124120000"));
        let last = deadline.complete_by(moment("20261124115959")).expect("in time");
        assert_eq!((last, deadline.closed_from()), (moment("20261124120359"), moment("20261124120400")));
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        let end = moment("99991231235959");
        assert_eq!(latest_completion(end), end);
        assert_eq!(latest_completion(moment("99991231235559")), end);
    }
}
