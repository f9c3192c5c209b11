//! What the four digits of the link type say.

use super::both;
use sbps::error_code::LinkMeaning;

/// A meaning in Japanese and English, without a full stop.
#[must_use]
pub(super) const fn link(meaning: LinkMeaning) -> (&'static str, &'static str) {
    match meaning {
        LinkMeaning::GatewaySystemError => ("決済代行会社のシステムエラー", "the gateway's system failed"),
        LinkMeaning::NotificationEndpointFailed => {
            ("加盟店が結果通知を受け取れませんでした", "the merchant did not take the notification")
        }
        LinkMeaning::SystemError => ("システムエラー", "a system failed"),
        LinkMeaning::CarrierUnreachable => ("通信会社に接続できません", "the carrier cannot be reached"),
        LinkMeaning::BadParameter => {
            ("加盟店のリクエストに誤りがあります", "the merchant's request has a wrong parameter")
        }
        LinkMeaning::ExternalConnection => ("外部システムに接続できません", "an outside system cannot be reached"),
        LinkMeaning::CarrierInternalError => ("通信会社の内部エラー", "the carrier failed inside"),
        LinkMeaning::AmountBelowOneYen => ("金額が1円未満です", "the amount is below ¥1"),
        LinkMeaning::WrongAuthenticationClass => ("認証種別が正しくありません", "the class of authentication is wrong"),
        LinkMeaning::OpenIdMissing => ("OpenID がありません", "the OpenID is missing"),
        LinkMeaning::CarrierCredentialsWrong => {
            ("通信会社の加盟店IDまたはキーが正しくありません", "the carrier's merchant id or key is wrong")
        }
        LinkMeaning::BadTransactionId => ("取引IDが正しくありません", "the transaction id is wrong"),
        LinkMeaning::TransactionNotPermitted => ("この取引は許可されていません", "the transaction is not permitted"),
        LinkMeaning::ContractLapsed => ("契約が失効しています", "the contract has lapsed"),
        LinkMeaning::NoRight => ("機能を使う権限がありません", "no right to the function or the platform"),
        LinkMeaning::ServiceNotUsable => ("このサービスは利用できません", "the service cannot be used"),
        LinkMeaning::AnotherMerchantsPayment => ("別の加盟店の決済です", "the payment is another merchant's"),
        LinkMeaning::RightSuspended => ("機能を使う権限が停止されています", "the right to the platform is suspended"),
        LinkMeaning::NoSuchService => ("このサービスはありません", "there is no such service"),
        LinkMeaning::Timeout => ("時間切れ", "the time ran out"),
        LinkMeaning::AuIdLinkInvalid => ("au ID との連携が無効です", "the link with the au ID is invalid"),
        LinkMeaning::OneTimeOpenIdInvalid => ("ワンタイム OpenID が無効です", "the one-time OpenID is invalid"),
        LinkMeaning::OneTimeOpenIdUsed => ("ワンタイム OpenID は使用済みです", "the one-time OpenID was used"),
        LinkMeaning::OneTimeOpenIdExpired => ("ワンタイム OpenID の期限切れです", "the one-time OpenID has expired"),
        LinkMeaning::NoBillingData => ("課金データがありません", "there is no billing data"),
        LinkMeaning::AuthorizationCancelled => ("与信は取消済みです", "the authorisation was cancelled"),
        LinkMeaning::SalesConfirmedAlready => ("売上は確定済みです", "the sales were confirmed already"),
        LinkMeaning::SalesCancelledAlready => ("売上は取消済みです", "the sales were cancelled already"),
        LinkMeaning::RefundedAlready => ("返金済みです", "it was refunded already"),
        LinkMeaning::BilledAlready => ("請求済みです", "it was billed already"),
        LinkMeaning::NotForRecurring => ("継続課金ではできません", "not possible for recurring payment"),
        LinkMeaning::AboveAuthorizedAmount => ("与信金額を超えています", "more than was authorised"),
        LinkMeaning::AbovePayersLimit => {
            ("金額が利用者の限度額を超えています", "the amount is above the payer's limit")
        }
        LinkMeaning::DataNotPermitted => ("許可されていないデータです", "the data is not permitted"),
        LinkMeaning::PastSettlementPeriod => ("売上確定の期限を過ぎています", "the period to settle is over"),
        LinkMeaning::CarrierSystemError => ("通信会社のシステムエラー", "the carrier's system failed"),
        LinkMeaning::NoData => ("該当するデータがありません", "there is no such data"),
        LinkMeaning::AuthenticationNotCompleted => ("認証が完了していません", "the authentication was not completed"),
        LinkMeaning::RegisteredAlready => ("登録済みです", "it was registered already"),
        LinkMeaning::CarrierCentreError => ("通信会社のセンターエラー", "the carrier's centre failed"),
        LinkMeaning::PayersLimitExceeded => ("利用限度額の超過", "the payer's limit is exceeded"),
        LinkMeaning::RefundNotUsable => ("返金を利用できません", "refunds cannot be used"),
        LinkMeaning::RefundInProgress => ("返金を処理中です", "a refund is in progress"),
        LinkMeaning::SalesInProgress => ("売上を処理中です", "sales are in progress"),
        LinkMeaning::AmountDiffersFromAuthorized => {
            ("与信金額と異なります", "the amount differs from the authorised one")
        }
        LinkMeaning::SettlementNotFound => ("売上：該当する決済がありません", "settlement: no such payment"),
        LinkMeaning::SettlementCancelled => both::SETTLEMENT_CANCELLED,
        LinkMeaning::SettlementTooMuch => ("売上：金額が大きすぎます", "settlement: too much"),
        LinkMeaning::SettlementDone => both::SETTLEMENT_DONE,
        LinkMeaning::SettlementAutomatic => both::SETTLEMENT_AUTOMATIC,
        LinkMeaning::RefundNotFound => ("取消・返金：該当する決済がありません", "cancel/refund: no such payment"),
        LinkMeaning::RefundCancelled => both::REFUND_CANCELLED,
        LinkMeaning::RefundNoSalesForMonth => both::REFUND_NO_SALES,
        LinkMeaning::PastRefundPeriod => ("返金の期限を過ぎています", "the period to refund is over"),
        LinkMeaning::RecurringCancelledAlready => {
            ("継続課金は解約済みです", "the recurring contract was cancelled already")
        }
        LinkMeaning::CrossedMidnight => {
            ("日付が変わりました（新しい購入が必要です）", "it crossed midnight: start a new purchase")
        }
        LinkMeaning::PayerNotValid => both::PAYER_NOT_VALID,
        LinkMeaning::PayersCircumstances => both::PAYERS_CIRCUMSTANCES,
        LinkMeaning::PayersProvider => both::PAYERS_PROVIDER,
        LinkMeaning::PayerForbidsRecurring => {
            ("利用者が継続課金の申し込みを禁止しています", "the payer forbids recurring applications")
        }
    }
}
