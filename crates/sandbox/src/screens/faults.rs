//! The page on which faults are set.

use super::page;
use crate::fault::api::ApiFault;
use crate::fault::link::LinkFault;
use crate::fault::variation::Variation;
use crate::fault::{Armed, Faults, MOST_TIMES, Named};
use crate::language::Language;
use crate::words;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// What is set, and everything that can be.
pub fn faults(faults: &Faults, language: Language) -> Response {
    let title = language.pick("障害の設定（代役）", "Faults, at the stand-in");
    let main = html! {
        main.wide {
            h1 { (title) }
            p {
                (language.pick(
                    "次の電文で起こす障害を選びます。選んだ回数だけ起き、そのあとは元に戻ります。",
                    "Choose what goes wrong with the next messages. It happens that many times, and then no more.",
                ))
            }
            (kind::<ApiFault>("api", language.pick("API型", "API type"), faults.api.as_ref(), Some(code(language)), language))
            (kind::<LinkFault>("link", language.pick("リンク型", "Link type"), faults.link.as_ref(), None, language))
            (kind::<Variation>("notification", language.pick("結果通知", "Notifications"), faults.notification.as_ref(), None, language))
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

/// The field for any other code of the API type.
fn code(language: Language) -> Markup {
    html! {
        label.field {
            span { (language.pick("断るコード（8文字）", "Code to refuse with, eight characters")) }
            input name="code" maxlength="8" placeholder="40292999" autocomplete="off";
        }
        button.quiet name="api" value="refuse" { (language.pick("このコードで断る", "Refuse with this code")) }
    }
}

fn kind<T: Named>(
    kind: &str,
    title: &str,
    armed: Option<&Armed<T>>,
    further: Option<Markup>,
    language: Language,
) -> Markup {
    html! {
        section data-kind=(kind) data-fault=(armed.map_or("", |armed| armed.fault.name())) {
            h2 { (title) }
            form method="post" action=(format!("/faults?lang={}", language.tag())) {
                p { (state(armed, language)) }
                label.field {
                    span { (language.pick("回数（空欄は1回、always は解除まで）", "How often; blank: once, always: until taken away")) }
                    input name="times" autocomplete="off" pattern=(format!("always|[1-9][0-9]{{0,{}}}", MOST_TIMES.ilog10()));
                }
                @for fault in T::ALL {
                    @let (ja, en) = fault.words();
                    button.quiet name=(kind) value=(fault.name()) { (language.pick(ja, en)) }
                }
                @if let Some(further) = further { (further) }
                @if armed.is_some() {
                    button name=(kind) value="" { (language.pick("解除する", "Take it away")) }
                }
            }
        }
    }
}

fn state<T: Named>(armed: Option<&Armed<T>>, language: Language) -> Markup {
    let Some(armed) = armed else {
        return html! { (language.pick("いまは何も起こしません。", "Nothing is set.")) };
    };
    let (ja, en) = armed.fault.words();
    html! {
        strong { (language.pick(ja, en)) } " "
        @match armed.times {
            Some(times) => { (language.pick("残り ", "Left: ")) (times) },
            None => { (language.pick("解除するまで続きます。", "Until it is taken away.")) },
        }
        @if let Some(code) = armed.fault.code() { " " (words::named(&code, language)) }
    }
}
