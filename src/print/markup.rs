//! Tags with attributes, written out.

/// Adds a start tag; attributes without a value are left out.
pub(super) fn open(html: &mut String, tag: &str, attributes: &[(&str, Option<&str>)]) {
    *html += "<";
    *html += tag;
    for (name, value) in attributes {
        let Some(value) = value else { continue };
        *html += " ";
        *html += name;
        *html += "=\"";
        escape(html, value);
        *html += "\"";
    }
    *html += ">";
}

/// Adds an end tag.
pub(super) fn close(html: &mut String, tag: &str) {
    *html += "</";
    *html += tag;
    *html += ">";
}

/// A value between double quotes.
fn escape(html: &mut String, value: &str) {
    for character in value.chars() {
        match character {
            '&' => *html += "&amp;",
            '"' => *html += "&quot;",
            '<' => *html += "&lt;",
            '>' => *html += "&gt;",
            _ => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_ends_its_attribute() {
        let mut html = String::new();
        open(&mut html, "a", &[("href", Some("/?a=1&b=\"><script>")), ("lang", None), ("title", Some(""))]);
        close(&mut html, "a");
        assert_eq!(html, r#"<a href="/?a=1&amp;b=&quot;&gt;&lt;script&gt;" title=""></a>"#);
    }
}
