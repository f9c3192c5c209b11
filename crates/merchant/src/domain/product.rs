//! Something that is bought once.

use super::language::Text;
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::tax;
use sbps::text::ItemName;

/// One thing for sale.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its name in addresses and forms; also its item id.
    pub id: ItemId,
    /// Its name on the carrier's screens and the payer's bill.
    pub name: ItemName,
    /// One sentence about it.
    pub about: Text,
    /// The price of one in yen, tax included.
    pub price: u32,
    /// The tax rate in percent: 8 for food, 10 otherwise.
    pub tax_percent: u32,
    /// What sending it costs; `None` where nothing is sent.
    pub shipping: Option<Shipping>,
    /// How many may be ordered at once.
    pub most: u32,
    /// When it is delivered.
    pub delivery: Text,
    /// How to withdraw.
    pub cancellation: Text,
}

/// What sending an order costs, however much is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipping {
    /// The price in yen, tax included.
    pub price: u32,
    /// The tax rate in percent.
    pub tax_percent: u32,
}

/// What an order costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The goods in yen, tax included.
    pub goods: u32,
    /// The shipping in yen, tax included; 0 where nothing is sent.
    pub shipping: u32,
    /// All of it.
    pub amount: Yen,
    /// The tax contained in it.
    pub tax: Tax,
}

impl Product {
    /// What so many cost, shipping included; `None` above ¥9,999,999 or for none.
    #[must_use]
    pub fn price(&self, quantity: u32) -> Option<Price> {
        let goods = self.price.checked_mul(quantity)?;
        let (shipping, shipping_tax) = self
            .shipping
            .map_or((0, 0), |shipping| (shipping.price, tax::contained(shipping.price, shipping.tax_percent)));
        let amount = Yen::new(goods.checked_add(shipping)?).ok()?;
        let tax = tax::contained(goods, self.tax_percent) + shipping_tax;
        (quantity > 0).then_some(Price { goods, shipping, amount, tax: Tax::new(tax).ok()? })
    }
}
