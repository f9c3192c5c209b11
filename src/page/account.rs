//! Everything on the subscriber's page, parsed once.
//!
//! The members are listed in docs/page-contract.md, "Account".

use super::problem::{Problem, Reason};
use super::reader::Reader;
use super::subscription::Subscription;
use super::writer;
use crate::json::Json;
use chrono::NaiveDate;
use std::rc::Rc;

/// The most subscriptions that one page shows.
const MOST: usize = 100;

/// Stands in the endpoint for a subscription's reference, as the browser writes it in a path.
pub const PLACE: &str = "%7Breference%7D";

/// A payer's subscriptions, as the server knew them when it made the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The server's day in Japan.
    pub today: NaiveDate,
    /// In the server's order.
    pub subscriptions: Vec<Rc<Subscription>>,
}

impl Account {
    /// Reads the JSON and notes every problem found, each with its path and code.
    pub fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut reader = Reader::new(json, String::new(), problems);
        let today = reader.day("today");
        let member = reader.member("subscriptions");
        let reason = match member.list() {
            Some(list) if list.len() <= MOST => None,
            Some(_) => Some(Reason::TooLong),
            None if reader.lacks("subscriptions") => Some(Reason::Missing),
            None => Some(Reason::WrongType),
        };
        if let Some(reason) = reason {
            reader.refuse("subscriptions", reason);
        }
        let mut subscriptions = Vec::new();
        for (index, json) in member.list().unwrap_or_default().iter().take(MOST).enumerate() {
            let path = ["subscriptions[", &index.to_string(), "]."].concat();
            subscriptions.extend(Subscription::read(&mut reader.within(json, &path)).map(Rc::new));
        }
        let today = today?;
        if problems.is_empty() { Some(Self { today, subscriptions }) } else { None }
    }

    /// The subscriptions as a page holds them.
    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("today", writer::day(self.today)),
            ("subscriptions", writer::list(&self.subscriptions, |subscription| subscription.to_json())),
        ])
    }

    /// Notes a problem if several subscriptions share one address: an ending could then be another one's.
    pub fn check_endpoint(&self, endpoint: &str, problems: &mut Vec<Problem>) {
        if self.subscriptions.len() > 1 && !endpoint.contains(PLACE) {
            problems.push(Problem { path: "endpoint".to_owned(), reason: Reason::NotAllowed });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
