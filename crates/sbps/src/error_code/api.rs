//! The eight characters of `res_err_code` in the API type: method (3), type (2), item (3), as in `402 03 027`.
//!
//! The structure is official; what the types and items mean is C.

use super::ErrorCodeError;
use super::advice::{Advice, Certainty};
use super::api_meaning::{ApiErrorItem, ApiErrorType};
use super::api_table::{API_ROWS, ApiRow, ITEMS};
use core::fmt;
use core::str::FromStr;

/// The method code of au Kantan Kessai.
const AU: [u8; 3] = *b"402";

/// An error code of the API type, known or not.
///
/// ```
/// use sbps::error_code::{Actor, ApiErrorCode, ApiErrorItem, ApiErrorType};
///
/// let code: ApiErrorCode = "40203027".parse()?;
/// assert_eq!(code.method(), "402");
/// assert_eq!(code.error_type(), Some(ApiErrorType::Required));
/// assert_eq!(code.item(), Some(ApiErrorItem::TrackingId));
/// assert_eq!(code.advice().actor, Actor::Merchant);
///
/// let code: ApiErrorCode = "402U3999".parse()?;
/// assert_eq!(code.error_type(), Some(ApiErrorType::PayerForbids));
/// # Ok::<(), sbps::error_code::ErrorCodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiErrorCode([u8; 8]);

impl ApiErrorCode {
    /// The method code, `402` for au.
    #[must_use]
    pub fn method(&self) -> &str {
        self.part(0, 3)
    }

    /// What went wrong; `None` if the type is not in our list. au's own types count only with au's method code.
    #[must_use]
    pub fn error_type(&self) -> Option<ApiErrorType> {
        self.row().map(|row| row.error_type)
    }

    /// Which item is meant; `None` if it is not in our list.
    #[must_use]
    pub fn item(&self) -> Option<ApiErrorItem> {
        let number: u16 = self.part(5, 8).parse().ok()?;
        let item = match number {
            200 => ApiErrorItem::CancelTargetMonth,
            999 => ApiErrorItem::NoItem,
            _ => *ITEMS.get(usize::from(number))?,
        };
        Some(item)
    }

    /// What to do about it; [`Advice::UNKNOWN`] if the type is not in our list.
    #[must_use]
    pub fn advice(&self) -> Advice {
        self.row().map_or(Advice::UNKNOWN, |row| row.advice)
    }

    /// How sure we are of what it means; [`Certainty::Inferred`] if the type is not in our list.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        // One mark for the whole list of types.
        self.row().map_or(Certainty::Inferred, |_| Certainty::Corroborated)
    }

    /// The eight characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.part(0, 8)
    }

    fn part(&self, from: usize, to: usize) -> &str {
        // Every character is ASCII, so each part is text.
        self.0.get(from..to).and_then(|part| core::str::from_utf8(part).ok()).unwrap_or_default()
    }

    fn row(&self) -> Option<&'static ApiRow> {
        let [method @ .., kind_high, kind_low, _, _, _] = self.0;
        let kind = [kind_high, kind_low];
        let applies = |row: &&ApiRow| (row.first..=row.last).contains(&kind) && (!row.only_au || method == AU);
        API_ROWS.iter().find(applies)
    }
}

impl FromStr for ApiErrorCode {
    type Err = ErrorCodeError;

    fn from_str(text: &str) -> Result<Self, ErrorCodeError> {
        let code: Option<[u8; 8]> = text.as_bytes().try_into().ok();
        let shaped = code.filter(|[method @ .., kind_high, kind_low, a, b, c]| {
            // The methods and types that are known have capitals; the items are numbers.
            let capital_or_digit = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
            method.iter().chain([kind_high, kind_low]).all(capital_or_digit)
                && [a, b, c].into_iter().all(u8::is_ascii_digit)
        });
        shaped.map(Self).ok_or_else(|| ErrorCodeError::new(text, "eight characters: method, type and item"))
    }
}

impl fmt::Display for ApiErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_stands_in_two_rows_and_the_table_is_as_small_as_stated() {
        for (place, row) in API_ROWS.iter().enumerate() {
            assert!(row.first <= row.last);
            for other in &API_ROWS[place + 1..] {
                assert!(row.last < other.first || other.last < row.first, "{:?} and {:?}", row.first, other.first);
            }
        }
        assert_eq!(size_of_val(&API_ROWS) + size_of_val(&ITEMS), 57 * 10 + 31);
    }
}
