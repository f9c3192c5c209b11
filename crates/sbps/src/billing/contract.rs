//! The merchant's contract with the gateway: which payment methods it has, and what that leaves possible.
//!
//! Service specification, the table "Combination of payment methods".

use super::method::{BillingMethod, SalesMethod};
use super::source::PaymentSource;
use core::fmt;

/// What is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Commodity {
    /// Things that are delivered ("item").
    Goods,
    /// Digital content.
    DigitalContent,
}

/// The payment methods that the merchant applied for.
///
/// ```
/// use sbps::billing::{BillingMethod, Commodity, Contract, PaymentSource};
///
/// let contract = Contract::BasicAndWebMoney;
/// assert!(!contract.sells(Commodity::Goods));
/// assert!(!contract.has(BillingMethod::RecurringSimple));
/// let sources: Vec<_> = Contract::Basic.payment_sources(BillingMethod::RecurringFixedTerm).collect();
/// assert_eq!(sources, [PaymentSource::PhoneBill]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contract {
    /// Phone bill, au PAY balance, au PAY card. What note *1 adds to "Basic" is not in the specification at hand; that it
    /// is these three is our inference (I).
    Basic,
    /// The basic ones and credit card.
    BasicAndCreditCard,
    /// The basic ones and WebMoney.
    BasicAndWebMoney,
    /// The basic ones, credit card and WebMoney.
    BasicAndCreditCardAndWebMoney,
}

/// A row of the table "Combination of payment methods": what is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Selling goods.
    pub goods: bool,
    /// Selling digital content.
    pub digital_content: bool,
    /// Automatic sales.
    pub automatic_sales: bool,
    /// Specified sales.
    pub specified_sales: bool,
    /// One-time charges.
    pub one_time: bool,
    /// Recurring (simple).
    pub recurring_simple: bool,
    /// Recurring (fixed term / pay as you go).
    pub recurring_fixed_term: bool,
    /// Refunds.
    pub refund: bool,
}

const BASIC: Terms = Terms {
    goods: true,
    digital_content: true,
    automatic_sales: true,
    specified_sales: true,
    one_time: true,
    recurring_simple: true,
    recurring_fixed_term: true,
    refund: true,
};

const WITH_CREDIT_CARD: Terms = Terms { recurring_fixed_term: false, ..BASIC };

const WITH_WEBMONEY: Terms =
    Terms { goods: false, specified_sales: false, recurring_simple: false, refund: false, ..WITH_CREDIT_CARD };

impl Commodity {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Goods, Self::DigitalContent];
}

impl Contract {
    /// Every contract, in the order of the table.
    pub const ALL: [Self; 4] =
        [Self::Basic, Self::BasicAndCreditCard, Self::BasicAndWebMoney, Self::BasicAndCreditCardAndWebMoney];

    /// A stable name for logs and configuration.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::BasicAndCreditCard => "basic_and_credit_card",
            Self::BasicAndWebMoney => "basic_and_webmoney",
            Self::BasicAndCreditCardAndWebMoney => "basic_and_credit_card_and_webmoney",
        }
    }

    /// The contract's row of the table "Combination of payment methods".
    #[must_use]
    pub const fn terms(self) -> Terms {
        match self {
            Self::Basic => BASIC,
            Self::BasicAndCreditCard => WITH_CREDIT_CARD,
            Self::BasicAndWebMoney | Self::BasicAndCreditCardAndWebMoney => WITH_WEBMONEY,
        }
    }

    /// Whether this commodity may be sold.
    #[must_use]
    pub const fn sells(self, commodity: Commodity) -> bool {
        match commodity {
            Commodity::Goods => self.terms().goods,
            Commodity::DigitalContent => self.terms().digital_content,
        }
    }

    /// Whether this sales method may be chosen.
    #[must_use]
    pub const fn has_sales_method(self, sales_method: SalesMethod) -> bool {
        match sales_method {
            SalesMethod::Automatic => self.terms().automatic_sales,
            SalesMethod::Specified => self.terms().specified_sales,
        }
    }

    /// Whether this billing method, with its sales method, exists.
    #[must_use]
    pub const fn has(self, billing_method: BillingMethod) -> bool {
        let charge = match billing_method {
            BillingMethod::OneTime(_) => self.terms().one_time,
            BillingMethod::RecurringSimple => self.terms().recurring_simple,
            BillingMethod::RecurringFixedTerm => self.terms().recurring_fixed_term,
        };
        charge && self.has_sales_method(billing_method.sales_method())
    }

    /// Whether payments can be refunded.
    #[must_use]
    pub const fn has_refund(self) -> bool {
        self.terms().refund
    }

    /// Whether credit card payment was applied for.
    #[must_use]
    pub const fn has_credit_card(self) -> bool {
        matches!(self, Self::BasicAndCreditCard | Self::BasicAndCreditCardAndWebMoney)
    }

    /// Whether WebMoney payment was applied for.
    #[must_use]
    pub const fn has_webmoney(self) -> bool {
        matches!(self, Self::BasicAndWebMoney | Self::BasicAndCreditCardAndWebMoney)
    }

    /// The sources of money that a payer can choose from under this billing method; none where the contract does not
    /// have it.
    pub fn payment_sources(self, billing_method: BillingMethod) -> impl Iterator<Item = PaymentSource> {
        PaymentSource::ALL.into_iter().filter(move |&source| {
            let applied_for = match source {
                PaymentSource::PhoneBill | PaymentSource::AuPayBalance | PaymentSource::AuPayCard => true,
                PaymentSource::CreditCard | PaymentSource::DebitCard | PaymentSource::PrepaidCard => {
                    self.has_credit_card()
                }
                PaymentSource::WebMoney => self.has_webmoney(),
            };
            applied_for && self.has(billing_method) && billing_method.takes(source)
        })
    }
}

