//! When the payment service is closed, for maintenance or a failure: the member `maintenance`.
//!
//! Service specification, "Service Suspension Due to Maintenance, etc.": a suspension is told a week before, as a rule.

use super::problem::Reason;
use super::reader::{LONGEST_TEXT, Reader};
use super::writer;
use crate::json::Json;
use sbps::date_time::JstDateTime;

/// From one moment on, and before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment.
    pub from: JstDateTime,
    /// The moment at which it is over.
    pub until: JstDateTime,
    /// What a payer reads of it in the place of the element's own sentence about maintenance: something is broken.
    pub notice: Option<String>,
}

impl Window {
    /// The window as it stands in the list `maintenance`.
    pub fn to_json(&self) -> Json {
        let mut members = vec![("from", writer::moment(self.from)), ("until", writer::moment(self.until))];
        members.extend(self.notice.as_deref().map(|notice| ("notice", Json::from_text(notice))));
        Json::object(members)
    }
}

/// Reads the member `maintenance`; none where it is absent.
pub(super) fn member(reader: &mut Reader<'_>) -> Vec<Window> {
    let member = reader.member("maintenance");
    let mut windows = Vec::new();
    match member.list() {
        Some(list) => {
            for (index, json) in list.iter().enumerate() {
                if let Some(window) = window(&mut reader.item(json, "maintenance", index)) {
                    windows.push(window);
                }
            }
        }
        None if *member == Json::Null => {}
        None => reader.refuse("maintenance", Reason::WrongType),
    }
    windows
}

fn window(reader: &mut Reader<'_>) -> Option<Window> {
    let (from, until) = (reader.moment("from"), reader.moment("until"));
    let notice = reader.optional_text("notice", LONGEST_TEXT).map(str::to_owned);
    let window = Window { from: from?, until: until?, notice };
    reader.found("until", (window.from < window.until).then_some(window), Reason::OutOfRange)
}
