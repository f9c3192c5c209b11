//! Finds states by what they are called, what happens in them and what their data say, in either language.

use super::scene::{Scene, scenes};
use crate::json::Json;
use crate::language::Language;

/// What people look for, beside a part of a state's name in the address that means it.
const ALSO: [(&str, &str); 16] = [
    ("failed", "失敗 エラー"),
    ("error", "失敗 エラー"),
    ("refused", "失敗 エラー 拒否"),
    ("invalid", "失敗 エラー 不正"),
    ("payment_failed", "停止 滞納 suspended"),
    ("not_joined", "失敗"),
    ("not_left", "キャンセル"),
    ("cancel", "キャンセル 解約"),
    ("expired", "期限切れ 失効"),
    ("confirming", "確認中 保留 pending"),
    ("pending", "処理中 保留"),
    ("paid", "成功 完了 success"),
    ("joined", "成功 加入 success"),
    ("question", "確認 ダイアログ"),
    ("asking", "読み込み中 loading"),
    ("leaving", "読み込み中 遷移 redirect loading"),
];

/// What is looked through of each state.
pub(super) struct Index(Vec<(&'static str, String)>);

impl Index {
    /// Of every state.
    pub(super) fn new() -> Self {
        Self(scenes().map(|scene| (scene.id, text(scene))).collect())
    }

    /// The states that have every word of what is looked for; all of them for none.
    pub(super) fn find(&self, typed: &str) -> Vec<&'static str> {
        let typed = plain(typed);
        let has = |text: &str| typed.split_whitespace().all(|word| text.contains(word));
        self.0.iter().filter(|(_, text)| has(text)).map(|(id, _)| *id).collect()
    }
}

fn text(scene: &Scene) -> String {
    let words = [scene.name, scene.group, scene.element.name()];
    let mut text = [scene.id, " ", scene.element.tag(), " "].concat();
    for (japanese, english) in words {
        text += &[japanese, " ", english, " "].concat();
    }
    for (_, also) in ALSO.into_iter().filter(|(part, _)| scene.id.contains(part)) {
        text += &[also, " "].concat();
    }
    for language in Language::ALL {
        append(&scene.data(language), &mut text);
    }
    plain(&text)
}

/// The members that say something, and their texts.
fn append(json: &Json, text: &mut String) {
    match json {
        Json::Text(words) => *text += &[words, " "].concat(),
        Json::List(list) => list.iter().for_each(|value| append(value, text)),
        Json::Object(members) => {
            let is_said =
                |value: &Json| !matches!(value, Json::Null) && value.list().is_none_or(|list| !list.is_empty());
            for (name, value) in members.iter().filter(|(_, value)| is_said(value)) {
                *text += &[name, " "].concat();
                append(value, text);
            }
        }
        _ => {}
    }
}

/// Letters and digits of either width and case are the same.
fn plain(text: &str) -> String {
    let half = |character: char| match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    };
    text.chars().map(half).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_found_by_what_people_call_it() {
        let index = Index::new();
        for (typed, found, other) in [
            ("失敗", "result-failed-limit", "result-paid"),
            ("suspended", "subscriptions-payment_failed", "subscriptions-active"),
            ("８２８１", "result-failed-limit", "result-failed-midnight"),
            ("Monthly 定期", "review-recurring_monthly", "review"),
            ("maintenance", "review-maintenance_ahead", "review-discount"),
            ("クール便", "review", "result-paid"),
        ] {
            let states = index.find(typed);
            assert!(states.contains(&found) && !states.contains(&other), "{typed}: {states:?}");
        }
        assert_eq!(index.find("").len(), scenes().count());
        assert_eq!(index.find("失敗 なにもない").len(), 0);
    }
}
