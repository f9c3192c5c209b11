//! Every code with its meaning. What an enum of the sources says of its variants is not written a second time.

use super::source;
use crate::page::failure::Code;

/// A code and what it means.
pub(super) struct Meaning {
    pub(super) code: String,
    pub(super) words: String,
}

/// The variants of an enum with their documentation.
fn variants(source: &str, name: &str) -> Vec<(String, String)> {
    let (_, body) = source.split_once(&format!("pub enum {name} {{")).expect("the enum");
    let (body, _) = body.split_once("\n}").expect("its end");
    let mut all = Vec::new();
    let mut words = Vec::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("///") {
            Some(text) => words.push(text.trim().to_owned()),
            None => {
                let end = line.find(|it: char| !it.is_alphanumeric()).unwrap_or(line.len());
                all.push((line[..end].to_owned(), words.join(" ")));
                words.clear();
            }
        }
    }
    all
}

/// The codes of the problems of a page's data.
pub(super) fn reasons() -> Vec<Meaning> {
    let source = source("src/page/problem.rs");
    let code = |variant: &str| {
        let arm = format!("Self::{variant} => \"");
        source.split_once(&arm).and_then(|(_, rest)| rest.split_once('"')).map(|(code, _)| code.to_owned())
    };
    let meaning = |(variant, words): (String, String)| Some(Meaning { code: code(&variant)?, words });
    variants(&source, "Reason").into_iter().filter_map(meaning).collect()
}

/// The codes of the rules of recurring contracts.
pub(super) fn rules() -> Vec<String> {
    let source = source("crates/sbps/src/schedule/error.rs");
    let (_, body) = source.split_once("fn code(&self)").expect("the codes");
    let (body, _) = body.split_once("\n    }").expect("their end");
    let mut codes: Vec<_> = body.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    codes.sort_unstable();
    codes
}

/// The element's own codes: those of its failures, and the one that its script tells where there is no module.
pub(super) fn element() -> Vec<Meaning> {
    let variants = variants(&source("src/page/failure.rs"), "Code");
    let meaning = |code: &Code| {
        let words = variants.iter().find(|(name, _)| *name == format!("{code:?}")).expect("its documentation");
        Meaning { code: code.as_str().to_owned(), words: words.1.clone() }
    };
    let script = source("src/element.js");
    assert!(script.contains("code: \"module_failed\""), "the element's script tells it");
    let words = "The element's module could not be loaded, or broke; what stood on the page before it stands there.";
    let without = Meaning { code: "module_failed".to_owned(), words: words.to_owned() };
    Code::ALL.iter().map(meaning).chain([without]).collect()
}

#[test]
fn every_code_is_found_in_the_sources() {
    let reasons = reasons();
    assert!(reasons.iter().any(|it| it.code == "missing" && it.words == "It is not there, or `null`."));
    // All but the rules' own, which are listed by themselves.
    assert_eq!(reasons.len() + 1, variants(&source("src/page/problem.rs"), "Reason").len());
    assert!(rules().contains(&"authorization_lapses".to_owned()));
    // And the script's one.
    assert_eq!(element().len() - 1, variants(&source("src/page/failure.rs"), "Code").len());
}
