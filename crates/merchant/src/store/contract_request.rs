//! Requests that a payer's browser posts about a contract that there is: to make it again, or to
//! leave it.

use super::record::wrong;
use super::subscription::tell;
use super::{Store, StoreError};
use crate::domain::order::{ATTEMPTS_SECONDS, MOST_ATTEMPTS};
use crate::domain::subscription::request::{AnsweredRequest, ContractRequest, Purpose, Standing};
use crate::store::gate::Turn;
use sbps::identifier::{OrderId, TrackingId};

#[derive(sqlx::FromRow)]
struct Row {
    order_id: String,
    subscription: String,
    token: String,
    contract: String,
    recurring: Option<String>,
    requested_at: i64,
    state: String,
    error_code: Option<String>,
    hint: Option<String>,
}

impl TryFrom<Row> for AnsweredRequest {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let purpose = match row.recurring {
            Some(terms) => Purpose::Renew(serde_json::from_str(&terms).map_err(wrong)?),
            None => Purpose::Leave,
        };
        let standing = match row.state.as_str() {
            "requested" => Standing::Requested,
            "done" => Standing::Done,
            "failed" => Standing::Failed,
            "refused" => Standing::Refused,
            other => return Err(wrong(format!("request state {other:?}"))),
        };
        let request = ContractRequest {
            order_id: OrderId::new(&row.order_id).map_err(wrong)?,
            subscription: row.subscription,
            token: row.token,
            contract: TrackingId::new(&row.contract).map_err(wrong)?,
            purpose,
        };
        Ok(Self { request, standing, requested_at: row.requested_at, error_code: row.error_code, hint: row.hint })
    }
}

impl Store {
    /// Keeps a request; says whether it did, which it does not after [`MOST_ATTEMPTS`] recent ones.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn add_contract_request(&self, request: &ContractRequest, now: i64) -> Result<bool, StoreError> {
        let recurring = match &request.purpose {
            Purpose::Renew(recurring) => Some(serde_json::to_string(recurring).map_err(wrong)?),
            Purpose::Leave => None,
        };
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let kept = sqlx::query(
            "INSERT INTO contract_requests (order_id, subscription, token, contract, recurring, requested_at, state) \
             SELECT $1, $2, $3, $4, $5, $6, 'requested' WHERE (SELECT count(*) FROM contract_requests \
             WHERE subscription = $2 AND requested_at > $6 - $7) < $8",
        )
        .bind(request.order_id.as_str())
        .bind(&request.subscription)
        .bind(&request.token)
        .bind(request.contract.as_str())
        .bind(recurring)
        .bind(now)
        .bind(ATTEMPTS_SECONDS)
        .bind(i64::from(MOST_ATTEMPTS))
        .execute(&mut *change)
        .await?;
        change.commit().await?;
        Ok(kept.rows_affected() == 1)
    }

    /// The request with that token, and what has become of it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn contract_request(&self, token: &str) -> Result<Option<AnsweredRequest>, StoreError> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM contract_requests WHERE token = $1")
            .bind(token)
            .fetch_optional(&mut *self.readers.lend().await?)
            .await?;
        row.map(AnsweredRequest::try_from).transpose()
    }

    /// Keeps where the browser said it came from.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn hint_contract_request(&self, token: &str, hint: &str) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        sqlx::query("UPDATE contract_requests SET hint = $1 WHERE token = $2")
            .bind(hint)
            .bind(token)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// The payer has come back from leaving and the gateway's word is not here yet: until it is,
    /// nothing is billed and nothing else can be asked for.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn await_the_end(&self, request: &ContractRequest, now: i64) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        let moved = sqlx::query(
            "UPDATE subscriptions SET state = 'cancellation_pending', updated_at = $1 WHERE reference = $2 \
             AND state = 'active' AND tracking_id = $3 AND EXISTS (SELECT 1 FROM contract_requests \
             WHERE order_id = $4 AND state = 'requested')",
        )
        .bind(now)
        .bind(&request.subscription)
        .bind(request.contract.as_str())
        .bind(request.order_id.as_str())
        .execute(&mut *transaction)
        .await?;
        if moved.rows_affected() == 1 {
            let detail = Some(request.order_id.as_str());
            tell(&mut transaction, &request.subscription, "cancellation_pending", detail, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
