//! The page between the plain form and the gateway: the signed request and one button.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::service::settings::origin_of;
use crate::service::signing::Handoff;
use crate::service::storefront::Storefront;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use sbps::message::code::{FIXED_TERM, ONE_TIME, SIMPLE_CANCEL};

/// The signed form, to be posted in Shift_JIS by the payer.
pub(in crate::web) fn page_of(handoff: &Handoff, storefront: &Storefront, language: Language) -> Response {
    let Handoff { action, signed } = handoff;
    let title = language.pick("au の画面へ進みます", "Continue to au");
    let leaves = signed.form.get("service_type") == SIMPLE_CANCEL.service_type;
    // An application for a contract has no amount: money is taken later. Whoever leaves pays
    // nothing by it.
    let amount = signed.form.get("amount").parse().ok().filter(|_| !leaves);
    let pay_type = signed.form.get("pay_type");
    let total = if pay_type == ONE_TIME.pay_type {
        language.pick("お支払い総額（税・送料込み）", "Total, tax and shipping included")
    } else if pay_type == FIXED_TERM.pay_type {
        language.pick("本日の初回のお支払い（税・送料込み）", "First payment, today; tax and shipping included")
    } else {
        language.pick("1回のお支払い（税・送料込み）", "Each time, tax and shipping included")
    };
    let main = html! {
        main id="main" {
            h1 { (title) }
            dl {
                dt { (language.pick("商品", "Item")) }
                dd lang="ja" { (signed.form.get("item_name")) }
                @if let Some(amount) = amount {
                    dt { (total) }
                    dd { strong { (language.yen(amount)) } }
                }
            }
            p {
                @if leaves {
                    (language.pick(
                        "下のボタンを押すと au かんたん決済の画面に移動します。au の画面で完了すると解約になります。それまでご契約は続きます。",
                        "The button takes you to au Kantan Kessai. The subscription ends when you finish there, and goes on until then.",
                    ))
                } @else {
                    (language.pick(
                        "下のボタンを押すと au かんたん決済の画面に移動します。au の画面で完了するまで、料金は発生しません。",
                        "The button takes you to au Kantan Kessai. Nothing is charged until you finish there.",
                    ))
                }
            }
            form id="gateway" method="post" action=(action.as_str()) accept-charset="Shift_JIS" {
                @for (name, value) in signed.fields() { input type="hidden" name=(name) value=(value); }
                button { (language.pick("au かんたん決済へ進む", "Continue to au Kantan Kessai")) }
            }
        }
    };
    let allowed = Permissions { form_target: Some(origin_of(action)), ..Permissions::default() };
    page(storefront, language, StatusCode::OK, title, allowed, &main)
}
