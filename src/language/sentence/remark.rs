//! What a merchant is told of an order's terms that may mislead a payer. No page downloads it.

use crate::language::sentences::sentences;

sentences! {
    /// A remark about the terms of an order.
    pub RemarkSentence of Remark;

    FreeNotInTerms {
        "「無料」「お試し」とありますが、無料の期間がお支払いの予定にありません。"
        "It says “free” or “trial”, and no part of the schedule is free."
    }
    LaterPriceUnsaid {
        "はじめの金額に触れていますが、その後の金額（①）が書かれていません。はじめだけの金額と受け取られないよう、並べて書いてください。"
        "It speaks of the first price and not of the later one (①). Say both beside each other."
    }
    PriceDiffers {
        "商品名にある金額（①）が、お支払いの金額（②）と違います。"
        "The amount in the name (①) is not the amount that is paid (②)."
    }
    AmountNotWhole {
        "送料や税が別にかかると読めます（「①」）。最終確認の画面には、送料と税を含む金額を示す必要があります。"
        "It reads as if shipping or tax came on top (“①”). The last screen has to show the amount with both."
    }
    CancellationHarder {
        "解約の手段を電話や書面などに限っています（「①」）。オンラインで申し込んだ契約は、この画面から2回押すだけで解約できます。"
        "It allows cancelling only by telephone, in writing or the like (“①”). What is joined online is cancelled here by two presses."
    }
    CancellationUnsaid {
        "解約・返品・返金ができるかどうかが書かれていません。できない場合も、その旨を書いてください。"
        "It does not say whether the payer can cancel, return or be refunded. Say so, also where it cannot be done."
    }
    AnytimeButBound {
        "「いつでも解約できる」という説明と、継続の条件（「①」）が矛盾しています。"
        "It says that one can cancel at any time, and binds the payer all the same (“①”)."
    }
    BoundByWords {
        "継続の条件（「①」）がありますが、この画面は、いつでも解約できることを示し、実際にそう解約できます。"
        "It binds the payer (“①”), while the screen says that one can cancel at any time, and so it is."
    }
    DeadlinePressure {
        "購入を急がせる表現（「①」）があります。本当の期限があれば、お申し込みの期間として日付で示してください。"
        "It presses the payer (“①”). If there is a real deadline, state its date as the period of the application."
    }
    DeadlineShort {
        "お手続きの期限が①分後です。au の画面での操作も含め、15分以上をお勧めします。"
        "The order has to be started within ① minutes. Allow at least 15, for au's screens take time, too."
    }
    TermsElsewhere {
        "条件を別のページに委ねています（「①」）。最終確認の画面そのものに、内容を書いてください。"
        "It leaves the terms to another page (“①”). They have to stand on the last screen itself."
    }
    TermsLong {
        "①文字あり、大切な条件が埋もれます。要点を先に短く書いてください。"
        "It has ① characters, among which what matters is lost. Say it first, and briefly."
    }
    DeliveryVague {
        "お届け・提供の時期が分かりません。「3日以内に発送」「お支払い後すぐ」のように書いてください。"
        "It does not say when. Say it as in “sent within 3 days” or “at once after payment”."
    }

    OnlyGenericWords {
        "ご利用明細に表示される部分に、ショップや商品の名前がありません。一般的な言葉だけでは、お客さまが思い出せません。"
        "What the bill shows names neither the shop nor the product: of generic words alone nobody remembers a purchase."
    }
    OnlyNumbers {
        "ご利用明細に表示される部分が、数字と記号だけです。ショップか商品の名前を入れてください。"
        "What the bill shows is numbers and signs alone. Name the shop or the product."
    }
    SameAs {
        "別の商品「①」と、ご利用明細での表示が同じになります。違いが先頭の16文字に入るようにしてください。"
        "The bill shows the same as of “①”, another item. Put what differs into the first 16 characters."
    }

    PointPrice { "特定商取引法 第12条の6：価格（送料・税込み）" "Article 12-6: price, tax and shipping included" }
    PointDelivery { "特定商取引法 第12条の6：引渡時期" "Article 12-6: time of delivery" }
    PointPeriod { "特定商取引法 第12条の6：申込みの期間" "Article 12-6: period of the application" }
    PointCancellation { "特定商取引法 第12条の6：撤回・解除" "Article 12-6: withdrawal and cancellation" }
    PointMisleading { "特定商取引法 第12条の6：人を誤認させる表示の禁止" "Article 12-6: nothing misleading" }
    PointRecurring {
        "通信販売の申込み段階における表示についてのガイドライン：定期購入"
        "Guideline of the Consumer Affairs Agency: recurring orders"
    }
}
