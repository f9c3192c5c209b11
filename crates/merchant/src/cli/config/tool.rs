//! How the gateway's management tool writes its files. The names are those that public manuals of shop
//! systems show (C) or our guess (I): docs/gateway-facts.md says which.

use super::variables::Variables;
use crate::domain::tool_file::{Names, ToolFormat};

const NAMES: &str = "names with commas between them";

impl<L: Fn(&str) -> Option<String>> Variables<L> {
    /// The columns, and the words for each state: no word may mean two.
    pub(super) fn tool_format(&mut self) -> Option<ToolFormat> {
        let order_id = self.read("SBPS_TOOL_COLUMN_ORDER_ID", Some("受注ID,購入ID,order_id"), NAMES);
        let tracking_id =
            self.read("SBPS_TOOL_COLUMN_TRACKING_ID", Some("トラッキングID,処理トラッキングID,tracking_id"), NAMES);
        let amount = self.read("SBPS_TOOL_COLUMN_AMOUNT", Some("金額,請求金額,amount"), NAMES);
        let state = self.read("SBPS_TOOL_COLUMN_STATE", Some("入金ステータス,status"), NAMES);
        let day = self.read("SBPS_TOOL_COLUMN_DAY", Some("受注日時,date"), NAMES);
        let words: [(&str, Option<Names>); 5] = [
            ("SBPS_TOOL_STATE_AUTHORIZED", "与信済み,与信済"),
            ("SBPS_TOOL_STATE_SETTLED", "売上済み,売上済,入金済み,入金済"),
            ("SBPS_TOOL_STATE_CANCELLED", "取消済み,取消済,キャンセル済み"),
            ("SBPS_TOOL_STATE_REFUNDED", "返金済み,返金済"),
            ("SBPS_TOOL_STATE_FAILED", "与信NG,与信エラー"),
        ]
        .map(|(name, default)| (name, self.read(name, Some(default), NAMES)));
        for (at, (name, names)) in words.iter().enumerate() {
            let before = words.iter().take(at).find_map(|(other, others)| {
                let shared = names.as_ref().zip(others.as_ref()).and_then(|(names, others)| names.shared(others))?;
                Some(format!("{name} and {other} both have {shared:?}; a word means one state"))
            });
            self.wrong.extend(before);
        }
        let [authorized, settled, cancelled, refunded, failed] = words.map(|(_, names)| names);
        Some(ToolFormat {
            order_id: order_id?,
            tracking_id: tracking_id?,
            amount: amount?,
            state: state?,
            day: day?,
            words: [authorized?, settled?, cancelled?, refunded?, failed?],
        })
    }
}
