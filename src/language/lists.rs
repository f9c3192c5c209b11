//! Every list of sentences, and the numbers of the sentences in them.

use super::sentence::checkout::Sentence;
use super::sentence::number::NumberSentence;
use super::sentence::recurring::RecurringSentence;
use super::sentence::result::ResultSentence;
use super::sentence::subscriptions::SubscriptionSentence;
use super::sentence::time::TimeSentence;
use super::sentences::{List, Sentences, Text};

/// What only servers say.
#[cfg(feature = "ssr")]
const OF_SERVERS: [&[Text]; 3] = [
    super::sentence::mail::MailSentence::ALL,
    super::sentence::closing::ClosingSentence::ALL,
    super::sentence::remark::RemarkSentence::ALL,
];
#[cfg(not(feature = "ssr"))]
const OF_SERVERS: [&[Text]; 3] = [&[]; 3];

/// Whether this is a module that ships, which has the lists of its own screens and no others.
const IS_SHIPPED: bool = cfg!(all(target_family = "wasm", not(feature = "preview")));

/// Every list, by its place in [`List`].
pub(super) const LISTS: [&[Text]; 9] = [
    NumberSentence::ALL,
    list(cfg!(feature = "checkout"), Sentence::ALL),
    list(cfg!(feature = "checkout"), TimeSentence::ALL),
    list(cfg!(feature = "recurring"), RecurringSentence::ALL),
    list(cfg!(feature = "result"), ResultSentence::ALL),
    list(cfg!(feature = "subscriptions"), SubscriptionSentence::ALL),
    OF_SERVERS[0],
    OF_SERVERS[1],
    OF_SERVERS[2],
];

const fn list(is_shown: bool, all: &'static [Text]) -> &'static [Text] {
    if is_shown || !IS_SHIPPED { all } else { &[] }
}

/// The number of a list's first sentence; of one that is not among them, a number that no sentence has.
pub(super) const fn first_of(list: List) -> usize {
    let (mut number, mut at) = (0, 0);
    while at < list as usize && at < LISTS.len() {
        number += LISTS[at].len();
        at += 1;
    }
    number
}
