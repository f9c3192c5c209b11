//! What the preview itself says, in both languages.

/// Words in Japanese and in English.
pub(super) type Words = (&'static str, &'static str);

/// The item of the model order.
pub(super) const ITEM: Words = ("赤ワイン（ハーフ）", "Red wine (half)");
/// The number of every order.
pub(super) const NUMBER: &str = "0482-1097-3650";
/// A contract of pay as you go.
pub(super) const PAY_AS_YOU_GO: Words = ("従量課金", "Pay as you go");
/// A state: the server has been asked.
pub(super) const ASKING: Words = ("サーバーに確認中", "Asking the server");
/// A state: the page holds data that are none.
pub(super) const INVALID_DATA: Words = ("データに不備がある", "Invalid data");
