//! What would follow from an action, for whoever has to confirm it: judged by the same rules as when
//! it is done, and nothing is asked of the gateway.

use super::Shop;
use super::maintenance;
use super::payment::find;
use super::problem::{Code, Problem};
use crate::domain::payment::{Action, Chance, Facts, Money, PaymentCall, Refused, Wish, chances, decide};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::status::OperationWarning;
use sbps::verdict::Effect;

/// What would follow.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The payment as it is.
    pub facts: Facts,
    /// Where it stands.
    pub before: Money,
    /// How much would be asked for; `None` is all of it.
    pub amount: Option<Yen>,
    /// What may go otherwise.
    pub warnings: Vec<OperationWarning>,
    /// Where it would stand then.
    pub after: Money,
    /// What could still be done then, with the days.
    pub chances: Vec<Chance>,
}

/// Whether it can be done.
#[derive(Clone, Debug)]
pub enum Previewed {
    /// It can.
    Possible(Box<Preview>),
    /// It cannot, with the reason and what can be done instead.
    Refused(Box<Facts>, Refused),
}

/// What would follow from that action now.
///
/// # Errors
/// [`Code::PaymentUnknown`]; [`Code::Maintenance`].
pub async fn preview(
    shop: &Shop,
    name: &str,
    month: Option<YearMonth>,
    action: Action,
    amount: Option<Yen>,
) -> Result<Previewed, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    maintenance::check(&shop.settings.maintenance, now)?;
    let view = find(shop, name, month).await?;
    let (contract, seconds) = (shop.settings.contract, now.unix_seconds());
    let moment = (now.date(), seconds);
    let decided = match decide(&view.facts, contract, Wish { action, amount }, moment) {
        Ok(decided) => decided,
        Err(refused) => return Ok(Previewed::Refused(Box::new(view.facts), refused)),
    };
    let mut then = view.facts.clone();
    then.calls.push(PaymentCall {
        id: i64::MAX,
        tracking_id: then.tracking_id.as_str().to_owned(),
        action,
        amount: decided.amount,
        month: then.month(),
        asked_at: seconds,
        effect: Some(Effect::Done),
        code: None,
        detail: None,
        found: None,
    });
    Ok(Previewed::Possible(Box::new(Preview {
        before: view.money,
        amount: decided.amount,
        warnings: decided.allowance.warnings,
        after: then.money(seconds),
        chances: chances(&then, contract, moment),
        facts: view.facts,
    })))
}
