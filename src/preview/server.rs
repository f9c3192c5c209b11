//! What the shop's server would answer, without a server.
//!
//! Nothing can be signed in a browser, so the checksum is made of zeros: the element checks its form, and only the gateway
//! could tell.

use super::message::{fields, fields_about};
use super::plan::Plan;
use crate::json::Json;
use crate::language::Language;
use crate::page::answer::Answer;
use crate::page::order::Order;
use crate::page::problem::{ProblemCode, ProblemDocument};
use crate::page::subscription::Action;

/// What the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Server {
    /// It never answers.
    Silent,
    /// There is no way to it.
    Unreachable,
    /// It says no; without a wait there is no `Retry-After`.
    Refuses { code: ProblemCode, wait: u32 },
    /// Something before it answers with an error and no code, as a proxy does.
    Breaks { status: u16 },
    /// The order is paid already.
    Paid { result: bool },
    /// The customer has this contract already.
    Subscribed,
    /// It answers with something else than a signed request.
    Garbles,
    /// It signs what was displayed.
    Signs,
    /// It signs another amount, or about another contract.
    SignsAnother,
    /// It signs for an address that is not the gateway's.
    SignsElsewhere,
    /// It says how things stand now.
    Tells,
}

/// What the server is asked about.
pub(super) struct Subject {
    /// The fields of what was displayed.
    signed: Vec<(String, String)>,
    /// The fields of something else.
    differing: Vec<(String, String)>,
    /// How things stand now.
    news: Json,
}

impl Subject {
    /// An order.
    pub(super) fn order(order: &Order) -> Self {
        Self { signed: fields(order, None), differing: fields(order, Some("9999")), news: Json::Null }
    }

    /// What is to be done about a contract that there is, and the contract as it is afterwards.
    pub(super) fn contract(plan: Plan, action: Action, language: Language, news: Json) -> Self {
        let (item_name, _, amount) = plan.item(language);
        let another = language.pick("別のご契約", "Another subscription");
        let [signed, differing] = [item_name, another].map(|name| fields_about(name, amount, action));
        Self { signed, differing, news }
    }

    /// What has become of an order.
    pub(super) fn report(news: Json) -> Self {
        Self { signed: Vec::new(), differing: Vec::new(), news }
    }
}

/// What reaches the browser.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reply {
    /// Nothing.
    Never,
    /// A network error.
    NoNetwork,
    /// An answer.
    Answer { status: u16, wait: u32, body: Json },
}

const GATEWAY: &str = "https://stbfep.sps-system.com/f01/FepBuyInfoReceive.do";

impl Server {
    /// The reply to a request about `subject`.
    pub(super) fn reply(self, subject: &Subject) -> Reply {
        let (status, wait, body) = match self {
            Self::Silent => return Reply::Never,
            Self::Unreachable => return Reply::NoNetwork,
            Self::Refuses { code, wait } => return no(code, None, wait),
            Self::Breaks { status } => (status, 0, Json::Null),
            Self::Paid { result } => {
                return no(ProblemCode::OrderPaid, result.then_some(("result_url", "?state=shop")), 0);
            }
            Self::Subscribed => {
                let subscription = ("subscription_url", "?state=review-recurring_monthly");
                return no(ProblemCode::AlreadySubscribed, Some(subscription), 0);
            }
            Self::Garbles => (200, 0, Json::object(vec![("action", Json::from_text(GATEWAY))])),
            Self::Signs => (200, 0, signed(GATEWAY, &subject.signed)),
            Self::SignsAnother => (200, 0, signed(GATEWAY, &subject.differing)),
            Self::SignsElsewhere => (200, 0, signed("https://gateway.example/", &subject.signed)),
            Self::Tells => (200, 0, subject.news.clone()),
        };
        Reply::Answer { status, wait, body }
    }
}

/// A problem document, perhaps with the address of what there is already.
fn no(code: ProblemCode, address: Option<(&str, &str)>, wait: u32) -> Reply {
    let members = address.into_iter().map(|(name, address)| (name.to_owned(), Json::from_text(address))).collect();
    let (title, detail) = (code.meaning().to_owned(), code.meaning().to_owned());
    Reply::Answer { status: code.status(), wait, body: ProblemDocument { code, title, detail, members }.to_json() }
}