impl fmt::Display for Commodity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Goods => "goods",
            Self::DigitalContent => "digital content",
        })
    }
}

impl fmt::Display for Contract {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Basic => "basic",
            Self::BasicAndCreditCard => "basic + credit card",
            Self::BasicAndWebMoney => "basic + WebMoney",
            Self::BasicAndCreditCardAndWebMoney => "basic + credit card + WebMoney",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Combination of payment methods", row by row: item, digital content | automated, specified | one-time, recurring
    /// (simple), recurring (fixed term / pay as you go) | refund.
    const COMBINATIONS: [(Contract, &str); 4] = [
        (Contract::Basic, "○○ ○○ ○○○ ○"),
        (Contract::BasicAndCreditCard, "○○ ○○ ○○× ○"),
        (Contract::BasicAndWebMoney, "×○ ○× ○×× ×"),
        (Contract::BasicAndCreditCardAndWebMoney, "×○ ○× ○×× ×"),
    ];

    #[test]
    fn every_cell_of_the_combination_of_payment_methods_holds() {
        let mut cells = 0;
        for (contract, marks) in COMBINATIONS {
            let expected: Vec<bool> = marks.chars().filter(|mark| *mark != ' ').map(|mark| mark == '○').collect();
            let any_one_time = SalesMethod::ALL.into_iter().any(|sales| contract.has(BillingMethod::OneTime(sales)));
            let found = [
                contract.sells(Commodity::Goods),
                contract.sells(Commodity::DigitalContent),
                contract.has_sales_method(SalesMethod::Automatic),
                contract.has_sales_method(SalesMethod::Specified),
                any_one_time,
                contract.has(BillingMethod::RecurringSimple),
                contract.has(BillingMethod::RecurringFixedTerm),
                contract.has_refund(),
            ];
            assert_eq!(found[..], expected[..], "{contract}");
            cells += expected.len();
        }
        assert_eq!(cells, 32);
    }

    /// "Basic Specifications", one-time charge, specified sales: "Not available for any payment methods if the WebMoney
    /// payment is used together."
    #[test]
    fn a_one_time_charge_with_specified_sales_ends_with_webmoney() {
        for contract in Contract::ALL {
            assert!(contract.has(BillingMethod::OneTime(SalesMethod::Automatic)), "{contract}");
            let specified = contract.has(BillingMethod::OneTime(SalesMethod::Specified));
            assert_eq!(specified, !contract.has_webmoney(), "{contract}");
        }
    }

    /// The remarks of "Billing Methods" and notes *2 and *3 of "Combination of payment methods".
    #[test]
    fn the_sources_of_each_billing_method_are_those_of_the_remarks() {
        use PaymentSource::*;
        let basic = vec![PhoneBill, AuPayBalance, AuPayCard];
        let cards = vec![PhoneBill, AuPayBalance, AuPayCard, CreditCard, DebitCard, PrepaidCard];
        let webmoney = vec![PhoneBill, AuPayBalance, AuPayCard, WebMoney];
        let [automatic, specified, simple, fixed_term] = BillingMethod::ALL;
        for (contract, method, expected) in [
            (Contract::Basic, automatic, basic.clone()),
            (Contract::Basic, specified, basic),
            // *2: "Excluding the au PAY prepaid card."
            (Contract::Basic, simple, vec![PhoneBill, AuPayCard]),
            // *3: "Excluding the au PAY prepaid card and au PAY card."
            (Contract::Basic, fixed_term, vec![PhoneBill]),
            (Contract::BasicAndCreditCard, automatic, cards.clone()),
            (Contract::BasicAndCreditCard, specified, cards),
            // "Not available for debit cards and prepaid cards if the credit card payment is used together."
            (Contract::BasicAndCreditCard, simple, vec![PhoneBill, AuPayCard, CreditCard]),
            (Contract::BasicAndCreditCard, fixed_term, vec![]),
            (Contract::BasicAndWebMoney, automatic, webmoney),
            (Contract::BasicAndWebMoney, specified, vec![]),
            // "Not available for any payment methods if the WebMoney payment is used together."
            (Contract::BasicAndWebMoney, simple, vec![]),
            (Contract::BasicAndWebMoney, fixed_term, vec![]),
            (Contract::BasicAndCreditCardAndWebMoney, automatic, ALL_SOURCES.to_vec()),
            (Contract::BasicAndCreditCardAndWebMoney, specified, vec![]),
            (Contract::BasicAndCreditCardAndWebMoney, simple, vec![]),
            (Contract::BasicAndCreditCardAndWebMoney, fixed_term, vec![]),
        ] {
            assert_eq!(contract.payment_sources(method).collect::<Vec<_>>(), expected, "{contract}, {method}");
        }
    }

    const ALL_SOURCES: [PaymentSource; 7] = PaymentSource::ALL;

    #[test]
    fn every_source_has_a_code_of_its_own() {
        assert_eq!(
            PaymentSource::ALL.map(|source| PaymentSource::from_code(source.code())),
            PaymentSource::ALL.map(Some)
        );
        assert_eq!(PaymentSource::from_code("cash"), None);
        let mut codes = PaymentSource::ALL.map(PaymentSource::code).to_vec();
        codes.extend(Contract::ALL.map(Contract::code));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 11);
    }
}
