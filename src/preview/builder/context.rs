//! What the components of the builder have of each other.

use super::lines::Change;
use super::name::Edit;
use super::report::Report;
use leptos::prelude::{Callback, Memo};
use std::sync::Arc;

/// What the form comes to with the last key.
pub(super) type Reported = Memo<Arc<Report>>;

/// Puts an edit into the field of the name; in the context, for the buttons of the panels.
#[derive(Clone, Copy)]
pub(super) struct EditName(pub(super) Callback<Edit>);

/// Adds, moves and removes lines; in the context, for the buttons of the lines.
#[derive(Clone, Copy)]
pub(super) struct ChangeLines(pub(super) Callback<Change>);
