//! The eight-character error codes of the API type: method 402, a type of two characters, an item of three digits.
//!
//! The structure is official; the types and items are C. Which item goes with a type that is about no element is our
//! reading (I): 999, none.

use crate::exchange::Finding;
use crate::gateway::explain::{explain_problem, finding};
use crate::words;
use sbps::message::{FieldProblem, FieldProblemKind};

/// The type of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is explained by its words")]
pub enum Type {
    Xml,
    Method,
    Function,
    Required,
    Characters,
    Length,
    Format,
    Undefined,
    Unused,
    Checksum,
    RequestExpired,
    TrackingId,
    NotAllowedHere,
    Account,
    Duplicate,
    SettleNoAuthorisation,
    SettleCancelled,
    SettleAboveAuthorised,
    SettleDone,
    SettleAutomatic,
    SettlePeriodOver,
    SettlePayerGaveUp,
    RefundNoAuthorisation,
    RefundCancelled,
    RefundNoSales,
    RefundPartTooEarly,
    RefundNotBilledYet,
    RefundedAlready,
    RefundPeriodOver,
    RefundAboveSales,
    SimpleCancelled,
    PurchaseNoApplication,
    PurchaseCustomerDiffers,
    PurchaseCancelled,
    PurchaseUnusable,
    PurchaseOverLimit,
    UnsubscribeNoApplication,
    UnsubscribeCancelled,
    PayerNotValid,
    PayerCircumstances,
    PayerProvider,
}

impl Type {
    /// The two characters.
    #[must_use]
    pub const fn characters(self) -> &'static str {
        match self {
            Self::Xml => "00",
            Self::Method => "01",
            Self::Function => "02",
            Self::Required => "03",
            Self::Characters => "04",
            Self::Length => "05",
            Self::Format => "06",
            Self::Undefined => "07",
            Self::Unused => "08",
            Self::Checksum => "09",
            Self::RequestExpired => "10",
            Self::TrackingId => "12",
            Self::NotAllowedHere => "13",
            Self::Account => "14",
            Self::Duplicate => "96",
            Self::SettleNoAuthorisation => "20",
            Self::SettleCancelled => "21",
            Self::SettleAboveAuthorised => "22",
            Self::SettleDone => "23",
            Self::SettleAutomatic => "24",
            Self::SettlePeriodOver => "33",
            Self::SettlePayerGaveUp => "43",
            Self::RefundNoAuthorisation => "25",
            Self::RefundCancelled => "26",
            Self::RefundNoSales => "27",
            Self::RefundPartTooEarly => "28",
            Self::RefundNotBilledYet => "29",
            Self::RefundedAlready => "30",
            Self::RefundPeriodOver => "31",
            Self::RefundAboveSales => "75",
            Self::SimpleCancelled => "32",
            Self::PurchaseNoApplication => "L0",
            Self::PurchaseCustomerDiffers => "L1",
            Self::PurchaseCancelled => "L2",
            Self::PurchaseUnusable => "L3",
            Self::PurchaseOverLimit => "L4",
            Self::UnsubscribeNoApplication => "L5",
            Self::UnsubscribeCancelled => "L7",
            Self::PayerNotValid => "U0",
            Self::PayerCircumstances => "U1",
            Self::PayerProvider => "U2",
        }
    }
}

/// The elements and their items, by the names of the wire.
const ITEMS: [(&str, &str); 21] = [
    ("id", "000"),
    ("merchant_id", "001"),
    ("service_id", "002"),
    ("cust_code", "003"),
    ("order_id", "004"),
    ("item_id", "005"),
    ("item_name", "006"),
    ("tax", "007"),
    ("amount", "008"),
    ("free1", "010"),
    ("free2", "011"),
    ("free3", "012"),
    ("order_rowno", "013"),
    ("last_charge_month", "021"),
    ("request_date", "023"),
    ("limit_second", "024"),
    ("sps_hashcode", "025"),
    ("tracking_id", "027"),
    ("processing_datetime", "029"),
    ("cancel_target_month", "200"),
    ("", "999"),
];

/// Why a request is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The type.
    pub kind: Type,
    /// The element that it is about; blank if none.
    pub element: String,
    /// The reason in full, where there is more to say than the type does.
    pub detail: Option<Box<Finding>>,
}

impl Refusal {
    /// A refusal about no element.
    #[must_use]
    pub const fn of(kind: Type) -> Self {
        Self { kind, element: String::new(), detail: None }
    }

    /// A refusal about an element.
    #[must_use]
    pub fn about(kind: Type, element: &str) -> Self {
        Self { kind, element: element.to_owned(), detail: None }
    }

    /// A refusal with its reason in full.
    #[must_use]
    pub fn explained(kind: Type, detail: Finding) -> Self {
        Self { kind, element: detail.field.clone(), detail: Some(Box::new(detail)) }
    }

    /// The problem of an element.
    #[must_use]
    pub fn from_problem(problem: &FieldProblem) -> Self {
        let kind = match &problem.problem {
            FieldProblemKind::Missing | FieldProblemKind::Blank => Type::Required,
            FieldProblemKind::NotDigits
            | FieldProblemKind::NotSingleByte { .. }
            | FieldProblemKind::NotEncodable { .. } => Type::Characters,
            FieldProblemKind::TooLong { .. } => Type::Length,
            FieldProblemKind::SurroundingSpace => Type::Format,
            FieldProblemKind::Unknown => Type::Unused,
            FieldProblemKind::NotAllowed { .. } if problem.field == "id" => {
                if problem.offered.ends_with("-402") {
                    Type::Function
                } else {
                    Type::Method
                }
            }
            FieldProblemKind::NotAllowed { expected } if expected.contains("digits") => Type::Length,
            FieldProblemKind::NotAllowed { expected } if expected.contains("form") || expected.contains("BASE64") => {
                Type::Format
            }
            FieldProblemKind::NotAllowed { .. } if problem.field != "root" => Type::Undefined,
            _ => Type::Xml,
        };
        Self::explained(kind, explain_problem(problem))
    }

    /// The eight characters.
    #[must_use]
    pub fn code(&self) -> String {
        let item = ITEMS.iter().find(|(name, _)| *name == self.element).map_or("999", |(_, item)| item);
        format!("402{}{item}", self.kind.characters())
    }

    /// The same for the record of exchanges.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let (ja, en) = words::meaning(&self.code());
        let field = if self.element.is_empty() { "body" } else { &self.element };
        let own = finding(field, "refused", format!("{ja}。"), format!("{en}."));
        self.detail.as_deref().cloned().unwrap_or(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_are_method_type_and_item() {
        for (refusal, code) in [
            (Refusal::about(Type::Required, "tracking_id"), "40203027"),
            (Refusal::of(Type::PurchaseOverLimit), "402L4999"),
            (Refusal::about(Type::Duplicate, "order_id"), "40296004"),
            (Refusal::about(Type::NotAllowedHere, "discount"), "40213999"),
        ] {
            assert_eq!(refusal.code(), code);
        }
    }

    #[test]
    fn every_element_of_every_function_has_an_item_of_its_own() {
        use sbps::api::Function;
        use sbps::api::function::{HEAD, TAIL};
        let elements = Function::ALL.iter().flat_map(|function| HEAD.iter().chain(function.elements()).chain(&TAIL));
        for element in elements {
            assert_ne!(Refusal::about(Type::Required, element.field.name).code(), "40203999", "{}", element.field.name);
        }
        let items: HashSet<&str> = ITEMS.iter().map(|(_, item)| *item).collect();
        assert_eq!(items.len(), ITEMS.len());
    }
}
