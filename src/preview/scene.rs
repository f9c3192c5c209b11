//! Every state of the elements, each with the name that its address has.

mod checkout;
mod kind;
mod result;
mod subscriptions;

pub(super) use kind::{Deed, Element, Later, Play, Scene, Show};

/// What the preview opens with.
pub(super) fn first() -> &'static Scene {
    let [first, ..] = &checkout::SCENES;
    first
}

/// All of them, the first one first.
pub(super) fn scenes() -> impl Iterator<Item = &'static Scene> {
    checkout::SCENES.iter().chain(&result::SCENES).chain(&subscriptions::SCENES)
}

#[cfg(test)]
mod tests {
    use super::super::report::{Bought, Report};
    use super::super::subscription::Holding;
    use super::*;
    use crate::language::Language;
    use crate::page::account::Account;
    use crate::page::failure::Code;
    use crate::page::report::Report as Read;
    use sbps::error_code::{LinkErrorCode, PayerReason};

    #[test]
    fn each_address_is_one_state() {
        let mut ids: Vec<_> = scenes().map(|scene| scene.id).collect();
        assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))));
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn every_code_of_the_element_has_its_state() {
        // The gallery is the whole window, so that its element never stands in a frame.
        for code in Code::ALL.into_iter().filter(|code| *code != Code::FrameRefused) {
            let id = ["error-", code.as_str()].concat();
            assert!(scenes().any(|scene| scene.id == id), "{id}");
        }
    }

    #[test]
    fn groups_stay_together() {
        let mut groups: Vec<_> = scenes().map(|scene| (scene.element, scene.group.1)).collect();
        groups.dedup();
        let count = |element| groups.iter().filter(|(of, _)| *of == element).count();
        assert_eq!(Element::ALL.map(count), [7, 4, 4]);
    }

    #[test]
    fn every_reason_of_a_failure_and_every_outcome_has_its_state() {
        let shown = |is: &dyn Fn(&Report) -> bool| {
            scenes().any(|scene| matches!(&scene.show, Show::Result(report, Later::Nothing) if is(report)))
        };
        for reason in PayerReason::ALL {
            let gives = |code: &str| code.parse().is_ok_and(|code: LinkErrorCode| code.advice().reason == reason);
            assert!(shown(&|report| report.outcome == "failed" && gives(report.code)), "{reason:?}");
        }
        for outcome in ["paid", "already_paid", "failed", "cancelled", "confirming", "expired", "open", "withdrawn"] {
            for bought in [Bought::Goods, Bought::Contract] {
                assert!(shown(&|it| (it.outcome, it.code, it.bought) == (outcome, "", bought)), "{outcome} {bought:?}");
            }
        }
    }

    #[test]
    fn every_contract_has_its_state_and_can_be_asked_for_what_is_pressed() {
        for holding in Holding::ALL {
            let is_shown = |scene: &Scene| matches!(scene.show, Show::Subscriptions(shown, _) if shown == holding);
            assert!(scenes().any(is_shown), "{holding:?}");
        }
        for scene in scenes() {
            let Show::Subscriptions(_, Deed::Pressed(action) | Deed::Confirmed(action, ..)) = scene.show else {
                continue;
            };
            let account = Account::read(&scene.data(Language::Japanese), &mut Vec::new()).expect("an account");
            let contract = account.subscriptions.first().expect("a contract");
            assert!(contract.offered(account.today).any(|offered| offered == action), "{}", scene.id);
        }
    }

    #[test]
    fn every_report_is_valid_but_the_one_that_must_not_be() {
        for scene in scenes() {
            let Show::Result(report, _) = scene.show else { continue };
            for language in [Language::Japanese, Language::English] {
                let mut problems = Vec::new();
                let read = Read::read(&scene.data(language), &mut problems);
                assert_eq!(read.is_some(), report.bought != Bought::Nothing, "{} {problems:?}", scene.id);
            }
        }
    }
}
