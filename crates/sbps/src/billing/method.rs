//! The billing methods, and how each becomes a sale.
//!
//! Service specification, "Billing Methods" and "Basic Specifications".

use super::source::PaymentSource;
use core::fmt;

/// When an authorised amount becomes a sale ("close authorization settlement").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SalesMethod {
    /// At the purchase, without anyone asking ("automated sales").
    Automatic,
    /// When the merchant settles ("specified sales").
    Specified,
}

/// How a purchase is billed. Only a one-time charge has a choice of sales method.
///
/// ```
/// use sbps::billing::{BillingMethod, PaymentSource, SalesMethod};
///
/// assert_eq!(BillingMethod::RecurringSimple.sales_method(), SalesMethod::Automatic);
/// assert!(!BillingMethod::RecurringSimple.takes(PaymentSource::AuPayBalance));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BillingMethod {
    /// Once.
    OneTime(SalesMethod),
    /// The same amount on the first day of every month, billed by the gateway.
    RecurringSimple,
    /// Fixed term or pay as you go: whenever and whatever the merchant bills ("based on term or usage rate").
    RecurringFixedTerm,
}

impl SalesMethod {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Automatic, Self::Specified];
}

impl BillingMethod {
    /// Every billing method with every sales method that it has, in the order of the service specification.
    pub const ALL: [Self; 4] = [
        Self::OneTime(SalesMethod::Automatic),
        Self::OneTime(SalesMethod::Specified),
        Self::RecurringSimple,
        Self::RecurringFixedTerm,
    ];

    /// A stable name for logs and configuration.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneTime(SalesMethod::Automatic) => "one_time_automatic",
            Self::OneTime(SalesMethod::Specified) => "one_time_specified",
            Self::RecurringSimple => "recurring_simple",
            Self::RecurringFixedTerm => "recurring_fixed_term",
        }
    }

    /// How its authorisations become sales ("Basic Specifications").
    #[must_use]
    pub const fn sales_method(self) -> SalesMethod {
        match self {
            Self::OneTime(sales_method) => sales_method,
            Self::RecurringSimple => SalesMethod::Automatic,
            Self::RecurringFixedTerm => SalesMethod::Specified,
        }
    }

    /// Whether it takes this source of money, where the contract has it (the remarks of "Billing Methods", notes *2 and
    /// *3 of "Combination of payment methods").
    #[must_use]
    pub const fn takes(self, source: PaymentSource) -> bool {
        match self {
            Self::OneTime(_) => true,
            Self::RecurringSimple => {
                matches!(source, PaymentSource::PhoneBill | PaymentSource::AuPayCard | PaymentSource::CreditCard)
            }
            Self::RecurringFixedTerm => matches!(source, PaymentSource::PhoneBill),
        }
    }
}

impl fmt::Display for BillingMethod {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::OneTime(SalesMethod::Automatic) => "one-time charge, automatic sales",
            Self::OneTime(SalesMethod::Specified) => "one-time charge, specified sales",
            Self::RecurringSimple => "recurring charge (simple)",
            Self::RecurringFixedTerm => "recurring charge (fixed term / pay as you go)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Basic Specifications": the rows "Automated sales" and "Specified sales" of each billing method.
    #[test]
    fn each_billing_method_has_the_sales_methods_of_the_basic_specifications() {
        for (method, recurring, automatic, specified) in [
            ("one-time charge", None, true, true),
            ("recurring (simple)", Some(BillingMethod::RecurringSimple), true, false),
            ("recurring (fixed term)", Some(BillingMethod::RecurringFixedTerm), false, true),
        ] {
            let has = |sales_method| {
                BillingMethod::ALL.into_iter().any(|candidate| {
                    recurring.map_or(matches!(candidate, BillingMethod::OneTime(_)), |own| own == candidate)
                        && candidate.sales_method() == sales_method
                })
            };
            assert_eq!(has(SalesMethod::Automatic), automatic, "{method}");
            assert_eq!(has(SalesMethod::Specified), specified, "{method}");
        }
    }

    #[test]
    fn codes_and_sentences_tell_the_billing_methods_apart() {
        for (index, method) in BillingMethod::ALL.into_iter().enumerate() {
            for other in &BillingMethod::ALL[..index] {
                assert_ne!(method.code(), other.code());
                assert_ne!(method.to_string(), other.to_string());
            }
        }
    }
}
