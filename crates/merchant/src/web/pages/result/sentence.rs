//! The sentences of the plain result: the same that `<kantan-result>` says, one for each outcome
//! and each reason.

use crate::domain::language::Language;
use crate::domain::order::Outcome;
use sbps::error_code::{Advice, LinkErrorCode, PayerReason};

/// The heading; of a purchase, or of an order that makes a contract.
pub(super) const fn title(outcome: &Outcome, joins: bool, language: Language) -> &'static str {
    match (outcome, joins) {
        (Outcome::Paid, false) => language.pick("お支払いが完了しました", "Your payment is complete"),
        (Outcome::Paid, true) => language.pick("お申し込みが完了しました", "You have joined"),
        (Outcome::AlreadyPaid, false) => language.pick("このご注文はお支払い済みです", "This order was paid already"),
        (Outcome::AlreadyPaid, true) => language.pick("このご注文はお申し込み済みです", "You had joined already"),
        (Outcome::Failed(_), false) => language.pick("お支払いが完了していません", "The payment did not go through"),
        (Outcome::Failed(_), true) => language.pick("お申し込みが完了していません", "You have not joined"),
        (Outcome::Cancelled, false) => language.pick("お支払いを中止しました", "You did not pay"),
        (Outcome::Cancelled, true) => language.pick("お申し込みを中止しました", "You did not join"),
        (Outcome::Confirming, false) => language.pick("お支払いを確認しています", "We are confirming your payment"),
        (Outcome::Confirming, true) => {
            language.pick("お申し込みを確認しています", "We are confirming your application")
        }
        (Outcome::Expired, _) => language.pick("ご注文の期限が切れました", "The order has expired"),
        (Outcome::Open, false) => language.pick("お支払いはまだです", "Not paid yet"),
        (Outcome::Open, true) => language.pick("お申し込みはまだです", "Not joined yet"),
    }
}

/// What it means.
pub(super) fn meaning(outcome: &Outcome, joins: bool, language: Language) -> &'static str {
    match (outcome, joins) {
        (Outcome::Paid, false) => language.pick("ご注文ありがとうございます。", "Thank you for your order."),
        (Outcome::Paid, true) => language.pick(
            "お申し込みありがとうございます。ご契約のページで、お支払い予定日のご確認と解約のお手続きができます。ページのアドレスはお客さま専用です。保存しておいてください。",
            "Thank you for joining. Your subscription's page shows when you are charged and lets you leave. Its address is yours alone: please keep it.",
        ),
        (Outcome::AlreadyPaid, false) => language.pick(
            "先にお支払いいただいていたため、2回目のお支払いはお断りしました。ご請求は1回分です。2回請求された場合は、ご注文番号を添えてお問い合わせください。",
            "It was paid before, so we refused the second payment. You pay once; should you be charged twice, please contact us with the order number.",
        ),
        (Outcome::AlreadyPaid, true) => language.pick(
            "先にお申し込みが完了していたため、2回目のお申し込みはお断りしました。ご契約は1つです。2回請求された場合は、ご注文番号を添えてお問い合わせください。",
            "You had joined before, so we refused the second application. You have one subscription; should you be charged twice, please contact us with the order number.",
        ),
        (Outcome::Failed(Some(code)), _) => reason(advice(code).reason, language),
        // The gateway has told nothing: the record is all that can be said.
        (Outcome::Failed(None), _) => language.pick("お支払いの記録はありません。", "No payment is recorded."),
        (Outcome::Cancelled, _) => language.pick(
            "お支払いの記録はありません。もう一度お手続きいただけます。",
            "No payment is recorded. You can try again.",
        ),
        // The two that differ from the element's, which asks again by itself.
        (Outcome::Confirming, false) => language.pick(
            "通常は数秒で完了します。もう一度お支払いになる必要はありません。",
            "It usually takes a few seconds. Please do not pay again.",
        ),
        (Outcome::Confirming, true) => language.pick(
            "通常は数秒で完了します。もう一度お申し込みになる必要はありません。",
            "It usually takes a few seconds. Please do not apply again.",
        ),
        (Outcome::Expired, _) => language.pick(
            "お支払いの記録はありません。au の画面でお手続き中のときは、完了してからこのページを再読み込みしてください。それ以外は、お手数ですが、もう一度ご注文ください。",
            "No payment is recorded. If you are still paying at au, finish there and reload this page; otherwise please order again.",
        ),
        (Outcome::Open, _) => language
            .pick("このご注文のお支払いは、まだ確認されていません。", "No payment for this order has been confirmed."),
    }
}

