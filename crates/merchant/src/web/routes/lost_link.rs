//! Where a payer who has lost the link of a contract asks for it by mail, with the address or an order number. Whoever
//! asks is answered the same, whether that is known or not; only where such mail is sent is there such a page.

use crate::domain::mail::{MailKind, PayerAddress};
use crate::domain::order_number::Typed as OrderNumber;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::extract::{PageForm, PageLanguage};
use crate::web::pages::lost_link::{Wrong, asked, form};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn page(PageLanguage(language): PageLanguage, State(shop): State<Arc<Shop>>) -> Response {
    match shop.settings.writes(MailKind::Links) {
        true => form(&shop.storefront, language, None),
        false => Problem::from(Code::NotFound).respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn ask(State(shop): State<Arc<Shop>>, PageForm { posted, language }: PageForm) -> Response {
    let done = async {
        if !shop.settings.writes(MailKind::Links) {
            return Err(Problem::from(Code::NotFound));
        }
        let posted = posted?;
        let typed = posted.text("mail")?.trim();
        let addresses = match (typed.parse::<PayerAddress>(), OrderNumber::read(typed)) {
            (Ok(address), _) => vec![address],
            (_, number @ OrderNumber::Number(_)) => shop.store.addresses_of_number(&number).await?,
            (_, OrderNumber::Misread) => return Ok(Some(Wrong::Number)),
            (_, OrderNumber::Other) => return Ok(Some(Wrong::Address)),
        };
        for address in addresses {
            shop.store.ask_for_links(&address, language, shop.clock.unix_seconds()).await?;
        }
        Ok(None)
    };
    match done.await {
        Ok(None) => asked(&shop.storefront, language),
        Ok(wrong) => form(&shop.storefront, language, wrong),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
