//! What becomes of a name on its way: how long it is, which characters do not arrive, and what to put in their places.

use sbps::text::{CharacterVerdict, is_accepted, safe_twin, width, with_safe_twins};

/// How long a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    /// Characters of either width.
    pub(super) characters: usize,
    /// Bytes in Shift_JIS.
    pub(super) bytes: usize,
    /// Double-byte characters that take as many bytes, rounded up.
    pub(super) double_byte: usize,
}

/// A place in the field, in the units of the browser (UTF-16), and what to put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: String,
}

/// A character of a name, or a kana with the mark of sound behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// What was typed.
    pub(super) text: String,
    /// What the gateway makes of it.
    pub(super) verdict: CharacterVerdict,
    /// What to put in its place; `None` if it can stay, and if there is nothing like it.
    pub(super) twin: Option<Edit>,
}

impl Length {
    pub(super) fn of(name: &str) -> Self {
        let bytes = width(name);
        Self { characters: name.chars().count(), bytes, double_byte: bytes.div_ceil(2) }
    }
}

/// A name, letter by letter.
pub(super) fn letters(name: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let (mut characters, mut start) = (name.chars().peekable(), 0_u32);
    while let Some(character) = characters.next() {
        let mut text = character.to_string();
        let mut verdict = CharacterVerdict::of(character);
        let mut twin = if is_accepted(character) { None } else { safe_twin(character).map(str::to_owned) };
        if let Some(&mark) = characters.peek().filter(|mark| matches!(mark, '\u{3099}' | '\u{309A}' | 'ﾞ' | 'ﾟ')) {
            let joined: String = [character, mark].iter().collect();
            let together = with_safe_twins(&joined);
            if together != with_safe_twins(&text) + &with_safe_twins(&mark.to_string()) {
                characters.next();
                verdict = if is_accepted(character) { CharacterVerdict::of(mark) } else { verdict };
                (text, twin) = (joined, Some(together));
            }
        }
        let end = start + units(&text);
        letters.push(Letter { twin: twin.map(|twin| Edit { start, end, text: twin }), text, verdict });
        start = end;
    }
    letters
}

/// The whole field with every twin there is, without spaces around it; `None` if that changes nothing.
pub(super) fn replaced(name: &str) -> Option<Edit> {
    let twins = with_safe_twins(name);
    let text = twins.trim_matches(' ').to_owned();
    (text != name).then(|| Edit { start: 0, end: units(name), text })
}

/// Where the cursor goes when a place in front of it is replaced; within that place it goes to its end.
pub(super) fn cursor_after(cursor: u32, edit: &Edit) -> u32 {
    let end = edit.start + units(&edit.text);
    if cursor >= edit.end { cursor - edit.end + end } else { cursor.min(end) }
}

/// The length of a text as browsers count it.
fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sbps::text::ItemName;

    /// What a field holds after edits, from the last to the first.
    fn edited<'a>(name: &str, edits: impl DoubleEndedIterator<Item = &'a Edit>) -> String {
        let mut units: Vec<u16> = name.encode_utf16().collect();
        for edit in edits.rev() {
            units.splice(edit.start as usize..edit.end as usize, edit.text.encode_utf16());
        }
        String::from_utf16(&units).expect("whole characters")
    }

    #[test]
    fn a_length_is_told_in_characters_and_in_bytes() {
        for (name, characters, bytes, double_byte) in
            [("", 0, 0, 0), ("赤ワイン", 4, 8, 4), ("Tea", 3, 3, 2), ("ABC定期便", 6, 9, 5), ("🍷", 1, 2, 1)]
        {
            assert_eq!(Length::of(name), Length { characters, bytes, double_byte }, "{name:?}");
        }
    }

    #[test]
    fn each_letter_has_its_verdict_and_its_twin_where_it_stands() {
        let found: Vec<_> = letters("🍷〜①ｶﾞA")
            .into_iter()
            .map(|letter| (letter.text, letter.verdict.code(), letter.twin.map(|it| (it.start, it.end, it.text))))
            .collect();
        let expected = [
            ("🍷", "not_encodable", None),
            ("〜", "not_encodable", Some((2, 3, "～"))),
            ("①", "machine_dependent", Some((3, 4, "(1)"))),
            ("ｶﾞ", "half_width_kana", Some((4, 6, "ガ"))),
            ("A", "accepted", None),
        ];
        let expected = expected.map(|(text, code, twin)| {
            (text.to_owned(), code, twin.map(|(start, end, it)| (start, end, it.to_owned())))
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn replacing_each_letter_and_all_at_once_come_to_the_same() {
        for name in ["ｶﾞﾗｽ〜①", "か\u{3099}ー", "贈り物♥㈱", "🍷−🍷〜", "A\u{200B}B", "ﾞ", "赤ワイン", "㌔ﾞﾊﾟ"]
        {
            let letters = letters(name);
            let edits: Vec<&Edit> = letters.iter().filter_map(|letter| letter.twin.as_ref()).collect();
            let all = replaced(name);
            let one_by_one = edited(name, edits.iter().copied());
            assert_eq!(one_by_one, edited(name, all.iter()), "{name:?}");
            assert_eq!(one_by_one, with_safe_twins(name), "{name:?}");
        }
    }

    #[test]
    fn what_has_twins_for_everything_becomes_a_name() {
        let all = replaced(" ｶﾞﾗｽ〜①").expect("something to replace");
        assert_eq!(all.text, "ガラス～(1)");
        assert!(ItemName::new(&all.text).is_ok());
        assert_eq!(replaced("赤ワイン"), None);
    }

    #[test]
    fn the_cursor_stays_where_it_was_in_the_text() {
        let edit = Edit { start: 2, end: 4, text: "ABC".to_owned() };
        for (cursor, after) in [(0, 0), (2, 2), (3, 3), (4, 5), (9, 10)] {
            assert_eq!(cursor_after(cursor, &edit), after, "{cursor}");
        }
    }
}
