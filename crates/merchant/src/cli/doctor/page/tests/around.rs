//! Frames, files, and headers that are no content security policy.

use super::PAGE;
use crate::cli::doctor::page::files::{answered, named};
use crate::cli::doctor::page::frames::{framed, frames};
use crate::cli::doctor::page::rules::Page;
use crate::cli::doctor::page::surroundings::remarks;
use url::Url;

type Headers = Vec<(String, String)>;

fn headers(of: &[(&str, &str)]) -> Headers {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn url(address: &str) -> Url {
    Url::parse(address).expect("an address")
}

/// The changes that are asked for, of a page at that address.
fn remarked(address: &str, of: &[(&str, &str)], html: &str) -> Vec<String> {
    let headers = headers(of);
    let page = Page { address: url(address), headers: &headers, html };
    let says = remarks(&page).into_iter().map(|it| (it.only_reported, it.says));
    says.map(|(only_reported, says)| {
        assert!(only_reported, "the element works: {says}");
        says.rsplit_once(": ").expect("a change").1.to_owned()
    })
    .collect()
}

#[test]
fn what_somebody_should_look_at_is_said_with_its_change() {
    let closed = ("content-security-policy", "frame-ancestors 'none'");
    let inner = PAGE.replace("<kantan-checkout endpoint", "<kantan-checkout target=\"_top\" endpoint");
    let shop = "https://shop.example/cart";
    for (address, of, html, expected) in [
        (shop, vec![closed], PAGE, vec![]),
        (shop, vec![("x-frame-options", "DENY")], PAGE, vec![]),
        (shop, vec![("x-frame-options", "SAMEORIGIN")], PAGE, vec![]),
        // It says nothing that a browser of today knows.
        (shop, vec![("x-frame-options", "ALLOW-FROM https://a.example")], PAGE, vec!["frame-ancestors 'none'"]),
        (shop, vec![], PAGE, vec!["frame-ancestors 'none'"]),
        (shop, vec![], &inner, vec!["frame-ancestors 'self'"]),
        (shop, vec![("content-security-policy", "frame-ancestors 'self'")], &inner, vec![]),
        (shop, vec![closed], &inner, vec!["frame-ancestors 'self'"]),
        (shop, vec![("x-frame-options", "deny")], &inner, vec!["frame-ancestors 'self'"]),
        (
            shop,
            vec![closed, ("permissions-policy", "camera=(), clipboard-write=()")],
            PAGE,
            vec!["clipboard-write=(self)"],
        ),
        (shop, vec![closed, ("permissions-policy", "camera=(), clipboard-write=(self)")], PAGE, vec![]),
        ("http://shop.example/cart", vec![closed], PAGE, vec!["https"]),
        ("http://127.0.0.1:8081/cart", vec![closed], PAGE, vec![]),
    ] {
        assert_eq!(remarked(address, &of, html), expected, "{address} {of:?}");
    }
}

/// The changes that are asked for where a page at https://shop.example has that tag with the page in it.
fn changes(around: &[(&str, &str)], tag: &str, address: &str, inside: &[(&str, &str)], html: &str) -> Vec<String> {
    let (around, inside) = (headers(around), headers(inside));
    let outer = Page { address: url("https://shop.example/"), headers: &around, html: tag };
    let inner = Page { address: url(address), headers: &inside, html };
    let (frame, shown) = frames(&outer).remove(0);
    assert_eq!(shown, inner.address);
    let says = framed(&outer, &frame, &inner).into_iter().map(|it| it.says);
    says.map(|says| says.rsplit_once(": ").expect("a change").1.to_owned()).collect()
}

#[test]
fn a_frame_is_changed_by_the_least_that_lets_the_element_in_it_work() {
    let inner = PAGE.replace("<kantan-checkout endpoint", "<kantan-checkout target=\"_top\" endpoint");
    let own = |around: &[(&str, &str)], more: &str, inside: &[(&str, &str)]| {
        changes(around, &format!("<iframe src=\"/cart\" {more}>"), "https://shop.example/cart", inside, &inner)
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(own(&[], "", &[]), none);
    assert_eq!(own(&[], "", &[("x-frame-options", "SAMEORIGIN")]), none);
    assert_eq!(own(&[], "", &[("x-frame-options", "DENY")]), ["frame-ancestors 'self'"]);
    let closed = [("content-security-policy", "frame-ancestors 'none'"), ("x-frame-options", "DENY")];
    assert_eq!(own(&[], "", &closed), ["frame-ancestors 'self'"]);
    assert_eq!(own(&[("content-security-policy", "default-src 'none'")], "", &[]), ["frame-src 'self'"]);
    assert_eq!(own(&[("content-security-policy", "frame-src a.example")], "", &[]), ["frame-src a.example 'self'"]);
    assert_eq!(own(&[("content-security-policy-report-only", "frame-src 'none'")], "", &[]), none);
    let top = "allow-top-navigation-by-user-activation";
    assert_eq!(own(&[], "sandbox", &[]), [format!("allow-scripts allow-forms allow-same-origin {top}")]);
    assert_eq!(own(&[], "sandbox='allow-scripts allow-same-origin'", &[]), [format!("allow-forms {top}")]);
    let all = format!("sandbox='allow-scripts allow-forms allow-same-origin {top}'");
    assert_eq!(own(&[], &all, &[]), none);
    assert_eq!(own(&[("cross-origin-embedder-policy", "require-corp")], "", &[]), ["require-corp"]);

    let plain = changes(&[], "<iframe src=/cart sandbox=allow-scripts>", "https://shop.example/cart", &[], PAGE);
    assert_eq!(plain, ["target=\"_top\"", &format!("allow-forms allow-same-origin {top}")]);

    let there = "<iframe src=\"http://pay.example/cart\" allow=\"clipboard-write\">";
    let around = [("cross-origin-embedder-policy", "require-corp")];
    let inside = [("cross-origin-embedder-policy", "require-corp"), ("x-frame-options", "SAMEORIGIN")];
    assert_eq!(
        changes(&around, there, "http://pay.example/cart", &inside, &inner),
        ["https", "frame-ancestors https://shop.example", "cross-origin"]
    );
    let silent = changes(&[], "<iframe src=https://pay.example/>", "https://pay.example/", &[], &inner);
    assert_eq!(silent, ["allow=\"clipboard-write\""]);
}

#[test]
fn a_file_has_to_be_there_as_what_it_is_and_for_the_page() {
    let script = url("https://shop.example/a/kantan-checkout.js");
    let text = "x=\"./kantan_checkout.0a.js\";import(\"./kantan_checkout.0a.js\");new URL(\"./kantan_checkout.0a_bg.wasm\",y)+\"./kantan-checkout.css\"+'./kantan'";
    let names: Vec<_> = named(&script, text).iter().map(|it| it.path().to_owned()).collect();
    assert_eq!(names, ["/a/kantan_checkout.0a.js", "/a/kantan_checkout.0a_bg.wasm", "/a/kantan-checkout.css"]);

    let page = url("https://shop.example/cart");
    let judge = |file: &str, status, of: &[(&str, &str)]| {
        answered(&url(file), &page, status, &headers(of))
            .map(|it| (it.only_reported, it.says.rsplit_once(": ").expect("a change").1.to_owned()))
    };
    let says = |only_reported, change: &str| Some((only_reported, change.to_owned()));
    let kind = |kind| ("content-type", kind);
    assert_eq!(judge("https://shop.example/a.js", 200, &[kind("text/javascript; charset=utf-8")]), None);
    assert_eq!(judge("https://shop.example/a.js", 404, &[]), says(false, "one version"));
    assert_eq!(judge("https://shop.example/a.js", 200, &[kind("text/plain")]), says(false, "text/javascript"));
    assert_eq!(judge("https://shop.example/a.css", 200, &[]), says(false, "text/css"));
    let octets = [kind("application/octet-stream")];
    assert_eq!(judge("https://shop.example/a_bg.wasm", 200, &octets), says(true, "application/wasm"));
    let there = [kind("application/javascript")];
    assert_eq!(judge("https://cdn.example/a.js", 200, &there), says(false, "https://shop.example"));
    let open = [kind("text/javascript"), ("access-control-allow-origin", "*")];
    assert_eq!(judge("https://cdn.example/a.js", 200, &open), None);
    assert_eq!(judge("https://cdn.example/a.css", 200, &[kind("text/css")]), None);
}
