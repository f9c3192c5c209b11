//! Who sells and what: values that are handed in at the start. What matters is that price and name
//! come from here and not from the browser.

use crate::domain::api_order::Goods;
use crate::domain::language::{Language, Text};
use crate::domain::plan::Plan;
use crate::domain::product::Product;
use crate::service::address::in_language;
use std::borrow::Cow;

/// A shop, as its pages and its record need to know it.
#[derive(Clone, Debug)]
pub struct Storefront {
    /// Its name, on every page.
    pub name: Text,
    /// What stands beside its name.
    pub tagline: Text,
    /// What stands at the foot of every page.
    pub notice: Text,
    /// Whom a payer can ask, and how.
    pub contact: Text,
    /// What is bought once.
    pub products: Vec<Product>,
    /// What is joined.
    pub plans: Vec<Plan>,
    /// What can be used on the subscriber's page.
    pub trials: Vec<Trial>,
}

/// A service that is paid by use and can be used once by a press on the subscriber's page. Other
/// use is recorded by the merchant's own systems.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// What using it once is called; also in the record.
    pub name: Text,
    /// What it costs once in yen, tax included.
    pub price: u32,
    /// What the button that uses it once says, before its price.
    pub press: Text,
    /// The id of its plan.
    pub plan: &'static str,
}

/// Who sells something, in the language of a page: this shop, or whoever a program's order names.
#[derive(Clone, Debug)]
pub struct Seller<'a> {
    /// Its name.
    pub name: &'a str,
    /// What stands beside its name; blank for nothing.
    pub tagline: &'a str,
    /// What stands at the foot of every page; blank for nothing.
    pub notice: &'a str,
    /// Whom a payer can ask, and how.
    pub contact: Cow<'a, str>,
    /// The address of its shop.
    pub home: Cow<'a, str>,
    /// Where a payer finds other ways of paying.
    pub other_ways: Option<&'a str>,
}

impl<'a> Seller<'a> {
    /// Whoever the order names, and where there is none this shop.
    #[must_use]
    pub fn of(goods: Option<&'a Goods>, storefront: &'a Storefront, language: Language) -> Self {
        let Some(goods) = goods else { return storefront.seller(language) };
        Self {
            name: &goods.contact.name,
            tagline: "",
            notice: "",
            contact: Cow::Owned(goods.contact.line()),
            home: Cow::Borrowed(&goods.return_url),
            other_ways: goods.other_ways_url.as_deref(),
        }
    }
}

impl Storefront {
    /// This shop as a page names it.
    #[must_use]
    pub fn seller(&self, language: Language) -> Seller<'_> {
        Seller {
            name: self.name.get(language),
            tagline: self.tagline.get(language),
            notice: self.notice.get(language),
            contact: Cow::Borrowed(self.contact.get(language)),
            home: Cow::Owned(in_language("/", language)),
            other_ways: None,
        }
    }

    /// A shop that sells nothing on pages of its own.
    #[must_use]
    pub const fn nameless() -> Self {
        let blank = Text { ja: "", en: "" };
        Self {
            name: Text { ja: "ショップ", en: "Shop" },
            tagline: blank,
            notice: blank,
            contact: Text { ja: "ご利用のショップ", en: "the shop where you ordered" },
            products: Vec::new(),
            plans: Vec::new(),
            trials: Vec::new(),
        }
    }

    /// The product with that id.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id.as_str() == id)
    }

    /// The plan with that id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id.as_str() == id)
    }

    /// What can be tried under a plan.
    #[must_use]
    pub fn trial(&self, plan: &str) -> Option<&Trial> {
        self.trials.iter().find(|trial| trial.plan == plan)
    }
}
