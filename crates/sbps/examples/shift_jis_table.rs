//! Prints `src/text/table.rs` from the WHATWG encoder: `cargo run -p sbps --example shift_jis_table > table.rs`.

use std::fmt::Write as _;

/// What the encoder makes of a character of the Basic Multilingual Plane.
#[derive(PartialEq)]
enum Found {
    Accepted,
    MachineDependent,
    Other,
}

fn find(character: char) -> Found {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(character.encode_utf8(&mut buffer));
    let [lead, trail] = bytes[..] else { return Found::Other };
    let survives = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes).0.chars().eq(std::iter::once(character));
    if unmappable || !survives {
        return Found::Other;
    }
    let pair = u32::from(lead) - if lead < 0xA0 { 0x81 } else { 0xC1 };
    let row = pair * 2 + 1 + u32::from(trail >= 0x9F);
    if matches!(row, 1..=8 | 16..=84) { Found::Accepted } else { Found::MachineDependent }
}

fn ranges(wanted: &Found, skip: impl Fn(u16) -> bool) -> Vec<(u16, u16)> {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for code in 0x80..=0xFFFF_u16 {
        let Some(character) = char::from_u32(u32::from(code)) else { continue };
        if skip(code) || find(character) != *wanted {
            continue;
        }
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges
}

fn print_ranges(out: &mut String, documentation: &str, name: &str, ranges: &[(u16, u16)]) {
    let _ = writeln!(out, "\n/// {documentation}\npub(super) const {name}: [(u16, u16); {}] = [", ranges.len());
    for row in ranges.chunks(7) {
        let row: Vec<String> = row.iter().map(|(first, last)| format!("(0x{first:04X}, 0x{last:04X}),")).collect();
        let _ = writeln!(out, "    {}", row.join(" "));
    }
    out.push_str("];\n");
}

fn main() {
    const FIRST: u16 = 0x4E00;
    const LAST: u16 = 0x9FFF;
    let is_kanji = |code| (FIRST..=LAST).contains(&code);
    let mut bitmap = vec![0_u8; usize::from(LAST - FIRST) / 8 + 1];
    for code in FIRST..=LAST {
        if char::from_u32(u32::from(code)).is_some_and(|character| find(character) == Found::Accepted) {
            let place = usize::from(code - FIRST);
            bitmap[place / 8] |= 1 << (place % 8);
        }
    }
    while bitmap.last() == Some(&0) {
        bitmap.pop();
    }
    let mut out = String::from(
        "//! Which characters are in JIS X 0208 rows 1–8 and 16–84, and which only in the vendors' extensions.\n//!\n\
         //! Printed by `cargo run -p sbps --example shift_jis_table` from the WHATWG encoder; not written by hand. A test\n\
         //! compares it with that encoder for every code point.\n\n\
         \
         /// One bit for each code point from U+4E00 on, lowest bit first: whether it is in JIS X 0208.\n",
    );
    let _ = writeln!(out, "#[rustfmt::skip]\npub(super) const KANJI: [u8; {}] = [", bitmap.len());
    for row in bitmap.chunks(24) {
        let row: Vec<String> = row.iter().map(|byte| format!("{byte},")).collect();
        let _ = writeln!(out, "    {}", row.join(" "));
    }
    out.push_str("];\n");
    let documentation = "Every other double-byte character of JIS X 0208, as first and last code point of each run.";
    print_ranges(&mut out, documentation, "OTHERS", &ranges(&Found::Accepted, is_kanji));
    let documentation = "Characters that only NEC row 13, the NEC and IBM extensions or the user-defined area hold.";
    print_ranges(&mut out, documentation, "MACHINE_DEPENDENT", &ranges(&Found::MachineDependent, |_| false));
    print!("{out}");
}
