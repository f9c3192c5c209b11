//! Which kanji JIS X 0208 has: by the table, or in WebAssembly by the decoder that every browser brings, so that nobody
//! downloads the table. Both follow the WHATWG's index of JIS X 0208; a test compares them.

/// The first code point of the bitmap.
pub(super) const FIRST_KANJI: u32 = 0x4E00;

/// One bit for each code point from [`FIRST_KANJI`] on, lowest bit first: whether it is in JIS X 0208.
#[cfg(not(target_family = "wasm"))]
pub(super) fn bitmap() -> &'static [u8] {
    &super::table::KANJI
}

/// One bit for each code point from [`FIRST_KANJI`] on, lowest bit first: whether it is in JIS X 0208. Empty, so that every
/// kanji is refused, as long as nobody has learnt them.
#[cfg(target_family = "wasm")]
pub(super) fn bitmap() -> &'static [u8] {
    LEARNT.get().map_or(&[], Vec::as_slice)
}

#[cfg(target_family = "wasm")]
static LEARNT: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();

/// Learns which kanji there are, before anything is judged, from a decoder of Shift_JIS: a browser's `TextDecoder` of that
/// name. Once is enough.
#[cfg(target_family = "wasm")]
pub fn learn_kanji(decode: impl FnOnce(&[u8]) -> String) {
    if LEARNT.get().is_none() {
        // Nobody else sets it in between: there is one thread.
        let _ = LEARNT.set(bitmap_of(&decode(&codes())));
    }
}

/// Every code of rows 16 to 84 in Shift_JIS, the few that stand for nothing between them, and 仝, which stands in row 1.
#[cfg(any(test, target_family = "wasm"))]
fn codes() -> Vec<u8> {
    let mut codes = vec![0x81, 0x57];
    for first in (0x88..=0x9F).chain(0xE0..=0xEA) {
        for second in (0x40..=0x7E).chain(0x80..=0xFC) {
            if matches!([first, second], [0x88, ..=0x9E] | [0xEA, 0xA5..=0xFF]) {
                continue;
            }
            codes.extend([first, second]);
        }
    }
    codes
}

/// The bitmap of the kanji in a text.
#[cfg(any(test, target_family = "wasm"))]
fn bitmap_of(text: &str) -> Vec<u8> {
    let mut bitmap = vec![0; super::table::KANJI.len()];
    for character in text.chars() {
        let place = u32::from(character).wrapping_sub(FIRST_KANJI);
        if let Some(bits) = usize::try_from(place / 8).ok().and_then(|byte| bitmap.get_mut(byte)) {
            *bits |= 1 << (place % 8);
        }
    }
    bitmap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_decoder_makes_the_table() {
        // The same standard, by another hand.
        let codes = codes();
        let decoded = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&codes).0;
        assert_eq!(bitmap_of(&decoded), super::super::table::KANJI);
        assert_eq!(bitmap_of(&decoded).iter().map(|bits| bits.count_ones()).sum::<u32>(), 6_355 + 1);
    }
}
