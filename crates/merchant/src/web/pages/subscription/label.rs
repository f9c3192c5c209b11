//! What buttons say.

use crate::domain::language::Language;
use crate::domain::subscription::rules::Action;

/// What the action's button says.
pub(super) const fn label(action: Action, language: Language) -> &'static str {
    match action {
        Action::Cancel | Action::Unsubscribe => language.pick("解約する", "Cancel this subscription"),
        Action::Reapply => language.pick("再申し込みをする", "Apply again"),
    }
}
