//! What can be used in the demo shop: a service of its own, so that pay as you go can be tried.

use crate::domain::language::Text;
use crate::service::storefront::Trial;

pub(super) const TRIALS: [Trial; 1] = [Trial {
    name: Text { ja: "翻訳1回", en: "One translation" },
    price: 300,
    press: Text { ja: "翻訳を1回使う", en: "Translate once" },
    plan: "translation-usage",
}];
