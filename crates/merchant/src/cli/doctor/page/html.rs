//! What of a page's HTML says what the browser lets an element do: policies in `<meta>`, scripts, and the elements.

/// A tag with its attributes, as they are written apart from the five named character references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute's value; empty where it has none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The opening tags of a page in their order, without those in comments and in what is text to the browser.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = read_tag(rest);
        rest = after;
        if matches!(tag.name.as_str(), "script" | "style" | "textarea" | "title" | "noscript") {
            let end = format!("</{}", tag.name);
            let lower = rest.to_ascii_lowercase();
            rest = lower.find(&end).map_or("", |at| &rest[at..]);
        }
        tags.push(tag);
    }
    tags
}

/// Reads a tag from its name on, and what comes after it.
fn read_tag(text: &str) -> (Tag, &str) {
    let is_end = |character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>');
    let end = text.find(is_end).unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        if rest.is_empty() {
            return (tag, rest);
        }
        let end = rest.find(|character| is_end(character) || character == '=').unwrap_or(rest.len());
        // A stray `=` begins a name.
        let end = if end == 0 { 1 } else { end };
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => {
                    after.split_at(after.find(|it: char| it.is_ascii_whitespace() || it == '>').unwrap_or(after.len()))
                }
            };
        }
        if tag.get(&name).is_none() {
            tag.attributes.push((name, decoded(value)));
        }
    }
}

fn decoded(value: &str) -> String {
    let named = [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">")];
    let decoded = named.iter().fold(value.to_owned(), |text, (name, character)| text.replace(name, character));
    decoded.replace("&amp;", "&")
}
