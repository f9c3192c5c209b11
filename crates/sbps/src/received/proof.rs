//! Whether a checksum is that of the values, in any order in which the gateway may have hashed
//! them.
//!
//! The published order is that of the definition. Whether `free_csv` and the detail rows are hashed
//! in an answer is seen both ways (C), and where a field that is added one day stands is not known:
//! the order of arrival is tried for it. SHA-1 over one of a handful of orders is as hard to forge
//! as over one.

use super::fields::{FREE_CSV, Fields, SPACE, SPACE_AND_BREAKS, after, before};
use crate::checksum::{Checksum, HashKey};
use crate::message::form::CHECKSUM_FIELD;
use crate::text::code_page;
use crate::wire::Encoding;

/// Which values a checksum proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// All that are known.
    Everything,
    /// All that are known but the detail rows.
    AllButRows,
}

/// What the checksum proves; `None` where it proves nothing.
pub(super) fn proof(fields: &Fields<'_>, hashed: Encoding, key: &HashKey) -> Option<Proof> {
    let rows: Vec<&str> = fields.rows().into_iter().flatten().collect();
    let [before, after] = [before().collect::<Vec<_>>(), after().collect::<Vec<_>>()]
        .map(|names| names.into_iter().map(|name| fields.get(name)).collect::<Vec<_>>());
    let published = |free_csv: &[&'_ str], rows: &[&'_ str]| -> Vec<String> {
        [&before, free_csv, rows, &after].into_iter().flatten().map(|&value| value.to_owned()).collect()
    };
    let free_csv = [fields.get(FREE_CSV)];
    let arrival = fields.received.iter().filter(|(name, _)| name != CHECKSUM_FIELD);
    let orders = [
        (published(&[], &rows), Proof::Everything),
        (published(&free_csv, &rows), Proof::Everything),
        (arrival.map(|(_, value)| value.clone()).collect(), Proof::Everything),
        (published(&[], &[]), Proof::AllButRows),
        (published(&free_csv, &[]), Proof::AllButRows),
    ];
    let proving = orders.iter().find(|(values, _)| is_of(fields.checksum, values, hashed, key));
    proving.map(|(_, proof)| *proof)
}

/// Whether the checksum is that of these values, however they are trimmed and decoded.
fn is_of(checksum: &str, values: &[String], hashed: Encoding, key: &HashKey) -> bool {
    let is = |values: &mut dyn Iterator<Item = &str>| {
        Checksum::of(values, hashed, key).is_ok_and(|expected| expected.is_spelt(checksum))
    };
    let tried = |values: &[String]| {
        is(&mut values.iter().map(|value| value.trim_matches(SPACE)))
            || is(&mut values.iter().map(|value| value.trim_matches(SPACE_AND_BREAKS)))
    };
    if tried(values) {
        return true;
    }
    // In Shift_JIS both decodings are the same bytes.
    hashed == Encoding::Utf8 && {
        let decoded: Vec<_> = values.iter().map(|value| code_page::as_standard(value)).collect();
        decoded != values && tried(&decoded)
    }
}
