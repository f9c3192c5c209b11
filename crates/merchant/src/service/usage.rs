//! Records what was used under a contract of pay as you go, before it is delivered.

use super::Shop;
use super::address::subscription_address;
use super::problem::{Code, Problem};
use super::subscription::find_to_act;
use crate::domain::language::Language;
use crate::domain::subscription::link::Power;
use crate::domain::usage::{Recorded, Refusal, UnrecordableText, Usage};
use crate::store::Linked;
use sbps::money::Yen;

/// Records use, once.
///
/// # Errors
/// The [`Problem`] that keeps it from being recorded; nothing is billed for it then.
pub async fn record(shop: &Shop, usage: &Usage) -> Result<Recorded, Problem> {
    usage.check()?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    // A shop knows a contract by its payer's link, of which the record's own name was the first.
    let linked = shop.store.subscription_by_link(&usage.subscription).await?;
    let Some(Linked::To(contract, Power::Act)) = linked else {
        return Ok(shop.store.record_usage(usage, now).await??);
    };
    let named = Usage { subscription: contract.reference, ..usage.clone() };
    let recorded = shop.store.record_usage(&named, now).await??;
    Ok(Recorded { usage: Usage { subscription: usage.subscription.clone(), ..recorded.usage }, ..recorded })
}

/// Uses what can be tried under a contract, once. The caller's own name for it, `usage_id`, makes a
/// second press of the same button no second use.
///
/// # Errors
/// The [`Problem`] that keeps it from being recorded; nothing is billed for it then.
pub async fn try_out(shop: &Shop, link: &str, usage_id: &str, language: Language) -> Result<Recorded, Problem> {
    let subscription = find_to_act(shop, link).await?;
    let trial = shop.storefront.trial(&subscription.plan).ok_or(Code::NotFound)?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let usage = Usage {
        subscription: subscription.reference,
        usage_id: usage_id.to_owned(),
        amount: Yen::new(trial.price).map_err(|_| Code::Internal)?,
        used_on: now.date(),
        description: trial.name.get(language).to_owned(),
    };
    usage.check()?;
    let recorded = shop.store.record_usage(&usage, now).await?;
    recorded.map_err(|refusal| Problem::from(refusal).then(subscription_address(link)))
}

impl From<UnrecordableText> for Problem {
    fn from(error: UnrecordableText) -> Self {
        Self::with_detail(Code::RequestInvalid, error.to_string()).with("member", error.member)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let not_possible =
            |because: &str, detail: String| Self::with_detail(Code::UsageNotPossible, detail).with("because", because);
        match refusal {
            Refusal::SubscriptionUnknown => Code::SubscriptionUnknown.into(),
            Refusal::Differs => Self::with_detail(
                Code::UsageDiffers,
                "this usage_id is on record with other content; a new use needs a new usage_id",
            ),
            Refusal::NotPayAsYouGo => {
                not_possible("not_pay_as_you_go", "this contract is billed by the calendar and not by use".to_owned())
            }
            Refusal::NotActive => {
                not_possible("contract_not_active", "the contract is not in force; deliver nothing under it".to_owned())
            }
            Refusal::Suspended => not_possible(
                "billing_suspended",
                "a charge did not go through; until the payer applies again nothing can be billed".to_owned(),
            ),
            Refusal::InTheFuture(today) => {
                not_possible("used_in_future", format!("used_on is after today, {today} in Japan"))
            }
            Refusal::BeforeJoining(joined_on) => {
                not_possible("used_before_joining", format!("used_on is before the day of joining, {joined_on}"))
            }
            Refusal::OverLimit { open, up_to } => {
                let detail = format!(
                    "{open} yen are not billed yet and one charge takes at most {up_to}; try again when they are billed"
                );
                not_possible("over_limit", detail).with("open", open).with("up_to", up_to)
            }
        }
    }
}
