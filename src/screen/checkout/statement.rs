//! What the payer will find on the au bill.
//!
//! Service specification, "Mandatory tag element in payment request", note 3: the KDDI screen shows the first 16
//! double-byte characters. How half-width characters are counted is not published (I): the stricter reading is shown,
//! and said.

use crate::language::{Language, Sentence};
use crate::page::order::Order;
use crate::screen::ui::{NONE, attributed, element, heading_of, note_in, part, plain, text};
use leptos::prelude::AnyView;

/// The preview of the statement.
pub(super) fn statement(level: &'static str, language: Language, order: &Order) -> AnyView {
    let preview = order.item_name.statement_preview();
    let mut name = vec![text("span", "shown", preview.visible())];
    let mut notes = vec![note_in("p", language.say(Sentence::StatementNote))];
    if !preview.hidden().is_empty() {
        // Sighted payers see a dotted line before it; the others hear where it begins and ends.
        name.push(element(
            "span",
            "cut",
            vec![
                text("span", "unseen", language.say(Sentence::StatementHiddenStart)),
                plain(preview.hidden()),
                text("span", "unseen", language.say(Sentence::StatementHiddenEnd)),
            ],
        ));
        notes.push(note_in("p", language.say(Sentence::StatementHiddenNote)));
    }
    let mut children = vec![
        heading_of(level, language.say(Sentence::Statement)),
        part(
            "div",
            "slip",
            vec![
                text("span", "slip-service", language.say(Sentence::StatementShop)),
                attributed("span", "slip-name", [("translate", "no"), NONE, NONE, NONE, NONE], name),
            ],
        ),
    ];
    children.extend(notes);
    part("section", "statement", children)
}
