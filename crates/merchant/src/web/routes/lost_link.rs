//! Where a payer who has lost the link of a contract asks for it by mail. Whoever asks is answered the
//! same, whether the address is known or not; only where such mail is sent is there such a page.

use crate::domain::mail::{MailKind, PayerAddress};
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::extract::{PageForm, PageLanguage};
use crate::web::pages::lost_link::{asked, form};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn page(PageLanguage(language): PageLanguage, State(shop): State<Arc<Shop>>) -> Response {
    match shop.settings.writes(MailKind::Links) {
        true => form(&shop.storefront, language, false),
        false => Problem::from(Code::NotFound).respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn ask(State(shop): State<Arc<Shop>>, PageForm { posted, language }: PageForm) -> Response {
    let done = async {
        if !shop.settings.writes(MailKind::Links) {
            return Err(Problem::from(Code::NotFound));
        }
        let posted = posted?;
        let Ok(address) = posted.text("mail")?.trim().parse::<PayerAddress>() else { return Ok(false) };
        shop.store.ask_for_links(&address, language, shop.clock.unix_seconds()).await?;
        Ok(true)
    };
    match done.await {
        Ok(true) => asked(&shop.storefront, language),
        Ok(false) => form(&shop.storefront, language, true),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
