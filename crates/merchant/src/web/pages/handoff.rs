//! The page between the plain form and the gateway: the signed request and one button. It is signed
//! anew each time it is shown, so that going back to it, loading it again and waiting are safe.

use super::frame::{Permissions, page_of as whole};
use crate::domain::api_order::ApiOrder;
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::settings::Settings;
use crate::service::signing::Handoff;
use crate::service::storefront::Seller;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use kantan_checkout::language::wording::named;
use kantan_checkout::language::{ResultSentence as Say, amount};
use maud::html;
use sbps::message::code::{FIXED_TERM, ONE_TIME, SIMPLE_CANCEL};
use sbps::message::purchase_request::LimitSeconds;

/// How long before a signature is refused as old the page is made anew, in seconds.
const MARGIN: u16 = 60;

/// After how many seconds an open page is made anew. The gateway takes 600 as the tolerance where a
/// request names none (link type, `limit_second`).
fn renewed_after(settings: &Settings) -> u16 {
    let tolerance = settings.limit_seconds.map_or(600, LimitSeconds::get);
    // However short the tolerance, waiting alone must not use up the requests of ten minutes.
    tolerance.saturating_sub(MARGIN).clamp(MARGIN, 600)
}

/// The signed form, to be posted in Shift_JIS by the payer; in the name of whoever a program's order
/// names.
pub(in crate::web) fn page_of(shop: &Shop, handoff: &Handoff, said: Option<&ApiOrder>, language: Language) -> Response {
    let Handoff { action, signed } = handoff;
    let title = language.pick("au の画面へ進みます", "Continue to au");
    let leaves = signed.form.get("service_type") == SIMPLE_CANCEL.service_type;
    // An application for a contract has no amount: money is taken later. Whoever leaves pays
    // nothing by it.
    let yen: Option<u32> = signed.form.get("amount").parse().ok().filter(|_| !leaves);
    let pay_type = signed.form.get("pay_type");
    let total = if pay_type == ONE_TIME.pay_type {
        language.say(Say::Amount)
    } else if pay_type == FIXED_TERM.pay_type {
        language.pick("本日の最初のお支払い（税込み）", "First payment, today; tax included")
    } else {
        language.say(Say::EachTime)
    };
    let main = html! {
        main id="main" {
            h1 { (title) }
            dl {
                dt { (language.say(Say::Item)) }
                dd lang="ja" { (signed.form.get("item_name")) }
                @if let Some(yen) = yen {
                    dt { (total) }
                    dd { strong { (amount(language, yen)) } }
                }
            }
            p {
                @if leaves {
                    (named(language, language.pick(
                        "下のボタンを押すと au かんたん決済の画面に移動します。au の画面でお手続きを完了すると、解約になります。それまでご契約は続きます。",
                        "The button takes you to au Kantan Kessai. The subscription is cancelled when you finish there and continues until then.",
                    )))
                } @else {
                    (named(language, language.pick(
                        "下のボタンを押すと au かんたん決済の画面に移動します。au の画面でお手続きを完了するまで、代金は請求されません。",
                        "The button takes you to au Kantan Kessai. Nothing is charged until you finish there.",
                    )))
                }
            }
            // A script that submits forms by itself (Turbo) would wait for a redirect to our own
            // site, and the gateway shows itself in no frame.
            form id="gateway" method="post" action=(action.as_str()) accept-charset="Shift_JIS"
                target="_top" data-turbo="false" {
                @for (name, value) in signed.fields() { input type="hidden" name=(name) value=(value); }
                span.once {
                    button { (named(language, language.pick("au かんたん決済へ進む", "Continue to au Kantan Kessai"))) }
                    span {}
                }
            }
        }
    };
    let form_targets = shop.settings.form_targets();
    let allowed = Permissions { form_targets: Some(&form_targets), ..Permissions::default() };
    let seller = Seller::of(said.map(|said| &said.goods), &shop.storefront, language);
    let mut response = whole(&seller, language, StatusCode::OK, title, allowed, &main);
    response.headers_mut().insert(header::REFRESH, HeaderValue::from(renewed_after(&shop.settings)));
    response
}
