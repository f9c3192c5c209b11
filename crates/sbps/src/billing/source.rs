//! Where a payer's money comes from.
//!
//! Service specification, the list of "methods of payment … available for end users" and the remarks of "Billing
//! Methods". The gateway reports every one of them as au Kantan Kessai ("Distinction among payment methods"): a source
//! can be ruled out beforehand, but never read off a payment.

/// A source of money that the payer may choose on the carrier's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentSource {
    /// Together with the monthly au or UQ mobile phone charge.
    PhoneBill,
    /// The pre-charged au PAY balance.
    ///
    /// The tables of the specification name it "au PAY prepaid card". That both are the same source is our inference
    /// (I): only then do note *3 (without au PAY prepaid card and au PAY card) and "available only for the payment
    /// combined with the au phone charge" say the same.
    AuPayBalance,
    /// An au PAY card registered beforehand.
    AuPayCard,
    /// A credit card; applied for separately.
    CreditCard,
    /// A debit card, taken where credit cards are.
    DebitCard,
    /// A prepaid card other than au PAY's, taken where credit cards are.
    PrepaidCard,
    /// WebMoney; applied for separately.
    WebMoney,
}

impl PaymentSource {
    /// Every source.
    pub const ALL: [Self; 7] = [
        Self::PhoneBill,
        Self::AuPayBalance,
        Self::AuPayCard,
        Self::CreditCard,
        Self::DebitCard,
        Self::PrepaidCard,
        Self::WebMoney,
    ];

    /// A stable name for logs and configuration.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PhoneBill => "phone_bill",
            Self::AuPayBalance => "au_pay_balance",
            Self::AuPayCard => "au_pay_card",
            Self::CreditCard => "credit_card",
            Self::DebitCard => "debit_card",
            Self::PrepaidCard => "prepaid_card",
            Self::WebMoney => "webmoney",
        }
    }

    /// The source of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }
}
