//! What the columns of the tool's file are called, and what its words for a payment's state mean. No
//! page of the gateway's that we could read lists either in full, so both are settings.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Names of one thing: any of them is it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names(Vec<String>);

impl FromStr for Names {
    type Err = ();

    /// Reads names with commas between them: no name in a file of commas holds one.
    fn from_str(text: &str) -> Result<Self, ()> {
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        if names.iter().any(String::is_empty) { Err(()) } else { Ok(Self(names)) }
    }
}

impl Names {
    /// Whether this is one of them.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    /// A name that both have, if there is one.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|name| other.has(name))
    }
}

impl std::fmt::Display for Names {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.join(","))
    }
}

/// Where a payment stands by the tool's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolState {
    /// Its amount is reserved.
    Authorized,
    /// It is a sale.
    Settled,
    /// What was reserved was given up.
    Cancelled,
    /// All of it went back.
    Refunded,
    /// It never came about.
    Failed,
}

impl ToolState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Authorized, Self::Settled, Self::Cancelled, Self::Refunded, Self::Failed];
}

/// How the tool writes its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolFormat {
    /// The column of our order id (`SBPS_TOOL_COLUMN_ORDER_ID`).
    pub order_id: Names,
    /// The column of the gateway's name for the payment (`SBPS_TOOL_COLUMN_TRACKING_ID`).
    pub tracking_id: Names,
    /// The column of the amount in yen (`SBPS_TOOL_COLUMN_AMOUNT`).
    pub amount: Names,
    /// The column of its state (`SBPS_TOOL_COLUMN_STATE`).
    pub state: Names,
    /// The column of the day (`SBPS_TOOL_COLUMN_DAY`); a file may lack it.
    pub day: Names,
    /// The words for each state, in the order of [`ToolState::ALL`] (`SBPS_TOOL_STATE_AUTHORIZED` and so on).
    pub words: [Names; 5],
}

impl ToolFormat {
    /// The state of that word; `None` where nobody has said what it means.
    #[must_use]
    pub fn state_of(&self, word: &str) -> Option<ToolState> {
        ToolState::ALL.into_iter().zip(&self.words).find(|(_, words)| words.has(word)).map(|(state, _)| state)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::domain::tool_file) fn format() -> ToolFormat {
        let names = |text: &str| text.parse().expect("names");
        ToolFormat {
            order_id: names("受注ID,order_id"),
            tracking_id: names("トラッキングID"),
            amount: names("金額"),
            state: names("状態"),
            day: names("処理日"),
            words: ["与信済み", "売上済み", "取消済み", "返金済み", "与信NG"].map(names),
        }
    }

    #[test]
    fn a_name_is_one_of_several() {
        let names: Names = "受注ID, order_id".parse().expect("names");
        assert!(names.has("受注ID") && names.has("order_id") && !names.has("受注ID, order_id"));
        for wrong in ["", ",", "a,,b", " "] {
            assert_eq!(wrong.parse::<Names>(), Err(()), "{wrong:?}");
        }
        assert_eq!(format().state_of("売上済み"), Some(ToolState::Settled));
        assert_eq!(format().state_of("売上"), None, "a word is the whole word");
    }
}
