//! What staff tell a customer who cannot pay.
//!
//! Service specification, "Supplementary Information": the common causes in its order, and KDDI for whoever is not helped
//! by them. Beside them stands what the gateway said of this customer's tries, and whose trouble that is: nobody is asked
//! to look for a cause that is somebody else's.

use super::staff_parts::moment;
use crate::domain::language::Language;
use kantan_checkout::language::SubscriptionSentence as Say;
use maud::{Markup, html};
use sbps::error_code::{Actor, ApiErrorCode, LinkErrorCode};

/// The section, with the codes of the tries that failed and when each did, the latest first.
pub(super) fn cannot_pay(codes: &[(String, i64)], language: Language) -> Markup {
    let causes = [Say::CheckLimit, Say::CheckOverdue, Say::CheckRestriction];
    html! {
        details data-cannot-pay {
            summary { (language.pick("お客さまが支払えないときは", "If the customer cannot pay")) }
            @if codes.is_empty() {
                p { (language.pick("この注文では、支払いの失敗は記録されていません。", "No try to pay for this order has failed on record.")) }
            } @else {
                ul { @for (code, at) in codes {
                    li data-code=(code) { (moment(language, *at)) " " code { (code) } " – " (whose(code, language)) }
                } }
            }
            p { (language.pick("次の順にご案内ください。", "Ask about these, in this order:")) }
            ol { @for cause in causes { li { (language.say(cause)) } } }
            p { (language.say(Say::AskCarrier)) }
        }
    }
}

/// Whose trouble a code of the link type, or of the API type, tells of.
fn whose(code: &str, language: Language) -> &'static str {
    let by_link = code.parse::<LinkErrorCode>().ok().map(|code| code.advice().actor);
    let actor = by_link.or_else(|| Some(code.parse::<ApiErrorCode>().ok()?.advice().actor));
    match actor {
        Some(Actor::Payer) => language.pick(
            "お客さまのご契約やご利用状況によるものです。下の3つをご案内ください。",
            "a matter of the customer's own: ask about the three causes below.",
        ),
        Some(Actor::Merchant) => language.pick(
            "ショップ側の設定や要求によるものです。お客さまに確認をお願いせず、kantan doctor と決済会社にご確認ください。",
            "a matter of the shop's: ask the customer for nothing, run kantan doctor and ask the gateway.",
        ),
        Some(Actor::Carrier | Actor::Gateway) => language.pick(
            "au または決済会社側の障害です。時間をおいてもう一度お試しいただいてください。",
            "a failure at au or the gateway: the customer may try again after a while.",
        ),
        None => language.pick("原因は示されていません。", "no cause is given."),
    }
}
