//! What a person found of a call of which nobody knew what it did.

use crate::domain::staff::Witness;
use crate::store::StoreError;
use crate::store::database::Connection;

/// Notes of the call that is open of an order whether it was done; says whether there was one.
pub(in crate::store) async fn note_call(
    connection: &mut Connection,
    order_reference: &str,
    is_done: bool,
    witness: &Witness,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO payment_findings (call, is_done, found_by, note, found_at) \
               SELECT k.id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT) FROM payment_calls k LEFT JOIN payment_answers a ON a.call = k.id \
               WHERE k.order_reference = $1 AND coalesce(a.effect, 'uncertain') = 'uncertain' \
               AND NOT EXISTS (SELECT 1 FROM payment_findings f WHERE f.call = k.id)";
    let noted = sqlx::query(sql)
        .bind(order_reference)
        .bind(i64::from(is_done))
        .bind(&witness.by)
        .bind(&witness.note)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(noted.rows_affected() > 0)
}
