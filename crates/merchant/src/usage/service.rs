//! What can be used in the demo shop: a service of its own, so that pay as you go can be tried. A real shop's systems
//! record use by `POST /usage`.

use crate::catalogue::Text;

/// A service that is paid by use.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// What using it once is called; also in the record.
    pub name: Text,
    /// What it costs once, tax included.
    pub price: u32,
    /// What the button that uses it once says, before its price.
    pub press: Text,
    plan: &'static str,
}

const SERVICES: [Service; 1] = [Service {
    name: Text { ja: "翻訳1回", en: "One translation" },
    price: 300,
    press: Text { ja: "翻訳を1回使う", en: "Translate once" },
    plan: "translation-usage",
}];

/// The service of a plan, if the demo shop runs it.
#[must_use]
pub fn of_plan(plan: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.plan == plan)
}
