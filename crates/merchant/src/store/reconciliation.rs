//! The reconciliation list in the record: opened once for a thing and a reason, closed once.

use super::record::wrong;
use super::statement::Statement;
use super::{Store, StoreError};
use crate::domain::reconciliation::{Closed, Item, Kind, NewItem, Subject};
use crate::store::database::Connection;
use crate::store::gate::Turn;
use chrono::{Datelike, Days, NaiveDate};

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
    closed_at: Option<i64>,
    closed_by: Option<String>,
    note: Option<String>,
}

impl TryFrom<ItemRow> for Item {
    type Error = StoreError;

    fn try_from(row: ItemRow) -> Result<Self, StoreError> {
        let ItemRow {
            id,
            kind,
            subject_kind,
            subject,
            order_id,
            tracking_id,
            opened_at,
            detail,
            closed_at,
            closed_by,
            note,
        } = row;
        let unreadable = || wrong(format!("reconciliation item {id}: {kind:?} of {subject_kind:?} {subject:?}"));
        let kind = Kind::from_name(&kind).ok_or_else(unreadable)?;
        let subject = Subject::read(&subject_kind, &subject).ok_or_else(unreadable)?;
        let closed = closed_at.zip(closed_by).map(|(at, by)| Closed { at, by, note: note.unwrap_or_default() });
        Ok(Self { id, what: NewItem { kind, subject, order_id, tracking_id, detail }, opened_at, closed })
    }
}

/// Puts something on the list, unless it is there already; says whether it was not.
pub(super) async fn open_item(connection: &mut Connection, item: &NewItem, now: i64) -> Result<bool, StoreError> {
    Ok(opening(item, now).run(connection).await?.rows_affected() == 1)
}

