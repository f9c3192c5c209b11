//! The sentences about deadlines, maintenance and midnight.

use super::shared;
use crate::language::sentences::sentences;

sentences! {
    /// A sentence or a word about time.
    pub TimeSentence of Time;

    Left {
        "お手続きの開始期限まで、あと①。期限までに始めれば間に合います。始めてから4分以内に完了してください。"
        "① left to start. Starting in time is enough; please finish within 4 minutes of starting."
    }
    Minutes { "①分" "① min" }
    Seconds { "①秒" "① s" }
    FiveMinutes { "開始期限まで、残り5分を切りました。" "Less than 5 minutes left to start." }
    OneMinute { "開始期限まで、残り1分を切りました。" "Less than 1 minute left to start." }

    Ahead {
        "メンテナンスのため、②から①まで（日本時間）お支払いはできません。"
        "Maintenance: no payment from ② until ① (Japan time)."
    }
    Soon {
        "いま始めたお手続きは、メンテナンスで中断されることがあります。"
        "A payment started now may be interrupted by maintenance."
    }
    Now {
        "メンテナンスのため、①まで（日本時間）お支払いはできません。終わると、ボタンをご利用いただけます。"
        "Maintenance: no payment until ① (Japan time). Then the button works again."
    }
    Closed = shared::MAINTENANCE;

    Midnight {
        "日本時間の午前0時をまたぐと、お手続きは中断されます（最大4分かかります）。"
        "A payment still under way at midnight (Japan time) is stopped; it can take 4 minutes."
    }
    AfterMidnight { "0時を過ぎてから始めることもできます。" "You may wait until after midnight." }
}
