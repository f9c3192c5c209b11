//! What works on a page and that somebody should look at: who may frame it, whether it comes over TLS, permissions.

use super::html::tags;
use super::policy::{Place, Policy};
use super::rules::{Blocked, Page, is_element, is_for_the_top, policies};
use url::Url;

/// What works, and that somebody should look at: the page may be framed or read on its way, or has its copy buttons closed.
pub(super) fn remarks(page: &Page<'_>) -> Vec<Blocked> {
    let tags = tags(page.html);
    let remark = |says: String| Blocked { only_reported: true, says };
    let mut remarks = Vec::new();
    if page.address.scheme() == "http" && !is_loopback(&page.address) {
        let says = "the page comes without TLS: whoever is on its way can change where it pays, and browsers warn of its \
                    forms; change its address to: https";
        remarks.push(remark(says.to_owned()));
    }
    if let Some(list) = permissions(page).find(|list| list.is_empty()) {
        let says = format!(
            "Permissions-Policy has clipboard-write=({list}): a number can be selected and not copied by its button; \
             change it to: clipboard-write=(self)"
        );
        remarks.push(remark(says));
    }
    let is_inner = tags.iter().any(|tag| is_element(tag) && is_for_the_top(tag));
    let closed = match ancestors(page) {
        Ancestors::Sources(sources) if sources.iter().all(|it| it.eq_ignore_ascii_case("'none'")) => {
            Some("frame-ancestors 'none'")
        }
        Ancestors::Options(word) if word == "deny" => Some("X-Frame-Options: DENY"),
        _ => None,
    };
    match (is_inner, closed, ancestors(page)) {
        (true, Some(closed), _) => remarks.push(remark(format!(
            "an element says target=\"_top\", as it does in a frame, and {closed} lets no page frame this one; where one \
             does, change it to: frame-ancestors 'self'"
        ))),
        (_, _, Ancestors::Any) => {
            let who = if is_inner { "'self'" } else { "'none'" };
            remarks.push(remark(format!(
                "any page can put this one into a frame and lay something over its button; add to the header \
                 Content-Security-Policy: frame-ancestors {who}"
            )));
        }
        _ => {}
    }
    remarks
}

/// What says who may frame a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ancestors {
    /// Nothing does.
    Any,
    /// `frame-ancestors`, of which each has to let it pass; `X-Frame-Options` is not looked at then.
    Sources(Vec<String>),
    /// `X-Frame-Options`, in lower case.
    Options(String),
}

/// What says who may frame the page. Of several policies that say it the first.
pub(super) fn ancestors(page: &Page<'_>) -> Ancestors {
    let policies = policies(page, &[]);
    let in_headers = policies.iter().filter(|it| it.place == Place::Header);
    if let Some(sources) = in_headers.filter_map(|it: &Policy| it.directive("frame-ancestors")).next() {
        return Ancestors::Sources(sources.to_vec());
    }
    match page.header("x-frame-options").map(|it| it.trim().to_ascii_lowercase()).next() {
        // Browsers pass over what they do not know, as `ALLOW-FROM`.
        Some(word) if word == "deny" || word == "sameorigin" => Ancestors::Options(word),
        _ => Ancestors::Any,
    }
}

/// The lists that a permissions policy has for writing to the clipboard, without their parentheses.
fn permissions<'a>(page: &'a Page<'_>) -> impl Iterator<Item = &'a str> {
    let members = page.header("permissions-policy").flat_map(|value| value.split(','));
    members.filter_map(|member| {
        let (name, list) = member.split_once('=')?;
        (name.trim() == "clipboard-write").then(|| list.trim().trim_matches(['(', ')']).trim())
    })
}

/// Whether the address is of the machine itself, which browsers trust without TLS.
fn is_loopback(address: &Url) -> bool {
    let host = address.host_str().unwrap_or_default();
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}
