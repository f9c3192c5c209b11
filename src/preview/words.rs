//! What the preview itself says, in both languages.

use crate::language::{Sentence, Sentences};

/// Words in Japanese and in English.
pub(super) type Words = (&'static str, &'static str);

/// What the review calls something.
pub(super) const fn of(sentence: Sentence) -> Words {
    let text = &Sentence::ALL[sentence as usize];
    (text.japanese, text.english)
}

/// When the model order is delivered.
pub(super) const DELIVERY: Words = ("ご注文から3日以内に発送します。", "Shipped within 3 days of your order.");
/// How it can be returned.
pub(super) const CANCELLATION: Words = (
    "未開封に限り、到着後8日以内に返品できます。送料はお客さまのご負担です。",
    "Unopened bottles can be returned within 8 days of arrival. You pay the return postage.",
);
/// The item of the model order.
pub(super) const ITEM: Words = ("赤ワイン（ハーフ）", "Red wine (half)");
/// The made-up shop, and how to reach it.
pub(super) const SHOP: Words = ("くらしのワイン店 03-0000-0000", "The Everyday Wine Shop, 03-0000-0000");
/// The number of every order.
pub(super) const NUMBER: &str = "0482-1097-3650";
/// A contract of pay as you go.
pub(super) const PAY_AS_YOU_GO: Words = ("従量課金", "Pay as you go");
/// A state: the server has been asked.
pub(super) const ASKING: Words = ("サーバーに確認中", "Asking the server");
/// A state: the page holds data that are none.
pub(super) const INVALID_DATA: Words = ("データに不備がある", "Invalid data");
/// Something is in the clipboard.
pub(super) const COPIED: Words = ("コピーしました。", "Copied.");
/// It is not.
pub(super) const NOT_COPIED: Words = (
    "コピーできませんでした。選択してありますので、キーボードでコピーしてください。",
    "Not copied. The text is selected: copy it with the keyboard.",
);
/// What is typed to find a state.
pub(super) const FIND: Words = ("状態を検索（例：失敗、suspended）", "Find a state, such as “failed” or 失敗");
/// How many were found: ①.
pub(super) const FOUND: Words = ("①件の状態が見つかりました。", "States found: ①");
/// None was found.
pub(super) const NOT_FOUND: Words = (
    "見つかりません。別の言葉か、コードの一部でお試しください。",
    "None found. Try another word, or a part of a code.",
);
/// Where the JSON comes from.
pub(super) const JSON_NOTE: Words = (
    "この状態で要素が読み取るデータです。要素のプロパティか、子の script に入れます。",
    "What the element reads in this state: give it to the element's property, or to its script child.",
);
/// A state that is not made by its data alone.
pub(super) const JSON_NOT_ALONE: Words = (
    "この状態になるには、ボタンの操作とサーバーの応答も必要です。データだけでは、その前の画面になります。",
    "It takes a press and the server's answer, too, to come to this state: the data alone show what is before it.",
);
