//! The eight-character error codes of the API type: method 402, a type of two characters, an item of three digits.
//!
//! The structure is official; the types and items are C. Which item goes with a type that is about no element is our
//! reading (I): 999, none.

use crate::exchange::Finding;
use sbps::message::{FieldProblem, Problem};

/// The type of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is explained by its text")]
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
    /// The two characters, and what they say in Japanese and English.
    #[must_use]
    pub const fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Xml => ("00", "XML として読み取れません。", "This is no such XML document."),
            Self::Method => ("01", "決済手段が au かんたん決済ではありません。", "The payment method is not au's."),
            Self::Function => ("02", "機能IDがありません。", "There is no such function."),
            Self::Required => ("03", "必須の値がありません。", "The value is required."),
            Self::Characters => ("04", "使えない文字があります。", "There are characters that it cannot hold."),
            Self::Length => ("05", "長さが正しくありません。", "It has the wrong length."),
            Self::Format => ("06", "形式が正しくありません。", "It has the wrong format."),
            Self::Undefined => ("07", "定義されていない値です。", "The value is not defined."),
            Self::Unused => ("08", "この電文では使えない項目です。", "The request does not use it."),
            Self::Checksum => ("09", "チェックサムが一致しません。", "The checksum does not match."),
            Self::RequestExpired => ("10", "リクエストの有効期限が切れています。", "The request has expired."),
            Self::TrackingId => ("12", "トラッキングIDがありません。", "There is no such tracking id."),
            Self::NotAllowedHere => ("13", "この取引ではできません。", "This is not possible here."),
            Self::Account => (
                "14",
                "この加盟店・サービスは登録されていません。",
                "This merchant and service are not registered here.",
            ),
            Self::Duplicate => ("96", "リクエストが重複しています。", "The request is a duplicate."),
            Self::SettleNoAuthorisation => ("20", "売上：与信がありません。", "Settlement: there is no authorisation."),
            Self::SettleCancelled => ("21", "売上：取消済みです。", "Settlement: it was cancelled."),
            Self::SettleAboveAuthorised => {
                ("22", "売上：与信金額を超えています。", "Settlement: more than was authorised.")
            }
            Self::SettleDone => ("23", "売上：確定済みです。", "Settlement: it was done already."),
            Self::SettleAutomatic => ("24", "売上：自動売上なので不要です。", "Settlement: automatic, not needed."),
            Self::SettlePeriodOver => ("33", "売上：期限を過ぎています。", "Settlement: the period is over."),
            Self::SettlePayerGaveUp => {
                ("43", "売上：利用者側の事由で与信が取り消されています。", "Settlement: given up on the payer's side.")
            }
            Self::RefundNoAuthorisation => {
                ("25", "取消・返金：与信がありません。", "Cancel/refund: there is no authorisation.")
            }
            Self::RefundCancelled => ("26", "取消・返金：取消済みです。", "Cancel/refund: it was cancelled."),
            Self::RefundNoSales => {
                ("27", "取消・返金：対象月の売上がありません。", "Cancel/refund: nothing was sold in that month.")
            }
            Self::RefundPartTooEarly => (
                "28",
                "部分返金は売上の翌月1日からできます。",
                "A part can be refunded from the first day of the month after settlement.",
            ),
            Self::RefundNotBilledYet => {
                ("29", "返金：通信会社の請求前です。", "Refund: the carrier has not billed yet.")
            }
            Self::RefundedAlready => ("30", "返金：返金済みです。", "Refund: it was refunded already."),
            Self::RefundPeriodOver => ("31", "取消・返金：期限を過ぎています。", "Cancel/refund: the period is over."),
            Self::RefundAboveSales => ("75", "返金：売上金額を超えています。", "Refund: more than was settled."),
            Self::SimpleCancelled => ("32", "継続課金（簡易）：終了しています。", "Recurring (simple): it has ended."),
            Self::PurchaseNoApplication => ("L0", "購入：申し込みがありません。", "Purchase: no application."),
            Self::PurchaseCustomerDiffers => ("L1", "購入：顧客IDが異なります。", "Purchase: another customer's."),
            Self::PurchaseCancelled => ("L2", "購入：解約済みです。", "Purchase: it was cancelled."),
            Self::PurchaseUnusable => {
                ("L3", "購入：契約が解約または失効しています。", "Purchase: the contract was cancelled or has lapsed.")
            }
            Self::PurchaseOverLimit => {
                ("L4", "購入：利用限度額の超過などです。", "Purchase: over the limit, or an error at the carrier.")
            }
            Self::UnsubscribeNoApplication => ("L5", "解約：申し込みがありません。", "Unsubscribing: no application."),
            Self::UnsubscribeCancelled => ("L7", "解約：解約済みです。", "Unsubscribing: it was cancelled already."),
            Self::PayerNotValid => ("U0", "利用者が有効ではありません。", "The payer is not valid."),
            Self::PayerCircumstances => ("U1", "利用者の都合によります。", "The payer's circumstances."),
            Self::PayerProvider => ("U2", "利用者の契約先によります。", "The payer's provider."),
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
    pub detail: Option<Finding>,
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
        Self { kind, element: detail.field.clone(), detail: Some(detail) }
    }

    /// The problem of an element.
    #[must_use]
    pub fn from_problem(problem: &FieldProblem) -> Self {
        let kind = match &problem.problem {
            Problem::Missing | Problem::Blank => Type::Required,
            Problem::NotDigits | Problem::NotSingleByte { .. } | Problem::NotEncodable { .. } => Type::Characters,
            Problem::TooLong { .. } => Type::Length,
            Problem::SurroundingSpace => Type::Format,
            Problem::Unknown => Type::Unused,
            Problem::NotAllowed { .. } if problem.field == "id" => {
                if problem.offered.ends_with("-402") {
                    Type::Function
                } else {
                    Type::Method
                }
            }
            Problem::NotAllowed { expected } if expected.contains("digits") => Type::Length,
            Problem::NotAllowed { expected } if expected.contains("form") || expected.contains("BASE64") => {
                Type::Format
            }
            Problem::NotAllowed { .. } if problem.field != "root" => Type::Undefined,
            _ => Type::Xml,
        };
        Self::explained(kind, crate::gateway::explain::explain_problem(problem))
    }

    /// The eight characters.
    #[must_use]
    pub fn code(&self) -> String {
        let item = ITEMS.iter().find(|(name, _)| *name == self.element).map_or("999", |(_, item)| item);
        format!("402{}{item}", self.kind.told().0)
    }

    /// The same for the record of exchanges.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let (_, ja, en) = self.kind.told();
        let field = if self.element.is_empty() { "body" } else { &self.element };
        let own = Finding { field: field.to_owned(), code: "refused", ja: ja.to_owned(), en: en.to_owned() };
        self.detail.clone().unwrap_or(own)
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
