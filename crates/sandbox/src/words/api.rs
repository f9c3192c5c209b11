//! What the eight characters of the API type say.

use super::both;
use sbps::error_code::ApiErrorType;

/// A type in Japanese and English, without a full stop.
#[must_use]
pub(super) const fn api(error_type: ApiErrorType) -> (&'static str, &'static str) {
    match error_type {
        ApiErrorType::Xml => ("XML として読み取れません", "this is no such XML document"),
        ApiErrorType::Method => ("決済手段が au かんたん決済ではありません", "the payment method is not au's"),
        ApiErrorType::FunctionId => ("この機能IDはありません", "there is no such function"),
        ApiErrorType::Required => ("必須の値がありません", "a required value is missing"),
        ApiErrorType::Characters => ("使えない文字があります", "there are characters that it cannot hold"),
        ApiErrorType::Length => ("長さが正しくありません", "it has the wrong length"),
        ApiErrorType::Format => ("形式が正しくありません", "it has the wrong format"),
        ApiErrorType::UndefinedValue => ("定義されていない値です", "the value is not defined"),
        ApiErrorType::Unused => ("この電文では使えない項目です", "the request does not use it"),
        ApiErrorType::Checksum => ("チェックサムが一致しません", "the checksum does not match"),
        ApiErrorType::RequestExpired => ("リクエストの有効期限が切れています", "the request has expired"),
        ApiErrorType::GatewayTransactionId => {
            ("決済代行会社の処理IDが正しくありません", "the gateway's transaction id is wrong")
        }
        ApiErrorType::TrackingId => ("このトラッキングIDはありません", "there is no such tracking id"),
        ApiErrorType::NotAllowedHere => ("この取引ではできません", "this is not possible here"),
        ApiErrorType::MerchantOrServiceId => {
            ("この加盟店・サービスは登録されていません", "this merchant and service are not registered here")
        }
        ApiErrorType::GatewayOrInstitution => {
            ("決済代行会社または決済機関のエラー", "the gateway or the institution failed")
        }
        ApiErrorType::ApiSystem => ("API のシステムエラー", "the API's system failed"),
        ApiErrorType::GatewayConnection => ("決済代行会社の接続エラー", "the connection inside the gateway failed"),
        ApiErrorType::RetryLimit => ("試行回数の上限を超えました", "tried too often"),
        ApiErrorType::PaymentNotCompleted => ("決済が完了していません", "the payment was not completed"),
        ApiErrorType::CustomerMismatch => ("顧客が一致しません", "the customer is another"),
        ApiErrorType::DuplicateRequest => ("リクエストが重複しています", "the request is a duplicate"),
        ApiErrorType::SettlementNoAuthorization => ("売上：与信がありません", "settlement: there is no authorisation"),
        ApiErrorType::SettlementCancelled => both::SETTLEMENT_CANCELLED,
        ApiErrorType::SettlementAboveAuthorized => {
            ("売上：与信金額を超えています", "settlement: more than was authorised")
        }
        ApiErrorType::SettlementDone => both::SETTLEMENT_DONE,
        ApiErrorType::SettlementAutomatic => both::SETTLEMENT_AUTOMATIC,
        ApiErrorType::SettlementPeriodOver => ("売上：期限を過ぎています", "settlement: the period is over"),
        ApiErrorType::SettlementInProgress => ("売上：処理中です", "settlement: in progress"),
        ApiErrorType::SettlementDiffersFromAuthorized => {
            ("売上：与信金額と異なります", "settlement: it differs from the authorised amount")
        }
        ApiErrorType::AuthorizationCancelledForPayer => {
            ("売上：利用者側の事由で与信が取り消されています", "settlement: given up on the payer's side")
        }
        ApiErrorType::RefundNoAuthorization => {
            ("取消・返金：与信がありません", "cancel/refund: there is no authorisation")
        }
        ApiErrorType::RefundCancelled => both::REFUND_CANCELLED,
        ApiErrorType::RefundNoSalesForMonth => both::REFUND_NO_SALES,
        ApiErrorType::PartialRefundTooEarly => {
            ("返金：一部の返金は売上の翌月からです", "refund: a part only from the month after settlement")
        }
        ApiErrorType::NotBilledYet => ("返金：通信会社の請求前です", "refund: the carrier has not billed yet"),
        ApiErrorType::RefundedAlready => ("返金：返金済みです", "refund: it was refunded already"),
        ApiErrorType::RefundPeriodOver => ("取消・返金：期限を過ぎています", "cancel/refund: the period is over"),
        ApiErrorType::RefundDuringSettlement => {
            ("取消・返金：売上を処理中です", "cancel/refund: the settlement is in progress")
        }
        ApiErrorType::RefundInProgress => ("返金：処理中です", "refund: in progress"),
        ApiErrorType::AutomaticSalesUseRefund => {
            ("取消：自動売上なので返金してください", "cancel: automatic sales are refunded instead")
        }
        ApiErrorType::NotRefundable => ("返金：返金できません", "refund: not refundable"),
        ApiErrorType::RefundAboveSales => ("返金：売上金額を超えています", "refund: more than was settled"),
        ApiErrorType::RecurringCancelledAlready => {
            ("継続課金（簡易）：解約済みです", "recurring (simple): it has ended")
        }
        ApiErrorType::PurchaseNoApplication => ("購入：申し込みがありません", "purchase: no application"),
        ApiErrorType::PurchaseCustomerDiffers => ("購入：顧客IDが異なります", "purchase: another customer's"),
        ApiErrorType::PurchaseCancelledAlready => ("購入：解約済みです", "purchase: it was cancelled"),
        ApiErrorType::PurchaseContractUnusable => {
            ("購入：契約が解約または失効しています", "purchase: the contract was cancelled or has lapsed")
        }
        ApiErrorType::PurchaseOverLimitOrCarrier => {
            ("購入：利用限度額の超過などです", "purchase: over the limit, or an error at the carrier")
        }
        ApiErrorType::CancellationNoApplication => ("解約：申し込みがありません", "unsubscribing: no application"),
        ApiErrorType::CancellationCustomerDiffers => ("解約：顧客IDが異なります", "unsubscribing: another customer's"),
        ApiErrorType::CancellationCancelledAlready => ("解約：解約済みです", "unsubscribing: it was cancelled already"),
        ApiErrorType::PayerNotValid => both::PAYER_NOT_VALID,
        ApiErrorType::PayersCircumstances => both::PAYERS_CIRCUMSTANCES,
        ApiErrorType::PayersProvider => both::PAYERS_PROVIDER,
        ApiErrorType::PayerForbids => ("利用者の設定で禁止されています", "the payer's own setting forbids it"),
        ApiErrorType::Other => ("その他のエラー", "another error"),
    }
}
