//! Amounts in whole yen, as the gateway's seven-digit fields carry them.
//!
//! Link type, A01-1 fields `amount` (1–9,999,999, tax included; the carrier refuses less than ¥1) and `tax` (blank or
//! 0–9,999,999, contained in the amount).

use core::fmt;
use core::str::FromStr;

/// The largest number of yen that seven digits hold.
const LARGEST: u32 = 9_999_999;

/// An amount to be charged, tax included: 1 to 9,999,999 yen.
///
/// ```
/// use sbps::money::Yen;
///
/// let price = Yen::new(3_500)?;
/// assert_eq!(price.get(), 3_500);
/// assert_eq!(price.to_string(), "3500");
/// assert!(Yen::new(0).is_err());
/// assert!("03500".parse::<Yen>().is_err(), "one amount has one spelling");
/// # Ok::<(), sbps::money::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yen(u32);

/// The consumption tax contained in an amount: 0 to 9,999,999 yen.
///
/// ```
/// use sbps::money::{Tax, Yen};
///
/// let tax = Tax::new(318)?;
/// assert!(tax.is_within(Yen::new(3_500)?));
/// # Ok::<(), sbps::money::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tax(u32);

/// Why a number of yen was refused; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AmountError {
    /// Outside the bounds of the field.
    OutOfRange {
        /// The number offered.
        offered: u64,
        /// The smallest number accepted.
        smallest: u32,
    },
    /// Not plain ASCII digits without sign, space or leading zero.
    NotDigits {
        /// The text offered.
        offered: String,
    },
}

impl AmountError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange { .. } => "out_of_range",
            Self::NotDigits { .. } => "not_digits",
        }
    }
}

impl Yen {
    /// ¥1, the least that the carrier charges.
    pub const SMALLEST: Self = Self(1);
    /// ¥9,999,999, the most that the field holds.
    pub const LARGEST: Self = Self(LARGEST);

    /// An amount of 1 to 9,999,999 yen.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`] outside these bounds.
    pub const fn new(yen: u32) -> Result<Self, AmountError> {
        if yen >= 1 && yen <= LARGEST {
            Ok(Self(yen))
        } else {
            Err(AmountError::OutOfRange { offered: yen as u64, smallest: 1 })
        }
    }

    /// The number of yen.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Tax {
    /// A tax of 0 to 9,999,999 yen.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`] above 9,999,999.
    pub const fn new(yen: u32) -> Result<Self, AmountError> {
        if yen <= LARGEST { Ok(Self(yen)) } else { Err(AmountError::OutOfRange { offered: yen as u64, smallest: 0 }) }
    }

    /// The number of yen.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Whether the tax can be contained in `amount`.
    #[must_use]
    pub const fn is_within(self, amount: Yen) -> bool {
        self.0 <= amount.0
    }
}

/// A number with its thousands set apart by commas, as Japanese and English price tags have it.
///
/// ```
/// assert_eq!(sbps::money::grouped(9_999_999), "9,999,999");
/// assert_eq!(sbps::money::grouped(999), "999");
/// ```
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Reads digits the way the gateway writes them: no sign, no space, no leading zero.
fn digits(text: &str) -> Result<u64, AmountError> {
    let refused = || AmountError::NotDigits { offered: text.chars().take(32).collect() };
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) || (text.len() > 1 && text.starts_with('0')) {
        return Err(refused());
    }
    // More than nineteen digits may not fit; every such number is out of range anyway.
    Ok(text.parse().unwrap_or(u64::MAX))
}

fn within(offered: u64, smallest: u32) -> Result<u32, AmountError> {
    match u32::try_from(offered) {
        Ok(yen) if yen >= smallest && yen <= LARGEST => Ok(yen),
        _ => Err(AmountError::OutOfRange { offered, smallest }),
    }
}

impl FromStr for Yen {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        within(digits(text)?, 1).map(Self)
    }
}

impl FromStr for Tax {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        within(digits(text)?, 0).map(Self)
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Display for Tax {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange { offered, smallest } => {
                write!(formatter, "{offered} yen is not between {smallest} and {LARGEST}")
            }
            Self::NotDigits { offered } => write!(formatter, "{offered:?} is not a number of yen in plain digits"),
        }
    }
}

impl core::error::Error for AmountError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_to_seven_digits_and_at_least_one_yen() {
        for (text, accepted) in [
            ("0", false),
            ("1", true),
            ("9999999", true),
            ("10000000", false),
            ("99999999999999999999999", false),
            ("-1", false),
            ("+1", false),
            (" 1", false),
            ("01", false),
            ("1.0", false),
            ("１", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<Yen>().is_ok(), accepted, "{text:?}");
        }
    }

    #[test]
    fn tax_may_be_zero_but_not_more_than_the_amount() {
        assert_eq!("0".parse::<Tax>().map(Tax::get), Ok(0));
        assert!(Tax::new(LARGEST + 1).is_err());
        let tax = Tax::new(11).expect("in range");
        assert!(!tax.is_within(Yen::new(10).expect("in range")));
        assert!(tax.is_within(Yen::new(11).expect("in range")));
    }
}
