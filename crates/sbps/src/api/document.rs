//! The XML documents of the API type as a flat list of elements, and their bytes.
//!
//! API type: one XML 1.0 document in Shift_JIS, declaration first, root `sps-api-request` or `sps-api-response`
//! (official). A request's root has an `id`, and so has that of most answers; a basic refusal's has none (recorded).
//! Elements hold text, or one level of further elements. A document type, processing instructions and
//! entities beyond XML's own five are refused, so that a document can neither read a file nor grow on its way in.

use crate::wire::Encoding;
use core::fmt;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape::escape};

/// The most bytes of a document that are read. The longest request of the API type stays below two thousand.
pub const LONGEST_DOCUMENT: usize = 64 * 1024;

/// The most elements of a document that are read.
pub const MOST_ELEMENTS: usize = 100;

/// A document: its root, its id and its elements in order.
///
/// ```
/// use sbps::api::Document;
///
/// let document = Document::read(b"<sps-api-response id=\"ST02-00201-402\"><res_result>OK</res_result></sps-api-response>")?;
/// assert_eq!(document.get(None, "res_result"), Some("OK"));
/// assert!(Document::read(b"<!DOCTYPE a><a id=\"1\"/>").is_err(), "no document types");
/// # Ok::<(), sbps::api::DocumentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The name of the root.
    pub root: String,
    /// The root's `id`, which names the function; `None` where the root has none.
    pub id: Option<String>,
    /// The elements that hold text.
    pub elements: Vec<DocumentElement>,
}

/// An element that holds text, perhaps inside a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentElement {
    /// The element around it, below the root.
    pub group: Option<String>,
    /// Its name.
    pub name: String,
    /// Its text as it stands in the document, entities resolved, BASE64 not yet decoded.
    pub text: String,
}

/// Bytes that are no such document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// More than [`LONGEST_DOCUMENT`] bytes or [`MOST_ELEMENTS`] elements.
    TooLarge,
    /// Bytes that are no text in Shift_JIS.
    NotShiftJis,
    /// Not well-formed XML.
    NotXml {
        /// Where, counting bytes from 0.
        at: u64,
    },
    /// Well-formed, but not one of these documents.
    NotAllowed {
        /// What stands there, in a few words.
        found: &'static str,
    },
}

impl DocumentError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotShiftJis => "not_shift_jis",
            Self::NotXml { .. } => "not_xml",
            Self::NotAllowed { .. } => "not_allowed",
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                write!(formatter, "the document has more than {LONGEST_DOCUMENT} bytes or {MOST_ELEMENTS} elements")
            }
            Self::NotShiftJis => formatter.write_str("the document is not text in Shift_JIS"),
            Self::NotXml { at } => write!(formatter, "the document is not well-formed XML at byte {at}"),
            Self::NotAllowed { found } => write!(formatter, "the document may not have {found}"),
        }
    }
}

impl core::error::Error for DocumentError {}

impl Document {
    /// The text of the first element with that name outside any group, or in `group`.
    #[must_use]
    pub fn get(&self, group: Option<&str>, name: &str) -> Option<&str> {
        let element = self.elements.iter().find(|element| element.name == name && element.group.as_deref() == group);
        element.map(|element| element.text.as_str())
    }

    /// The document as text. Texts are ASCII or BASE64, so these are its bytes in Shift_JIS too.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\n");
        let mut open_group: Option<&str> = None;
        match self.id.as_deref() {
            Some(id) => xml.push_str(&format!("<{} id=\"{}\">\n", self.root, escape(id))),
            None => xml.push_str(&format!("<{}>\n", self.root)),
        }
        for element in &self.elements {
            if open_group != element.group.as_deref() {
                close_group(&mut xml, open_group);
                open_group = element.group.as_deref();
                if let Some(group) = open_group {
                    xml.push_str(&format!("<{group}>\n"));
                }
            }
            let DocumentElement { name, text, .. } = element;
            xml.push_str(&format!("<{name}>{}</{name}>\n", escape(text.as_str())));
        }
        close_group(&mut xml, open_group);
        xml.push_str(&format!("</{}>\n", self.root));
        xml
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`DocumentError`] when the bytes are no such document.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        if bytes.len() > LONGEST_DOCUMENT {
            return Err(DocumentError::TooLarge);
        }
        let text = Encoding::ShiftJis.decode(bytes).ok_or(DocumentError::NotShiftJis)?;
        let mut reader = Reader::from_str(&text);
        let mut builder = Builder::default();
        loop {
            let event = reader.read_event().map_err(|_| DocumentError::NotXml { at: reader.error_position() })?;
            if matches!(event, Event::Eof) {
                return builder.finish();
            }
            builder.take(event)?;
        }
    }
}

fn close_group(xml: &mut String, group: Option<&str>) {
    if let Some(group) = group {
        xml.push_str(&format!("</{group}>\n"));
    }
}

/// Takes events one by one and keeps where in the document they stand.
#[derive(Default)]
struct Builder {
    root: Option<(String, Option<String>)>,
    /// The names of the open elements below the root: at most a group and an element.
    open: Vec<String>,
    text: String,
    /// Whether the innermost open element held an element itself.
    held_element: bool,
    closed: bool,
    elements: Vec<DocumentElement>,
}

