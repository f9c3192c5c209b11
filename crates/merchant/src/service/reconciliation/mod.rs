//! The reconciliation list as staff work on it, and what a program puts onto it by looking.

mod by_file;
mod take;
mod told;

pub use by_file::{Closing, Left, MOST_AT_ONCE, MOST_MATCHED, Plan, close_by_file, matched, plan};
pub use take::{NotTaken, Preview, confirm, preview, take};
pub use told::{COLUMNS, Told, ToldClosing, ToldLeft, ToldPlan};

use super::Shop;
use super::problem::{Code, Problem};
use crate::domain::reconciliation::{Finding, Item, Kind};
use crate::domain::staff::Witness;
use crate::service::paging::{looked_for, page};
use crate::store::{Store, StoreError};
use kantan_checkout::json::Json;
use sbps::date_time::JstDateTime;
use sbps::period::settlement::SETTLEMENT_DAYS;

pub use crate::store::Wanted;

/// How many items a page shows.
pub const PAGE: u32 = 50;

/// The most items of a file: what a spreadsheet opens.
pub const FILE: u32 = 100_000;

/// How long after a return by success the gateway's message is waited for, in seconds: it comes
/// before the return as a rule, and within minutes otherwise.
const MESSAGE_SECONDS: i64 = 10 * 60;

/// One page of the list.
#[derive(Clone, Debug)]
pub struct List {
    /// The items.
    pub items: Vec<Item>,
    /// The last of them, where there are more.
    pub more_after: Option<i64>,
    /// How many are open, by kind, whatever is shown.
    pub counts: Vec<(Kind, i64)>,
}

/// A page of what is wanted.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn list(shop: &Shop, mut wanted: Wanted) -> Result<List, Problem> {
    wanted.most = looked_for(PAGE);
    let (items, more_after) = page(shop.store.items(&wanted).await?, PAGE, |item| item.id);
    Ok(List { items, more_after, counts: open_counts(shop).await? })
}

/// How many items are open, by kind.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn open_counts(shop: &Shop) -> Result<Vec<(Kind, i64)>, StoreError> {
    shop.store.open_item_counts().await
}

/// Everything that is wanted, for a file.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn whole(shop: &Shop, mut wanted: Wanted) -> Result<Vec<Item>, Problem> {
    wanted.most = FILE;
    Ok(shop.store.items(&wanted).await?)
}

/// Nothing was chosen of what can be.
#[must_use]
pub fn nothing_chosen() -> Problem {
    Problem::with_detail(Code::RequestInvalid, "no item is chosen").with("field", Json::from_text("item"))
}

/// Records what a person found of each of these items, and closes them; how many it was recorded
/// of. Of items that cannot all be closed so none is: whoever chose them believes that they are.
///
/// # Errors
/// [`Code::NoLongerUnknown`] when one of them is not open, or cannot be closed by this finding; the
/// [`Problem`] of a store that does not answer: what was recorded until then stays.
pub async fn resolve(shop: &Shop, items: &[i64], finding: &Finding, witness: &Witness) -> Result<usize, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    resolve_in(&shop.store, items, finding, witness, now).await
}

/// The same in a record, at that moment.
///
/// # Errors
/// Those of [`resolve`].
pub async fn resolve_in(
    store: &Store,
    items: &[i64],
    finding: &Finding,
    witness: &Witness,
    now: JstDateTime,
) -> Result<usize, Problem> {
    let mut others = Vec::new();
    for id in items {
        let item = store.open_item_of(*id).await?;
        if !item.is_some_and(|item| finding.fits(item.what.kind)) {
            others.push(id.to_string());
        }
    }
    if !others.is_empty() {
        let detail = format!("closed already, or not to be closed as {}: {}", finding.as_str(), others.join(", "));
        let items = Json::from_text(&others.join(", "));
        return Err(Problem::with_detail(Code::NoLongerUnknown, detail).with("items", items));
    }
    let mut resolved = 0;
    for id in items {
        let did = store.resolve_item(*id, finding, witness, now.date(), now.unix_seconds()).await?;
        resolved += usize::from(did);
    }
    if resolved == 0 { Err(Code::NoLongerUnknown.into()) } else { Ok(resolved) }
}

/// How many days before a reservation runs out it is on the list.
pub const SETTLE_WITHIN_DAYS: u64 = 7;

/// For how many days after that it still comes onto the list, where nothing ran in the meantime.
const LOOKED_BACK_DAYS: u64 = 30;

/// Puts onto the list what the gateway should have said by now, and what a person should have done.
///
/// # Errors
/// [`StoreError`] when nothing was changed.
pub async fn miss_messages(shop: &Shop) -> Result<(), StoreError> {
    let Some(now) = shop.clock.now() else { return Ok(()) };
    let seconds = now.unix_seconds();
    let missed = shop.store.miss_messages(seconds - MESSAGE_SECONDS, now.date(), seconds).await?;
    let broken_off = shop.store.miss_answers(seconds).await?;
    let unsettled = miss_settlements(shop, now).await?;
    if unsettled > 0 {
        tracing::warn!(unsettled, "payments soon cannot be settled any more: they are on the reconciliation list");
    }
    if broken_off > 0 {
        tracing::error!(broken_off, "calls about payments have no answer: they are on the reconciliation list");
    }
    if missed > 0 {
        tracing::error!(missed, "messages of the gateway have not come: they are on the reconciliation list");
    }
    Ok(())
}

/// Puts onto the list what is reserved and has [`SETTLE_WITHIN_DAYS`] or fewer left in which it can be
/// settled, today among them.
async fn miss_settlements(shop: &Shop, now: JstDateTime) -> Result<u64, StoreError> {
    let days = |days: u64| i64::try_from(days * 24 * 60 * 60).unwrap_or(i64::MAX);
    let midnight = now.date().and_hms_opt(0, 0, 0).and_then(JstDateTime::from_local).unwrap_or(now).unix_seconds();
    // The day of the request is the first of the ninety.
    let requested_before = midnight - days(SETTLEMENT_DAYS - SETTLE_WITHIN_DAYS - 1);
    let requested_from = midnight - days(SETTLEMENT_DAYS + LOOKED_BACK_DAYS);
    let detail = format!("{SETTLEMENT_DAYS} days from the purchase on, the day of purchase among them");
    let sales = shop.settings.one_time_sales;
    shop.store.miss_settlements(requested_from..requested_before, sales, &detail, now.unix_seconds()).await
}
