//! Notifications that differ from the published ones and are genuine all the same: each has a right
//! checksum.
//!
//! That field lists grow and that a blank value adds nothing to the checksum is C; which of these
//! the gateway ever sends is not published (I).

use super::named::Named;

/// How a notification differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    /// One more field of the request comes back: `free_csv=`.
    FreeCsv,
    /// Blank fields are left out.
    MissingBlank,
    /// Every value ends with a half-width space, which the checksum leaves out.
    TrailingSpace,
    /// The body ends with CR and LF.
    Crlf,
    /// A field that nobody knows, blank.
    NewBlankField,
    /// A field that nobody knows, with a value that the checksum covers in its place.
    NewField,
    /// A detail row whose nine values are blank.
    BlankDetailRow,
    /// A notice of ending without `cust_code`, `order_id`, `item_id` and `request_date`.
    BlankIds,
}

impl Named for Variation {
    const ALL: &'static [Self] = &[
        Self::FreeCsv,
        Self::MissingBlank,
        Self::TrailingSpace,
        Self::Crlf,
        Self::NewBlankField,
        Self::NewField,
        Self::BlankDetailRow,
        Self::BlankIds,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::FreeCsv => "free_csv",
            Self::MissingBlank => "missing_blank",
            Self::TrailingSpace => "trailing_space",
            Self::Crlf => "crlf",
            Self::NewBlankField => "new_blank_field",
            Self::NewField => "new_field",
            Self::BlankDetailRow => "blank_detail_row",
            Self::BlankIds => "blank_ids",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::FreeCsv => ("空の free_csv が増えます。", "One more blank field: free_csv."),
            Self::MissingBlank => ("空の項目を省きます。", "Blank fields are left out."),
            Self::TrailingSpace => ("値の後ろに半角スペースが付きます。", "Each value ends with a space."),
            Self::Crlf => ("本文の後ろに改行が付きます。", "The body ends with CR and LF."),
            Self::NewBlankField => ("知らない空の項目が増えます。", "A new field that is blank."),
            Self::NewField => {
                ("知らない項目が増えます（チェックサムに含みます）。", "A new field, covered by the checksum.")
            }
            Self::BlankDetailRow => ("空の明細行が1行付きます。", "One detail row that is blank."),
            Self::BlankIds => (
                "解約の通知で、顧客・購入・商品のIDとリクエスト日時を空にします。",
                "A notice of ending without customer, order, item and request date.",
            ),
        }
    }
}