fn signed(action: &str, fields: &[(String, String)]) -> Json {
    Answer { action: action.to_owned(), fields: fields.to_vec() }.to_json()
}

#[cfg(test)]
mod tests {
    use super::super::order::order as sample;
    use super::super::scene::{Deed, Play, Show, scenes};
    use super::*;
    use crate::browser::handoff::{Destinations, check, check_about_contract, check_cancellation};
    use crate::page::failure::{Code, Failure};
    use sbps::message::Application;
    use sbps::money::Yen;

    type Check<'a> = &'a dyn Fn(&Answer) -> Result<(), Failure>;

    /// What the element makes of a reply; nothing if it posts the form.
    fn made_of(reply: &Reply, check: Check<'_>) -> Option<Failure> {
        let Reply::Answer { status, wait, body } = reply else { return None };
        match status {
            200 => match Answer::read(body) {
                Ok(answer) if !Destinations::read(None).expect("the gateway").allow(&answer.action) => {
                    Some(Failure::new(Code::DestinationNotAllowed))
                }
                Ok(answer) => check(&answer).err(),
                Err(failure) => Some(failure),
            },
            status => Some(Failure::of_answer(*status, Some(*wait).filter(|&wait| wait > 0), body)),
        }
    }

    #[test]
    fn every_answer_to_the_checkout_leads_to_the_state_it_is_for() {
        for scene in scenes() {
            let Show::Checkout(sampled, Play::Press(server, seconds)) = scene.show else { continue };
            let order = Order::read(&sample(sampled, Language::Japanese), &mut Vec::new()).expect("an order");
            let reply = server.reply(&Subject::order(&order));
            let expected = match scene.id.split_once('-') {
                Some(("error", "endpoint_slow")) => {
                    assert_eq!((&reply, seconds), (&Reply::Never, 30));
                    continue;
                }
                Some(("error", "endpoint_unreachable")) => {
                    assert_eq!(reply, Reply::NoNetwork);
                    continue;
                }
                // What is posted goes nowhere.
                Some(("error", "handoff_stopped")) => None,
                Some(("error", rest)) => Some(rest.split('-').next().unwrap_or(rest)),
                Some(("refused", "502")) => Some("endpoint_unreachable"),
                Some(("refused", _)) => Some("endpoint_refused"),
                _ => None,
            };
            let failure = made_of(&reply, &|answer| check(answer, &order));
            assert_eq!(failure.map(|failure| failure.code.as_str()), expected, "{}", scene.id);
        }
    }

    #[test]
    fn every_sample_can_be_signed() {
        for scene in scenes() {
            let Show::Checkout(sampled, _) = scene.show else { continue };
            if let Some(order) = Order::read(&sample(sampled, Language::English), &mut Vec::new()) {
                let reply = Server::Signs.reply(&Subject::order(&order));
                assert_eq!(made_of(&reply, &|answer| check(answer, &order)), None, "{}", scene.id);
            }
        }
    }

    #[test]
    fn what_is_done_about_a_contract_is_signed_as_displayed_or_differs_in_its_name() {
        for scene in scenes() {
            let Show::Subscriptions(holding, Deed::Confirmed(action, server, _)) = scene.show else { continue };
            for language in [Language::Japanese, Language::English] {
                let (name, _, amount) = holding.plan().item(language);
                let amount = Yen::new(amount).expect("an amount");
                let check: Check<'_> = match action {
                    Action::Cancel => &|answer| check_cancellation(answer, name, amount),
                    Action::Unsubscribe => &|answer| check_about_contract(answer, name, Application::Unsubscribe),
                    Action::Reapply => &|answer| check_about_contract(answer, name, Application::Reapply),
                };
                let subject = Subject::contract(holding.plan(), action, language, Json::Null);
                let expected = match server {
                    Server::Signs => None,
                    Server::SignsAnother => Some(Failure::with(Code::SignedDiffers, "item_name")),
                    _ => continue,
                };
                assert_eq!(made_of(&server.reply(&subject), check), expected, "{} {language:?}", scene.id);
            }
        }
    }
}
