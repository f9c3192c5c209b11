//! Shift_JIS as the browser decodes it: which kanji there are, it knows already.

/// Tells the rules. Every browser that is served decodes Shift_JIS (WHATWG Encoding).
#[cfg(target_family = "wasm")]
pub(crate) fn teach_kanji() {
    sbps::text::learn_kanji(|codes| {
        let decoder = web_sys::TextDecoder::new_with_label("shift_jis");
        decoder.and_then(|decoder| decoder.decode_with_u8_array(codes)).unwrap_or_default()
    });
}

/// Outside of a browser the rules have a table.
#[cfg(not(target_family = "wasm"))]
pub(crate) const fn teach_kanji() {}
