//! What the demo shop sells. A real shop has its own record; what matters is that price and name come from it and not
//! from the browser.

use crate::language::Language;
use crate::plan::{Methods, Plan};
use chrono::NaiveDate;
use sbps::billing::{BillingMethod, Commodity, Contract, Offering, SalesMethod};
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
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
    /// Whether it is sent by parcel, or read online.
    pub parcel: bool,
    /// How many may be ordered at once.
    pub most: u32,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        language.pick(self.ja, self.en)
    }
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

/// A product that cannot be sold as it stands in the table.
#[derive(Debug, thiserror::Error)]
#[error("product {product:?}: {reason}")]
pub struct CatalogueError {
    /// Its id.
    pub product: &'static str,
    /// Why.
    pub reason: String,
}

/// Everything for sale.
#[derive(Clone, Debug)]
pub struct Catalogue {
    products: Vec<Product>,
    plans: Vec<Plan>,
}

const SHIPPING: u32 = 500;
const SHIPPING_TAX_PERCENT: u32 = 10;

struct Row {
    id: &'static str,
    name: &'static str,
    about: Text,
    price: u32,
    tax_percent: u32,
    parcel: bool,
    most: u32,
}

const ROWS: [Row; 4] = [
    Row {
        id: "coffee-200g",
        name: "有機コーヒー豆200g～深煎り～",
        about: Text {
            ja: "注文を受けてから焙煎する、香り高い深煎りです。",
            en: "A fragrant dark roast, roasted after you order.",
        },
        price: 1_580,
        tax_percent: 8,
        parcel: true,
        most: 10,
    },
    Row {
        id: "wine-750ml",
        name: "赤ワイン～シャトーKANTAN 2020～750ml",
        about: Text {
            ja: "果実味のある辛口。名前が16文字を超えるため、au の明細では途中までの表示になります。",
            en: "Dry and fruity. Its name is longer than 16 characters, so the au bill shows only the start.",
        },
        price: 3_000,
        tax_percent: 10,
        parcel: true,
        most: 6,
    },
    Row {
        id: "potato-10kg",
        name: "北海道産じゃがいも男爵秋の特選大箱十キロ",
        about: Text {
            ja: "ほくほくの男爵いも。商品名はちょうど全角20文字です。",
            en: "Floury Danshaku potatoes. The name has exactly 20 double-byte characters.",
        },
        price: 2_980,
        tax_percent: 8,
        parcel: true,
        most: 5,
    },
    Row {
        id: "ebook-rust",
        name: "電子書籍 はじめてのRust",
        about: Text {
            ja: "すぐに読める電子書籍です。送料はかかりません。",
            en: "An e-book to read at once; nothing to ship.",
        },
        price: 1_100,
        tax_percent: 10,
        parcel: false,
        most: 1,
    },
];

/// The tax contained in an amount; a fraction of a yen is dropped.
pub(crate) const fn contained_tax(amount: u32, percent: u32) -> u32 {
    amount * percent / (100 + percent)
}

impl Catalogue {
    /// What the demo shop sells under a contract with the gateway: its products, and the plans of the recurring methods
    /// that are configured.
    ///
    /// # Errors
    /// [`CatalogueError`] for what cannot be sent or billed, or what the contract excludes.
    pub fn demo(contract: Contract, methods: Methods, today: NaiveDate) -> Result<Self, CatalogueError> {
        let product = |row: &Row| {
            let wrong = |reason: String| CatalogueError { product: row.id, reason };
            let commodity = if row.parcel { Commodity::Goods } else { Commodity::DigitalContent };
            Offering::new(contract, commodity, BillingMethod::OneTime(SalesMethod::Automatic))
                .map_err(|error| wrong(format!("{}: {error} ({})", error.code(), error.section())))?;
            let product = Product {
                id: ItemId::new(row.id).map_err(|error| wrong(error.to_string()))?,
                name: ItemName::new(row.name).map_err(|error| wrong(error.to_string()))?,
                about: row.about,
                price: row.price,
                tax_percent: row.tax_percent,
                parcel: row.parcel,
                most: row.most,
            };
            product.price(row.most).ok_or_else(|| wrong("costs more than ¥9,999,999".to_owned()))?;
            Ok(product)
        };
        let products = ROWS.iter().map(product).collect::<Result<_, _>>()?;
        Ok(Self { products, plans: Plan::demo(contract, methods, today)? })
    }

