//! The reconciliation list in the record: opened once for a thing and a reason, closed once.

use super::record::wrong;
use super::{Store, StoreError};
use crate::domain::reconciliation::{Item, Kind, NewItem, Subject};
use crate::store::gate::Turn;
use sqlx::SqliteConnection;

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: i64,
    kind: String,
    subject_kind: String,
    subject: String,
    order_id: Option<String>,
    tracking_id: Option<String>,
    opened_at: i64,
    detail: String,
}

impl TryFrom<ItemRow> for Item {
    type Error = StoreError;

    fn try_from(row: ItemRow) -> Result<Self, StoreError> {
        let ItemRow { id, kind, subject_kind, subject, order_id, tracking_id, opened_at, detail } = row;
        let unreadable = || wrong(format!("reconciliation item {id}: {kind:?} of {subject_kind:?} {subject:?}"));
        let kind = Kind::from_name(&kind).ok_or_else(unreadable)?;
        let subject = Subject::read(&subject_kind, &subject).ok_or_else(unreadable)?;
        Ok(Self { id, what: NewItem { kind, subject, order_id, tracking_id, detail }, opened_at })
    }
}

/// Puts something on the list, unless it is there already; says whether it was not.
pub(super) async fn open_item(connection: &mut SqliteConnection, item: &NewItem, now: i64) -> Result<bool, StoreError> {
    let opened = sqlx::query(
        "INSERT INTO reconciliation_items (kind, subject_kind, subject, order_id, tracking_id, opened_at, detail) \
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(item.kind.as_str())
    .bind(item.subject.kind())
    .bind(item.subject.name())
    .bind(&item.order_id)
    .bind(&item.tracking_id)
    .bind(now)
    .bind(&item.detail)
    .execute(connection)
    .await?;
    Ok(opened.rows_affected() == 1)
}

/// Takes from the list what is settled now; says whether it was on it.
pub(super) async fn close_item(
    connection: &mut SqliteConnection,
    kind: Kind,
    subject: &Subject,
    (by, note): (&str, &str),
    now: i64,
) -> Result<bool, StoreError> {
    let closed = sqlx::query(
        "UPDATE reconciliation_items SET closed_at = ?, closed_by = ?, note = ? \
         WHERE kind = ? AND subject_kind = ? AND subject = ? AND closed_at IS NULL",
    )
    .bind(now)
    .bind(by)
    .bind(note)
    .bind(kind.as_str())
    .bind(subject.kind())
    .bind(subject.name())
    .execute(connection)
    .await?;
    Ok(closed.rows_affected() == 1)
}

impl Store {
    /// Puts something on the list, unless it is there already; says whether it was not.
    ///
    /// # Errors
    /// [`StoreError`] when it is not on the list.
    pub async fn open_item(&self, item: &NewItem, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let is_new = open_item(&mut change, item, now).await?;
        change.commit().await?;
        Ok(is_new)
    }

    /// Takes from the list what is settled now; says whether it was on it. `by` and `note` tell who
    /// found what.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn close_item(
        &self,
        kind: Kind,
        subject: &Subject,
        (by, note): (&str, &str),
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let was_open = close_item(&mut change, kind, subject, (by, note), now).await?;
        change.commit().await?;
        Ok(was_open)
    }

    /// What is on the list, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_items(&self) -> Result<Vec<Item>, StoreError> {
        let rows: Vec<ItemRow> = sqlx::query_as(
            "SELECT id, kind, subject_kind, subject, order_id, tracking_id, opened_at, detail \
             FROM reconciliation_items WHERE closed_at IS NULL ORDER BY opened_at, id",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Item::try_from).collect()
    }
}
