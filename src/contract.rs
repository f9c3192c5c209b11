//! What a page and an element agree on, written down: the members of each page's JSON, attributes, properties, events,
//! slots, parts, custom properties and codes. The tables are proved by the readers and writers of `page` and by the
//! sources (`proof`), and `docs/page-contract.md`, the TypeScript declarations and the custom-elements manifest are
//! made of them.
//!
//! `make contract` writes them; a test fails while what is written differs. Nothing of it is part of any build.

mod code;
mod declaration;
mod element;
mod framework;
mod kind;
mod manifest;
mod markdown;
mod member;
mod proof;

use std::fs;
use std::path::Path;

/// Every file that is made, with its text.
fn files() -> [(&'static str, String); 6] {
    [
        ("docs/page-contract.md", markdown::page()),
        ("docs/contract/kantan-elements.d.ts", declaration::module()),
        ("docs/contract/kantan-react.d.ts", framework::react()),
        ("docs/contract/kantan-vue.d.ts", framework::vue()),
        ("docs/contract/kantan-svelte.d.ts", framework::svelte()),
        ("docs/contract/custom-elements.json", manifest::text()),
    ]
}

/// A file of the package.
fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn what_is_written_is_what_the_types_say() {
    for (path, text) in files() {
        if std::env::var_os("KANTAN_WRITE_CONTRACT").is_some() {
            fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), &text).expect("it can be written");
        }
        assert!(source(path) == text, "{path} differs from the tables of src/contract: run `make contract`");
    }
}
