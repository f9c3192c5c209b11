//! A page with an element in a frame of another page, which decides with it what works.

use super::html::{Tag, tags};
use super::policy::{Ask, allows};
use super::rules::{Blocked, Page, is_element, is_for_the_top, policies, sandbox, source_of};
use super::surroundings::{Ancestors, ancestors};
use std::borrow::Cow;
use url::Url;

/// The frames of a page, each with the address that it shows.
pub(super) fn frames(page: &Page<'_>) -> Vec<(Tag, Url)> {
    let frames = tags(page.html).into_iter().filter(|tag| tag.name == "iframe");
    let addresses = frames.filter_map(|tag| page.address.join(tag.get("src")?).ok().map(|address| (tag, address)));
    addresses.filter(|(_, address)| matches!(address.scheme(), "http" | "https")).collect()
}

/// What of the elements of `inner` does not work because it stands in that frame of `outer`.
pub(super) fn framed(outer: &Page<'_>, frame: &Tag, inner: &Page<'_>) -> Vec<Blocked> {
    let tags_inside = tags(inner.html);
    let elements: Vec<&Tag> = tags_inside.iter().filter(|tag| is_element(tag)).collect();
    let mut found = Vec::new();
    let mut lost = |says: String| found.push(Blocked { only_reported: false, says });
    let foreign = inner.address.origin() != outer.address.origin();
    if outer.address.scheme() == "https" && inner.address.scheme() == "http" {
        lost("the frame comes without TLS into a page with it, and is not loaded; change its src to: https".to_owned());
    }
    loaded(outer, inner, &mut lost);
    taken(outer, inner, foreign, &mut lost);
    isolated(outer, inner, foreign, &mut lost);
    if elements.iter().any(|tag| tag.name != "kantan-result" && !is_for_the_top(tag)) {
        lost(
            "an element stands in a frame, where au shows none of its pages, and asks for nothing (frame_refused); add to \
             its tag: target=\"_top\""
                .to_owned(),
        );
    }
    if let Some(words) = frame.get("sandbox") {
        // It will have its target by then.
        let top = tags("<kantan-checkout target=_top>");
        let has_button = elements.iter().any(|tag| tag.name != "kantan-result");
        let needing = if has_button { top.iter().collect() } else { elements };
        found.extend(sandbox("the tag of the frame", words.split_ascii_whitespace(), &needing));
    }
    let copies = frame.get("allow").is_some_and(|it| it.contains("clipboard-write"));
    if foreign && !copies {
        let says = "in a frame from elsewhere numbers can be selected and not copied by their buttons; add to the frame's \
                    tag: allow=\"clipboard-write\"";
        found.push(Blocked { only_reported: true, says: says.to_owned() });
    }
    found
}

/// Whether the outer page's policies load the frame.
fn loaded(outer: &Page<'_>, inner: &Page<'_>, lost: &mut impl FnMut(String)) {
    for policy in policies(outer, &tags(outer.html)).iter().filter(|it| it.blocks()) {
        let Some((name, sources)) = policy.deciding(&["frame-src", "child-src", "default-src"]) else { continue };
        if allows(sources, &outer.address, &Ask::Address(Cow::Borrowed(&inner.address))) {
            continue;
        }
        let (verb, name) = if name == "default-src" { ("add to it", "frame-src") } else { ("change it to", name) };
        let new = with(sources, &source_of(&inner.address, &outer.address));
        lost(format!("{} of the page around it blocks the frame; {verb}: {name} {new}", policy.place.words()));
    }
}

/// Whether the inner page lets itself be framed by the outer.
fn taken(outer: &Page<'_>, inner: &Page<'_>, foreign: bool, lost: &mut impl FnMut(String)) {
    let origin = source_of(&outer.address, &inner.address);
    match ancestors(inner) {
        Ancestors::Sources(sources) => {
            if !allows(&sources, &inner.address, &Ask::Address(Cow::Borrowed(&outer.address))) {
                let new = with(&sources, &origin);
                lost(format!(
                    "frame-ancestors of the page in the frame keeps it out; change it to: frame-ancestors {new}"
                ));
            }
        }
        Ancestors::Options(word) if word == "deny" || foreign => lost(format!(
            "X-Frame-Options of the page in the frame keeps it out; take it away and add to its Content-Security-Policy: \
             frame-ancestors {origin}"
        )),
        Ancestors::Options(_) | Ancestors::Any => {}
    }
}

/// Whether an isolated outer page shows the inner.
fn isolated(outer: &Page<'_>, inner: &Page<'_>, foreign: bool, lost: &mut impl FnMut(String)) {
    let isolates = |page: &Page<'_>, words: &[&str]| {
        page.header("cross-origin-embedder-policy").any(|it| words.iter().any(|word| it.trim_start().starts_with(word)))
    };
    let both = ["require-corp", "credentialless"];
    if isolates(outer, &both) && !isolates(inner, &both) {
        lost("the page around the frame has Cross-Origin-Embedder-Policy, and the page in it has none, and is not shown; \
              add to its headers: Cross-Origin-Embedder-Policy: require-corp"
            .to_owned());
    }
    let has_policy = inner.header("cross-origin-resource-policy").any(|it| it.trim() == "cross-origin");
    if isolates(outer, &both[..1]) && foreign && !has_policy {
        lost("the page around the frame has Cross-Origin-Embedder-Policy: require-corp; add to the headers of the page in \
              it: Cross-Origin-Resource-Policy: cross-origin"
            .to_owned());
    }
}

/// The sources with one more.
fn with(sources: &[String], more: &str) -> String {
    let kept = sources.iter().map(String::as_str).filter(|it| !it.eq_ignore_ascii_case("'none'"));
    kept.chain([more]).collect::<Vec<_>>().join(" ")
}
