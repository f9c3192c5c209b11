//! The sentences that stand in the lists of several screens, Japanese and English.
//!
//! Each list takes in what its screen says: a list of their own would be one more that every page downloads.

/// A sentence in both languages.
type Sentence = (&'static str, &'static str);

pub(super) const ALREADY_SUBSCRIBED: Sentence = ("すでにご契約中です", "You already have this subscription");
pub(super) const CONTACT: Sentence = ("お問い合わせ先", "Contact");
pub(super) const COPIED: Sentence = ("コピーしました", "Copied");
pub(super) const COPY_ORDER_NUMBER: Sentence = ("注文番号をコピーする", "Copy the order number");
pub(super) const COPY: Sentence = ("コピーする", "Copy");
pub(super) const DATA_INVALID: Sentence = (
    "ショップから受け取った情報に不備があります。ショップにお問い合わせください。",
    "Something is wrong with the information from the shop. Please contact the shop.",
);
pub(super) const ERROR_CODE: Sentence = ("エラーコード：", "Error code: ");
pub(super) const LEAVING: Sentence = ("au かんたん決済へ移動しています…", "Taking you to au Kantan Kessai…");
pub(super) const MAINTENANCE: Sentence = ("ただいまお支払いいただけません", "No payments at the moment");
pub(super) const NOT_CHARGED: Sentence =
    ("このお手続きの代金は請求されていません。", "You have not been charged for this attempt.");
pub(super) const NOT_PAID: Sentence = ("お支払いできませんでした", "The payment did not go through");
pub(super) const ORDER_EXPIRED: Sentence = ("ご注文の有効期限が過ぎました", "This order has expired");
pub(super) const ORDER_NUMBER: Sentence = ("ご注文番号", "Order number");
pub(super) const OTHER_WAYS: Sentence = ("ほかのお支払い方法を見る", "See other ways to pay");
pub(super) const PAGE_EXPIRED: Sentence = (
    "このページを開いてから時間がたったため、ショップのサーバーが受け付けませんでした。ページを再読み込みして、もう一度お試しください。",
    "This page has been open for too long, so the shop's server did not accept it. Please reload the page and try again.",
);
pub(super) const RELOAD: Sentence = ("ページを再読み込みする", "Reload this page");
pub(super) const STATEMENT: Sentence = ("ご利用明細での表示", "How it appears on your statement");
pub(super) const TAX_INCLUDED: Sentence = ("税込み", "tax included");
