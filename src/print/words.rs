//! The words of a screen that was printed, line by line, as somebody reads it who sees no layout.

/// Elements that begin and end a line of their own.
const LINES: [&str; 15] =
    ["button", "dd", "div", "dl", "dt", "h2", "h3", "header", "li", "ol", "p", "section", "table", "tr", "ul"];

/// The lines of markup that a screen was printed as. What stands in one line beside one another is kept apart by a space.
pub(super) fn words(html: &str) -> Vec<String> {
    let (mut lines, mut line, mut rest) = (Vec::new(), String::new(), html);
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        add(&mut lines, &mut line, text);
        let end = end_of_tag(tag);
        let name = tag[1..end].trim_start_matches('/');
        let name = name.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
        if LINES.contains(&name) {
            flush(&mut lines, &mut line);
        } else if !name.is_empty() && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        rest = &tag[(end + 1).min(tag.len())..];
    }
    add(&mut lines, &mut line, rest);
    flush(&mut lines, &mut line);
    lines
}

/// Where the tag at the beginning ends: a value between quotes may hold what would end it.
fn end_of_tag(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

/// Adds a text; a line break in it is one on the screen.
fn add(lines: &mut Vec<String>, line: &mut String, text: &str) {
    for (place, part) in text.split('\n').enumerate() {
        if place > 0 {
            flush(lines, line);
        }
        // The ampersand comes last: what it makes is no reference any more.
        *line += &part.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
}

fn flush(lines: &mut Vec<String>, line: &mut String) {
    let done = std::mem::take(line);
    let done = done.trim();
    if !done.is_empty() {
        lines.push(done.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::screen::ui::{element, link, plain, text};
    use leptos::prelude::RenderHtml;

    #[test]
    fn lines_are_those_of_the_screen_and_texts_are_what_was_written() {
        let view = element(
            "div",
            "card",
            vec![
                text("h2", "title", "ご注文 <確認> & \"x\" &lt;"),
                element("p", "total", vec![text("span", "label", "合計"), text("strong", "amount", "3,500円")]),
                text("dd", "words", "一行目\n二行目"),
                link("back", "/?a=\">\"&b=<", "戻る"),
                plain("後"),
            ],
        );
        let said = ["ご注文 <確認> & \"x\" &lt;", "合計 3,500円", "一行目", "二行目", "戻る 後"];
        assert_eq!(words(&view.to_html()), said);
    }
}
