//! Every sentence of the checkout that has no number in it, in both languages, side by side.

use super::shared;
use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word of the checkout.
    pub Sentence of Checkout;

    Title {
        "ご注文内容の確認"
        "Review your order"
    }
    Introduction {
        "内容をご確認のうえ、お進みください。まだご注文は確定していません。"
        "Please check everything before you go on. Your order has not been placed yet."
    }
    LineName { "商品" "Item" }
    LineQuantity { "数量" "Quantity" }
    LineAmount { "金額（税込）" "Amount (tax incl.)" }
    Total { "お支払い総額" "Total to pay" }
    TaxIncluded = shared::TAX_INCLUDED;

    Sources { "お支払い方法" "How you can pay" }
    SourcesNote {
        "次の画面（au かんたん決済）で、次のいずれかをお選びいただけます。"
        "You choose one of these on the next screen (au Kantan Kessai)."
    }
    SourcePhoneBill { "au・UQ mobile の通信料金合算支払い" "Your au or UQ mobile phone bill" }
    SourcePhoneBillNote { "毎月の通信料金とまとめてお支払い" "paid together with your monthly phone charges" }
    SourceBalance { "au PAY 残高" "au PAY balance" }
    SourceBalanceNote { "チャージ済みの残高からお支払い" "paid from your prepaid balance" }
    SourceCard { "au PAY カード" "au PAY card" }
    SourceCardNote { "登録済みのカードでお支払い" "paid with the card you have registered" }

    Statement = shared::STATEMENT;
    StatementNote {
        "au の画面とご利用明細には、商品名の先頭16文字まで表示されます（半角も1文字と数えます）。"
        "au's screens and statement show the first 16 characters of the item name (half-width characters count as one)."
    }
    StatementShop { "au かんたん決済" "au Kantan Kessai" }
    StatementHiddenStart { "（ここから先は表示されないことがあります：" "(the rest may not be shown: " }
    StatementHiddenEnd { "）" ")" }
    StatementHiddenNote {
        "点線より後は、表示されないことがあります。"
        "What follows the dotted line may not be shown."
    }

    Terms { "お申し込みの条件" "Terms of this order" }
    TermPayment { "お支払いの時期・方法" "When and how you pay" }
    TermPaymentText {
        "au かんたん決済でのお支払いです。au の画面でお手続きが完了した時点で、お支払いが確定します。通信料金合算支払いは、毎月の通信料金とまとめて請求されます。"
        "You pay with au Kantan Kessai. The payment becomes final when you finish on au's screen. If you choose the phone bill, it is billed with your monthly charges."
    }
    TermDelivery { "お届け・提供の時期" "Delivery" }
    TermPeriod { "お申し込みの期間" "Application period" }
    TermPeriodNone { "期間の定めはありません。" "There is no limited period." }
    TermDeadline { "この内容でのお手続き：" "This order can be placed: " }
    TermCancellation { "キャンセル・返品" "Cancellation and returns" }

    Back { "内容を訂正する" "Change this order" }
    Pay { "注文を確定して、au\u{a0}かんたん決済へ進む" "Place the order and go on to au Kantan Kessai" }
    PayNote {
        "au の画面で ID の確認とお支払い手続きを完了すると、代金が請求されます。"
        "You are charged once you confirm your ID and complete the payment on au's screen."
    }
    Asking { "ご注文内容を確認しています…" "Checking your order…" }
    AskingSlow {
        "いつもより時間がかかっています。このままお待ちください。まだ請求は発生していません。"
        "This is taking longer than usual. Please keep this page open. Nothing has been charged."
    }
    Leaving = shared::LEAVING;
    LeavingSlow {
        "画面が変わらないときは、このページを再読み込みしてください。au の画面でお手続きを終えるまで、請求は発生しません。"
        "If nothing happens, please reload this page. You are not charged before you finish on au's screen."
    }
    Returned {
        "この画面に戻りました。お支払いがお済みの場合は、もう一度お手続きいただく必要はありません。まだの場合は、もう一度ボタンを押してお進みください。"
        "You have come back to this page. If you have paid, there is nothing more to do. If not, you can use the button again."
    }
    Withheld { "ご注文は送信されていません。" "The order was not sent." }

    NotCharged = shared::NOT_CHARGED;
    ErrorCode = shared::ERROR_CODE;
    Reload = shared::RELOAD;
    SeeResult { "お支払いの状況を確認する" "See your payment" }

    OrderInvalidTitle { "ご注文内容を表示できません" "This order cannot be shown" }
    OrderInvalid {
        "ショップから受け取った注文情報に不備があるため、お手続きを中止しました。ショップにお問い合わせください。"
        "Something is wrong with the order information from the shop, so we stopped here. Please contact the shop."
    }
    UnreachableTitle { "ショップのサーバーに接続できません" "The shop's server cannot be reached" }
    Unreachable {
        "少し時間をおいて、もう一度ボタンを押してください。ほかのページも開けないときは、通信環境をご確認ください。"
        "Please wait a moment and use the button again. If no other page opens either, check your connection."
    }
    SlowTitle { "時間内に応答がありませんでした" "There was no answer in time" }
    Slow {
        "お手続きを中止しました。au へは何も送信していません。少し時間をおいて、もう一度ボタンを押してください。"
        "We stopped here. Nothing was sent to au. Please wait a moment and use the button again."
    }
    RefusedTitle { "お手続きを進められませんでした" "The order could not be processed" }
    Refused {
        "ショップのサーバーが、お手続きを受け付けませんでした。もう一度お試しのうえ、解決しないときはショップにお問い合わせください。"
        "The shop's server did not accept the order. Please try again; if that does not help, contact the shop."
    }
    PageExpired = shared::PAGE_EXPIRED;
    OrderUnknown {
        "このご注文が見つかりませんでした。お手数ですが、ショップの画面から、もう一度ご注文ください。"
        "This order was not found. Please go back to the shop and order again."
    }
    Busy {
        "ただいま混み合っています。少し時間をおいて、もう一度お試しください。"
        "We are busy right now. Please wait a moment and try again."
    }
    AnswerInvalid {
        "ショップのサーバーの応答を確認できなかったため、au へ送信せずに中止しました。もう一度お試しのうえ、解決しないときはショップにお問い合わせください。"
        "The answer of the shop's server could not be verified, so nothing was sent to au. Please try again; if that does not help, contact the shop."
    }
    SignedDiffersTitle { "表示と異なる内容のため中止しました" "Stopped: the request differs from what you see" }
    SignedDiffers {
        "au へ送信する内容が、この画面の表示と一致しませんでした。ページを再読み込みして、内容をもう一度ご確認ください。"
        "What would be sent to au is not what this page shows. Please reload the page and check the order again."
    }
    DestinationTitle { "送信先を確認できないため中止しました" "Stopped: the destination could not be verified" }
    Destination {
        "お支払い画面の送信先が、許可された接続先ではありませんでした。ショップにお問い合わせください。"
        "The payment screen's address is not one this shop allows. Please contact the shop."
    }
    UnencodableTitle { "この商品名ではお支払い手続きができません" "This item name cannot be used for payment" }
    Unencodable {
        "商品名に、au かんたん決済へ送れない文字が含まれているか、商品名が長すぎます。お客さまご自身では修正できません。ショップにお問い合わせください。"
        "The item name is too long or contains characters that au Kantan Kessai cannot receive. You cannot fix this yourself: please contact the shop."
    }
    ExpiredTitle = shared::ORDER_EXPIRED;
    Expired {
        "お手数ですが、ショップの画面から、もう一度ご注文ください。"
        "Please go back to the shop and order again."
    }
    PaidTitle { "このご注文はお支払い済みです" "This order has already been paid" }
    Paid {
        "重ねてお支払いいただく必要はありません。"
        "You do not need to pay again."
    }
    SubscribedTitle = shared::ALREADY_SUBSCRIBED;
    Subscribed {
        "重ねてお申し込みいただく必要はありません。"
        "You do not need to subscribe again."
    }
    SeeSubscription { "ご契約の内容を確認する" "See your subscription" }
    DiffersTitle { "ご注文内容が変更されています" "The order has changed" }
    Differs {
        "価格または商品名が、この画面の表示から変わりました。ページを再読み込みして、最新の内容をご確認ください。"
        "The price or the name is no longer what this page shows. Please reload the page and check the current order."
    }
    AnotherDay {
        "日付が変わり、お支払い日も変わりました。ページを再読み込みして、最新の内容をご確認ください。"
        "The day has changed in Japan, and so have the payment dates. Please reload the page and check the current order."
    }
    FramedTitle { "この画面からはお手続きに進めません" "You cannot go on from here" }
    Framed {
        "このページがほかのページの枠の中に表示されているため、au かんたん決済の画面を開けません。新しいタブで開いてから、お手続きください。"
        "This page is shown inside another page, where au Kantan Kessai cannot be opened. Please open it in a tab of its own."
    }
    StoppedTitle { "au かんたん決済へ移動できませんでした" "Your browser did not go on to au Kantan Kessai" }
    Stopped {
        "もう一度ボタンを押してください。解決しないときは、通信環境をご確認いただくか、ショップにお問い合わせください。"
        "Please use the button again. If that does not help, check your connection or contact the shop."
    }
    MaintenanceTitle = shared::MAINTENANCE;
    Maintenance {
        "メンテナンスまたは障害のため、お手続きいただけません。しばらくしてから、もう一度お試しください。"
        "This is because of maintenance or a failure. Please try again later."
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_button_says_that_an_order_is_placed_and_where_the_payer_goes() {
        let (japanese, english) = (Language::Japanese.say(Sentence::Pay), Language::English.say(Sentence::Pay));
        assert!(japanese.contains("注文を確定") && japanese.contains("au\u{a0}かんたん決済"));
        assert!(english.contains("Place the order") && english.contains("au Kantan Kessai"));
    }
}