fn refused<T>(found: &'static str) -> Result<T, DocumentError> {
    Err(DocumentError::NotAllowed { found })
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), DocumentError> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(_) => self.end(),
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end()
            }
            Event::Text(text) => {
                self.text.push_str(&text.xml10_content());
                Ok(())
            }
            Event::GeneralRef(reference) => match resolve(&reference) {
                Some(character) => {
                    self.text.push(character);
                    Ok(())
                }
                None => refused("an entity other than XML's own five"),
            },
            Event::Decl(_) if self.root.is_none() => Ok(()),
            Event::Comment(_) | Event::Eof => Ok(()),
            Event::Decl(_) => refused("a declaration inside"),
            Event::CData(_) => refused("a CDATA section"),
            Event::PI(_) => refused("a processing instruction"),
            Event::DocType(_) => refused("a document type"),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), DocumentError> {
        let name = tag.name().as_ref().to_owned();
        if self.closed {
            return refused("a second root");
        }
        if !self.text.trim().is_empty() {
            return refused("text beside elements");
        }
        self.text.clear();
        if self.root.is_none() {
            let mut id = None;
            for attribute in tag.attributes() {
                let Ok(attribute) = attribute else { return refused("attributes that are none") };
                if attribute.key.as_ref() == "id" {
                    id = Some(attribute.value.into_owned());
                }
            }
            self.root = Some((name, id));
            return Ok(());
        }
        if self.open.len() == 2 {
            return refused("elements three levels deep");
        }
        if self.elements.len() == MOST_ELEMENTS {
            return Err(DocumentError::TooLarge);
        }
        self.open.push(name);
        self.held_element = false;
        Ok(())
    }

    fn end(&mut self) -> Result<(), DocumentError> {
        let text = core::mem::take(&mut self.text);
        let Some(name) = self.open.pop() else {
            self.closed = true;
            return if text.trim().is_empty() { Ok(()) } else { refused("text beside elements") };
        };
        if self.held_element {
            if !text.trim().is_empty() {
                return refused("text beside elements");
            }
        } else {
            self.elements.push(DocumentElement { group: self.open.last().cloned(), name, text });
        }
        self.held_element = !self.open.is_empty();
        Ok(())
    }

    fn finish(self) -> Result<Document, DocumentError> {
        match self.root {
            Some((root, id)) if self.closed && self.text.trim().is_empty() => {
                Ok(Document { root, id, elements: self.elements })
            }
            Some(_) if self.closed => refused("text behind its root"),
            Some(_) => refused("an element that is not closed"),
            None => refused("no root"),
        }
    }
}

/// The character that a reference names, if it is a numeric one or one of XML's own five.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(group: Option<&str>, name: &str, text: &str) -> DocumentElement {
        DocumentElement { group: group.map(str::to_owned), name: name.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn reading_is_the_inverse_of_printing() {
        let document = Document {
            root: "sps-api-request".to_owned(),
            id: Some("ST02-00303-402".to_owned()),
            elements: vec![
                element(None, "merchant_id", "30132"),
                element(None, "free1", ""),
                element(Some("pay_option_manage"), "amount", "1<2>&\"'"),
                element(Some("pay_option_manage"), "cancel_target_month", "202612"),
                element(None, "request_date", " 1 "),
            ],
        };
        assert_eq!(Document::read(document.to_xml().as_bytes()), Ok(document.clone()));
        assert_eq!(document.get(Some("pay_option_manage"), "cancel_target_month"), Some("202612"));
        assert_eq!(document.get(None, "amount"), None, "it stands in the group");
        let nameless = Document { id: None, ..document };
        assert_eq!(Document::read(nameless.to_xml().as_bytes()), Ok(nameless));
    }

    #[test]
    fn what_is_no_such_document_is_refused() {
        for (xml, found) in [
            ("<a id='1'><!DOCTYPE x></a>", "a document type"),
            ("<!DOCTYPE a [<!ENTITY x \"y\">]><a id='1'/>", "a document type"),
            ("<a id='1'><b>&x;</b></a>", "an entity other than XML's own five"),
            ("<a id='1'><b><![CDATA[x]]></b></a>", "a CDATA section"),
            ("<a id='1'><?x?></a>", "a processing instruction"),
            ("<a id='1'/><b/>", "a second root"),
            ("<a id=1/>", "attributes that are none"),
            ("<a id='1' id='2'/>", "attributes that are none"),
            ("<a id='1'><b><c><d/></c></b></a>", "elements three levels deep"),
            ("<a id='1'>x<b/></a>", "text beside elements"),
            ("<a id='1'><b><c/>x</b></a>", "text beside elements"),
            ("<a id='1'>", "an element that is not closed"),
            ("", "no root"),
        ] {
            assert_eq!(Document::read(xml.as_bytes()), Err(DocumentError::NotAllowed { found }), "{xml}");
        }
        assert!(matches!(Document::read(b"<a id='1'></b>"), Err(DocumentError::NotXml { .. })));
        assert_eq!(Document::read(b"<a id='1'>\x81</a>"), Err(DocumentError::NotShiftJis));
        assert_eq!(Document::read(&vec![b' '; LONGEST_DOCUMENT + 1]), Err(DocumentError::TooLarge));
        let many = format!("<a id='1'>{}</a>", "<b/>".repeat(MOST_ELEMENTS + 1));
        assert_eq!(Document::read(many.as_bytes()), Err(DocumentError::TooLarge));
    }
}
