//! The sentences about deadlines, maintenance and midnight.

use crate::language::sentences;

sentences! {
    /// A sentence or a word about time.
    TimeSentence;

    Left {
        "お手続きを始められるのは、あと①です。時間内に始めれば、期限を過ぎても、始めてから4分以内に完了すれば間に合います。"
        "Time left to start: ①. Starting in time is enough, even if the time runs out meanwhile; once started, finish within 4 minutes."
    }
    Hours { "①時間②分" "① h ② min" }
    Minutes { "①分" "① min" }
    Seconds { "①秒" "① s" }
    FiveMinutes { "お手続きを始められる時間が、残り5分を切りました。" "Less than 5 minutes left to start." }
    OneMinute { "お手続きを始められる時間が、残り1分を切りました。" "Less than 1 minute left to start." }

    Ahead {
        "メンテナンスのため、①から②まで（日本時間）お支払いはできません。"
        "For maintenance, no payment is possible from ① to ② (Japan time)."
    }
    Soon {
        "まもなくメンテナンスです。いま始めたお手続きは、途中で中断されることがあります。"
        "Maintenance is about to begin. A payment started now may be interrupted."
    }
    Now {
        "メンテナンスのため、①まで（日本時間）お支払いはできません。終わりしだい、このページのボタンからお進みいただけます。"
        "Closed for maintenance until ① (Japan time). As soon as it is over, you can use the button on this page."
    }
    Closed { "メンテナンスのため、いまはお支払いはできません。" "Closed for maintenance just now." }

    Midnight {
        "日本時間の午前0時をまたぐお手続きは中断されます。4分ほどかかることがあります。"
        "A payment still under way at midnight (Japan time) is stopped. It can take up to 4 minutes."
    }
    AfterMidnight { "午前0時を過ぎてから始めることもできます。" "You may also wait until after midnight." }
}
