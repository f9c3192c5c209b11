//! What the shop sells, and how it says so to the payment service.

use crate::language::{Language, Text};
use serde_json::{Value, json};

/// What a parcel costs, in yen with tax of 10 %.
const SHIPPING: i64 = 500;

/// Something to buy, once or again and again.
#[derive(Debug)]
pub(crate) struct Product {
    /// Its name towards the gateway; of a contract, which a customer can have once, the plan.
    pub(crate) id: &'static str,
    /// Its name on the payer's bill: at most 20 double-byte characters.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) about: Text,
    /// In yen with tax; of a contract what a cycle costs, or at most costs.
    pub(crate) price: i64,
    /// In percent.
    pub(crate) tax: i64,
    /// The most that one order can have.
    pub(crate) most: i64,
    /// How it comes to the customer.
    pub(crate) delivery: Delivery,
    /// The terms of its contract, as the interface has them; `None` where it is bought once.
    pub(crate) contract: Option<&'static str>,
}

/// How something comes to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// By parcel, which is paid for.
    Parcel,
    /// By parcel, which the price contains.
    FreeParcel,
    /// At once, in the browser.
    Online,
}

/// Something that is used, and paid for by use.
#[derive(Debug)]
pub(crate) struct Service {
    /// The plan that pays for it.
    pub(crate) plan: &'static str,
    /// What is used.
    pub(crate) name: Text,
    /// In yen with tax.
    pub(crate) price: i64,
}

const fn once(
    (id, name): (&'static str, &'static str),
    about: Text,
    (price, tax, most): (i64, i64, i64),
    delivery: Delivery,
) -> Product {
    Product { id, name, about, price, tax, most, delivery, contract: None }
}

const fn again(
    (id, name): (&'static str, &'static str),
    about: Text,
    (price, tax): (i64, i64),
    delivery: Delivery,
    contract: &'static str,
) -> Product {
    Product { id, name, about, price, tax, most: 1, delivery, contract: Some(contract) }
}

