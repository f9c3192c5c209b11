//! A shop's page that embeds an element: what of it the page's own policies block, and the smallest change.
//!
//! The page is fetched as a browser fetches it and nothing of it is run, so what a script adds later is not seen. What an
//! element needs stands in one table (`rules`), of which the manual's table is made.

mod html;
mod policy;
mod rules;

use crate::cli::config::Config;
use crate::cli::finding::{Finding, Grade};
use crate::service::probe::fetch;
use rules::{Page, blocked, elements};
use sbps::message::purchase_request::PUBLISHED_ORIGINS;
use url::Url;

/// Looks at the page of that address. Forms go where this machine's settings say, and without any to the gateway's
/// published origins.
pub(super) async fn look(address: &Url, config: Option<&Config>) -> Vec<Finding> {
    let check = "page";
    let fetched = match fetch(address).await {
        Ok(fetched) => fetched,
        Err(error) => return vec![Finding::new(check, Grade::Fail, format!("{address} does not answer: {error}"))],
    };
    if !(200..300).contains(&fetched.status) {
        let says = format!("{} answers {}: name a page that anybody may see", fetched.address, fetched.status);
        return vec![Finding::new(check, Grade::Fail, says)];
    }
    let page = Page { address: fetched.address, headers: &fetched.headers, html: &fetched.text };
    match elements(page.html) {
        0 => {
            let says = "no element stands in the HTML: a script may add one later, which is not seen here";
            return vec![Finding::new(check, Grade::Warn, says)];
        }
        many => tracing::debug!(many, "elements on the page"),
    }
    let targets = config.map(|config| config.settings.form_targets());
    let targets = targets.unwrap_or_else(|| PUBLISHED_ORIGINS.to_owned());
    let gateway: Vec<Url> = targets.split_ascii_whitespace().filter_map(|origin| Url::parse(origin).ok()).collect();
    let found = blocked(&page, &gateway);
    if found.is_empty() {
        let says = format!("nothing on it blocks the element; its forms go to {targets}");
        return vec![Finding::new(check, Grade::Ok, says)];
    }
    let grade = |only_reported| if only_reported { Grade::Warn } else { Grade::Fail };
    found.into_iter().map(|it| Finding::new(check, grade(it.only_reported), it.says)).collect()
}

#[cfg(test)]
mod tests;
