//! A detail row: one item of an order, as the carrier may list it.
//!
//! Link type, A01-1 fields 29–37. A row with amount 0 is refused by the gateway (C).

use super::field::{FieldProblem, FieldProblemKind};
use super::form::DETAIL_ROW;
use crate::identifier::DetailItemId;
use crate::money::{Tax, Yen};
use crate::text::MixedText;

/// One item of an order.
///
/// ```
/// use sbps::message::DetailRow;
/// use sbps::text::MixedText;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let row = DetailRow {
///     item_id: "half".parse()?,
///     item_name: MixedText::new("ハーフボトル")?,
///     count: 2,
///     tax: None,
///     amount: "3500".parse()?,
///     free: Default::default(),
/// };
/// assert_eq!(row.item_name.width(), 12);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailRow {
    /// The item, at most 20 bytes.
    pub item_id: DetailItemId,
    /// Its name, at most 40 bytes in Shift_JIS.
    pub item_name: MixedText<40>,
    /// How many, 1 to 999,999.
    pub count: u32,
    /// The tax contained in the amount, where it is stated.
    pub tax: Option<Tax>,
    /// The amount in yen, tax included.
    pub amount: Yen,
    /// Three texts that come back as they went, at most 20 bytes each.
    pub free: [MixedText<20>; 3],
}

impl DetailRow {
    /// The nine values of the row, `number` counting from 1.
    pub(crate) fn values(&self, number: usize) -> [String; 9] {
        let [free1, free2, free3] = self.free.each_ref().map(|free| free.as_str().to_owned());
        [
            number.to_string(),
            self.item_id.to_string(),
            self.item_name.as_str().to_owned(),
            self.count.to_string(),
            self.tax.map(|tax| tax.to_string()).unwrap_or_default(),
            self.amount.to_string(),
            free1,
            free2,
            free3,
        ]
    }

    /// Reads the nine values of row `number`, counting from 1.
    pub(crate) fn read(row: &[(&'static str, String)], number: usize) -> Result<Self, FieldProblem> {
        let value = |column: usize| row.get(column).map_or("", |(_, value)| value.as_str());
        let refused = |column: usize, expected| {
            FieldProblem::new(DETAIL_ROW[column].name, value(column), FieldProblemKind::NotAllowed { expected })
        };
        let free = |column| MixedText::new(value(column)).map_err(|_| refused(column, "a text of at most 20 bytes"));
        if value(0) != number.to_string() {
            return Err(refused(0, "the row's number, counting from 1"));
        }
        // One count has one spelling: a leading zero would change the checksum of what is printed again.
        let count = value(3).parse::<u32>().ok();
        let count = count.filter(|count| (1..=999_999).contains(count) && count.to_string() == value(3));
        let tax = match value(4) {
            "" => None,
            tax => Some(tax.parse().map_err(|_| refused(4, "blank or 0 to 9999999 yen"))?),
        };
        Ok(Self {
            item_id: value(1).parse().map_err(|_| refused(1, "an item id of 1 to 20 bytes"))?,
            item_name: MixedText::new(value(2)).map_err(|_| refused(2, "a name of at most 40 bytes"))?,
            count: count.ok_or_else(|| refused(3, "a number from 1 to 999999"))?,
            tax,
            amount: value(5).parse().map_err(|_| refused(5, "1 to 9999999 yen"))?,
            free: [free(6)?, free(7)?, free(8)?],
        })
    }
}
