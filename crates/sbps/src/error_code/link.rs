//! The four digits of `res_err_code` in the link type.
//!
//! Link type, A02-1 and A03-1 field `res_err_code`; it may also come with `error_url` (C). For the system errors no
//! notification is sent (official).

use super::ErrorCodeError;
use super::advice::{Advice, Certainty};
use super::link_meaning::LinkMeaning;
use super::link_table::{LINK_ROWS, LinkRow};
use core::fmt;
use core::str::FromStr;

/// An error code of the link type: four digits, known or not.
///
/// ```
/// use sbps::error_code::{Actor, Certainty, LinkErrorCode, LinkMeaning};
///
/// let code: LinkErrorCode = "8297".parse()?;
/// assert_eq!(code.meaning(), Some(LinkMeaning::PayersLimitExceeded));
/// assert_eq!(code.advice().actor, Actor::Payer);
/// assert!(code.advice().offer_another_method);
/// assert_eq!(code.certainty(), Certainty::Corroborated);
/// assert!("82970".parse::<LinkErrorCode>().is_err());
/// # Ok::<(), sbps::error_code::ErrorCodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkErrorCode(u16);

impl LinkErrorCode {
    /// The code with that number; `None` above 9999.
    #[must_use]
    pub const fn new(number: u16) -> Option<Self> {
        if number <= 9999 { Some(Self(number)) } else { None }
    }

    /// The number, 0 to 9999.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// What the code means; `None` if it is not in our list.
    #[must_use]
    pub fn meaning(self) -> Option<LinkMeaning> {
        self.row().map(|row| row.meaning)
    }

    /// What to do about it; [`Advice::UNKNOWN`] if it is not in our list.
    #[must_use]
    pub fn advice(self) -> Advice {
        self.row().map_or(Advice::UNKNOWN, |row| row.advice)
    }

    /// How sure we are; [`Certainty::Inferred`] if it is not in our list.
    #[must_use]
    pub fn certainty(self) -> Certainty {
        self.row().map_or(Certainty::Inferred, |row| row.certainty)
    }

    fn row(self) -> Option<&'static LinkRow> {
        LINK_ROWS.iter().find(|row| (row.first..=row.last).contains(&self.0))
    }
}

impl FromStr for LinkErrorCode {
    type Err = ErrorCodeError;

    fn from_str(text: &str) -> Result<Self, ErrorCodeError> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { text.parse().ok() } else { None };
        number.map(Self).ok_or_else(|| ErrorCodeError::new(text, "four digits"))
    }
}

impl fmt::Display for LinkErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_as_small_as_stated() {
        assert!(LINK_ROWS.iter().all(|row| row.first <= row.last));
        assert!(LINK_ROWS.windows(2).all(|pair| pair[0].last < pair[1].first), "no code stands in two rows");
        assert_eq!(size_of_val(&LINK_ROWS), 66 * 10);
    }
}
