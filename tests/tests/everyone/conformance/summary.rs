//! The summary in Japanese.

use super::criteria;
use super::criterion::{Level, Verdict};

fn count(level: Level, verdict: Verdict) -> usize {
    criteria().filter(|criterion| (criterion.level, criterion.verdict) == (level, verdict)).count()
}

fn row(words: &str, verdict: Verdict) -> String {
    format!("| {words} | {} | {} |", count(Level::A, verdict), count(Level::AA, verdict))
}

/// What is not met everywhere, or was not looked at, by its number, in Japanese.
fn said(number: &str) -> Option<&'static str> {
    let said = [(
        "2.2.1",
        "タイミング調整可能：ご注文に期限を設けるかどうかはショップが決め、お客さまは延長できません。期限は事前に文章で表示されます。\
         過ぎた場合は、ショップの画面からもう一度ご注文いただけ、代金は請求されません。期限のないご注文に、時間の制限はありません。",
    )];
    said.iter().find(|(of, _)| *of == number).map(|(_, words)| *words)
}

/// The whole summary.
pub(crate) fn summary() -> String {
    let not_met: Vec<_> = criteria()
        .filter(|criterion| matches!(criterion.verdict, Verdict::Partially | Verdict::NotEvaluated))
        .map(|criterion| {
            format!("* {} {}\n", criterion.number, said(criterion.number).expect("it has words in Japanese"))
        })
        .collect();
    format!(
        "# アクセシビリティ適合報告の要約

`<kantan-checkout>`、`<kantan-result>`、`<kantan-subscriptions>` の3つの要素が WCAG 2.2 のレベル A と AA に
どこまで適合しているかを、テストの結果からまとめたものです。達成基準ごとの判定と根拠は、
[報告書（英語）](../accessibility/conformance.md)にあります。`make accept` が書き出します。

| 判定 | A | AA |
|---|---|---|
{}
{}
{}
{}

## 一部のみ適合している達成基準

{}
## 確認していないこと

* 実際のスクリーンリーダー（NVDA、PC-Talker、JAWS、VoiceOver、TalkBack）での読み上げ。Chromium が支援技術に渡す内容は、
  [記録](../../tests/transcripts)として残し、読んで確かめています。
* 音声操作、スイッチ操作、画面の拡大ソフトと、それらをお使いの方による確認。
* Firefox と Safari でのコントラスト、表示の余地、フォーカスの測定。
* ショップが変更した色、大きさ、文、スロット。
* ショップのページ、au と決済会社の画面、担当者用のページ、デザイナー用プレビュー。
",
        row("適合", Verdict::Supports),
        row("一部適合", Verdict::Partially),
        row("該当なし", Verdict::NotApplicable),
        row("未確認", Verdict::NotEvaluated),
        not_met.concat(),
    )
}
