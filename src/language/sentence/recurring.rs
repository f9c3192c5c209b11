//! The sentences about recurring contracts.

use super::shared;
use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word about a recurring contract.
    pub RecurringSentence of Recurring;

    Title { "定期契約のお申し込み内容の確認" "Review your subscription" }
    Introduction {
        "内容とお支払いの予定をご確認のうえ、お進みください。まだお申し込みは完了していません。"
        "Please check everything and every payment before you go on. You have not subscribed yet."
    }
    AtMost { "最大①" "up to ①" }

    Plan { "お支払いの予定" "When you will be charged" }
    Today { "本日のお支払い" "To pay today" }
    From { "①から、②" "From ①, ②" }
    TaxIncluded = shared::TAX_INCLUDED;
    Varies { "金額はご利用に応じて変わります。" "The amount varies with what you use." }
    Usage {
        "ご利用があったとき（日は決まっていません）"
        "Whenever you have used the service (no fixed day)"
    }
    Shorter { "（その日がない月は、月末）" " (in shorter months, on the last day)" }
    FreeUntil { "①まで無料です。" "Free until the end of ①." }
    Duration { "契約期間と自動更新" "How long it lasts, and renewal" }
    Indefinite {
        "無期限です（回数・期間の定めはありません）。"
        "Indefinite: there is no fixed number of payments and no end date."
    }
    Ending { "お支払いは全①回です。②が最後のお支払いです。" "Number of payments: ①. The last one is on ②." }
    UpTo { "（①分まで）" " (Up to and including ①.)" }
    Renews {
        "解約されるまで自動的に更新され、そのつどお支払いが発生します。"
        "It renews automatically, with a payment each time, until you cancel."
    }
    RenewsNot {
        "自動更新はありません。最後のお支払いの後に終了します。"
        "It does not renew: it ends after the last payment."
    }
    TotalOfAll { "お支払い総額" "Total of all payments" }
    TotalOfYear { "1年間のお支払い総額（目安）" "One year's total (estimate)" }
    Sum { "①（②回分）" "① (payments: ②)" }
    TotalUnknown {
        "ご利用に応じて変わるため、あらかじめ計算できません。"
        "It depends on your use and cannot be computed beforehand."
    }
    InTime {
        "①までに解約されると、②のお支払いは発生しません。"
        "Cancel by ① and the payment on ② is not made."
    }
    AnyTime { "いつでも解約できます。" "You can cancel at any time." }
    HowToCancel { "解約の方法・お問い合わせ先" "How to cancel and whom to contact" }
    CancelPage { "解約のお手続きページ" "Cancellation page" }
    Afterwards { "解約後のお支払い" "After you cancel" }
    FirstMonthCharged {
        "解約した月の分までお支払いいただきます。お申し込みの月に解約された場合も同じです。"
        "You are charged for the month in which you cancel, even if it is the month you subscribed in."
    }
    FirstMonthNotCharged {
        "解約した月の分までお支払いいただきます。お申し込みの月に解約された場合、その月の料金はいただきません。"
        "You are charged for the month in which you cancel, but not if it is the month you subscribed in."
    }
    AfterCancelling {
        "解約した日より後のお支払いはありません。お支払い日の当日に解約された場合、その日のお支払いは取り消されません。"
        "Nothing is charged after the day you cancel. A payment due on that very day is still made."
    }

    DateList { "これから1年間のお支払い日" "Every payment of the next twelve months" }
    First { "最初のお支払い" "First payment" }
    Reduced { "割引" "Reduced" }
    Full { "ここから通常料金" "Full price from here" }
    Last { "最後のお支払い" "Last payment" }

    SourceExcluded { "①はご利用いただけません。" "① cannot be used for this subscription." }
    Payment {
        "「お支払いの予定」の各日に、au かんたん決済で自動的にお支払いいただきます。通信料金合算支払いは、通信料金とまとめて請求されます。"
        "You pay automatically with au Kantan Kessai on each day listed under “When you will be charged”. If you choose the phone bill, it is billed with your phone charges."
    }
    PaymentByUse {
        "ご利用があったときに、au かんたん決済で自動的にお支払いいただきます。通信料金合算支払いは、通信料金とまとめて請求されます。"
        "You pay automatically with au Kantan Kessai whenever you have used the service. If you choose the phone bill, it is billed with your phone charges."
    }
    FirstPayment { "次の au の画面でお支払いいただきます。" "You pay it on the next screen at au." }
    Subscribe {
        "有料の定期契約を申し込む（au\u{a0}かんたん決済へ進みます）"
        "Subscribe and pay (continues at au Kantan Kessai)"
    }
    SubscribeNote {
        "次の au の画面でお手続きを完了すると、有料の定期契約のお申し込みとなり、上の予定のとおり代金が請求されます。"
        "When you finish on au's screen, this becomes a paid subscription, charged as listed above."
    }
}
