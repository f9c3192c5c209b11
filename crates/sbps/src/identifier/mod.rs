//! Identifiers that travel in messages: who sells, who buys, which order, which payment.
//!
//! Link type, A01-1 fields `merchant_id`, `service_id`, `cust_code`, `order_id`, `item_id`, `tracking_id`. Single-byte
//! fields accept printable ASCII; leading and trailing spaces are refused because the checksum would drop them while
//! the form would post them.

#[cfg(feature = "sign")]
mod attempt;

use core::fmt;
use core::str::FromStr;

/// Why an identifier was refused; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierError {
    /// The kind of identifier, as its type is called.
    pub identifier: &'static str,
    /// What was offered, cut to 64 characters.
    pub offered: String,
    /// What is wrong with it.
    pub problem: IdentifierProblem,
}

/// What is wrong with an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentifierProblem {
    /// Nothing was given.
    Empty,
    /// More bytes than the field holds.
    TooLong {
        /// The most bytes the field holds.
        longest: usize,
    },
    /// Another number of digits than the field wants.
    WrongLength {
        /// How many digits there have to be.
        expected: usize,
    },
    /// A character that is not an ASCII digit.
    NotDigits,
    /// A character outside printable ASCII.
    NotSingleByte {
        /// The first such character.
        character: char,
    },
    /// A space at the start or the end.
    SurroundingSpace,
}

impl IdentifierError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.problem {
            IdentifierProblem::Empty => "empty",
            IdentifierProblem::TooLong { .. } => "too_long",
            IdentifierProblem::WrongLength { .. } => "wrong_length",
            IdentifierProblem::NotDigits => "not_digits",
            IdentifierProblem::NotSingleByte { .. } => "not_single_byte",
            IdentifierProblem::SurroundingSpace => "surrounding_space",
        }
    }
}

impl fmt::Display for IdentifierError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is no {}: ", self.offered, self.identifier)?;
        match self.problem {
            IdentifierProblem::Empty => formatter.write_str("it is empty"),
            IdentifierProblem::TooLong { longest } => write!(formatter, "it is longer than {longest} bytes"),
            IdentifierProblem::WrongLength { expected } => write!(formatter, "it must have {expected} digits"),
            IdentifierProblem::NotDigits => formatter.write_str("it must be ASCII digits only"),
            IdentifierProblem::NotSingleByte { character } => {
                write!(formatter, "{character:?} is not a printable ASCII character")
            }
            IdentifierProblem::SurroundingSpace => formatter.write_str("it starts or ends with a space"),
        }
    }
}

impl core::error::Error for IdentifierError {}

/// The first character of `text` that a single-byte field cannot hold.
pub(crate) fn first_not_single_byte(text: &str) -> Option<char> {
    text.chars().find(|character| !matches!(character, ' '..='~'))
}

/// Whether the checksum would trim `text`.
pub(crate) fn has_surrounding_space(text: &str) -> bool {
    text.starts_with(' ') || text.ends_with(' ')
}

fn check_single_byte(text: &str, longest: usize) -> Result<(), IdentifierProblem> {
    if text.is_empty() {
        return Err(IdentifierProblem::Empty);
    }
    if let Some(character) = first_not_single_byte(text) {
        return Err(IdentifierProblem::NotSingleByte { character });
    }
    if has_surrounding_space(text) {
        return Err(IdentifierProblem::SurroundingSpace);
    }
    if text.len() > longest { Err(IdentifierProblem::TooLong { longest }) } else { Ok(()) }
}

fn check_digits(text: &str, expected: usize) -> Result<(), IdentifierProblem> {
    if text.is_empty() {
        return Err(IdentifierProblem::Empty);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IdentifierProblem::NotDigits);
    }
    if text.len() == expected { Ok(()) } else { Err(IdentifierProblem::WrongLength { expected }) }
}

