//! The page between the plain form and the gateway: the signed request and one button.

use super::{Permissions, page};
use crate::Shop;
use crate::language::Language;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use sbps::message::SignedForm;

/// The signed form, to be posted in Shift_JIS by the payer.
pub fn page_of(shop: &Shop, signed: &SignedForm, language: Language) -> Response {
    let title = language.pick("au の画面へ進みます", "Continue to au");
    let amount = signed.form.get("amount").parse().unwrap_or_default();
    let main = html! {
        main id="main" {
            h1 { (title) }
            dl {
                dt { (language.pick("商品", "Item")) }
                dd lang="ja" { (signed.form.get("item_name")) }
                dt { (language.pick("お支払い総額（税・送料込み）", "Total, tax and shipping included")) }
                dd { strong { (language.yen(amount)) } }
            }
            p {
                (language.pick(
                    "下のボタンを押すと au かんたん決済の画面に移動します。au の画面で完了するまで、料金は発生しません。",
                    "The button takes you to au Kantan Kessai. Nothing is charged until you finish there.",
                ))
            }
            form id="gateway" method="post" action=(shop.config.purchase_url.as_str()) accept-charset="Shift_JIS" {
                @for (name, value) in signed.fields() { input type="hidden" name=(name) value=(value); }
                button { (language.pick("au かんたん決済へ進む", "Continue to au Kantan Kessai")) }
            }
        }
    };
    let allowed = Permissions { form_target: Some(shop.config.gateway_origin()), ..Permissions::default() };
    page(language, StatusCode::OK, title, allowed, &main)
}
