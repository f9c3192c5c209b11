//! `GET /faults` shows what goes wrong next, `POST /faults` sets it.

use super::answer::problem;
use super::request::{FormFields, form_fields, wants_json};
use crate::fault::api::ApiFault;
use crate::fault::{Armed, Faults, MOST_TIMES, Named};
use crate::language::Language;
use crate::screens::faults as page;
use crate::shared::Sandbox;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};
use std::sync::Arc;

/// What is set, as a page with buttons or as JSON.
pub(crate) async fn show(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>, headers: HeaderMap) -> Response {
    let faults = sandbox.faults();
    if wants_json(&headers) { Json(as_json(&faults)).into_response() } else { page::faults(&faults, language) }
}

/// Sets each kind that the form names; a blank name takes the fault away.
pub(crate) async fn set(
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = form_fields(body);
    let set = sandbox.change_faults(|faults| {
        let mut wanted = faults.clone();
        read(&fields, &mut wanted)?;
        faults.clone_from(&wanted);
        Some(wanted)
    });
    let Some(faults) = set else {
        let ja =
            "api、link、notification のどれかに障害の名前（空欄で解除）を、times に回数か always を指定してください";
        let en = "Name a fault as api, link or notification (blank: none), and in times how often, or always";
        return problem(&headers, StatusCode::BAD_REQUEST, "fault_unknown", ja, en, language);
    };
    if wants_json(&headers) {
        return Json(as_json(&faults)).into_response();
    }
    Redirect::to(&format!("/faults?lang={}", language.tag())).into_response()
}

/// Sets what a form names; `None` where it names nothing, or something that there is not.
fn read(fields: &FormFields, faults: &mut Faults) -> Option<()> {
    let times = match fields.get("times") {
        "" => Some(1),
        "always" => None,
        times => Some(times.parse().ok().filter(|times| (1..=MOST_TIMES).contains(times))?),
    };
    let mut named = false;
    let code = fields.get("code");
    if fields.has("api") {
        faults.api = known(fields.get("api"), code, times)?;
        named = true;
    }
    if fields.has("link") {
        faults.link = known(fields.get("link"), code, times)?;
        named = true;
    }
    if fields.has("notification") {
        faults.notification = known(fields.get("notification"), code, times)?;
        named = true;
    }
    named.then_some(())
}

/// The fault of a name, none where it is blank; `None` where there is no such fault.
#[expect(clippy::option_option, reason = "no fault and an unknown fault are two things")]
fn known<T: Named>(name: &str, code: &str, times: Option<u16>) -> Option<Option<Armed<T>>> {
    if name.is_empty() {
        return Some(None);
    }
    T::named(name, code).map(|fault| Some(Armed { fault, times }))
}

fn as_json(faults: &Faults) -> Value {
    fn armed<T: Named>(armed: Option<&Armed<T>>) -> Value {
        armed.map_or(
            Value::Null,
            |armed| json!({ "fault": armed.fault.name(), "code": armed.fault.code(), "times": armed.times }),
        )
    }
    fn names<T: Named>() -> Vec<&'static str> {
        T::ALL.iter().map(|fault| fault.name()).collect()
    }
    json!({
        "api": armed(faults.api.as_ref()),
        "link": armed(faults.link.as_ref()),
        "notification": armed(faults.notification.as_ref()),
        "known": {
            "api": names::<ApiFault>(),
            "link": names::<crate::fault::link::LinkFault>(),
            "notification": names::<crate::fault::variation::Variation>(),
        },
    })
}
