//! The form builder's sentences with something in them; labels stand beside their inputs (`input.rs`).

use crate::language::sentences::sentences;

sentences! {
    /// A sentence of the form builder.
    pub(super) BuilderSentence of Builder;

    Blank { "入力してください。" "Fill this in." }
    NoNumber { "整数で入力してください。" "Enter a whole number." }
    OutOfRange { "範囲外です（①）。" "Out of range (①)." }
    NoDay { "日付を入力してください。" "Enter a day." }
    NoMonth { "年月を2027-03の形で入力してください。" "Enter a month as 2027-03." }
    MoreThanAmount { "消費税が金額を超えています。" "The tax is more than the amount." }
    NoItemId {
        "半角英数字と記号、32文字以内で、前後に空白を入れずに入力してください。"
        "Up to 32 printable ASCII characters, without a space at either end."
    }
    Empty { "空白だけの商品名は送れません。" "A name of nothing but spaces cannot be sent." }
    SurroundingSpace { "前後に半角の空白があります。" "It starts or ends with a half-width space." }
    TooLong {
        "長すぎます：①バイト（②バイトまで、全角20文字相当）。"
        "Too long: ① bytes, ② at most (20 double-byte characters)."
    }
    Characters { "そのまま届かない文字があります：①" "Characters that do not arrive as they are: ①" }
    TextTooLong { "長すぎます（①文字まで）。" "Too long (① characters at most)." }
    UnsafeAddress {
        "ショップの中のパス（/cart など）か、https で始まるアドレスを入力してください。"
        "Enter a path of your site, such as /cart, or an address that begins with https."
    }
    Wrong { "この内容では受け付けられません。" "This is not accepted." }

    CommodityNotInContract { "契約「①」では「②」を販売できません。" "The contract “①” does not sell: ②." }
    MethodNotInContract { "契約「①」では「③」を使えません。" "The contract “①” does not have: ③." }
    Rule { "規則：①（②）" "Rule: ① (②)" }
    Instead { "これなら可能です：①" "Possible instead: ①" }

    AuthorizationLapses {
        "①から②まで③日空きます。承認は最後の支払いから365日で失効するため、それより後の課金は拒否されます。11か月ごと、または51週（357日）ごとなら収まります（1年ごとは、うるう年に366日になります）。"
        "From ① to ② are ③ days. The authorisation lapses 365 days after the last payment, and a later charge is refused. Every 11 months or every 51 weeks (357 days) stays within it; a year is 366 days across a leap day."
    }
    StartsBeforeJoining { "申込日（①）より前には課金できません。" "Nothing can be charged before the day of joining, ①." }
    LastMonthBeforeJoining { "申込日（①）より前の月です。" "This is before the day of joining, ①." }
    NothingCharged {
        "全①回のうち無料が②回なので、一度も課金されません。"
        "Nothing would ever be charged: of cycles (①), free ones are ②."
    }
    OneTimeUse {
        "課金が1回だけの契約です。継続課金（定期・従量）は都度課金には使えません。2回以上にするか、都度課金にしてください。"
        "This contract would charge once, and recurring billing (fixed term / pay as you go) cannot be used for one-time billing. Charge at least twice, or use the one-time charge."
    }
    IntroductionNotLower {
        "①は、通常の②より安くありません。"
        "① is not less than the regular ②."
    }
    DateOutOfRange { "この日付では課金日がありません。" "This day leaves no day to charge." }

    Line { "①行目" "Line ①" }
    OfLine { "①行目の②" "② of line ①" }
    Sum { "合計" "Total" }
    SumOf { "①（うち消費税 ②）" "① (of which tax: ②)" }
    NoSum { "数量と単価が入ると計算されます。" "Computed as soon as quantities and prices are there." }
    MoveUp { "①を1行上へ" "Move ① up" }
    MoveDown { "①を1行下へ" "Move ① down" }
    RemoveLine { "①を削除" "Remove ①" }
    LineAdded { "①行目を加えました。" "Line ① was added." }
    LineMoved { "①行目に移しました。" "It is line ① now." }
    LineRemoved { "行を削除しました。残りは①行です。" "The line was removed. Lines left: ①." }
    KeysOfLines {
        "行の中で Alt＋↑・↓ を押すと、行の順序が変わります。割引は単価をマイナスにします。"
        "Alt + ↑ or ↓ in a line moves it. A discount has a price below zero."
    }

    Count { "①/20文字（全角換算）" "①/20 double-byte" }
    Bytes { "①/40バイト" "①/40 bytes" }
    Typed { "入力①文字" "characters typed: ①" }
    Rewritten { "途中で別の文字に変わります" "is turned into another character on the way" }
    MachineDependent { "機種依存文字です" "exists only in vendors’ extensions" }
    HalfWidthKana { "半角カナです" "is a half-width katakana" }
    Control { "制御文字です" "is a control character" }
    NotEncodable { "Shift_JIS にありません" "is not in Shift_JIS" }
    Arrives { "そのまま届きます" "arrives as it is" }
    LeaveOut { "取り除く" "Leave it out" }
    Twin { "「①」に置き換える" "Replace with “①”" }
    NoTwin { "代わりの文字がありません" "nothing like it can be sent" }
    ReplaceAll { "まとめて置き換える：①" "Replace all: ①" }
    Replaced { "商品名を「①」にしました。" "The item name is now “①”." }
    Composing { "変換を確定してから押してください。" "Finish the conversion first." }

    DescriptionShortened { "説明を短くしています" "the description was shortened" }
    TimingRepeated { "説明にも課金タイミングがあります" "the description says when it is billed, too" }
    NumberCut { "画面では数字が途中で切れます" "a number is cut where the screen ends" }
    TimingCut { "画面には課金タイミングの初めだけが出ます" "the screen shows only the start of when it is billed" }
    TimingHidden { "画面に課金タイミングが出ません" "the screen does not show when it is billed" }
    DescriptionUnrecognisable { "画面では何の代金か分かりません" "the screen shows too little of what it is" }

    WarnCut { "au の画面では「①」が表示されません。" "au’s screen does not show “①”." }
    WarnUncertain {
        "半角文字の数え方は公表されていません。ここでは半角も1文字と数えています。"
        "How half-width characters are counted is not published; here each counts as one."
    }
    WarnTimingMissing {
        "商品名に課金タイミングがありません。継続課金（定期・従量）では、説明と課金タイミングの両方が必要です。"
        "The name does not say when it is billed. Fixed term and pay as you go need both what it is and when it is billed."
    }
    WarnTimingUnseen {
        "au の画面に課金タイミングがすべては表示されません。"
        "au’s screen does not show all of when it is billed."
    }
    WarnShorter { "①日がない月は、月末に課金されます。" "In months without day ①, the last day is charged." }
    WarnNoRefund { "この契約では返金ができません。" "Under this contract nothing can be refunded." }
    WarnRow {
        "割引や長い品名の行は、送信される明細の行（dtl_…）に入りません。下の項目にはありません。"
        "A discount or a line with a long name fits no detail row (dtl_…) of the message, and is not among the fields below."
    }
    WarnRates {
        "継続課金では、すべての行を同じ税率にしてください。税率が混ざった注文は、決済サーバーが受け付けません。"
        "Give all lines of a contract one tax rate: the payment service refuses an order that mixes them."
    }
    Of { "①：②" "①: ②" }

    Next { "これから12か月の課金（①回）" "Charges of the next twelve months (①)" }
    TotalExact { "総額：①" "Total: ①" }
    TotalEstimate { "1年間の目安：①" "Estimate of one year: ①" }
    TotalAtMost { "1年間の目安（最大）：①" "Estimate of one year, at most: ①" }
    Once { "一度だけ課金されます：①" "Charged once: ①" }
    Usage { "課金日は決まっていません。1回の上限：①" "No fixed day. At most each time: ①" }

    WholePage { "ページ全体" "The whole page" }
    WholePageNote {
        "要素のファイル（dist/element）と同じフォルダーに保存すると、そのまま開けるページです。プレビューで作ったテーマと、JavaScript がないときの画面も入っています。"
        "A page that can be opened as it is when saved beside the element’s files (dist/element), with your theme and the screen for browsers without JavaScript."
    }
    OneTag { "タグだけ" "The tag alone" }
    OneTagNote {
        "すでにあるページに貼るときは、こちらをお使いください。"
        "For a page that is there already."
    }
    Copy { "①をコピー" "Copy: ①" }

    Message { "①（②項目）" "① (fields: ②)" }
    ServerOnly {
        "マーチャントのサーバーだけが作れます。ブラウザーに鍵はありません。"
        "Only the merchant’s server makes it: no key is in a browser."
    }
    ToCorrect { "直すところが①か所あります。" "To be corrected: ①." }
    Ready { "この内容で使えます。" "Everything is in order." }
    Later { "入力を直すと表示されます。" "Shown as soon as the form is in order." }
}
