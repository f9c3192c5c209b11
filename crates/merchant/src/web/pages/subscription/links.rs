//! What the page says of the link by which it was opened: whoever may act is told of the link for
//! others, and whoever may only look, where one acts.

use crate::domain::language::Language;
use crate::domain::subscription::link::Power;
use crate::service::address::{in_language, subscription_address};
use crate::service::subscription::view::View;
use maud::{Markup, html};

/// The sentence; `contact` is whom to ask.
pub(super) fn section(view: &View, contact: &str, language: Language) -> Markup {
    match view.power {
        Power::Act => {
            let others = in_language(&subscription_address(view.subscription.links.of(Power::View)), language);
            html! {
                p.plain.links {
                    (language.pick(
                        "このページのリンクを知っている人は、解約などのお手続きができます。ほかの人に見せるときは、内容を見るだけの",
                        "Whoever has this page's link can cancel. To show it to somebody else, use the ",
                    ))
                    a href=(others) data-view-only { (language.pick("閲覧用のページ", "page for viewing")) }
                    (language.pick("をご利用ください。", " on which nothing can be changed."))
                }
            }
        }
        Power::View => html! {
            p.plain.links data-view-only {
                (language.pick(
                    "閲覧用のページです。解約などのお手続きは、お申し込みのときにご案内したお客さま専用のリンクから行えます。リンクが分からないときは、次の窓口へお問い合わせください。",
                    "This page is for viewing. To cancel or change anything, use your own link, which you were given when you joined. If you cannot find it, ask here: ",
                ))
                (contact)
            }
        },
    }
}
