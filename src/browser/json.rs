//! To and from the browser's own values.

use crate::json::Json;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Deeper nesting than any message of ours; a page may hand over an object that contains itself.
const DEEPEST: u8 = 6;

/// Reads JSON text with the browser's parser; `None` if it is none.
pub(crate) fn parse(text: &str) -> Option<Json> {
    JSON::parse(text).ok().map(|value| from_browser(&value))
}

/// Copies a value. Functions, symbols and what lies too deep become `Null`.
pub(crate) fn from_browser(value: &JsValue) -> Json {
    copy(value, DEEPEST)
}

fn copy(value: &JsValue, deeper: u8) -> Json {
    if let Some(text) = value.as_string() {
        return Json::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Json::Number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Json::Truth(truth);
    }
    if deeper == 0 || !value.is_object() {
        return Json::Null;
    }
    if Array::is_array(value) {
        let list: &Array = value.unchecked_ref();
        return Json::List(list.iter().map(|element| copy(&element, deeper - 1)).collect());
    }
    let mut members = Vec::new();
    for name in Object::keys(value.unchecked_ref::<Object>()).iter() {
        // A getter of the page's own object may throw.
        let member = Reflect::get(value, &name).map_or(Json::Null, |member| copy(&member, deeper - 1));
        members.extend(name.as_string().map(|name| (name, member)));
    }
    Json::Object(members)
}

/// Writes JSON text with the browser's own writer, of values that inherit nothing: an old script library that gives every
/// array a `toJSON` changes what the writer says, and must not change what is asked for. `None` only if the page has
/// broken it.
pub(crate) fn print(value: &Json) -> Option<String> {
    JSON::stringify(&make(value, true)).ok().and_then(|text| text.as_string())
}

/// Makes the browser's value.
pub(crate) fn to_browser(value: &Json) -> JsValue {
    make(value, false)
}

fn make(value: &Json, is_bare: bool) -> JsValue {
    let made: Object = match value {
        Json::Null => return JsValue::NULL,
        Json::Truth(truth) => return JsValue::from_bool(*truth),
        Json::Number(number) => return JsValue::from_f64(*number),
        Json::Text(text) => return JsValue::from_str(text),
        Json::List(list) => list.iter().map(|element| make(element, is_bare)).collect::<Array>().into(),
        Json::Object(members) => {
            let object = Object::new();
            for (name, value) in members {
                // Setting a member of a fresh object cannot fail.
                let _ = Reflect::set(&object, &JsValue::from_str(name), &make(value, is_bare));
            }
            object
        }
    };
    if is_bare {
        Object::set_prototype_of(&made, &Object::from(JsValue::NULL));
    }
    made.into()
}
