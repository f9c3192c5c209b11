//! An item as it is told to programs and in files.

use crate::domain::moment::in_japan;
use crate::domain::reconciliation::{Item, Subject};
use serde::Serialize;

/// An item as it is told. A contract's own name is its payer's secret address and stays out.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Its number.
    pub id: i64,
    /// Why it is on the list.
    pub kind: &'static str,
    /// What kind of thing it is about.
    pub subject_kind: &'static str,
    /// The order's reference, the day of a charge, or the number of a notification.
    pub subject: Option<String>,
    /// The order id.
    pub order_id: Option<String>,
    /// The tracking id.
    pub tracking_id: Option<String>,
    /// Since when, by RFC 3339.
    pub opened_at: String,
    /// What was seen.
    pub detail: String,
    /// How it was closed.
    pub closed: Option<ToldClosed>,
}

/// How an item was closed, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct ToldClosed {
    /// When, by RFC 3339.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What was found.
    pub note: String,
}

/// The columns of a file.
pub const COLUMNS: [&str; 11] = [
    "id",
    "kind",
    "subject_kind",
    "subject",
    "order_id",
    "tracking_id",
    "opened_at",
    "detail",
    "closed_at",
    "closed_by",
    "note",
];

impl Told {
    /// The item.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        let what = &item.what;
        let subject = match &what.subject {
            Subject::Contract(_) => None,
            Subject::Charge(_, due_on) => Some(due_on.to_string()),
            subject => Some(subject.name()),
        };
        let closed = item.closed.as_ref().map(|closed| ToldClosed {
            at: in_japan(closed.at),
            by: closed.by.clone(),
            note: closed.note.clone(),
        });
        Self {
            id: item.id,
            kind: what.kind.as_str(),
            subject_kind: what.subject.kind(),
            subject,
            order_id: what.order_id.clone(),
            tracking_id: what.tracking_id.clone(),
            opened_at: in_japan(item.opened_at),
            detail: what.detail.clone(),
            closed,
        }
    }

    /// Its line of a file, in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(self) -> [String; 11] {
        let (at, by, note) = self.closed.map(|closed| (closed.at, closed.by, closed.note)).unwrap_or_default();
        let text = Option::unwrap_or_default;
        [
            self.id.to_string(),
            self.kind.to_owned(),
            self.subject_kind.to_owned(),
            text(self.subject),
            text(self.order_id),
            text(self.tracking_id),
            self.opened_at,
            self.detail,
            at,
            by,
            note,
        ]
    }
}