    /// Every product.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// Every plan.
    #[must_use]
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The plan with that id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id.as_str() == id)
    }

    /// The product with that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id.as_str() == id)
    }
}

impl Product {
    /// What so many cost, shipping included; `None` above ¥9,999,999 or for none.
    #[must_use]
    pub fn price(&self, quantity: u32) -> Option<Price> {
        let goods = self.price.checked_mul(quantity)?;
        let shipping = if self.parcel { SHIPPING } else { 0 };
        let amount = Yen::new(goods.checked_add(shipping)?).ok()?;
        let tax = contained_tax(goods, self.tax_percent) + contained_tax(shipping, SHIPPING_TAX_PERCENT);
        (quantity > 0).then_some(Price { goods, shipping, amount, tax: Tax::new(tax).ok()? })
    }

    /// When it is delivered.
    #[must_use]
    pub const fn delivery(&self, language: Language) -> &'static str {
        if self.parcel {
            language.pick("ご注文の確定後、3日以内に発送します。", "Sent within 3 days of your order.")
        } else {
            language.pick(
                "お支払いの確認後、すぐにお読みいただけます。",
                "Ready to read as soon as the payment is confirmed.",
            )
        }
    }

    /// How to withdraw.
    #[must_use]
    pub const fn cancellation(&self, language: Language) -> &'static str {
        if self.parcel {
            language.pick(
                "未開封に限り、到着後8日以内に返品できます。返品の送料はお客さまのご負担です。発送前はお問い合わせからキャンセルできます。",
                "Unopened goods can be returned within 8 days of arrival; you pay for sending them back. Before they are sent you can cancel by contacting us.",
            )
        } else {
            language.pick(
                "商品の性質上、購入後のキャンセルはできません。",
                "Because of its nature it cannot be cancelled after the purchase.",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo(contract: Contract) -> Result<Catalogue, CatalogueError> {
        Catalogue::demo(contract, Methods::Simple, NaiveDate::default())
    }

    #[test]
    fn the_demo_can_be_sold() {
        let catalogue = demo(Contract::Basic).expect("the table is right");
        assert_eq!(catalogue.products().len(), ROWS.len());
        assert_eq!(catalogue.get("potato-10kg").map(|product| product.name.width()), Some(40));
    }

    #[test]
    fn tax_is_contained_and_its_fraction_dropped() {
        let catalogue = demo(Contract::Basic).expect("the table is right");
        let wine = catalogue.get("wine-750ml").expect("in the table");
        // 3,000 × 10 / 110 = 272.7…, 500 × 10 / 110 = 45.4….
        assert_eq!(wine.price(1).map(|price| (price.amount.get(), price.tax.get())), Some((3_500, 272 + 45)));
        let coffee = catalogue.get("coffee-200g").expect("in the table");
        assert_eq!(coffee.price(2).map(|price| (price.amount.get(), price.tax.get())), Some((3_660, 234 + 45)));
        assert_eq!(coffee.price(0), None);
        assert_eq!(coffee.price(u32::MAX), None);
    }

    #[test]
    fn goods_cannot_be_sold_where_webmoney_is_taken() {
        let error = demo(Contract::BasicAndWebMoney).expect_err("a parcel");
        assert_eq!(error.product, "coffee-200g");
        assert!(error.reason.starts_with("commodity_not_in_contract: "), "{error}");
    }
}
