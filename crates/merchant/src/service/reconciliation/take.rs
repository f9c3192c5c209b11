//! Staff take a file of the management tool in, look at what it would close, and confirm it. Between
//! the two only its rows are kept: what they prove is judged again, by what is on record then.

use super::by_file::{Left, MOST_MATCHED, Plan, close_by_file, matched, plan};
use crate::domain::audit::Asker;
use crate::domain::tool_file::{ToolRow, Unreadable, read};
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::store::{StoreError, TakenFile};
use std::collections::HashMap;

/// Why a file was not taken in.
#[derive(Clone, Debug)]
pub enum NotTaken {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// More than [`MOST_MATCHED`] of its rows are about items of the list.
    TooMuch,
    /// Something else.
    Problem(Problem),
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

/// A file that was taken in, and what it would close now.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The file.
    pub file: TakenFile,
    /// How many of its rows are about no item of the list.
    pub elsewhere: i64,
    /// What would happen.
    pub plan: Plan,
}

/// Takes a file in; its number.
///
/// # Errors
/// [`NotTaken`].
pub async fn take(shop: &Shop, bytes: &[u8], by: &str) -> Result<i64, NotTaken> {
    let file = read(bytes, &shop.settings.tool_format).map_err(NotTaken::Unreadable)?;
    let (digest, rows) = (file.digest, file.rows.len());
    let matched = matched(&shop.store, file.rows).await?;
    if matched.len() > MOST_MATCHED {
        return Err(NotTaken::TooMuch);
    }
    let matched = serde_json::to_string(&matched).map_err(|_| NotTaken::Problem(Code::Internal.into()))?;
    Ok(shop.store.keep_tool_file((&digest, rows), &matched, by, shop.clock.unix_seconds()).await?)
}

/// What a file that was taken in would close now.
///
/// # Errors
/// [`Code::NotFound`] where there is none of that number; the [`Problem`] of a store that does not answer.
pub async fn preview(shop: &Shop, id: i64) -> Result<Preview, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let file = shop.store.tool_file(id).await?.ok_or(Code::NotFound)?;
    let rows: Vec<ToolRow> = serde_json::from_str(&file.matched).map_err(|error| {
        tracing::error!(%error, id, "a file that was taken in cannot be read");
        Code::Internal
    })?;
    let plan = plan(&shop.store, &rows, shop.settings.one_time_sales, now).await?;
    let elsewhere = file.rows - i64::try_from(rows.len()).unwrap_or_default();
    Ok(Preview { file, elsewhere, plan })
}

/// Closes what was chosen of a file, as it was shown: each item with the word for what is proven of
/// it. Says how many are closed, and what stayed open.
///
/// # Errors
/// [`Code::RequestInvalid`] where nothing is chosen; [`Code::NoLongerUnknown`] where somebody has
/// confirmed it, or it is older than a day; the [`Problem`] of a store that does not answer.
pub async fn confirm(
    shop: &Shop,
    id: i64,
    chosen: &HashMap<i64, String>,
    asker: &Asker,
) -> Result<(usize, Vec<Left>), Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    if chosen.is_empty() {
        return Err(super::nothing_chosen());
    }
    let Preview { file, plan, .. } = preview(shop, id).await?;
    if !shop.store.confirm_tool_file(id, &asker.witness.by, now.unix_seconds()).await? {
        return Err(Code::NoLongerUnknown.into());
    }
    let is_as_shown = |id: i64, word: &str| chosen.get(&id).is_some_and(|shown| shown == word);
    let closing = plan.closing.into_iter().filter(|it| is_as_shown(it.item.id, it.proof.as_str())).collect();
    let done = close_by_file(&shop.store, &file.digest, closing, asker, now, |_| ()).await?;
    shop.store.count_closed_by(id, done.0).await?;
    Ok(done)
}
