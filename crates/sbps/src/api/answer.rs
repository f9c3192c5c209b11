//! The gateway's answer to a request of the API type.
//!
//! Root `sps-api-response`; HTTP status 200 also for NG; no checksum. A basic refusal, made before the function is
//! begun, holds only `res_result`, `res_err_code` and `res_date`, and its root has no `id` (6 of 32 recorded answers, of
//! the types 03, 05, 09 and 96); a refusal made later has one. An answer that does not arrive says nothing about the
//! payment: there is no inquiry function for au, so such an outcome stays unknown until a person looks.

use super::document::{Document, DocumentElement};
use super::function::Function;
use crate::date_time::JstDateTime;
use crate::error_code::{ApiErrorCode, ApiErrorType};
use crate::identifier::TrackingId;
use crate::message::reader::Reader;
use crate::message::{Field, FieldProblem, FieldProblemKind, Form};
use core::fmt;
use core::str::FromStr;

/// The root of an answer.
pub(crate) const ROOT: &str = "sps-api-response";

/// The elements of an answer in order; each but the result may be absent.
const ELEMENTS: [Field; 6] = [
    Field::single_byte("res_result", 2),
    Field::single_byte("res_sps_transaction_id", 32),
    Field::digits("res_tracking_id", 14),
    Field::digits("res_process_date", 14),
    Field::single_byte("res_err_code", 8),
    Field::digits("res_date", 14),
];

/// Whether the gateway did what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiResult {
    /// `OK`: done. A refund may still be processed on the next day.
    Ok,
    /// `NG`: not done; the error code says why.
    Ng,
}

/// Two letters that are no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownApiResult;

impl fmt::Display for UnknownApiResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the result is neither OK nor NG")
    }
}

impl core::error::Error for UnknownApiResult {}

impl ApiResult {
    /// The two letters of the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Ng => "NG",
        }
    }
}

impl FromStr for ApiResult {
    type Err = UnknownApiResult;

    fn from_str(text: &str) -> Result<Self, UnknownApiResult> {
        match text {
            "OK" => Ok(Self::Ok),
            "NG" => Ok(Self::Ng),
            _ => Err(UnknownApiResult),
        }
    }
}

/// The gateway's answer.
///
/// ```
/// use sbps::api::{ApiAnswer, ApiResult, Document};
///
/// let document = Document::read(
///     b"<?xml version='1.0' encoding='Shift_JIS' ?>\n  <sps-api-response>\n    \
///       <res_result>NG</res_result>\n    <res_err_code>40203027</res_err_code>\n    \
///       <res_date>20191018172431</res_date>\n  </sps-api-response>\n",
/// )?;
/// let answer = ApiAnswer::read(&document).expect("a basic refusal, as recorded");
/// assert_eq!(answer.function, None);
/// assert_eq!((answer.result, answer.error_code.as_str()), (ApiResult::Ng, "40203027"));
/// let missing = answer.error().and_then(|code| code.item());
/// assert_eq!(missing, Some(sbps::error_code::ApiErrorItem::TrackingId));
/// # Ok::<(), sbps::api::DocumentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiAnswer {
    /// The function that was called; `None` where the answer does not name it, as a basic refusal.
    pub function: Option<Function>,
    /// Whether it was done.
    pub result: ApiResult,
    /// The gateway's name for this exchange, at most 32 bytes; blank if it gave none.
    pub transaction_id: String,
    /// The gateway's name for the payment, on a purchase.
    pub tracking_id: Option<TrackingId>,
    /// When it was done.
    pub process_date: Option<JstDateTime>,
    /// `res_err_code` as it came: eight characters that say why not, or blank. [`error`](Self::error) reads it.
    pub error_code: String,
    /// When the gateway answered.
    pub date: Option<JstDateTime>,
}

