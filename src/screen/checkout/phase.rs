//! Where a payer is on the way from this page to au.

use crate::language::Sentence;
use crate::page::failure::{Failure, NextStep};
use std::rc::Rc;

/// What is happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The order is shown and the button works; perhaps with a word about what has just happened.
    Reviewing(Option<Sentence>),
    /// The merchant's server is being asked.
    Asking {
        /// Longer than usual.
        slow: bool,
    },
    /// The form is posted and the browser is leaving this page.
    Leaving {
        /// Longer than usual.
        slow: bool,
    },
    /// It did not work.
    Failed(Rc<Failure>),
}

impl Phase {
    /// Whether the payer waits for something.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Asking { .. } | Self::Leaving { .. })
    }

    /// The failure, if there is one.
    pub fn failure(&self) -> Option<&Failure> {
        if let Self::Failed(failure) = self { Some(failure) } else { None }
    }

    /// Whether there is any sense in the button.
    pub fn can_pay(&self) -> bool {
        self.failure().is_none_or(|failure| failure.next_step() == NextStep::TryAgain)
    }

    /// Whether there is any sense in the way back to the order.
    pub fn can_be_corrected(&self) -> bool {
        self.failure().is_none_or(|failure| failure.next_step() != NextStep::SeeResult)
    }

    /// What the status line says. A failure says nothing here: it is shown, and gets the focus.
    pub const fn status(&self) -> Option<Sentence> {
        match self {
            Self::Reviewing(notice) => *notice,
            Self::Asking { slow: false } => Some(Sentence::Asking),
            Self::Asking { slow: true } => Some(Sentence::AskingSlow),
            Self::Leaving { slow: false } => Some(Sentence::Leaving),
            Self::Leaving { slow: true } => Some(Sentence::LeavingSlow),
            Self::Failed(_) => None,
        }
    }

    /// Whether the status is worth a line on the screen too, or stands on the button already.
    pub const fn status_is_visible(&self) -> bool {
        matches!(self, Self::Reviewing(Some(_)) | Self::Asking { slow: true } | Self::Leaving { slow: true })
    }

    /// What the button says.
    pub const fn button(&self) -> Sentence {
        match self {
            Self::Asking { .. } => Sentence::Asking,
            Self::Leaving { .. } => Sentence::Leaving,
            Self::Reviewing(_) | Self::Failed(_) => Sentence::Pay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::failure::Code;

    #[test]
    fn the_button_stays_where_trying_again_can_help_and_goes_where_it_cannot() {
        for code in Code::ALL {
            let phase = Phase::Failed(Failure::new(code).into());
            let helps = matches!(
                code,
                Code::EndpointUnreachable
                    | Code::EndpointSlow
                    | Code::EndpointRefused
                    | Code::AnswerInvalid
                    | Code::Maintenance
                    | Code::HandoffStopped
            );
            assert_eq!(phase.can_pay(), helps, "{code:?}");
            assert!(!phase.is_busy());
        }
        assert!(Phase::Reviewing(None).can_pay());
        assert!(Phase::Reviewing(None).can_be_corrected());
        assert!(
            !Phase::Failed(Failure::new(Code::OrderPaid).into()).can_be_corrected(),
            "there is nothing left to correct"
        );
        assert!(Phase::Asking { slow: false }.is_busy());
    }
}
