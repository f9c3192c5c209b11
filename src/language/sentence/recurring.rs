//! The sentences about recurring contracts.

use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word about a recurring contract.
    pub RecurringSentence;

    Title { "定期契約のお申し込み内容の確認" "Review your subscription" }
    Introduction {
        "内容とお支払いの予定をご確認のうえ、ページ下のボタンから au かんたん決済へお進みください。まだお申し込みは完了していません。"
        "Please check the details and every payment date, then continue to au Kantan Kessai with the button below. You have not subscribed yet."
    }
    Lines { "お申し込み内容" "What you subscribe to" }
    PerCharge { "1回のお支払い額" "Each payment" }
    AtMost { "最大①" "up to ①" }
    Price { "①（消費税・送料を含む、1回あたりの金額）" "① each time, consumption tax and shipping included" }
    VaryingPrice {
        "①（消費税・送料を含む、1回あたりの金額。ご利用に応じて変わります）"
        "① each time, consumption tax and shipping included; it varies with what you use"
    }

    Plan { "お支払いの予定" "When you will be charged" }
    Days { "お支払い日" "Payment days" }
    SimpleCharged {
        "お申し込みの当日と、翌月から毎月1日です。"
        "On the day you subscribe, and then on the 1st of every month."
    }
    SimpleFree { "翌月から毎月1日です。" "On the 1st of every month, from next month on." }
    SimpleOnce { "お申し込みの当日です。" "On the day you subscribe." }
    Usage {
        "ご利用があったときです。お支払い日は決まっていません。"
        "When you have used the service. There is no fixed day."
    }
    Shorter { "その日がない月は、月末です。" " In shorter months, on the last day." }
    Introductory { "無料・割引期間" "Free or reduced period" }
    FirstMonthFree { "お申し込みの月は無料です。" "The month you subscribe in is free." }
    FreeCycles { "お申し込みから①回分の期間は無料です。" "Free periods at the start: ①." }
    FirstAfterFree { "最初のお支払いは①の②です。" " Your first payment is ② on ①." }
    ReducedCycles { "はじめの①回は②です。" "Reduced payments of ② at the start: ①." }
    Switch { "①のお支払いから②になります。" " From ① on you pay ② each time." }
    Duration { "契約期間" "How long it lasts" }
    Indefinite { "無期限です（回数・期間の定めはありません）。" "Indefinite: there is no fixed number of payments and no end date." }
    Ending { "お支払いは全①回です。②が最後のお支払いです。" "Number of payments: ①. The last one is on ②." }
    UpTo { "（①分まで）" " (Up to and including ①.)" }
    Renewal { "自動更新" "Automatic renewal" }
    Renews {
        "あります。解約されるまで自動的に継続し、そのつどお支払いが発生します。"
        "Yes. It continues automatically, with a payment each time, until you cancel."
    }
    RenewsNot {
        "ありません。最後のお支払いの後、自動的に終了します。"
        "No. It ends automatically after the last payment."
    }
    TotalOfAll { "お支払い総額" "Total of all payments" }
    TotalOfYear { "1年間のお支払い総額（目安）" "One year's total (estimate)" }
    Sum { "①（②回分）" "① (payments: ②)" }
    TotalUnknown {
        "ご利用に応じて変わるため、あらかじめ計算できません。"
        "It depends on your use and cannot be computed beforehand."
    }
    LastDay { "次のお支払いの前に解約できる期限" "Last day to cancel before the next payment" }
    InTime { "①までです。この日までに解約されると、②のお支払いは発生しません。" "①. Cancel by then and the payment on ② is not made." }
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
    First { "初回" "First payment" }
    Reduced { "割引" "Reduced" }
    Full { "ここから通常料金" "Full price from here" }
    Last { "最終回" "Last payment" }

    SourceExcluded { "①はご利用いただけません。" "① cannot be used for this subscription." }
    Quantity {
        "1回のお支払いごとに、「お申し込み内容」の数量欄のとおりです。"
        "For each payment, as listed under “What you subscribe to”."
    }
    Payment {
        "「お支払いの予定」の各日に、au かんたん決済で自動的にお支払いいただきます。通信料金合算支払いは、通信料金とまとめて請求されます。"
        "You pay automatically with au Kantan Kessai on each day listed under “When you will be charged”. If you choose the phone bill, it is billed with your phone charges."
    }
    Cancelling {
        "解約の期限と方法は「お支払いの予定」のとおりです。"
        "When and how to cancel is listed under “When you will be charged”."
    }
    FirstPayment {
        "初回の①は、次の au の画面で本日お支払いいただきます。"
        "You make the first payment of ① today, on the next screen at au."
    }
    FirstCharge { "初回のお支払い日：①" "First payment: ①" }
    Subscribe {
        "有料の定期契約を申し込む（au\u{a0}かんたん決済へ進みます）"
        "Subscribe and pay (continues at au Kantan Kessai)"
    }
    SubscribeNote {
        "次の au の画面でお手続きを完了すると、有料の定期契約のお申し込みとなり、上の予定のとおり代金が請求されます。"
        "When you finish on au's screen, this becomes a paid subscription, charged as listed above."
    }
}
