//! The sentences about what became of a payment.

use super::shared;
use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word about what became of a payment.
    pub ResultSentence of Result;

    PaidTitle { "お支払いが完了しました" "Your payment is complete" }
    Paid { "ご注文ありがとうございます。" "Thank you for your order." }
    AlreadyPaidTitle { "このご注文は、すでにお支払い済みでした" "This order had already been paid" }
    AlreadyPaid {
        "先にお支払いいただいていたため、2回目のお支払いはお断りしました。ご請求は1回分です。2回請求された場合は、ご注文番号を添えてお問い合わせください。"
        "It was paid before, so we refused the second payment. You pay once; should you be charged twice, please contact us with the order number."
    }
    JoinedTitle { "お申し込みが完了しました" "You are subscribed" }
    Joined {
        "お申し込みありがとうございます。ご契約のページで、お支払い予定日のご確認と解約のお手続きができます。ページのアドレスはお客さま専用です。保存しておいてください。"
        "Thank you for subscribing. Your subscription page shows when you are charged and lets you cancel. Its address is private to you: please keep it."
    }
    AlreadyJoinedTitle { "このご注文は、すでにお申し込み済みでした" "You had already subscribed" }
    AlreadyJoined {
        "先にお申し込みが完了していたため、2回目のお申し込みはお断りしました。ご契約は1つです。2回請求された場合は、ご注文番号を添えてお問い合わせください。"
        "You had subscribed before, so we refused the second application. You have one subscription; should you be charged twice, please contact us with the order number."
    }
    FailedTitle = shared::NOT_PAID;
    NotJoinedTitle { "お申し込みを完了できませんでした" "Your subscription was not completed" }
    NotCharged = shared::NOT_CHARGED;
    UnclearTitle { "お手続きの状況をご確認ください" "Please check what became of it" }
    Unrecorded { "お支払いの記録はありません。" "No payment is recorded." }
    CancelledTitle { "お支払いを中止しました" "You cancelled the payment" }
    JoiningCancelledTitle { "お申し込みを中止しました" "You cancelled the application" }
    Cancelled {
        "お支払いの記録はありません。もう一度お手続きいただけます。"
        "No payment is recorded. You can try again."
    }
    ConfirmingTitle { "お支払いを確認しています" "We are confirming your payment" }
    Confirming {
        "通常は数秒で完了します。もう一度お支払いになる必要はありません。"
        "It usually takes a few seconds. Please do not pay again."
    }
    ConfirmingLong {
        "確認に時間がかかっています。もう一度お支払いにならず、少し時間をおいてから、最新の状況をご確認ください。"
        "This is taking longer than usual. Please do not pay again; check again in a while."
    }
    JoiningConfirmingTitle { "お申し込みを確認しています" "We are confirming your application" }
    JoiningConfirming {
        "通常は数秒で完了します。もう一度お申し込みになる必要はありません。"
        "It usually takes a few seconds. Please do not apply again."
    }
    JoiningConfirmingLong {
        "確認に時間がかかっています。もう一度お申し込みにならず、少し時間をおいてから、最新の状況をご確認ください。"
        "This is taking longer than usual. Please do not apply again; check again in a while."
    }
    WithdrawnTitle { "このご注文は取り消されました" "This order has been cancelled" }
    Withdrawn {
        "ショップがご注文を取り消したため、お支払いいただけません。au の画面でお手続き中のときも、お支払いは完了せず、代金は請求されません。くわしくはショップにお問い合わせください。"
        "The shop has cancelled the order, so it can no longer be paid. If you are still paying at au, the payment will not go through and you will not be charged. Please ask the shop for details."
    }
    ExpiredTitle = shared::ORDER_EXPIRED;
    Expired {
        "お支払いの記録はありません。au の画面でお手続き中のときは、完了してからこのページを再読み込みしてください。それ以外は、お手数ですが、もう一度ご注文ください。"
        "No payment is recorded. If you are still paying at au, finish there and reload this page; otherwise please order again."
    }
    OpenTitle { "お支払いはまだです" "Not paid yet" }
    JoiningOpenTitle { "お申し込みはまだです" "Not subscribed yet" }
    Open { "このご注文のお支払いは、まだ確認されていません。" "No payment for this order has been confirmed." }
    JoiningOpen { "お申し込みの完了は、まだ確認されていません。" "Your subscription has not been confirmed yet." }

    LimitExceeded {
        "au かんたん決済のご利用限度額を超えています。限度額をご確認いただくか、ほかのお支払い方法をお選びください。"
        "The amount is above your au Kantan Kessai limit. Check the limit, or choose another way to pay."
    }
    CrossedMidnight {
        "お手続き中に日付が変わったため、お支払いが中止されました。はじめからお手続きください。"
        "The date changed during the payment, so it was stopped. Please start again."
    }
    AuthenticationNotCompleted {
        "au の本人確認が完了していません。登録の状況は KDDI にご確認ください。"
        "au could not confirm your identity. KDDI can tell you about your registration."
    }
    SignInExpired {
        "au ID のログインの有効時間が過ぎました。はじめからお手続きください。"
        "Your sign-in with au ID has expired. Please start again."
    }
    RecurringForbidden {
        "au の設定により、定期契約のお申し込みが制限されています。設定をご確認ください。"
        "Your settings at au do not allow subscriptions. Please check them."
    }
    ContractLapsed {
        "ご契約が終了しているか、ご利用いただけない状態です。"
        "The contract has ended or can no longer be used."
    }
    NotUsable {
        "au かんたん決済をご利用になれませんでした。お支払いの遅れや、ご自身で設定した利用制限がないかご確認ください。いずれにもあてはまらないときは、KDDI にお問い合わせください。"
        "au Kantan Kessai could not be used. Check for overdue payments and for restrictions you have set yourself; if neither applies, please ask KDDI."
    }
    AlreadyDone {
        "このお手続きは、すでに完了しています。もう一度お手続きにならず、ショップにご確認ください。"
        "This has been done already. Please do not repeat it; the shop can tell you more."
    }
    AlreadyCancelled {
        "このお手続きは、すでに取り消されています。くわしくはショップにお問い合わせください。"
        "This has been cancelled already. Please ask the shop for details."
    }
    InProgress {
        "同じお手続きを処理しています。もう一度お手続きにならず、しばらくお待ちください。"
        "The same request is being processed. Please do not repeat it, and wait a while."
    }
    OutsidePeriod {
        "お手続きできる期間ではないため、受け付けられませんでした。"
        "This was outside the period in which it is accepted."
    }
    CarrierTrouble {
        "au 側の障害により、お支払いを完了できませんでした。少し時間をおいてお試しください。"
        "A problem at au stopped the payment. Please try again in a while."
    }
    GatewayTrouble {
        "決済システムの障害により、お支払いを完了できませんでした。少し時間をおいてお試しください。"
        "A problem in the payment system stopped the payment. Please try again in a while."
    }
    MerchantTrouble {
        "ショップ側の問題により、お支払いを完了できませんでした。お客さまご自身では修正できません。ショップにお問い合わせください。"
        "The shop has a problem, so the payment could not be completed. You cannot fix this yourself: please contact the shop."
    }
    UnknownReason { "au でお支払いを完了できませんでした。" "au could not complete the payment." }

    ErrorCode = shared::ERROR_CODE;
    Reference = shared::ORDER_NUMBER;
    Copy = shared::COPY;
    CopyReference = shared::COPY_ORDER_NUMBER;
    Copied = shared::COPIED;
    Item { "商品" "Item" }
    Amount { "お支払い総額（税込み）" "Total, tax included" }
    EachTime { "1回のお支払い総額（税込み）" "Total of each payment, tax included" }
    AtMost { "1回のお支払いの上限（税込み）" "Maximum each time, tax included" }
    Contact = shared::CONTACT;
    ToShop { "ショップへ戻る" "Back to the shop" }
    ToOrder { "ご注文内容の確認へ戻る" "Back to the order" }
    ToOtherWays = shared::OTHER_WAYS;
    ToSubscription { "ご契約のページへ" "To your subscription" }
    LookAgain { "最新の状況を見る" "Check again" }
    InvalidTitle { "お支払いの状況を表示できません" "The payment's status cannot be shown" }
    Invalid = shared::DATA_INVALID;
}
