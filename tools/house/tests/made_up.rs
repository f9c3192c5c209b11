//! Made-up crates: what is an arrow, a circle, an arrow upwards, a sentence said twice, and what is none.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use house::{Arrow, Layers, arrows, circles, misplaced, repetitions, rooms, sentences};
use std::{fs, path::Path};
use tempfile::TempDir;

/// A crate of these files, each named below `src`.
fn made_up(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn arrows_of(folder: &TempDir) -> Vec<Arrow> {
    arrows(&folder.path().join("lib.rs")).unwrap()
}

/// Each arrow as `from:line name to`.
fn drawn(files: &[(&str, &str)]) -> Vec<String> {
    let folder = made_up(files);
    let below = |path: &Path| path.strip_prefix(folder.path()).unwrap().display().to_string();
    let draw = |arrow: &Arrow| format!("{}:{} {} {}", below(&arrow.from), arrow.line, arrow.name, below(&arrow.to));
    arrows_of(&folder).iter().map(draw).collect()
}

fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let folder = made_up(files);
    let below = |path: &Path| path.strip_prefix(folder.path()).unwrap().display().to_string();
    circles(&arrows_of(&folder)).iter().map(|circle| circle.files.iter().map(|file| below(file)).collect()).collect()
}

fn misplaced_in(files: &[(&str, &str)], layers: Layers<'_>) -> Vec<String> {
    let folder = made_up(files);
    let rooms = rooms(&folder.path().join("lib.rs")).unwrap();
    let place = format!("{}/", folder.path().display());
    misplaced(&rooms, &arrows_of(&folder), layers).iter().map(|fault| fault.to_string().replace(&place, "")).collect()
}

#[test]
fn two_files_that_use_each_other_are_a_circle() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        ("a.rs", "use crate::b::B;\npub struct A(B);\n"),
        ("b.rs", "pub struct B;\npub fn b() -> super::a::A { todo!() }\n"),
    ];
    assert_eq!(drawn(&files), ["a.rs:1 crate::b::B b.rs", "b.rs:2 super::a::A a.rs"]);
    assert_eq!(circles_of(&files), [["a.rs", "b.rs"]]);
}

#[test]
fn a_circle_may_be_long_and_there_may_be_two() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d; mod e; mod f;"),
        ("a.rs", "pub fn a() { crate::b::b() }"),
        ("b.rs", "pub fn b() { crate::c::c() }"),
        ("c.rs", "pub fn c() { crate::a::a(); crate::d::d() }"),
        ("d.rs", "pub fn d() { crate::e::e(); crate::f::f() }"),
        ("e.rs", "pub fn e() { crate::d::d() }"),
        ("f.rs", "pub fn f() {}"),
    ];
    assert_eq!(circles_of(&files), [vec!["a.rs", "b.rs", "c.rs"], vec!["d.rs", "e.rs"]]);
}

#[test]
fn one_way_is_no_circle() {
    let files = [
        ("lib.rs", "mod a; mod b;\npub fn all() { a::a() }"),
        ("a.rs", "pub fn a() { crate::b::b() }"),
        ("b.rs", "pub fn b() {}"),
    ];
    assert_eq!(drawn(&files), ["a.rs:1 crate::b::b b.rs", "lib.rs:2 a::a a.rs"]);
    assert!(circles_of(&files).is_empty());
}

#[test]
fn a_parent_that_uses_its_child_and_is_used_by_it_is_a_circle() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod inner;\npub struct Key;\npub fn open() { inner::open(Key) }"),
        ("room/inner.rs", "use super::Key;\npub fn open(_: Key) {}"),
    ];
    assert_eq!(circles_of(&files), [["room/inner.rs", "room/mod.rs"]]);
}

#[test]
fn a_door_is_followed_to_what_lies_behind_it_and_is_itself_no_arrow() {
    let files = [
        ("lib.rs", "mod room; mod guest;"),
        ("room.rs", "mod inner;\npub use inner::{Deep, open as unlock};\npub struct Key;"),
        ("room/inner.rs", "use super::Key;\npub struct Deep;\npub fn open(_: Key) {}"),
        (
            "guest.rs",
            "use crate::room::{Deep, unlock};\nuse crate::room;\nfn f(_: Deep, key: room::Key) { unlock(key) }",
        ),
    ];
    assert_eq!(
        drawn(&files),
        [
            "guest.rs:1 crate::room::Deep room/inner.rs",
            "guest.rs:3 room::Key room.rs",
            "room/inner.rs:1 super::Key room.rs"
        ]
    );
    assert!(circles_of(&files).is_empty());
}

#[test]
fn a_door_that_uses_what_it_shows_is_an_arrow() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod inner;\npub use inner::Deep;\npub struct Key(Deep);"),
        ("room/inner.rs", "use super::Key;\npub struct Deep(Box<Key>);"),
    ];
    assert_eq!(circles_of(&files), [["room/inner.rs", "room.rs"]]);
}