impl ApiAnswer {
    /// A refusal in the shape that the gateway gives it: one made before the function is begun does not name it.
    #[must_use]
    pub fn refusal(function: Function, error_code: ApiErrorCode, date: JstDateTime) -> Self {
        let basic = error_code.error_type().is_some_and(ApiErrorType::is_basic_refusal);
        Self {
            function: (!basic).then_some(function),
            result: ApiResult::Ng,
            transaction_id: String::new(),
            tracking_id: None,
            process_date: None,
            error_code: error_code.to_string(),
            date: Some(date),
        }
    }

    /// Whether this can be the answer to a call of `function`: one that names another function is not.
    #[must_use]
    pub fn answers(&self, function: Function) -> bool {
        self.function.is_none_or(|named| named == function)
    }

    /// The error code, to be asked what it means; `None` where it is blank or has not the shape of one. An answer that
    /// is NG and has none gets [`Advice::UNKNOWN`](crate::error_code::Advice::UNKNOWN).
    #[must_use]
    pub fn error(&self) -> Option<ApiErrorCode> {
        self.error_code.parse().ok()
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> Document {
        let values = [
            self.result.as_str().to_owned(),
            self.transaction_id.clone(),
            self.tracking_id.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.process_date.map(|date| date.to_string()).unwrap_or_default(),
            self.error_code.clone(),
            self.date.map(|date| date.to_string()).unwrap_or_default(),
        ];
        let elements = ELEMENTS.iter().zip(values).filter(|(_, value)| !value.is_empty());
        let elements =
            elements.map(|(field, text)| DocumentElement { group: None, name: field.name.to_owned(), text }).collect();
        Document { root: ROOT.to_owned(), id: self.function.map(|function| function.id().to_owned()), elements }
    }

    /// Reads an answer out of its document. Elements that are not known are passed over: they cannot change what the
    /// known ones say, and a gateway that adds one must not make a payment's outcome unreadable.
    ///
    /// # Errors
    /// Every known element that holds what it cannot; a root, an id or a result that is none; no id, where the result is
    /// OK: only refusals were ever recorded without, and nothing counts as done on less than its name.
    pub fn read(document: &Document) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        if document.root != ROOT {
            let expected = "sps-api-response";
            problems.push(FieldProblem::new("root", &document.root, FieldProblemKind::NotAllowed { expected }));
        }
        let id = document.id.as_deref().unwrap_or_default();
        let function = Function::from_id(id);
        if function.is_none() && !id.is_empty() {
            let expected = "one of the five functions for au";
            problems.push(FieldProblem::new("id", id, FieldProblemKind::NotAllowed { expected }));
        }
        let mut fields = Vec::new();
        for field in &ELEMENTS {
            let mut found = document.elements.iter().filter(|found| found.group.is_none() && found.name == field.name);
            let value = found.next().map_or("", |found| found.text.as_str());
            if found.next().is_some() {
                problems.push(FieldProblem::new(field.name, value, FieldProblemKind::Repeated));
            }
            problems.extend(field.check(value).err());
            fields.push((field.name, value.to_owned()));
        }
        let form = Form::from_fields(fields);
        let mut reader = Reader::new(&form);
        let result = reader.required("res_result", "OK or NG");
        if id.is_empty() && result == Some(ApiResult::Ok) {
            problems.push(FieldProblem::new("id", id, FieldProblemKind::Missing));
        }
        let tracking_id = reader.optional("res_tracking_id", "fourteen digits");
        let moment = "a moment of the form YYYYMMDDHHMMSS";
        let process_date = reader.optional("res_process_date", moment);
        let date = reader.optional("res_date", moment);
        let read = result.map(|result| Self {
            function,
            result,
            transaction_id: form.get("res_sps_transaction_id").to_owned(),
            tracking_id,
            process_date,
            error_code: form.get("res_err_code").to_owned(),
            date,
        });
        match reader.finish(read) {
            Ok(answer) if problems.is_empty() => Ok(answer),
            Ok(_) => Err(problems),
            Err(further) => {
                problems.extend(further.into_iter().filter(|problem| !problem.field.is_empty()));
                Err(problems)
            }
        }
    }
}
