//! Policies by what they block.

mod around;

use super::html::tags;
use super::rules::{NEEDS, Page, blocked, elements};
use sbps::message::purchase_request::PUBLISHED_ORIGINS;
use url::Url;

const PAGE: &str = r#"<!DOCTYPE html><title>Wine <kantan-checkout></title>
<script type="module" src="/assets/kantan-checkout.js" nonce="n1"></script>
<!-- <kantan-result></kantan-result> -->
<kantan-checkout endpoint="/checkout/requests"><script type="application/json">{"a":"<kantan-result>"}</script>
</kantan-checkout>"#;

/// What the doctor says of a page on https://shop.example with these headers, whose forms go to https://gateway.example.
fn says(headers: &[(&str, &str)], html: &str) -> Vec<String> {
    let headers: Vec<_> = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let address = Url::parse("https://shop.example/cart").expect("an address");
    let gateway = [Url::parse("https://gateway.example").expect("an address")];
    let page = Page { address, headers: &headers, html };
    blocked(&page, &gateway).into_iter().map(|it| it.says).collect()
}

fn of_policy(policy: &str) -> Vec<String> {
    says(&[("content-security-policy", policy)], PAGE)
}

/// The changes that are asked for.
fn changes(policy: &str) -> Vec<String> {
    of_policy(policy).iter().map(|it| it.rsplit_once(": ").expect("a change").1.to_owned()).collect()
}