#[test]
fn what_another_room_shows_is_an_arrow_to_where_it_is_defined() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;\npub use a::*;"),
        ("a.rs", "pub(crate) use crate::b::B;"),
        ("b.rs", "pub struct B;\nfn f() { crate::c::c() }"),
        ("c.rs", "use crate::*;\npub fn c() -> B { B }"),
    ];
    assert_eq!(drawn(&files), ["a.rs:1 crate::b::B b.rs", "b.rs:2 crate::c::c c.rs", "c.rs:2 B b.rs"]);
    assert_eq!(circles_of(&files), [["b.rs", "c.rs"]]);
}

#[test]
fn the_words_of_macros_count_and_so_do_macros_and_what_they_make() {
    let files = [
        ("lib.rs", "#[macro_use]\nmod made; mod a; mod b; mod c;"),
        ("made.rs", "macro_rules! make { ($($name:ident)*) => { $(pub struct $name;)* } }"),
        ("a.rs", "make! { Apple Pear }\npub fn label() {}\npub const SIZE: u8 = 1;"),
        ("b.rs", "fn f() { let x = 1; println!(\"{}\", crate::a::label()); vec![x; 1]; }"),
        ("c.rs", "use crate::a::Pear;\nuse crate::a::SIZE;\nfn f() { assert!(matches!(x, SIZE)) }"),
    ];
    assert_eq!(drawn(&files), ["a.rs:1 make! made.rs", "b.rs:1 crate::a::label a.rs", "c.rs:1 crate::a::Pear a.rs"]);
}

#[test]
fn paths_in_attributes_count() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "#[serde(with = \"crate::b::day\")]\npub struct A;"),
        ("b.rs", "pub mod day { pub fn serialize() {} }\n#[derive(crate::c::Named)]\nstruct B;"),
        ("c.rs", "pub struct Named;"),
    ];
    assert_eq!(drawn(&files), ["b.rs:2 crate::c::Named c.rs"]);
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "struct A { #[serde(deserialize_with = \"super::b::whole\")] size: u64 }"),
        ("b.rs", "pub fn whole() {}"),
    ];
    assert_eq!(drawn(&files), ["a.rs:1 super::b::whole b.rs"]);
}

#[test]
fn names_that_are_no_others_are_no_arrows() {
    let files = [
        ("lib.rs", "mod a; mod b;\nuse b::{day, Kind};"),
        (
            "a.rs",
            "use super::*;\nfn f(day: u8, kind: other::Kind) -> u8 { kind.day(); ::day::day(); println!(\"{}\", day); day }",
        ),
        ("b.rs", "pub fn day() {}\npub enum Kind {}"),
    ];
    assert_eq!(drawn(&files), ["lib.rs:2 b::day b.rs"]);
}

#[test]
fn inner_modules_belong_to_their_file_and_uses_in_functions_count() {
    let files = [
        ("lib.rs", "mod a { pub mod deep; pub mod flat { pub struct Flat; } }\nmod b;"),
        ("a/deep.rs", "use super::flat::Flat;\npub enum Deep { One }"),
        ("b.rs", "fn f() { use crate::a::deep::Deep::One; One; }"),
    ];
    assert_eq!(drawn(&files), ["a/deep.rs:1 super::flat::Flat lib.rs", "b.rs:1 crate::a::deep::Deep::One a/deep.rs"]);
}

#[test]
fn a_file_told_by_its_path_is_read() {
    let files = [
        ("lib.rs", "#[path = \"elsewhere/odd.rs\"]\nmod a;\nmod b;"),
        ("elsewhere/odd.rs", "mod beside;\nuse crate::b::B;"),
        ("elsewhere/beside.rs", "use crate::b::B;"),
        ("b.rs", "pub struct B;"),
    ];
    assert_eq!(drawn(&files), ["elsewhere/beside.rs:1 crate::b::B b.rs", "elsewhere/odd.rs:2 crate::b::B b.rs"]);
}

#[test]
fn what_is_built_for_tests_alone_may_use_anything() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "pub struct A;\n#[cfg(test)]\nmod tests;\n#[cfg(all(test, unix))]\nuse crate::b::B;\n\
             impl A { #[cfg(test)] fn f(_: crate::b::B) {} }",
        ),
        ("a/tests.rs", "use crate::b::B;"),
        ("b.rs", "use crate::a::A;\npub struct B(A);"),
    ];
    assert_eq!(drawn(&files), ["b.rs:1 crate::a::A a.rs"]);
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "#[cfg(any(test, feature = \"x\"))]\nuse crate::b::B;\n#[cfg(not(test))]\nuse crate::b::B as C;"),
        ("b.rs", "pub struct B;"),
    ];
    assert_eq!(drawn(&files), ["a.rs:2 crate::b::B b.rs"]);
}

