//! Reads single members of an order: the deadline, addresses, the shop's own words.

use super::Refusal;
use super::members::Members;
use kantan_checkout::json::Json;
use sbps::date_time::JstDateTime;
use sbps::message::purchase_request::WebAddress;
use std::collections::BTreeMap;
use url::Url;

/// How long a payment can be started where nothing is said, in seconds.
const DEADLINE: i64 = 60 * 60;
/// The shortest and the longest time for it, in seconds: a payment takes minutes, and prices do not hold for ever.
const SHORTEST_DEADLINE: i64 = 5 * 60;
/// See [`SHORTEST_DEADLINE`].
const LONGEST_DEADLINE: i64 = 30 * 24 * 60 * 60;
/// The most words about an order, and their longest names and texts, in characters.
const MOST_METADATA: usize = 20;
const LONGEST_METADATA_NAME: usize = 40;
const LONGEST_METADATA: usize = 500;

/// Before when a payment has to be started.
pub(super) fn expires_at(members: &mut Members<'_>, now: JstDateTime) -> Option<i64> {
    let now = now.unix_seconds();
    if members.reader.lacks("expires_at") {
        if members.reader.lacks("expires_in") {
            return Some(now + DEADLINE);
        }
        return members.whole("expires_in", SHORTEST_DEADLINE, LONGEST_DEADLINE).map(|seconds| now + seconds);
    }
    if !members.reader.lacks("expires_in") {
        members.refuse("expires_in", "not_allowed");
    }
    let moment = members.reader.moment("expires_at")?.unix_seconds();
    if !(SHORTEST_DEADLINE..=LONGEST_DEADLINE).contains(&(moment - now)) {
        members.refuse("expires_at", "out_of_range");
        return None;
    }
    Some(moment)
}

/// An absolute address of https; on one machine, where the shop itself is served so, of http as well.
pub(super) fn read_address(members: &mut Members<'_>, name: &str, is_local: bool) -> Option<String> {
    if members.reader.lacks(name) {
        return None;
    }
    let text = members.reader.text(name, usize::MAX)?;
    let is_web = text.parse::<WebAddress>().is_ok();
    let url = Url::parse(text).ok().filter(|url| url.username().is_empty() && url.password().is_none());
    let is_safe = url.is_some_and(|url| url.scheme() == "https" || (is_local && url.scheme() == "http"));
    if is_web && is_safe {
        return Some(text.to_owned());
    }
    members.refuse(name, "unsafe_address");
    None
}

pub(super) fn read_metadata(members: &mut Members<'_>) -> Option<BTreeMap<String, String>> {
    let object = match members.reader.member("metadata") {
        Json::Null => return Some(BTreeMap::new()),
        Json::Object(object) => object,
        _ => {
            members.refuse("metadata", "wrong_type");
            return None;
        }
    };
    if object.len() > MOST_METADATA {
        members.refuse("metadata", "too_long");
        return None;
    }
    let mut metadata = BTreeMap::new();
    for (name, value) in object {
        let path: String = format!("metadata.{}", name.chars().take(LONGEST_METADATA_NAME).collect::<String>());
        let mut refuse_name = |code| {
            let detail = format!("the name of a member of `metadata` has 1 to {LONGEST_METADATA_NAME} characters");
            members.refusals.push(Refusal::of(&path, code).because(detail));
        };
        match value.text() {
            _ if name.is_empty() => refuse_name("blank"),
            _ if name.chars().count() > LONGEST_METADATA_NAME => refuse_name("too_long"),
            None => members.refuse(&path, "wrong_type"),
            Some(text) if text.chars().count() > LONGEST_METADATA => members.refuse(&path, "too_long"),
            Some(text) => {
                metadata.insert(name.clone(), text.to_owned());
            }
        }
    }
    (metadata.len() == object.len()).then_some(metadata)
}
