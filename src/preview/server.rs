//! What the shop's server would answer, without a server.
//!
//! The answers are those of DESIGN.md, "From page to server". Nothing can be signed in a browser, so the checksum is
//! made of zeros: the element checks its form, and only the gateway could tell.

use super::message::fields;
use crate::checkout::order::Order;
use crate::json::Json;

/// What the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Server {
    /// It never answers.
    Silent,
    /// There is no way to it.
    Unreachable,
    /// It answers with an error; without code it is a proxy's, without a wait there is no `Retry-After`.
    Refuses { status: u16, code: &'static str, wait: u32 },
    /// The order is paid already.
    Paid { result: bool },
    /// The customer has this contract already.
    Subscribed,
    /// It answers with something else than a signed request.
    Garbles,
    /// It signs what was displayed.
    Signs,
    /// It signs another amount.
    SignsAnother,
    /// It signs for an address that is not the gateway's.
    SignsElsewhere,
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
    /// The reply to a request for `order`.
    pub(super) fn reply(self, order: &Order) -> Reply {
        let (status, wait, body) = match self {
            Self::Silent => return Reply::Never,
            Self::Unreachable => return Reply::NoNetwork,
            Self::Refuses { status, code: "", .. } => (status, 0, Json::Null),
            Self::Refuses { status, code, wait } => (status, wait, Json::object(vec![("code", Json::from_text(code))])),
            Self::Paid { result } => {
                let mut members = vec![("code", Json::from_text("order_paid"))];
                members.extend(result.then(|| ("result_url", Json::from_text("?state=shop"))));
                (409, 0, Json::object(members))
            }
            Self::Subscribed => {
                let members = [("code", "already_subscribed"), ("subscription_url", "?state=review-recurring_monthly")];
                (409, 0, Json::object(members.map(|(name, text)| (name, Json::from_text(text))).into()))
            }
            Self::Garbles => (200, 0, Json::object(vec![("action", Json::from_text(GATEWAY))])),
            Self::Signs => (200, 0, signed(GATEWAY, &fields(order, None))),
            Self::SignsAnother => (200, 0, signed(GATEWAY, &fields(order, Some("9999")))),
            Self::SignsElsewhere => (200, 0, signed("https://gateway.example/", &fields(order, None))),
        };
        Reply::Answer { status, wait, body }
    }
}

fn signed(action: &str, fields: &[(String, String)]) -> Json {
    let pair = |(name, value): &(String, String)| Json::List(vec![Json::from_text(name), Json::from_text(value)]);
    Json::object(vec![
        ("action", Json::from_text(action)),
        ("accept_charset", Json::from_text("Shift_JIS")),
        ("fields", Json::List(fields.iter().map(pair).collect())),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::order::order as sample;
    use super::super::scene::{Play, SCENES};
    use super::*;
    use crate::handoff::{Answer, Destinations, Failure, check};
    use crate::language::Language;

    /// What the element makes of a reply, by its code; `None` if it posts the form.
    fn made_of(reply: &Reply, order: &Order) -> Option<String> {
        let Reply::Answer { status, wait, body } = reply else { return None };
        let failure = match status {
            200 => match Answer::read(body) {
                Ok(answer) if !Destinations::read(None).expect("the gateway").allow(&answer.action) => {
                    return Some("destination_not_allowed".to_owned());
                }
                Ok(answer) => check(&answer, order).err(),
                Err(failure) => Some(failure),
            },
            status => Some(Failure::of_answer(*status, Some(*wait).filter(|&wait| wait > 0), body)),
        };
        failure.map(|failure| failure.code.as_str().to_owned())
    }

    #[test]
    fn every_answer_leads_to_the_state_it_is_for() {
        for scene in &SCENES {
            let Play::Press(server, seconds) = scene.play else { continue };
            let order = Order::read(&sample(scene.sample, Language::Japanese), &mut Vec::new()).expect("an order");
            let reply = server.reply(&order);
            let expected = match scene.id.split_once('-') {
                Some(("error", "endpoint_slow")) => {
                    assert_eq!((&reply, seconds), (&Reply::Never, 30));
                    continue;
                }
                Some(("error", "endpoint_unreachable")) => {
                    assert_eq!(reply, Reply::NoNetwork);
                    continue;
                }
                Some(("error", rest)) => Some(rest.split('-').next().unwrap_or(rest)),
                Some(("refused", "502")) => Some("endpoint_unreachable"),
                Some(("refused", _)) => Some("endpoint_refused"),
                _ => None,
            };
            assert_eq!(made_of(&reply, &order).as_deref(), expected, "{}", scene.id);
        }
    }

    #[test]
    fn every_sample_can_be_signed() {
        for scene in &SCENES {
            if let Some(order) = Order::read(&sample(scene.sample, Language::English), &mut Vec::new()) {
                assert_eq!(made_of(&Server::Signs.reply(&order), &order), None, "{}", scene.id);
            }
        }
    }
}