#[test]
fn an_arrow_upwards_is_found_and_one_downwards_is_not() {
    let files = [
        ("lib.rs", "mod low; mod high;\npub struct Whole;"),
        ("low.rs", "mod part;\nuse crate::Whole;"),
        ("low/part.rs", "fn f() { crate::high::high() }"),
        ("high.rs", "use crate::low;\npub fn high() {}"),
    ];
    assert_eq!(
        misplaced_in(&files, &[&["low"], &["high"]]),
        [
            "low stands below high, but low/part.rs:1 uses crate::high::high of high.rs",
            "low stands below the root, but low.rs:2 uses crate::Whole of lib.rs"
        ]
    );
    assert_eq!(
        misplaced_in(&files, &[&["high"], &["low"]]),
        ["low stands below the root, but low.rs:2 uses crate::Whole of lib.rs"]
    );
}

#[test]
fn rooms_of_one_layer_may_use_each_other() {
    let files = [("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b::B;"), ("b.rs", "pub struct B;")];
    assert!(misplaced_in(&files, &[&["a", "b"]]).is_empty());
}

#[test]
fn every_room_stands_in_one_layer() {
    let files = [("lib.rs", "mod a; mod b;\n#[cfg(test)]\nmod tests;"), ("a.rs", ""), ("b.rs", ""), ("tests.rs", "")];
    assert_eq!(
        misplaced_in(&files, &[&["a"], &["c"], &["a"]]),
        [
            "c is no room of this crate, or named twice",
            "a is no room of this crate, or named twice",
            "b stands in no layer"
        ]
    );
}

/// Each sentence that stands twice in the rooms `page` and `words`, with the lines where it does.
fn said_twice(files: &[(&str, &str)], allowed: &[&str]) -> Vec<String> {
    let folder = made_up(files);
    let place = format!("{}/", folder.path().display());
    let sentences = sentences(&folder.path().join("lib.rs"), &["page", "words"]).unwrap();
    repetitions(&sentences, allowed).iter().map(|found| found.to_string().replace(&place, "")).collect()
}

#[test]
fn a_sentence_that_stands_twice_is_found_wherever_it_stands() {
    let files = [
        ("lib.rs", "mod page; mod words;"),
        ("page.rs", "mod part;\nconst A: &str = \"ご注文内容の確認です\";\nfn f() { say(\"Please go back and try\") }"),
        ("page/part.rs", "fn f() -> Markup {\n    html! { p { (pick(\"ご注文内容の確認です。\", \"x\")) } }\n}"),
        ("words.rs", "list! {\n    Back { \"戻る\" \" Please go back\\u{a0}and try.\" } }"),
    ];
    assert_eq!(
        said_twice(&files, &[]),
        [
            "“Please go back and try” stands more than once: page.rs:3 words.rs:2",
            "“ご注文内容の確認です” stands more than once: page/part.rs:2 page.rs:2"
        ]
    );
    assert_eq!(said_twice(&files, &["ご注文内容の確認です"]).len(), 1);
}

#[test]
fn one_line_can_say_a_sentence_twice() {
    let files = [
        ("lib.rs", "mod page;"),
        ("page.rs", "const A: [&str; 2] = [\"Once is quite enough\", \"Once is quite enough\"];"),
    ];
    assert_eq!(said_twice(&files, &[]), ["“Once is quite enough” stands more than once: page.rs:1 page.rs:1"]);
}

#[test]
fn words_comments_logs_reasons_tests_and_other_rooms_are_no_sentences() {
    let twice = |text: &str| text.repeat(2);
    let files = [
        ("lib.rs", "mod page; mod store;"),
        (
            "page.rs",
            &[
                twice("const _: [&str; 3] = [\"お支払い方法\", \"See your payment\", \"{} – {} – {} – {}\"];\n"),
                twice("/// Nobody who pays reads this comment.\nfn f() {}\n"),
                twice("#[expect(dead_code, reason = \"nobody who pays reads this\")]\nfn g() {}\n"),
                twice("fn h() { tracing::error!(\"nobody who pays reads this\") }\n"),
                twice("list! { #[doc = \"Nobody who pays reads this.\"] A }\n"),
                twice("#[cfg(test)]\nmod tests { fn f() { assert!(true, \"nobody who pays reads this\") } }\n"),
            ]
            .concat(),
        ),
        ("store.rs", &twice("const _: &str = \"SELECT a FROM b WHERE c\";\n")),
    ];
    assert!(said_twice(&files, &[]).is_empty(), "{:?}", said_twice(&files, &[]));
}

#[test]
fn what_cannot_be_read_is_said() {
    let missing = made_up(&[("lib.rs", "mod gone;")]);
    let failure = arrows(&missing.path().join("lib.rs")).unwrap_err().to_string();
    assert!(failure.contains("gone") && failure.contains("cannot be read"), "{failure}");
    let broken = made_up(&[("lib.rs", "mod a;"), ("a.rs", "fn f() {\n    let = ;\n}")]);
    let failure = arrows(&broken.path().join("lib.rs")).unwrap_err().to_string();
    assert!(failure.contains("a.rs:2: "), "{failure}");
}