#[test]
fn each_policy_is_changed_by_the_least_that_lets_the_element_work() {
    let all = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'";
    for (policy, expected) in [
        ("", vec![]),
        ("img-src 'none'", vec![]),
        ("frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'", vec![]),
        (&format!("default-src 'none'; {all}; form-action 'self' https://gateway.example"), vec![]),
        ("script-src * 'unsafe-eval'", vec![]),
        ("default-src 'self'", vec!["script-src 'self' 'wasm-unsafe-eval'"]),
        ("script-src 'self'", vec!["script-src 'self' 'wasm-unsafe-eval'"]),
        ("default-src 'none'", vec!["script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "style-src 'self'"]),
        ("script-src 'none'", vec!["script-src 'self' 'wasm-unsafe-eval'"]),
        ("script-src 'nonce-n1' 'wasm-unsafe-eval'", vec![]),
        ("script-src 'nonce-n2' 'wasm-unsafe-eval'", vec!["script-src 'nonce-n2' 'wasm-unsafe-eval' 'self'"]),
        ("script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'", vec![]),
        ("script-src 'nonce-n1' 'strict-dynamic'", vec!["script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'"]),
        ("script-src-elem 'none'; script-src 'self' 'wasm-unsafe-eval'", vec!["script-src-elem 'self'"]),
        ("connect-src https://api.example", vec!["connect-src https://api.example 'self'"]),
        ("connect-src https://shop.example/assets/", vec!["connect-src https://shop.example/assets/ 'self'"]),
        ("connect-src https:", vec![]),
        ("style-src 'unsafe-inline'", vec!["style-src 'unsafe-inline' 'self'"]),
        ("style-src-elem *.shop.example", vec!["style-src-elem *.shop.example 'self'"]),
        ("form-action 'self'", vec!["form-action 'self' https://gateway.example"]),
        ("form-action 'none'", vec!["form-action 'self' https://gateway.example"]),
        ("form-action *.example", vec![]),
        ("form-action 'self' gateway.example:443", vec![]),
        ("form-action 'self' http://gateway.example", vec![]),
        (
            "form-action https://gateway.example:8443",
            vec!["form-action https://gateway.example:8443 'self' https://gateway.example"],
        ),
        ("FORM-ACTION 'SELF'; form-action *", vec!["form-action 'SELF' https://gateway.example"]),
        // Each of two has to let it pass.
        ("form-action *, form-action 'none'", vec!["form-action 'self' https://gateway.example"]),
        ("sandbox allow-scripts", vec!["allow-forms allow-same-origin"]),
    ] {
        assert_eq!(changes(policy), expected, "{policy}");
    }
}

#[test]
fn a_change_that_was_made_is_enough() {
    for policy in
        ["default-src 'none'; form-action 'none'", "default-src 'self'", "script-src 'nonce-n1'; connect-src a.example"]
    {
        let changed = changes(policy);
        assert!(!changed.is_empty(), "{policy}");
        let kept: Vec<_> = policy
            .split("; ")
            .filter(|kept| changed.iter().all(|new| new.split(' ').next() != kept.split(' ').next()))
            .map(str::to_owned)
            .chain(changed.iter().cloned())
            .collect();
        assert_eq!(of_policy(&kept.join("; ")), Vec::<String>::new(), "{policy}");
    }
}

#[test]
fn it_says_what_is_blocked_by_which_policy() {
    assert_eq!(
        of_policy("default-src 'self'"),
        ["the header Content-Security-Policy blocks WebAssembly; add to it: script-src 'self' 'wasm-unsafe-eval'"]
    );
    let reported = says(&[("content-security-policy-report-only", "connect-src 'none'")], PAGE);
    assert_eq!(
        reported,
        ["the header Content-Security-Policy-Report-Only would block the file of WebAssembly and requests to the \
          endpoint; change it to: connect-src 'self'"]
    );
    let meta = r#"<meta http-equiv="Content-Security-Policy" content="style-src &#39;none&#39;; frame-ancestors 'none'; sandbox">"#;
    assert_eq!(
        says(&[], &format!("{meta}{PAGE}")),
        ["the policy in <meta> blocks the element's stylesheet; change it to: style-src 'self'"]
    );
}

/// docs/embedding.md tells the policy that the doctor asks for, and what each directive is for.
#[test]
fn the_manual_tells_what_the_doctor_asks_for() {
    let manual = include_str!("../../../../../../docs/embedding.md");
    let headers = [("content-security-policy".to_owned(), "default-src 'none'; form-action 'none'".to_owned())];
    let address = Url::parse("https://shop.example/cart").expect("an address");
    let gateway: Vec<_> = PUBLISHED_ORIGINS.split(' ').map(|it| Url::parse(it).expect("an address")).collect();
    let page = Page { address, headers: &headers, html: PAGE };
    let found = blocked(&page, &gateway);
    let changes: Vec<_> = found.iter().filter_map(|it| Some(it.says.rsplit_once(": ")?.1)).collect();
    assert!(manual.contains(&format!("```text\n{}\n```", changes.join(";\n"))), "{}", changes.join(";\n"));
    for (_, words, chain) in NEEDS {
        let directives: Vec<_> = chain.iter().map(|name| format!("`{name}`")).collect();
        let row = format!("| {words} | {} |", directives.join(", else "));
        assert!(manual.contains(&row), "{row}");
    }
}

#[test]
fn what_comes_from_elsewhere_is_named_by_its_origin() {
    let page =
        PAGE.replace("/assets/", "https://cdn.example/k/").replace("\"/checkout", "\"https://pay.example/checkout");
    let policy = [("content-security-policy", "default-src 'self'"), ("cross-origin-embedder-policy", "require-corp")];
    let found = says(&policy, &page);
    assert!(found[0].ends_with("script-src 'self' https://cdn.example 'wasm-unsafe-eval'"), "{found:?}");
    assert!(found[1].ends_with("connect-src 'self' https://cdn.example https://pay.example"), "{found:?}");
    assert!(found[2].ends_with("style-src 'self' https://cdn.example"), "{found:?}");
    assert!(found[3].contains("Cross-Origin-Resource-Policy: cross-origin"), "{found:?}");
    assert_eq!(found.len(), 4);
}

#[test]
fn a_page_without_the_script_or_with_no_referrer_is_told() {
    let without = says(&[], "<kantan-checkout></kantan-checkout>");
    assert!(without[0].starts_with("no <script type=\"module\">"), "{without:?}");
    for header in ["no-referrer", "strict-origin, no-referrer"] {
        assert!(says(&[("referrer-policy", header)], PAGE)[0].contains("Origin: null"));
    }
    assert_eq!(says(&[("referrer-policy", "no-referrer, same-origin")], PAGE), Vec::<String>::new());
}

#[test]
fn tags_are_read_as_a_browser_reads_them() {
    assert_eq!(elements(PAGE), 1, "in a title, a comment and a script there is none");
    let read = tags("<A b c='1 > 2' D=x/ e = \"&amp;lt;\" b=again><br/>< p><x-y");
    let names: Vec<_> = read.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["a", "br", "x-y"]);
    let of = |name| read[0].get(name);
    assert_eq!(
        (of("b"), of("c"), of("d"), of("e"), of("f")),
        (Some(""), Some("1 > 2"), Some("x/"), Some("&lt;"), None)
    );
}
