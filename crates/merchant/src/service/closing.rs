//! Staff close the payment service and open it again, while the shop is open: a window of maintenance,
//! or a failure until the end that is expected.

use super::problem::{Code, Problem};
use super::{Shop, written_down};
use crate::domain::audit::Asker;
use crate::domain::maintenance::{Closing, SetWindow, Window};
use sbps::date_time::JstDateTime;

/// The most seconds that a window lasts: a month.
const LONGEST: i64 = 31 * 24 * 60 * 60;

fn invalid(detail: &str) -> Problem {
    Problem::with_detail(Code::RequestInvalid, detail)
}

/// Sets a window, or gives one of them (`change`) other moments. Without a beginning it begins now.
///
/// # Errors
/// [`Code::RequestInvalid`] for what is no window, is over already or lasts for more than 31 days, and where
/// the one to change is over.
pub async fn set(
    shop: &Shop,
    change: Option<i64>,
    closing: Closing,
    (from, until): (Option<JstDateTime>, JstDateTime),
    asker: &Asker,
) -> Result<(), Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let window = Window { from: from.unwrap_or(now), until, closing };
    if window.from >= until || until <= now {
        return Err(invalid("a window ends after it begins, and after now"));
    }
    if until.unix_seconds() - window.from.unix_seconds() > LONGEST {
        return Err(invalid("a window lasts for 31 days at most"));
    }
    let detail = format!("{} {} to {until}", closing.as_str(), window.from);
    written_down(shop, asker, "maintenance.set", subject(change), detail).await?;
    let is_set = match change {
        None => shop.store.add_maintenance(window).await.map(|_| true)?,
        Some(id) => shop.store.change_maintenance(id, window, now.unix_seconds()).await?,
    };
    shop.settings.maintenance.read(&shop.store).await;
    if is_set { Ok(()) } else { Err(over()) }
}

/// Ends a window now; one that has not begun is taken back.
///
/// # Errors
/// [`Code::RequestInvalid`] where it is over already.
pub async fn end(shop: &Shop, id: i64, asker: &Asker) -> Result<(), Problem> {
    let now = shop.clock.unix_seconds();
    written_down(shop, asker, "maintenance.end", subject(Some(id)), String::new()).await?;
    let is_ended = shop.store.end_maintenance(id, now).await?;
    shop.settings.maintenance.read(&shop.store).await;
    if is_ended { Ok(()) } else { Err(over()) }
}

fn subject(id: Option<i64>) -> String {
    id.map_or_else(|| "maintenance".to_owned(), |id| format!("maintenance {id}"))
}

fn over() -> Problem {
    invalid("no window of this number is set that is not over")
}

/// The windows that staff have set and that are not over, and those of the configuration that are not.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn to_come(shop: &Shop) -> Result<(Vec<SetWindow>, Vec<Window>), Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let mut set = shop.store.maintenance_windows().await?;
    set.retain(|set| now < set.window.until);
    Ok((set, shop.settings.maintenance.configured().to_come(now).collect()))
}
