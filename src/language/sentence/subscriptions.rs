//! The sentences of the subscriber's page.

use super::shared;
use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word of the subscriber's page.
    pub SubscriptionSentence of Subscriptions;

    None { "ご契約はありません。" "You have no subscriptions." }
    BillName = shared::STATEMENT;
    State { "現在の状態" "Status" }
    Active { "ご利用中です。" "Active." }
    FirstFree { "ご利用中です（無料期間）。" "Active (free period)." }
    Suspended {
        "ご契約は続いていますが、前回のお支払いができていないため、次回からのお支払いは停止されます。"
        "Your subscription stands, but the last payment did not go through, so billing is suspended from the next one on."
    }
    Pending {
        "お申し込みの手続き中です。au の画面でのお手続きが完了すると、ご契約となります。"
        "Your application is under way. It becomes a subscription once you finish on au's screen."
    }
    CancellationPending { "解約の手続き中です。" "Your cancellation is under way." }
    Cancelled { "解約済みです。今後のお支払いはありません。" "Cancelled. There will be no further payments." }
    EndedByCarrier {
        "au 側の手続きにより終了しました。au・UQ mobile の回線の解約や変更があると、契約が終了することがあります。今後のお支払いはありません。"
        "Ended by au. This can happen when an au or UQ mobile phone contract is cancelled or changed. There will be no further payments."
    }
    EndedLastMonth {
        "契約期間が満了しました。今後のお支払いはありません。"
        "Ended as agreed after its last month. There will be no further payments."
    }
    Expired {
        "最後のお支払いから365日が過ぎたため、失効しました。続けてご利用になるには、再申し込みが必要です。"
        "Expired: 365 days have passed since the last payment. To go on, you need to apply again."
    }
    Unknown {
        "お手続きの結果を確認しています。二重のお手続きを防ぐため、結果がわかるまで新しいお手続きはできません。"
        "We are checking the outcome of your last request. So that nothing is done twice, no new request can be made until it is known."
    }

    Until { "①までご利用いただけます。" " You can use it until ①." }
    WasUntil { "ご利用期間は①で終了しました。" " It could be used until ①." }

    Next { "次回のお支払い" "Next payment" }
    Charge { "①に②" "①: ②" }
    NextNone { "予定はありません。" "None is planned." }
    NextUnknown { "お手続きの結果がわかり次第、表示します。" "Shown as soon as the outcome is known." }
    Usage { "ご利用があったときです（日は決まっていません）。" "When you have used the service (no fixed day)." }
    LastDay { "次回のお支払いの前に解約できる期限" "Last day to cancel before it" }
    IfToday { "今日解約した場合" "If you cancel today" }
    Caused { "①のお支払い（②）が発生します。" "The payment of ② on ① becomes due." }
    Dropped { "①のお支払い（②）はいただきません。" "The payment of ② on ① is not charged." }
    Avoided {
        "①のお支払い（②）以降は、請求されません。"
        "The payment of ② on ① and all later ones are not made."
    }
    CycleEnds { "現在の料金の対象期間は、①までです。" "The current billing period ends on ①." }
    NothingMore { "今日より後のお支払いはありません。" "Nothing is charged after today." }
    OrderNumber = shared::ORDER_NUMBER;
    Copy = shared::COPY;
    CopyOrderNumber = shared::COPY_ORDER_NUMBER;
    CopyReceiptNumber { "受付番号をコピーする" "Copy the receipt number" }
    Copied = shared::COPIED;
    Contact = shared::CONTACT;

    ProblemTitle = shared::NOT_PAID;
    NotThrough {
        "①のお支払いを処理できませんでした（コード ②）。"
        "The payment of ① did not go through (code ②)."
    }
    SuspendedFrom { "①以降のお支払いは停止されます。" "Billing is suspended from ① on." }
    GoesOn {
        "ご契約は続いており、次のお支払いは予定どおり行われます。"
        "Your subscription continues, and the next payment is made as planned."
    }
    ShopsTrouble {
        "原因はショップ側にあります。お客さまに必要なお手続きはありません。"
        "The cause lies with the shop. There is nothing for you to do."
    }
    CarriersTrouble {
        "原因は決済サービス側にあります。お客さまに必要なお手続きはありません。"
        "The cause lies with the payment service. There is nothing for you to do."
    }
    WaitingWhy {
        "①のお支払いは、ショップまたは決済サービスの都合でまだ行われていません。お客さまに必要なお手続きはなく、二重に請求されることもありません。"
        "The payment of ① has not been made yet, because of the shop or the payment service. There is nothing for you to do, and you are not charged twice."
    }
    ProblemCheck { "次のことをご確認ください。" "Please check the following." }
    CheckLimit { "au かんたん決済のご利用限度額を超えていないか" "whether your au Kantan Kessai limit is exceeded" }
    CheckOverdue { "通信料金などのお支払いに遅れがないか" "whether a phone bill or another payment is overdue" }
    CheckRestriction { "ご自身で利用制限を設定されていないか" "whether you have restricted the use yourself" }
    AskCarrier {
        "いずれにもあてはまらないときは、KDDI にお問い合わせください。"
        "If none of these applies, please ask KDDI."
    }
    OtherWays = shared::OTHER_WAYS;

    History { "これまでのお支払い" "Payments so far" }
    HistoryNone { "まだありません。" "None yet." }
    Paid { "お支払い済み" "Paid" }
    Failed { "お支払い未完了" "Not paid" }
    Free { "無料" "Free" }
    Reserved { "金額の確定待ち" "Amount to be confirmed" }
    NothingTaken { "お支払いなし" "Not charged" }
    Refunded { "返金済み" "Refunded" }
    Uncertain { "確認中" "Being checked" }
    Waiting { "未請求（お手続きは不要です）" "Not charged yet (nothing for you to do)" }

    Calendar { "お支払い日をカレンダーに登録する" "Add the payment days to your calendar" }
    CalendarGone { "登録した予定をカレンダーから取り消す" "Take the days you added out of your calendar" }
    Cancel { "この契約を解約する" "Cancel this subscription" }
    Reapply { "再申し込みをする" "Apply again" }
    ReapplyFirst {
        "再申し込み後の最初のお支払いは、①に②です。"
        "If you apply again, the first payment is ② on ①."
    }
    ReapplyUsage {
        "再申し込みのときのお支払いはありません。ご利用があったときにお支払いいただきます。"
        "Nothing is charged for applying again. You pay when you have used the service."
    }

    ConfirmCancel { "この契約を解約しますか？" "Cancel this subscription?" }
    ConfirmCancelButton { "解約を確定する" "Yes, cancel it" }
    ConfirmCancelNote {
        "次の au の画面でお手続きを完了すると、解約になります。それまでご契約は続きます。"
        "It is cancelled when you finish on au's screen and continues until then."
    }
    ConfirmCancelAtAuButton {
        "解約のお手続きに進む（au\u{a0}かんたん決済へ進みます）"
        "Continue to cancel (at au Kantan Kessai)"
    }
    Keep { "解約しないで戻る" "Keep it and go back" }
    ConfirmReapply { "有料の定期契約に再申し込みをしますか？" "Apply for this paid subscription again?" }
    ConfirmReapplyNote {
        "次の au の画面でお手続きを完了すると、有料の定期契約の再申し込みとなり、下の予定のとおり代金が請求されます。"
        "When you finish on au's screen, this paid subscription is renewed, charged as listed below."
    }
    ConfirmReapplyButton {
        "有料の定期契約に再申し込みをする（au\u{a0}かんたん決済へ進みます）"
        "Apply again and pay (continues at au Kantan Kessai)"
    }
    Back { "申し込まないで戻る" "Go back without applying" }
    Asking { "お手続きを進めています…" "Working on it…" }
    Leaving = shared::LEAVING;

    NotLeft {
        "au での解約のお手続きは完了していません。ご契約は続いています。"
        "The cancellation at au was not completed. Your subscription continues."
    }
    LeavingConfirmed {
        "au での解約の結果を確認しています。もう一度お手続きいただく必要はありません。"
        "We are waiting for au to confirm your cancellation. There is no need to do it again."
    }
    NotRenewed {
        "au での再申し込みのお手続きは完了していません。ご契約は変わっていません。"
        "The application at au was not completed. Nothing has changed."
    }
    RenewalConfirmed {
        "au での再申し込みの結果を確認しています。もう一度お手続きいただく必要はありません。"
        "We are waiting for au to confirm your application. There is no need to do it again."
    }

    ReceiptTitle { "解約を受け付けました" "Your cancellation has been received" }
    ReceiptNumber { "受付番号" "Receipt number" }
    ReceiptDay { "受付日" "Received on" }
    ServiceUntil { "ご利用期限" "You can use it until" }

    DataInvalidTitle { "ご契約の内容を表示できません" "Your subscriptions cannot be shown" }
    DataInvalid = shared::DATA_INVALID;
    ErrorCode = shared::ERROR_CODE;
    Reload = shared::RELOAD;
    FailedTitle { "お手続きを完了できませんでした" "It could not be completed" }
    UncertainTitle { "お手続きの結果を確認できませんでした" "We could not confirm the outcome" }
    TryAgain {
        "お手続きは行われていません。少し時間をおいて、もう一度お試しください。"
        "Nothing was done. Please wait a moment and try again."
    }
    Look {
        "お手続きが完了している可能性があります。ページを再読み込みして、現在の状態をご確認ください。"
        "It may have been carried out. Please reload the page and check the status."
    }
    PageExpired = shared::PAGE_EXPIRED;
    StateChanged {
        "ご契約の状態が変わったため、お手続きできませんでした。ページを再読み込みして、現在の状態をご確認ください。"
        "The status has changed, so this could not be done. Please reload the page and check the status."
    }
    AskShop {
        "お手続きは行われていません。お手数ですが、このページのお問い合わせ先にご連絡ください。"
        "Nothing was done. Please use the contact on this page."
    }
}
