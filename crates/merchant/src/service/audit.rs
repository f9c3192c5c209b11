//! The log of what persons asked for, as staff read it.

use super::Shop;
use super::paging::{looked_for, page};
use super::problem::Problem;
use crate::domain::audit::Entry;

/// How many entries a page shows.
pub const PAGE: u32 = 100;

/// One page of the log.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// The entries, the latest first.
    pub entries: Vec<Entry>,
    /// The last of them, where there are more.
    pub more_before: Option<i64>,
}

/// The entries before that number.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn audit_page(shop: &Shop, before: Option<i64>) -> Result<AuditPage, Problem> {
    let found = shop.store.audit(before, None, looked_for(PAGE)).await?;
    let (entries, more_before) = page(found, PAGE, |entry| entry.id);
    Ok(AuditPage { entries, more_before })
}
