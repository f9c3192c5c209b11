//! What the verdicts stand on: each test is named once.

use super::criterion::Proof;

/// Rules of axe-core.
pub(crate) const AXE: Proof = Proof::Axe;
/// Somebody looked.
pub(crate) const LOOKED: Proof = Proof::Looked;
pub(crate) const KEYBOARD: Proof =
    Proof::Test("everyone/keyboard.rs", "tab_comes_to_every_control_of_every_state_and_the_focus_is_seen");
pub(crate) const ROOM: Proof =
    Proof::Test("everyone/room.rs", "every_state_has_room_at_400_percent_with_spacing_and_with_large_letters");
pub(crate) const STILL: Proof = Proof::Test("everyone/room.rs", "nothing_moves_where_it_is_asked_to_stand_still");
pub(crate) const TOLD: Proof =
    Proof::Test("everyone/transcript.rs", "a_screen_reader_is_told_what_the_transcripts_say");
pub(crate) const MARKUP: Proof =
    Proof::Test("everyone/markup.rs", "no_state_has_pictures_fields_shortcuts_or_controls_that_are_none");
pub(crate) const NEAR: Proof = Proof::Test("system/glance.rs", "the_button_is_near_and_everything_is_said");
pub(crate) const UNLIKE: Proof =
    Proof::Test("system/glance.rs", "what_was_paid_looks_other_than_what_was_not_and_a_wait_turns");
pub(crate) const STEPS: Proof =
    Proof::Test("system/states.rs", "every_code_of_the_au_block_has_a_sentence_and_one_next_step");
pub(crate) const AGAIN: Proof = Proof::Test("system/failures.rs", "what_can_be_tried_again_can_be_tried_again");
pub(crate) const LEAVING: Proof =
    Proof::Test("system/recurring.rs", "a_simple_contract_is_free_at_first_billed_each_month_and_left_in_two_presses");
pub(crate) const ENTER: Proof = Proof::Test("system/once.rs", "a_storm_of_enter_is_one_request");
