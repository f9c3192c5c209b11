//! Everything that the screen shows, in one value: the screen is a function of it.

use super::account::Account;
use super::sentence::SubscriptionSentence as Say;
use super::subscription::Action;
use crate::checkout::Announcement;
use crate::handoff::{Code, Failure};
use crate::language::{Language, Sentence};

/// What there is to show.
#[derive(Clone)]
pub(crate) struct Screen {
    /// The subscriptions, or why there are none to show.
    pub(crate) account: Result<Account, Failure>,
    /// The language to show it in.
    pub(crate) language: Language,
    /// How far the payer has got.
    pub(crate) step: Step,
}

/// What the payer is about to do, and with which subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    /// The subscription's place in the list.
    pub(crate) index: usize,
    /// What is to be done.
    pub(crate) action: Action,
    /// Whether it is completed at au: nothing is done then before the payer is there.
    pub(crate) at_au: bool,
}

/// How far the payer has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Looking at the list; perhaps after a change of mind.
    List(Option<Intent>),
    /// Asked whether it is meant.
    Confirming(Intent),
    /// The merchant's server is being asked.
    Asking(Intent),
    /// The form is posted and the browser is leaving this page.
    Leaving(Intent),
    /// It is done; the receipt is shown.
    Done(Intent),
    /// It did not work.
    Failed(Intent, Failure),
}

/// What the payer can do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Nothing was done: the same button works again.
    TryAgain,
    /// Nobody knows what was done: look at the page again before anything else.
    Look,
    /// Only the shop can help.
    AskShop,
}

impl Step {
    /// Whether the payer waits for something.
    pub(crate) const fn is_busy(&self) -> bool {
        matches!(self, Self::Asking(_) | Self::Leaving(_))
    }

    /// What it is about, if it is about one subscription.
    pub(crate) const fn intent(&self) -> Option<Intent> {
        match self {
            Self::List(_) => None,
            Self::Confirming(intent)
            | Self::Asking(intent)
            | Self::Leaving(intent)
            | Self::Done(intent)
            | Self::Failed(intent, _) => Some(*intent),
        }
    }
}

/// What a failure leaves to do. An ending whose answer never came, or came garbled, may have been carried out: it is
/// never asked for again blindly.
pub(crate) fn remedy(intent: Intent, failure: &Failure) -> Remedy {
    let uncertain = if intent.at_au { Remedy::TryAgain } else { Remedy::Look };
    match (failure.code, failure.detail.as_deref()) {
        (Code::EndpointRefused, Some("gateway_unreachable" | "too_many_requests")) => Remedy::TryAgain,
        (Code::EndpointRefused, Some("outcome_unknown" | "action_not_possible")) => Remedy::Look,
        (Code::EndpointRefused, Some("gateway_refused" | "subscription_unknown" | "request_invalid")) => {
            Remedy::AskShop
        }
        (Code::DisplayedDiffers, _) => Remedy::Look,
        (Code::EndpointUnreachable | Code::EndpointSlow | Code::EndpointRefused | Code::AnswerInvalid, _) => uncertain,
        _ => Remedy::AskShop,
    }
}

impl Screen {
    /// What is said of it without being asked.
    pub(super) fn announcement(&self) -> Announcement {
        let status = match self.step {
            Step::Asking(_) => Some(self.language.say(Say::Asking)),
            Step::Leaving(_) => Some(self.language.say(Sentence::Leaving)),
            _ => None,
        };
        let focus = match &self.step {
            Step::List(None) | Step::Asking(_) | Step::Leaving(_) => None,
            // Back to the button that the payer came from.
            Step::List(Some(Intent { index, action, .. })) => {
                Some(["[part=", action.word(), "][value='", &index.to_string(), "']"].concat())
            }
            Step::Confirming(_) => Some("[part=question]".to_owned()),
            Step::Done(_) => Some("[part=receipt]".to_owned()),
            Step::Failed(..) => Some("[part=error]".to_owned()),
        };
        Announcement { language: self.language, status, status_is_visible: false, is_busy: self.step.is_busy(), focus }
    }
}
