//! The demo's catalogue: who sells, what, and what can be tried. It is for the tests, and for a trial of
//! the service without a shop (`MERCHANT_DEMO_SHOP=on`, refused at the production gateway); a shop sells
//! by the interface, as `examples/shop` does. Nothing outside of this folder names a product, a brand or
//! a phone number; the service knows it as the values of a [`Storefront`].

mod not_sellable;
mod plans;
mod products;
mod trial;

pub use not_sellable::NotSellable;

use crate::domain::language::Text;
use crate::domain::plan::Methods;
use crate::service::storefront::Storefront;
use chrono::NaiveDate;
use sbps::billing::Contract;

/// The demo shop under a contract with the gateway: its products, and the plans of the recurring
/// methods that are configured, each checked for whoever joins on `today` or within four years.
///
/// # Errors
/// [`NotSellable`] for what cannot be sent or billed, or what the contract excludes.
pub fn storefront(contract: Contract, methods: Methods, today: NaiveDate) -> Result<Storefront, NotSellable> {
    Ok(Storefront {
        name: Text { ja: "カンタン商店", en: "Kantan Store" },
        tagline: Text { ja: "デモショップ", en: "Demo shop" },
        notice: Text {
            ja: "これはデモショップです。商品は発送されません。",
            en: "This is a demo shop. Nothing is sent.",
        },
        contact: Text {
            ja: "カンタン商店 お客さま窓口 0120-000-000（平日10時〜17時）",
            en: "Kantan Store, customer service, 0120-000-000 (weekdays, 10:00–17:00 in Japan)",
        },
        products: products::all(contract)?,
        plans: plans::all(contract, methods, today)?,
        trials: trial::TRIALS.to_vec(),
    })
}
