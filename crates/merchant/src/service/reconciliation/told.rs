//! An item as it is told to programs and in files.

use super::by_file::{Closing, Left, Plan};
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

/// What a file of the management tool closes, as it is told to programs.
#[derive(Clone, Debug, Serialize)]
pub struct ToldPlan {
    /// SHA-256 of the file.
    pub file: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many of them are about no item of the list.
    pub elsewhere: usize,
    /// How many items are closed; none before it was carried out.
    pub closed: Option<usize>,
    /// What is closed, or would be.
    pub closing: Vec<ToldClosing>,
    /// What stays as it is.
    pub left: Vec<ToldLeft>,
}

/// An item that a file closes, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct ToldClosing {
    /// Its number.
    pub id: i64,
    /// Why it is on the list.
    pub kind: &'static str,
    /// The line of the file.
    pub line: u64,
    /// What is proven.
    pub finding: &'static str,
    /// The order id in the file.
    pub order_id: String,
    /// The tracking id in the file.
    pub tracking_id: String,
    /// The amount in yen in the file.
    pub amount: Option<u32>,
    /// The tool's word for the state.
    pub state: String,
}

/// An item that stays as it is, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct ToldLeft {
    /// Its number.
    pub id: i64,
    /// Why it is on the list.
    pub kind: &'static str,
    /// The line of the file.
    pub line: u64,
    /// Why it stays.
    pub because: &'static str,
}

impl ToldPlan {
    /// The plan of a file with so many rows, of which so many are about items.
    #[must_use]
    pub fn of(file: &str, (rows, matched): (usize, usize), plan: &Plan) -> Self {
        let closing = |it: &Closing| ToldClosing {
            id: it.item.id,
            kind: it.item.what.kind.as_str(),
            line: it.row.line,
            finding: it.proof.as_str(),
            order_id: it.row.order_id.clone(),
            tracking_id: it.row.tracking_id.clone(),
            amount: it.row.amount,
            state: it.row.word.clone(),
        };
        Self {
            file: file.to_owned(),
            rows,
            elsewhere: rows.saturating_sub(matched),
            closed: None,
            closing: plan.closing.iter().map(closing).collect(),
            left: plan.left.iter().map(ToldLeft::of).collect(),
        }
    }
}

impl ToldLeft {
    /// The item that stays.
    #[must_use]
    pub fn of(it: &Left) -> Self {
        let (id, kind) = (it.item.id, it.item.what.kind.as_str());
        Self { id, kind, line: it.row.line, because: it.because.as_str() }
    }
}
