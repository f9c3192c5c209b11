//! A problem document (RFC 9457, `application/problem+json`): how a merchant's server says no.

use super::ProblemCode;
use crate::json::Json;

/// What a server says instead of what it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemDocument {
    /// The stable code; the status follows from it.
    pub code: ProblemCode,
    /// What is wrong, in a few words, in the reader's language.
    pub title: String,
    /// What exactly, or what to do.
    pub detail: String,
    /// Further members, such as `result_url`; none has a name of the other ones.
    pub members: Vec<(String, Json)>,
}

/// The members that every document has, besides `type`.
const OWN: [&str; 5] = ["type", "title", "status", "detail", "code"];

impl ProblemDocument {
    /// The document as it is sent.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = vec![
            (OWN[0].to_owned(), Json::from_text("about:blank")),
            (OWN[1].to_owned(), Json::from_text(&self.title)),
            (OWN[2].to_owned(), Json::Number(self.code.status().into())),
            (OWN[3].to_owned(), Json::from_text(&self.detail)),
            (OWN[4].to_owned(), Json::from_text(self.code.as_str())),
        ];
        members.extend(self.members.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).cloned());
        Json::Object(members)
    }

    /// Reads a document whose code is one of ours; `None` if it is not, or a member is missing.
    #[must_use]
    pub fn read(json: &Json) -> Option<Self> {
        let Json::Object(members) = json else { return None };
        let text = |name| json.get(name).text();
        let code = text("code")?;
        Some(Self {
            code: *ProblemCode::ALL.iter().find(|known| known.as_str() == code)?,
            title: text("title")?.to_owned(),
            detail: text("detail")?.to_owned(),
            members: members.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).cloned().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::json;
    use serde_json::json;

    #[test]
    fn a_document_has_its_status_and_keeps_its_further_members() {
        for code in ProblemCode::ALL {
            let members = vec![("result_url".to_owned(), Json::from_text("/orders/1/result"))];
            let (title, detail) = ("Paid".to_owned(), "It is paid.".to_owned());
            let document = ProblemDocument { code: *code, title, detail, members };
            let written = document.to_json();
            assert_eq!(written.get("status").whole(), Some(code.status().into()));
            assert_eq!(written.get("type").text(), Some("about:blank"));
            assert_eq!(ProblemDocument::read(&written), Some(document));
        }
    }

    #[test]
    fn what_is_no_document_of_ours_is_none() {
        for document in [
            json!(null),
            json!({ "code": "order_paid" }),
            json!({ "code": "out_of_wine", "title": "No", "detail": "None left." }),
        ] {
            assert_eq!(ProblemDocument::read(&json(document)), None);
        }
    }

    #[test]
    fn no_further_member_can_stand_in_for_the_status_or_the_code() {
        let members = vec![("code".to_owned(), Json::from_text("internal"))];
        let (title, detail) = (String::new(), String::new());
        let document = ProblemDocument { code: ProblemCode::OrderPaid, title, detail, members };
        let Json::Object(written) = document.to_json() else { panic!("an object") };
        assert_eq!(written.iter().filter(|(name, _)| name == "code").count(), 1);
    }
}