/// Everything that is sold.
pub(crate) const PRODUCTS: [Product; 11] = [
    once(
        ("coffee-200g", "有機コーヒー豆200g～深煎り～"),
        Text::new(
            "ご注文の翌朝に焙煎して、豆のままお届けします。",
            "Roasted the morning after you order, and sent as beans.",
        ),
        (1_580, 8, 10),
        Delivery::Parcel,
    ),
    once(
        ("wine-750ml", "赤ワイン～シャトーKANTAN 2020～750ml"),
        Text::new(
            "小さな醸造所の赤。長い名前なので、au のご利用明細には先頭の16文字が載ります。",
            "A red from a small winery. The name is long: your au bill has its first 16 characters.",
        ),
        (3_000, 10, 6),
        Delivery::Parcel,
    ),
    once(
        ("potato-10kg", "北海道産じゃがいも男爵秋の特選大箱十キロ"),
        Text::new(
            "畑から箱のまま届く男爵いも、十キロです。",
            "Ten kilograms of Danshaku potatoes, in the box they left the field in.",
        ),
        (2_980, 8, 5),
        Delivery::Parcel,
    ),
    once(
        ("ebook-rust", "電子書籍 はじめてのRust"),
        Text::new(
            "お支払いのあと、ブラウザーで読める入門書です。",
            "A first book on Rust, read in the browser once it is paid for.",
        ),
        (1_100, 10, 1),
        Delivery::Online,
    ),
    again(
        ("magazine-monthly", "電子雑誌「暮らしと旅」"),
        Text::new(
            "毎月1冊の電子雑誌。お申し込みの月は無料です。",
            "One magazine a month. The month you subscribe in is free.",
        ),
        (550, 10),
        Delivery::Online,
        r#"{ "method": "simple", "first_month": "free", "cancellation_month": "not_charged" }"#,
    ),
    again(
        ("lessons-6-months", "オンライン講座6か月コース"),
        Text::new(
            "半年で学び終える講座。期間が来ると自然に終わります。",
            "A course of half a year, which then ends by itself.",
        ),
        (2_200, 10),
        Delivery::Online,
        r#"{ "method": "simple", "first_month": "charged", "cancellation_month": "charged", "months": 6 }"#,
    ),
    again(
        ("wine-monthly", "ワイン定期便3000円毎月20日"),
        Text::new(
            "蔵元を訪ねて選んだ2本が、毎月届きます。",
            "Two bottles a month, from wineries that we have visited.",
        ),
        (3_000, 10),
        Delivery::FreeParcel,
        r#"{ "method": "fixed_term", "timing": { "kind": "day_of_month", "months": 1, "day": 20 } }"#,
    ),
    again(
        ("coffee-fortnightly", "珈琲豆定期便 隔週金曜日課金"),
        Text::new(
            "2週間ごとに200g、12回まで。はじめの2回は1,200円です。",
            "200 g every two weeks, twelve times; the first two cost ¥1,200 each.",
        ),
        (1_800, 8),
        Delivery::FreeParcel,
        r#"{ "method": "fixed_term", "timing": { "kind": "day_of_week", "weeks": 2, "weekday": "friday" },
             "wait_days": 7, "cycles": 12, "introduction": { "cycles": 2, "amount": 1200 } }"#,
    ),
    again(
        ("tea-month-end", "健康茶定期便 毎月末課金"),
        Text::new(
            "月の終わりに届くお茶。最初のお届けは無料です。",
            "Tea at the end of the month; the first packet is free.",
        ),
        (1_980, 8),
        Delivery::FreeParcel,
        r#"{ "method": "fixed_term", "timing": { "kind": "last_day_of_month", "months": 1 },
             "introduction": { "cycles": 1, "amount": 0 } }"#,
    ),
    again(
        ("flowers-30-days", "季節の花便 30日ごと課金"),
        Text::new(
            "お申し込みの日から30日ごとに、その時期の花を。",
            "Flowers of the season, every 30 days from the day you subscribe.",
        ),
        (2_750, 10),
        Delivery::FreeParcel,
        r#"{ "method": "fixed_term", "timing": { "kind": "every_days", "days": 30 } }"#,
    ),
    again(
        ("translation-usage", "自動翻訳サービス 従量課金"),
        Text::new(
            "訳した分だけ、1回300円。1回のご請求は最大5,000円です。",
            "¥300 for each text, and never more than ¥5,000 in one charge.",
        ),
        (5_000, 10),
        Delivery::Online,
        r#"{ "method": "fixed_term", "timing": { "kind": "usage" } }"#,
    ),
];

/// Everything that can be used.
const SERVICES: [Service; 1] =
    [Service { plan: "translation-usage", name: Text::new("翻訳1回", "One translation"), price: 300 }];

/// The product of that name.
pub(crate) fn product(id: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.id == id)
}

/// What the plan of that name pays for by use.
pub(crate) fn service(plan: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.plan == plan)
}

impl Product {
    /// Whether it is paid for by use, up to its price.
    pub(crate) fn varies(&self) -> bool {
        service(self.id).is_some()
    }

    /// What an order of so many costs, in yen.
    pub(crate) const fn amount(&self, quantity: i64) -> i64 {
        self.price * quantity + if matches!(self.delivery, Delivery::Parcel) { SHIPPING } else { 0 }
    }

