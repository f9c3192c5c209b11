//! The sentences of mails to payers. No page downloads them: what a screen says as well stands in the screen's list.

use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word of a mail to a payer.
    pub MailSentence of Mail;

    Subject { "【①】②" "[①] ②" }
    Row { "①：②" "①: ②" }
    Line { "・①" "- ①" }
    OrderLine { "・①（数量 ②）：③" "- ① (quantity: ②): ③" }
    From {
        "このメールは、①でのお支払いについてお送りしています。"
        "This mail is about a payment to ①."
    }

    Tax { "うち消費税" "Consumption tax in it" }
    Agreed { "お申し込み内容の控え（SHA-256）" "Fingerprint of what you agreed to (SHA-256)" }
    PaidOn { "お支払い日" "Paid on" }
    PaidTotal { "お支払いの合計" "Total paid" }
    MorePayments { "（ほか①件）" "(and ① more)" }
    YourPage {
        "ご契約のページ（お客さま専用です。このアドレスを知っている人は解約できます。転送しないでください）"
        "Your subscription page (private: whoever has this address can cancel, so please do not forward it)"
    }
    ViewPage { "ご契約の内容（閲覧用のページ）" "The subscription (a page for viewing)" }

    ReapplyHere {
        "引き続きご利用になるときは、ご契約のページから再申し込みをお願いいたします。"
        "To go on, please apply again on your subscription page."
    }

    EndedTitle { "ご契約が終了しました" "Your subscription has ended" }
    ExpiringTitle { "ご契約期間の満了についてのお知らせ" "Your subscription is about to run out" }
    Expiring {
        "①でご契約期間が満了します。満了後のお支払いはなく、解約のお手続きも必要ありません。"
        "Your subscription runs until ①. Nothing is charged after that, and you need not cancel it."
    }
    StillToCome { "満了までのお支払い" "Payments until then" }

    LinksByMail { "ご契約のページのアドレスをメールで受け取る" "Get the address of your subscription page by mail" }
    LinksTitle { "ご契約のページのアドレス" "The address of your subscription page" }
    LinksAsked {
        "ご依頼により、このメールアドレスで承っているご契約をお知らせします。"
        "As you asked, here is what you have subscribed to with this mail address."
    }
    NotYou {
        "お心当たりのないときは、このメールを削除してください。ご契約は変わっていません。"
        "If you did not ask for it, delete this mail. Nothing has changed."
    }
}
