//! The pages in `docs` on every code, a section each, are made of the sentences that people are told.

use super::ProblemText;
use crate::domain::language::Language;
use crate::service::problem::Code;
use std::fmt::Write;
use std::path::Path;

/// What stands before the codes, in the page's language.
const HEAD: [(Language, &str, &str); 2] = [
    (
        Language::English,
        "docs/en/errors.md",
        "\
# Errors

Every answer that is no success is a problem document (RFC 9457, `application/problem+json`) whose member `code` is
one of these. Programs go by `code`; a browser is shown the title and what a person can do, in the order's language.
What goes wrong in a single member of an order stands in `problems`, with the member's path: see
[api.md](../api.md). The codes of the gateway and of au are in [gateway-facts.md](../gateway-facts.md). This page is
made of the program's own table. [日本語](../ja/errors.md)
",
    ),
    (
        Language::Japanese,
        "docs/ja/errors.md",
        "\
# エラーコード

成功以外の応答は、すべて RFC 9457 形式（`application/problem+json`）です。プログラムでは `code` を見て判断してください。
ブラウザーには、注文の言語で「見出し」と「案内」が表示されます。注文の個々の項目の誤りは、項目の場所とともに `problems` に
入ります（[api.md](../api.md)、英語）。決済会社と au のコードは [gateway-facts.md](../gateway-facts.md)（英語）にあります。
意味と対処の欄は API の応答と同じ英文です。このページは、プログラムの表から作られています。[English](../en/errors.md)
",
    ),
];

/// A cell that Markdown leaves as it is.
fn plain(text: &str) -> String {
    text.replace('<', "&lt;")
}

fn page(language: Language, head: &str) -> String {
    let mut text = head.to_owned();
    for code in Code::ALL {
        let (title, advice) = (plain(code.title(language)), plain(code.advice(language)));
        let (name, status, meaning, hint) = (code.as_str(), code.status(), code.meaning(), code.hint());
        let [shown, person, means, program] =
            language.pick(["見出し", "案内", "意味", "対処"], ["Title", "A person", "Means", "A program"]);
        let lines = [(shown, title), (person, advice), (means, plain(meaning)), (program, plain(hint))];
        write!(text, "\n## `{name}`\n\nHTTP {status}\n\n").expect("a string takes it");
        for (what, says) in lines.iter().filter(|(_, says)| !says.is_empty()) {
            writeln!(text, "* **{what}**: {says}").expect("a string takes it");
        }
    }
    text
}

#[test]
fn the_pages_in_docs_are_what_is_told() {
    for (language, path, head) in HEAD {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
        let text = page(language, head);
        if std::env::var_os("KANTAN_WRITE_CONTRACT").is_some() {
            std::fs::write(&file, &text).expect("docs can be written");
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(written == text, "{path} is out of date: run `make contract`");
    }
}