/// What puts something on the list, unless it is there already.
pub(super) fn opening(item: &NewItem, now: i64) -> Statement {
    Statement::of(
        "INSERT INTO reconciliation_items (kind, subject_kind, subject, order_id, tracking_id, opened_at, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(item.kind.as_str())
    .bind(item.subject.kind())
    .bind(item.subject.name().as_str())
    .bind(item.order_id.as_deref())
    .bind(item.tracking_id.as_deref())
    .bind(now)
    .bind(&item.detail)
}

/// Takes from the list what is settled now; says whether it was on it.
pub(super) async fn close_item(
    connection: &mut Connection,
    kind: Kind,
    subject: &Subject,
    why: (&str, &str),
    now: i64,
) -> Result<bool, StoreError> {
    Ok(closing(kind, subject, why, now).run(connection).await?.rows_affected() == 1)
}

/// What closes an item, if it is open.
pub(super) fn closing(kind: Kind, subject: &Subject, (by, note): (&str, &str), now: i64) -> Statement {
    Statement::of(
        "UPDATE reconciliation_items SET closed_at = $1, closed_by = $2, note = $3 \
         WHERE kind = $4 AND subject_kind = $5 AND subject = $6 AND closed_at IS NULL",
    )
    .bind(now)
    .bind(by)
    .bind(note)
    .bind(kind.as_str())
    .bind(subject.kind())
    .bind(subject.name().as_str())
}

/// The open item with that number.
pub(super) async fn find_open(connection: &mut Connection, id: i64) -> Result<Option<Item>, StoreError> {
    let row: Option<ItemRow> = sqlx::query_as(
        "SELECT id, kind, subject_kind, subject, order_id, tracking_id, opened_at, detail, closed_at, closed_by, note \
         FROM reconciliation_items WHERE id = $1 AND closed_at IS NULL",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.map(Item::try_from).transpose()
}

/// The month, as YYYY-MM, before which a last month is over and its end should have been told: a
/// notice may be a week late.
fn last_month_over(today: NaiveDate) -> String {
    let late = today.checked_sub_days(Days::new(7)).unwrap_or(today);
    format!("{:04}-{:02}", late.year(), late.month())
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only items of this kind.
    pub kind: Option<Kind>,
    /// Only items of which an order id, a tracking id or the subject begins so.
    pub text: String,
    /// What was closed, the latest first, and not what is open.
    pub closed: bool,
    /// Those after this one: the last of the page before.
    pub after: Option<i64>,
    /// At most so many.
    pub most: u32,
}

impl Store {
    /// The part of the list that is wanted: open items by their age, closed ones the latest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn items(&self, wanted: &Wanted) -> Result<Vec<Item>, StoreError> {
        let (is, order, beyond) = if wanted.closed { ("IS NOT NULL", "DESC", "<") } else { ("IS NULL", "ASC", ">") };
        let sql = format!(
            "SELECT id, kind, subject_kind, subject, order_id, tracking_id, opened_at, detail, closed_at, closed_by, \
             note FROM reconciliation_items WHERE closed_at {is} AND ($1 = '' OR kind = $1) AND ($2 = '' \
             OR substr(subject, 1, length($2)) = $2 OR substr(coalesce(order_id, ''), 1, length($2)) = $2 \
             OR substr(coalesce(tracking_id, ''), 1, length($2)) = $2) AND ($3 = 0 OR id {beyond} $3) \
             ORDER BY id {order} LIMIT $4"
        );
        let rows: Vec<ItemRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(wanted.kind.map(Kind::as_str).unwrap_or_default())
            .bind(wanted.text.trim())
            .bind(wanted.after.unwrap_or_default())
            .bind(i64::from(wanted.most))
            .fetch_all(&mut *self.readers.lend().await?)
            .await?;
        rows.into_iter().map(Item::try_from).collect()
    }

    /// The item with that number, while it is open.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_item_of(&self, id: i64) -> Result<Option<Item>, StoreError> {
        find_open(&mut *self.readers.lend().await?, id).await
    }

    /// How many items are open, by kind.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_item_counts(&self) -> Result<Vec<(Kind, i64)>, StoreError> {
        let sql = "SELECT kind, count(*) FROM reconciliation_items WHERE closed_at IS NULL GROUP BY kind ORDER BY kind";
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut *self.readers.lend().await?).await?;
        let read = |(kind, count): (String, i64)| {
            Kind::from_name(&kind).map(|kind| (kind, count)).ok_or_else(|| wrong(format!("item kind {kind:?}")))
        };
        rows.into_iter().map(read).collect()
    }

    /// Puts onto the list what should have been heard by now: returns after success before
    /// `returned_before` without a message, and simple contracts whose last month was over before
    /// `today` without a notice. What was on the list once does not come back. Says how many came.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn miss_messages(&self, returned_before: i64, today: NaiveDate, now: i64) -> Result<u64, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let new = "SELECT $1, $2, r.subject, r.order_id, r.tracking_id, $3, r.detail FROM";
        let once = "r WHERE NOT EXISTS (SELECT 1 FROM reconciliation_items i WHERE i.kind = $1 AND i.subject_kind = $2 \
                    AND i.subject = r.subject AND i.order_id IS NOT DISTINCT FROM r.order_id) ON CONFLICT DO NOTHING";
        let returned = "state = 'requested' AND hint = 'success'";
        let mut found = 0;
        for (kind, subject, missing) in [
            (
                Kind::ReturnWithoutNotification,
                "order",
                format!(
                    "(SELECT reference AS subject, order_id, tracking_id, 'purchase or application' AS detail \
                     FROM attempts WHERE {returned} AND updated_at < $4)"
                ),
            ),
            (
                Kind::ReturnWithoutNotification,
                "contract",
                format!(
                    "(SELECT subscription AS subject, order_id, contract AS tracking_id, \
                     CASE WHEN recurring IS NULL THEN 'leaving' ELSE 'renewal' END AS detail \
                     FROM contract_requests WHERE {returned} AND requested_at < $4)"
                ),
            ),
            (
                Kind::ContractPastLastMonth,
                "contract",
                // The last month as YYYY-MM; the notice comes with the first day of the month after it.
                "(SELECT reference AS subject, NULL AS order_id, tracking_id, 'no notice of the end' AS detail \
                 FROM subscriptions WHERE state = 'active' AND last_month < $5)"
                    .to_owned(),
            ),
        ] {
            let sql = format!(
                "INSERT INTO reconciliation_items (kind, subject_kind, subject, order_id, tracking_id, opened_at, \
                 detail) {new} {missing} {once}"
            );
            let added = sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(kind.as_str())
                .bind(subject)
                .bind(now)
                .bind(returned_before)
                .bind(last_month_over(today))
                .execute(&mut *change)
                .await?;
            found += added.rows_affected();
        }
        change.commit().await?;
        Ok(found)
    }

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
            "SELECT id, kind, subject_kind, subject, order_id, tracking_id, opened_at, detail, closed_at, closed_by, \
             note FROM reconciliation_items WHERE closed_at IS NULL ORDER BY opened_at, id",
        )
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        rows.into_iter().map(Item::try_from).collect()
    }
}
