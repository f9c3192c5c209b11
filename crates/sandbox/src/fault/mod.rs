//! Faults on demand: what the gateway, the network or the wire shall do wrong next.
//!
//! Each of the three kinds has one place; what stands there strikes the next so many messages and
//! then goes away by itself.

pub mod api;
pub mod link;
mod named;
pub mod variation;

pub use named::Named;

use api::ApiFault;
use link::LinkFault;
use variation::Variation;

/// The most messages that a fault can be set to strike.
pub const MOST_TIMES: u16 = 9_999;

/// A fault and how often it strikes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Armed<T> {
    /// The fault.
    pub fault: T,
    /// How many messages it still strikes; `None`: each, until it is taken away.
    pub times: Option<u16>,
}

/// The faults that are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Of the API type.
    pub api: Option<Armed<ApiFault>>,
    /// Of requests that a payer's browser posts.
    pub link: Option<Armed<LinkFault>>,
    /// Of notifications.
    pub notification: Option<Armed<Variation>>,
}

/// Takes a fault that strikes now, if it is `wanted`.
fn take<T: Clone>(place: &mut Option<Armed<T>>, wanted: impl Fn(&T) -> bool) -> Option<T> {
    let armed = place.as_mut().filter(|armed| wanted(&armed.fault))?;
    let fault = armed.fault.clone();
    if let Some(times) = &mut armed.times {
        *times = times.saturating_sub(1);
        if *times == 0 {
            *place = None;
        }
    }
    Some(fault)
}

impl Faults {
    /// What strikes a request of the API type. Whether it is a refund on its first day is known
    /// later: see [`Self::take_first_day_refund`].
    pub fn take_api(&mut self) -> Option<ApiFault> {
        take(&mut self.api, |fault| *fault != ApiFault::FirstDayRefund)
    }

    /// Whether a refund on the first day on which it is possible fails for the moment.
    pub fn take_first_day_refund(&mut self) -> bool {
        take(&mut self.api, |fault| *fault == ApiFault::FirstDayRefund).is_some()
    }

    /// What strikes a request that a payer's browser posts.
    pub fn take_link(&mut self) -> Option<LinkFault> {
        take(&mut self.link, |fault| *fault != LinkFault::LostAnswer)
    }

    /// Whether the answer to a notification is lost.
    pub fn take_lost_answer(&mut self) -> bool {
        take(&mut self.link, |fault| *fault == LinkFault::LostAnswer).is_some()
    }

    /// How a notification differs; `ending` where it tells that a contract ended.
    pub fn take_variation(&mut self, ending: bool) -> Option<Variation> {
        take(&mut self.notification, |variation| ending || *variation != Variation::BlankIds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_as_often_as_it_is_set_to() {
        for (times, struck) in [(Some(1), 1), (Some(3), 3), (None, 5)] {
            let api = Some(Armed { fault: ApiFault::Malformed, times });
            let mut faults = Faults { api, ..Faults::default() };
            let taken = (0..5).filter(|_| faults.take_api().is_some()).count();
            assert_eq!(taken, struck, "{times:?}");
            assert_eq!(faults.api.is_none(), times.is_some());
        }
    }

    #[test]
    fn a_fault_waits_for_the_message_that_it_is_for() {
        let mut faults = Faults {
            api: Some(Armed { fault: ApiFault::FirstDayRefund, times: Some(1) }),
            link: Some(Armed { fault: LinkFault::LostAnswer, times: Some(1) }),
            notification: Some(Armed { fault: Variation::BlankIds, times: Some(1) }),
        };
        assert_eq!((faults.take_api(), faults.take_link(), faults.take_variation(false)), (None, None, None));
        assert!(faults.take_first_day_refund() && faults.take_lost_answer());
        assert_eq!(faults.take_variation(true), Some(Variation::BlankIds));
        assert_eq!(faults, Faults::default());
    }

    #[test]
    fn every_name_is_found_again_and_no_two_are_the_same() {
        fn check<T: Named + PartialEq + std::fmt::Debug>() {
            for fault in T::ALL {
                assert_eq!(T::named(fault.name(), ""), Some(*fault));
            }
            assert_eq!(T::named("", ""), None);
        }
        check::<ApiFault>();
        check::<LinkFault>();
        check::<Variation>();
    }
}