macro_rules! identifiers {
    ($($(#[$documentation:meta])* $name:ident: $check:ident($length:expr);)*) => {$(
        $(#[$documentation])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it will travel.
            ///
            /// # Errors
            /// [`IdentifierError`] when the field cannot hold it.
            pub fn new(text: &str) -> Result<Self, IdentifierError> {
                match $check(text, $length) {
                    Ok(()) => Ok(Self(text.to_owned())),
                    Err(problem) => Err(IdentifierError {
                        identifier: stringify!($name),
                        offered: text.chars().take(64).collect(),
                        problem,
                    }),
                }
            }

            /// The text as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<Self, IdentifierError> {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

identifiers! {
    /// The merchant, five digits issued by the gateway (`merchant_id`).
    ///
    /// ```
    /// use sbps::identifier::MerchantId;
    ///
    /// assert_eq!(MerchantId::new("30132")?.as_str(), "30132");
    /// assert!(MerchantId::new("3013").is_err());
    /// # Ok::<(), sbps::identifier::IdentifierError>(())
    /// ```
    MerchantId: check_digits(5);
    /// The merchant's service, three digits issued by the gateway (`service_id`).
    ///
    /// ```
    /// assert!(sbps::identifier::ServiceId::new("001").is_ok());
    /// assert!(sbps::identifier::ServiceId::new("1").is_err());
    /// ```
    ServiceId: check_digits(3);
    /// The end user, unique within merchant and service (`cust_code`, at most 64 bytes). The gateway ties it to the
    /// payer's au ID, so two payers must never share one.
    ///
    /// ```
    /// use sbps::identifier::CustomerCode;
    ///
    /// assert!(CustomerCode::new("customer 1").is_ok());
    /// let refused = CustomerCode::new("顧客1").unwrap_err();
    /// assert_eq!(refused.to_string(), "\"顧客1\" is no CustomerCode: '顧' is not a printable ASCII character");
    /// ```
    CustomerCode: check_single_byte(64);
    /// One request to buy, unique within merchant and service and never used again, not even after a cancellation
    /// (`order_id`, at most 38 bytes).
    ///
    /// ```
    /// use sbps::identifier::OrderId;
    ///
    /// assert_eq!(OrderId::new("order-1")?.as_str(), "order-1");
    /// assert!(OrderId::new(&"1".repeat(39)).is_err());
    /// # Ok::<(), sbps::identifier::IdentifierError>(())
    /// ```
    OrderId: check_single_byte(38);
    /// The item (`item_id`, at most 32 bytes).
    ItemId: check_single_byte(32);
    /// The item of a detail row (`dtl_item_id`, at most 20 bytes).
    DetailItemId: check_single_byte(20);
    /// The gateway's name for a payment or a contract (`res_tracking_id`, `tracking_id`), fourteen digits.
    ///
    /// ```
    /// let tracking_id: sbps::identifier::TrackingId = "80312789324671".parse()?;
    /// assert_eq!(tracking_id.to_string(), "80312789324671");
    /// # Ok::<(), sbps::identifier::IdentifierError>(())
    /// ```
    TrackingId: check_digits(14);
}

/// Who sells, at the gateway: the two numbers that open every message of either type.
///
/// ```
/// use sbps::identifier::Account;
///
/// let account = Account { merchant_id: "30132".parse()?, service_id: "001".parse()? };
/// assert_eq!(account.user(), "30132001");
/// assert_eq!(account.to_string(), "30132-001");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    /// The merchant: five digits.
    pub merchant_id: MerchantId,
    /// The merchant's service: three digits.
    pub service_id: ServiceId,
}

impl Account {
    /// The user of the API type's HTTP Basic authentication (C): one number after the other.
    #[must_use]
    pub fn user(&self) -> String {
        format!("{}{}", self.merchant_id, self.service_id)
    }
}

impl fmt::Display for Account {
    /// For people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.merchant_id, self.service_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_byte_identifiers_accept_printable_ascii_up_to_their_length() {
        assert!(OrderId::new(&"a".repeat(38)).is_ok());
        assert_eq!(
            OrderId::new(&"a".repeat(39)).map_err(|error| error.problem),
            Err(IdentifierProblem::TooLong { longest: 38 })
        );
        assert!(ItemId::new("Item ID").is_ok(), "a space inside is printable ASCII");
        for (text, problem) in [
            ("", IdentifierProblem::Empty),
            (" a", IdentifierProblem::SurroundingSpace),
            ("a ", IdentifierProblem::SurroundingSpace),
            ("a\tb", IdentifierProblem::NotSingleByte { character: '\t' }),
            ("注文1", IdentifierProblem::NotSingleByte { character: '注' }),
            ("a\u{7f}", IdentifierProblem::NotSingleByte { character: '\u{7f}' }),
        ] {
            assert_eq!(OrderId::new(text).map_err(|error| error.problem), Err(problem), "{text:?}");
        }
    }

    #[test]
    fn issued_numbers_have_exactly_their_digits() {
        for (text, accepted) in
            [("80312789324671", true), ("8031278932467", false), ("803127893246711", false), ("8031278932467a", false)]
        {
            assert_eq!(TrackingId::new(text).is_ok(), accepted, "{text}");
        }
        assert_eq!(MerchantId::new("３０１３２").map_err(|error| error.problem), Err(IdentifierProblem::NotDigits));
    }
}
