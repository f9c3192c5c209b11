//! What payers read in the shop's own words, and what the service is called in it.

use super::variables::Variables;
use kantan_checkout::json::Json;
use kantan_checkout::language::wording::{Mistake, Wording};

impl<L: Fn(&str) -> Option<String>> Variables<L> {
    /// The shop's words; every mistake in them is told, and they are none then.
    pub(super) fn wording(&mut self) -> Option<Wording> {
        let expected = "what your customers know it by, as au PAY（au かんたん決済）";
        let japanese: Option<String> = self.optional("MERCHANT_SERVICE_NAME", expected);
        let english: Option<String> = self.optional("MERCHANT_SERVICE_NAME_EN", "the same in English sentences");
        let path: Option<String> =
            self.optional("MERCHANT_WORDING", "a JSON file of sentences by their names, as docs/operating.md says");
        let own = match path.as_deref().map(|path| (path, read(path))) {
            None => None,
            Some((_, Ok(own))) => Some(own),
            Some((path, Err(error))) => {
                self.wrong.push(format!("MERCHANT_WORDING is {path:?}, which cannot be read: {error}"));
                return None;
            }
        };
        let told = |Mistake { path: place, remedy }: Mistake| match (place.as_str(), &path) {
            ("service_name", _) => format!("MERCHANT_SERVICE_NAME {remedy}"),
            ("service_name_en", _) => format!("MERCHANT_SERVICE_NAME_EN {remedy}"),
            (place, path) => {
                format!("MERCHANT_WORDING is {:?}, where {place} {remedy}", path.as_deref().unwrap_or_default())
            }
        };
        match Wording::read(own, [japanese.as_deref(), english.as_deref()]) {
            Ok(wording) => Some(wording),
            Err(mistakes) => {
                self.wrong.extend(mistakes.into_iter().map(told));
                None
            }
        }
    }
}

fn read(path: &str) -> Result<Json, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}
