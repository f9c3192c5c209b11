//! Everything that the screen shows, in one value: the screen is a function of it.

use crate::language::{Language, SubscriptionSentence as Say};
use crate::page::account::Account;
use crate::page::failure::{Code, Failure};
use crate::page::subscription::Action;
use crate::screen::announcement::Announcement;
use crate::screen::headings::Headings;

/// What there is to show.
#[derive(Clone)]
pub struct SubscriptionsState {
    /// The subscriptions, or why there are none to show.
    pub account: Result<Account, Failure>,
    /// The language to show it in.
    pub language: Language,
    /// Where their headings stand. The name of a contract is never left out.
    pub headings: Headings,
    /// How far the payer has got.
    pub step: Step,
}

/// What the payer is about to do, and with which subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The subscription's place in the list.
    pub index: usize,
    /// What is to be done.
    pub action: Action,
    /// Whether it is completed at au: nothing is done then before the payer is there.
    pub at_au: bool,
}

/// How far the payer has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
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
pub enum Remedy {
    /// Nothing was done: the same button works again.
    TryAgain,
    /// Nobody knows what was done: look at the page again before anything else.
    Look,
    /// Only the shop can help.
    AskShop,
}

impl Step {
    /// Whether the payer waits for something.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Asking(_) | Self::Leaving(_))
    }

    /// What it is about, if it is about one subscription.
    pub const fn intent(&self) -> Option<Intent> {
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
pub fn remedy(intent: Intent, failure: &Failure) -> Remedy {
    let uncertain = if intent.at_au { Remedy::TryAgain } else { Remedy::Look };
    match (failure.code, failure.detail.as_deref()) {
        (Code::EndpointRefused, Some("gateway_unreachable" | "too_many_requests")) => Remedy::TryAgain,
        (Code::EndpointRefused, Some("outcome_unknown" | "action_not_possible")) => Remedy::Look,
        (Code::EndpointRefused, Some("gateway_refused" | "subscription_unknown" | "request_invalid")) => {
            Remedy::AskShop
        }
        (Code::DisplayedDiffers | Code::PageExpired, _) => Remedy::Look,
        // Nobody has done anything at au yet.
        (Code::HandoffStopped, _) => Remedy::TryAgain,
        (Code::EndpointUnreachable | Code::EndpointSlow | Code::EndpointRefused | Code::AnswerInvalid, _) => uncertain,
        _ => Remedy::AskShop,
    }
}

impl SubscriptionsState {
    /// What is said of it without being asked.
    pub fn announcement(&self) -> Announcement {
        let status = match self.step {
            Step::Asking(_) => Some(self.language.say(Say::Asking)),
            Step::Leaving(_) => Some(self.language.say(Say::Leaving)),
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
