//! The demo shop's products.

use super::not_sellable::NotSellable;
use crate::domain::language::Text;
use crate::domain::product::{Product, Shipping};
use sbps::billing::{BillingMethod, Commodity, Contract, Offering, SalesMethod};
use sbps::identifier::ItemId;
use sbps::text::ItemName;

const SHIPPING: Shipping = Shipping { price: 500, tax_percent: 10 };

struct Row {
    id: &'static str,
    name: &'static str,
    about: Text,
    price: u32,
    tax_percent: u32,
    /// Whether it is sent by parcel, or read online.
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

const PARCEL_DELIVERY: Text =
    Text { ja: "ご注文の確定後、3日以内に発送します。", en: "Sent within 3 days of your order." };
const PARCEL_CANCELLATION: Text = Text {
    ja: "未開封に限り、到着後8日以内に返品できます。返品の送料はお客さまのご負担です。発送前はお問い合わせからキャンセルできます。",
    en: "Unopened goods can be returned within 8 days of arrival; you pay for sending them back. Before they are sent you can cancel by contacting us.",
};
const ONLINE_DELIVERY: Text = Text {
    ja: "お支払いの確認後、すぐにお読みいただけます。",
    en: "Ready to read as soon as the payment is confirmed.",
};
const ONLINE_CANCELLATION: Text = Text {
    ja: "商品の性質上、購入後のキャンセルはできません。",
    en: "Because of its nature it cannot be cancelled after the purchase.",
};

/// The products, each of which can be sent and is allowed by the contract.
pub(super) fn all(contract: Contract) -> Result<Vec<Product>, NotSellable> {
    ROWS.iter().map(|row| of_row(row, contract)).collect()
}

fn of_row(row: &Row, contract: Contract) -> Result<Product, NotSellable> {
    let wrong = |reason: String| NotSellable { id: row.id, reason };
    let commodity = if row.parcel { Commodity::Goods } else { Commodity::DigitalContent };
    Offering::new(contract, commodity, BillingMethod::OneTime(SalesMethod::Automatic))
        .map_err(|error| wrong(format!("{}: {error} ({})", error.code(), error.section())))?;
    let product = Product {
        id: ItemId::new(row.id).map_err(|error| wrong(error.to_string()))?,
        name: ItemName::new(row.name).map_err(|error| wrong(error.to_string()))?,
        about: row.about,
        price: row.price,
        tax_percent: row.tax_percent,
        shipping: row.parcel.then_some(SHIPPING),
        most: row.most,
        delivery: if row.parcel { PARCEL_DELIVERY } else { ONLINE_DELIVERY },
        cancellation: if row.parcel { PARCEL_CANCELLATION } else { ONLINE_CANCELLATION },
    };
    product.price(row.most).ok_or_else(|| wrong("costs more than ¥9,999,999".to_owned()))?;
    Ok(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(id: &str) -> Product {
        let products = all(Contract::Basic).expect("the table is right");
        products.into_iter().find(|product| product.id.as_str() == id).expect("in the table")
    }

    #[test]
    fn the_demo_can_be_sold() {
        assert_eq!(all(Contract::Basic).map(|products| products.len()).ok(), Some(ROWS.len()));
        assert_eq!(product("potato-10kg").name.width(), 40);
    }

    #[test]
    fn tax_is_contained_and_its_fraction_dropped() {
        let wine = product("wine-750ml");
        // 3,000 × 10 / 110 = 272.7…, 500 × 10 / 110 = 45.4….
        assert_eq!(wine.price(1).map(|price| (price.amount.get(), price.tax.get())), Some((3_500, 272 + 45)));
        let coffee = product("coffee-200g");
        assert_eq!(coffee.price(2).map(|price| (price.amount.get(), price.tax.get())), Some((3_660, 234 + 45)));
        assert_eq!(coffee.price(0), None);
        assert_eq!(coffee.price(u32::MAX), None);
    }

    #[test]
    fn goods_cannot_be_sold_where_webmoney_is_taken() {
        let error = all(Contract::BasicAndWebMoney).expect_err("a parcel");
        assert_eq!(error.id, "coffee-200g");
        assert!(error.reason.starts_with("commodity_not_in_contract: "), "{error}");
    }
}