    /// The order, as `POST /v1/orders` takes it. Price and name are the shop's own and nothing of them comes from a
    /// browser.
    pub(crate) fn order(&self, quantity: i64, language: Language, customer: &str, addresses: &Addresses) -> Value {
        let mut lines = vec![
            json!({ "name": self.name, "quantity": quantity, "unit_amount": self.price, "tax_percent": self.tax }),
        ];
        if self.delivery == Delivery::Parcel {
            let name = language.pick("配送料", "Delivery");
            lines.push(json!({ "name": name, "quantity": 1, "unit_amount": SHIPPING, "tax_percent": 10 }));
        }
        let (delivery, cancellation) = (self.delivery.said(), self.cancellation());
        let mut order = json!({
            "item_id": self.id, "item_name": self.name, "amount": self.amount(quantity), "lines": lines,
            "customer_id": customer, "language": language.tag(),
            "delivery": delivery.get(language), "cancellation": cancellation.get(language),
            "contact": { "name": language.pick("ことり市場 お客さま係", "Kotori Market, customer service"), "phone": "0120-000-000" },
            "return_url": addresses.back_from_payment, "back_url": addresses.catalogue,
            "commodity": if self.delivery == Delivery::Online { "digital_content" } else { "goods" },
            "metadata": { "purchase": addresses.purchase },
        });
        if let (Some(members), Some(terms)) = (order.as_object_mut(), self.terms()) {
            members.insert("recurring".to_owned(), terms);
        }
        order
    }

    /// The terms of its contract.
    fn terms(&self) -> Option<Value> {
        self.contract.and_then(|terms| serde_json::from_str(terms).ok())
    }

    const fn cancellation(&self) -> Text {
        match (self.contract, self.delivery) {
            (None, Delivery::Online) => Text::new(
                "お読みいただける状態になったあとの返金はいたしかねます。",
                "It cannot be given back once it can be read.",
            ),
            (None, _) => Text::new(
                "発送前であれば、お電話で取り消しを承ります。到着から8日以内の未開封品は返品できます（返送料はお客さまのご負担）。",
                "Call us to cancel before it is sent. Unopened goods can be returned within 8 days of arrival, at your cost.",
            ),
            (Some(_), _) => Text::new(
                "次のお支払い日の前日までに、ご契約のページから解約できます。それ以降の料金はかかりません。お支払い済みの分は最後までご利用いただけます。",
                "Cancel on your subscription's page by the day before the next payment, and nothing more is charged. What is paid for remains yours.",
            ),
        }
    }
}

impl Delivery {
    const fn said(self) -> Text {
        match self {
            Self::Parcel => Text::new("ご注文から3日以内に発送します。", "Sent within three days."),
            Self::FreeParcel => Text::new(
                "お支払い日から5日以内に発送します。配送料は料金に含まれます。",
                "Sent within five days of each payment, delivery included.",
            ),
            Self::Online => {
                Text::new("お手続きのあと、すぐにご利用いただけます。", "Yours to use as soon as you have finished.")
            }
        }
    }
}

/// Where the payer of an order goes.
#[derive(Debug)]
pub(crate) struct Addresses {
    /// The shop's own name for the order.
    pub(crate) purchase: String,
    /// Where the payer goes on to after paying.
    pub(crate) back_from_payment: String,
    /// Where the order is corrected.
    pub(crate) catalogue: String,
}

#[cfg(test)]
mod tests {
    use super::{Addresses, PRODUCTS, product};
    use crate::language::Language;

    fn addresses() -> Addresses {
        Addresses { purchase: "p".to_owned(), back_from_payment: "r".to_owned(), catalogue: "c".to_owned() }
    }

    #[test]
    fn what_an_order_costs_is_what_its_lines_add_up_to() {
        for it in &PRODUCTS {
            for quantity in 1..=it.most {
                let order = it.order(quantity, Language::English, "customer", &addresses());
                let lines = order["lines"].as_array().expect("lines");
                let number = |line: &serde_json::Value, name: &str| line[name].as_i64().expect("a number");
                let sum: i64 = lines.iter().map(|line| number(line, "quantity") * number(line, "unit_amount")).sum();
                assert_eq!(order["amount"], sum, "{}", it.id);
                assert_eq!(order.get("recurring").is_some(), it.contract.is_some(), "{}: its terms are JSON", it.id);
            }
        }
        let wine = product("wine-750ml").expect("it is sold");
        assert_eq!((wine.amount(2), product("ebook-rust").map(|book| book.amount(1))), (6_500, Some(1_100)));
    }
}