/// The rules' advice on a code that the gateway gave.
pub(super) fn advice(code: &str) -> Advice {
    code.parse().map_or(Advice::UNKNOWN, LinkErrorCode::advice)
}

/// One sentence for each reason.
const fn reason(reason: PayerReason, language: Language) -> &'static str {
    match reason {
        PayerReason::LimitExceeded => language.pick(
            "au かんたん決済のご利用限度額を超えています。限度額をご確認いただくか、ほかのお支払い方法をお選びください。",
            "The amount is above your au Kantan Kessai limit. Check the limit, or choose another way to pay.",
        ),
        PayerReason::CrossedMidnight => language.pick(
            "お手続き中に日付が変わったため、お支払いが中止されました。はじめからお手続きください。",
            "The date changed during the payment, so it was stopped. Please start again.",
        ),
        PayerReason::AuthenticationNotCompleted => language.pick(
            "au の本人確認が完了していません。登録の状況は KDDI にご確認いただけます。",
            "au's confirmation of your identity was not completed. KDDI can tell you about your registration.",
        ),
        PayerReason::SignInExpired => language.pick(
            "au ID のログインの有効時間が過ぎました。はじめからお手続きください。",
            "Your sign-in with the au ID no longer holds. Please start again.",
        ),
        PayerReason::RecurringForbidden => language.pick(
            "au の設定により、定期契約のお申し込みが制限されています。設定をご確認ください。",
            "Your settings at au do not allow subscriptions. Please check them.",
        ),
        PayerReason::ContractLapsed => language.pick(
            "ご契約が終了しているか、ご利用できない状態です。",
            "The contract has ended or cannot be used any more.",
        ),
        PayerReason::NotUsable => language.pick(
            "au かんたん決済をご利用になれませんでした。お支払いの遅れや、ご自身で設定した利用制限がないかご確認ください。いずれにもあてはまらないときは、KDDI にお問い合わせください。",
            "au Kantan Kessai could not be used. Check for overdue payments and for restrictions you have set yourself; if neither applies, please ask KDDI.",
        ),
        PayerReason::AlreadyDone => {
            language.pick("このお手続きは、すでに完了しています。", "This has been done already.")
        }
        PayerReason::AlreadyCancelled => {
            language.pick("このお手続きは、すでに取り消されています。", "This has been cancelled already.")
        }
        PayerReason::InProgress => language.pick(
            "同じお手続きを処理しています。もう一度お手続きにならず、しばらくお待ちください。",
            "The same request is being processed. Please do not repeat it, and wait a while.",
        ),
        PayerReason::OutsidePeriod => language.pick(
            "お手続きできる期間ではないため、受け付けられませんでした。",
            "It came too early or too late, and was not accepted.",
        ),
        PayerReason::CarrierTrouble => language.pick(
            "au 側の障害により、お支払いを完了できませんでした。少し時間をおいてお試しください。",
            "au has trouble and could not complete the payment. Please try again in a while.",
        ),
        PayerReason::GatewayTrouble => language.pick(
            "決済システムの障害により、お支払いを完了できませんでした。少し時間をおいてお試しください。",
            "The payment system has trouble and could not complete the payment. Please try again in a while.",
        ),
        PayerReason::MerchantTrouble => language.pick(
            "ショップ側の問題により、お支払いを完了できませんでした。お客さまの操作では直せません。",
            "The shop has a problem, so the payment could not be completed. You cannot correct this yourself.",
        ),
        PayerReason::Unknown => {
            language.pick("au でお支払いを完了できませんでした。", "au could not complete the payment.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reason;
    use crate::domain::language::Language;
    use sbps::error_code::PayerReason;
    use std::collections::HashSet;

    #[test]
    fn every_reason_has_a_sentence_of_its_own_in_both_languages() {
        let is_japanese = |character: char| ('\u{3000}'..='\u{9fff}').contains(&character);
        let mut said = HashSet::new();
        for each in PayerReason::ALL {
            let (japanese, english) = (reason(each, Language::Japanese), reason(each, Language::English));
            assert!(japanese.ends_with('。') && japanese.chars().any(is_japanese), "{each:?}: {japanese}");
            assert!(english.ends_with('.') && !english.chars().any(is_japanese), "{each:?}: {english}");
            assert!(said.insert(japanese) && said.insert(english), "{each:?} has the sentence of another reason");
        }
    }
}
