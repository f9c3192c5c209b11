//! Names and texts, over all of Unicode.

use crate::values::accepted_character;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sbps::text::{
    CharacterVerdict, ItemName, MixedText, StatementPreview, is_accepted, safe_twin, width, with_safe_twins,
};
use std::sync::LazyLock;

/// Every character that has a twin.
static WITH_TWIN: LazyLock<Vec<char>> =
    LazyLock::new(|| ('\0'..=char::MAX).filter(|&c| safe_twin(c).is_some()).collect());

fn character_with_twin() -> impl Strategy<Value = char> {
    any::<Index>().prop_map(|index| *index.get(&WITH_TWIN[..]))
}

/// Mostly characters that can be sent, so that whole texts of them occur.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![20 => accepted_character(), 2 => character_with_twin(), 1 => any::<char>()];
    vec(character, 0..=44).prop_map(String::from_iter)
}

/// The bytes of a text that an independent encoder and decoder carry unchanged.
fn carried(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(text);
    let back = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes)?;
    (!unmappable && back == text).then(|| bytes.into_owned())
}

proptest! {
    #[test]
    fn what_is_accepted_is_carried_unchanged_within_its_limit(text in text()) {
        let accepted = MixedText::<40>::new(&text);
        let bytes = carried(&text);
        if let Ok(accepted) = &accepted {
            prop_assert_eq!(bytes.as_ref().map(Vec::len), Some(accepted.width()));
            prop_assert!(accepted.width() <= 40);
            prop_assert_eq!(accepted.as_str(), &text);
            prop_assert!(!text.starts_with(' ') && !text.ends_with(' '), "the checksum would drop them");
        } else if let Some(bytes) = bytes {
            // Carried and refused nevertheless: for a reason other than the encoder's.
            let refused = |character| !is_accepted(character) && CharacterVerdict::of(character) != CharacterVerdict::NotEncodable;
            let spaces = text.starts_with(' ') || text.ends_with(' ');
            prop_assert!(bytes.len() > 40 || spaces || text.chars().any(refused), "{:?}", text);
        }
    }

    #[test]
    fn a_name_is_accepted_just_when_nothing_is_wrong_with_it(text in text()) {
        let problems = ItemName::problems(&text);
        match ItemName::new(&text) {
            Ok(name) => {
                prop_assert!(problems.is_empty());
                prop_assert!((1..=40).contains(&name.width()));
            }
            Err(error) => {
                prop_assert!(!problems.is_empty());
                prop_assert_eq!(error.problems, problems);
                prop_assert_eq!(error.offered, text);
            }
        }
    }

    #[test]
    fn no_text_at_all_is_misjudged(text in any::<String>()) {
        let all_accepted = text.chars().all(is_accepted);
        prop_assert!(!all_accepted || carried(&text).is_some_and(|bytes| bytes.len() == width(&text)));
        let problems = ItemName::problems(&text);
        let blank = text.trim_matches([' ', '\u{3000}']).is_empty();
        prop_assert!(all_accepted || !problems.is_empty() );
        prop_assert!(!blank || problems.len() == 1);
    }

    #[test]
    fn a_suggestion_is_a_name(text in text()) {
        if let Err(error) = ItemName::new(&text)
            && let Some(suggestion) = error.suggestion(ItemName::LONGEST)
        {
            prop_assert!(ItemName::new(&suggestion).is_ok(), "{:?} → {:?}", text, suggestion);
        }
    }

    #[test]
    fn characters_with_twins_leave_nothing_to_refuse(
        characters in vec(prop_oneof![accepted_character(), character_with_twin()], 0..40),
    ) {
        let twins = with_safe_twins(&String::from_iter(characters));
        prop_assert!(twins.chars().all(is_accepted), "{:?}", twins);
        prop_assert_eq!(with_safe_twins(&twins), twins);
    }

    #[test]
    fn the_preview_is_the_beginning_and_whole_characters(text in prop_oneof![text(), any::<String>()]) {
        let preview = StatementPreview::of(&text);
        let visible = preview.visible();
        prop_assert_eq!(format!("{}{}", visible, preview.hidden()), text.clone());
        prop_assert!(visible.chars().count() <= ItemName::VISIBLE_CHARACTERS);
        prop_assert!(preview.hidden().is_empty() || visible.chars().count() == ItemName::VISIBLE_CHARACTERS);
        let generous = preview.generously_visible();
        prop_assert!(text.starts_with(generous) && generous.starts_with(visible));
        prop_assert!(width(generous) <= 2 * ItemName::VISIBLE_CHARACTERS);
        prop_assert_eq!(preview.is_uncertain(), generous != visible);
    }
}
