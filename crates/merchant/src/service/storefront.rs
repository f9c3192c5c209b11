//! Who sells and what: values that are handed in at the start. What matters is that price and name
//! come from here and not from the browser.

use crate::domain::language::Text;
use crate::domain::plan::Plan;
use crate::domain::product::Product;

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
    /// Who makes its calendar files (RFC 5545, `PRODID`).
    pub calendar_id: &'static str,
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

impl Storefront {
    /// A shop that sells nothing on pages of its own.
    #[must_use]
    pub const fn nameless() -> Self {
        let blank = Text { ja: "", en: "" };
        Self {
            name: Text { ja: "ショップ", en: "Shop" },
            tagline: blank,
            notice: blank,
            contact: Text { ja: "ご利用のショップ", en: "the shop where you ordered" },
            calendar_id: "-//Shop//Subscriptions//EN",
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
