//! A shop's page that embeds an element: what of it the page's own policies block, and the smallest change.
//!
//! The page is fetched as a browser fetches it, and so are its frames and the element's files, and nothing of it is run:
//! what a script adds later is not seen. What an element needs of a policy stands in one table (`rules`), of which the
//! manual's table is made; what beside it decides, in `surroundings`, `frames` and `files`.

mod files;
mod frames;
mod html;
mod policy;
mod rules;
mod surroundings;

use crate::cli::config::Config;
use crate::cli::finding::{Finding, Grade};
use crate::service::probe::{Fetched, fetch};
use files::{answered, named};
use frames::{framed, frames};
use rules::{Blocked, Page, blocked, elements, script_of};
use sbps::message::purchase_request::PUBLISHED_ORIGINS;
use surroundings::remarks;
use url::Url;

/// The most frames of a page that are asked for.
const MOST_FRAMES: usize = 12;
/// The most files that a page's elements load.
const MOST_FILES: usize = 40;
const CHECK: &str = "page";

/// Looks at the page of that address, and at those in its frames. Forms go where this machine's settings say, and without
/// any to the gateway's published origins.
pub(super) async fn look(address: &Url, config: Option<&Config>) -> Vec<Finding> {
    let fetched = match page_of(address).await {
        Ok(fetched) => fetched,
        Err(says) => return vec![Finding::new(CHECK, Grade::Fail, says)],
    };
    let page = as_page(&fetched);
    let targets = config.map(|config| config.settings.form_targets());
    let targets = targets.unwrap_or_else(|| PUBLISHED_ORIGINS.to_owned());
    let gateway: Vec<Url> = targets.split_ascii_whitespace().filter_map(|origin| Url::parse(origin).ok()).collect();
    let mut many = elements(page.html);
    let mut found = if many > 0 { blocked(&page, &gateway) } else { Vec::new() };
    if many > 0 {
        found.extend(remarks(&page));
        found.extend(look_at_files(&page).await);
    }
    for (frame, address) in frames(&page).into_iter().take(MOST_FRAMES) {
        // What cannot be read from here is another's, or behind a sign-in.
        let Ok(fetched) = page_of(&address).await else { continue };
        let inner = as_page(&fetched);
        if elements(inner.html) > 0 {
            many += elements(inner.html);
            let inside = framed(&page, &frame, &inner).into_iter().chain(blocked(&inner, &gateway));
            let inside = inside.chain(look_at_files(&inner).await);
            found.extend(
                inside.map(|it| Blocked { says: format!("in the frame {}: {}", inner.address, it.says), ..it }),
            );
        }
    }
    if many == 0 {
        let says = "no element stands in the HTML: a script may add one later, which is not seen here";
        return vec![Finding::new(CHECK, Grade::Warn, says)];
    }
    let grade = |only_reported| if only_reported { Grade::Warn } else { Grade::Fail };
    let is_blocked = found.iter().any(|it| !it.only_reported);
    let mut findings: Vec<_> =
        found.into_iter().map(|it| Finding::new(CHECK, grade(it.only_reported), it.says)).collect();
    if !is_blocked {
        let says = format!("nothing on it blocks the element; its forms go to {targets}");
        findings.insert(0, Finding::new(CHECK, Grade::Ok, says));
    }
    findings
}

/// A page that was answered, or what is said of the answer.
async fn page_of(address: &Url) -> Result<Fetched, String> {
    let fetched = fetch(address).await.map_err(|error| format!("{address} does not answer: {error}"))?;
    let is_shown = (200..300).contains(&fetched.status);
    let says = || format!("{} answers {}: name a page that anybody may see", fetched.address, fetched.status);
    if is_shown { Ok(fetched) } else { Err(says()) }
}

fn as_page(fetched: &Fetched) -> Page<'_> {
    Page { address: fetched.address.clone(), headers: &fetched.headers, html: &fetched.text }
}

/// Asks for each script of an element on the page, and for what it loads.
async fn look_at_files(page: &Page<'_>) -> Vec<Blocked> {
    let (mut found, mut files) = (Vec::new(), Vec::new());
    for tag in html::tags(page.html) {
        let Some((script, _)) = script_of(&tag, &page.address) else { continue };
        let (fault, text) = ask(&script, &page.address).await;
        found.extend(fault);
        files.extend(named(&script, &text).into_iter().filter(|it| !files.contains(it)).collect::<Vec<_>>());
    }
    for file in files.iter().take(MOST_FILES) {
        found.extend(ask(file, &page.address).await.0);
    }
    found
}

/// What is wrong with a file, and its text.
async fn ask(file: &Url, page: &Url) -> (Option<Blocked>, String) {
    match fetch(file).await {
        Ok(it) => (answered(file, page, it.status, &it.headers), it.text),
        Err(error) => {
            let says = format!("{file} does not answer: {error}");
            (Some(Blocked { only_reported: false, says }), String::new())
        }
    }
}

#[cfg(test)]
mod tests;
