//! The files that an element's script loads: whether they are there, and whether a browser takes them for what they are.

use super::rules::Blocked;
use url::Url;

/// The addresses of what a script of ours loads, each once: their names stand in it as literals beside it.
pub(super) fn named(script: &Url, text: &str) -> Vec<Url> {
    let mut found = Vec::new();
    for part in text.split("./kantan").skip(1) {
        let end =
            part.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.'))).unwrap_or(part.len());
        let name = format!("kantan{}", &part[..end]);
        let is_file = [".js", ".wasm", ".css"].iter().any(|ending| name.ends_with(ending));
        if let Some(address) = is_file.then(|| script.join(&name).ok()).flatten().filter(|it| !found.contains(it)) {
            found.push(address);
        }
    }
    found
}

/// What is wrong with the answer for a file, on a page of that origin.
pub(super) fn answered(file: &Url, page: &Url, status: u16, headers: &[(String, String)]) -> Option<Blocked> {
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
    if !(200..300).contains(&status) {
        let says = format!("{file} answers {status}; put every file of the element's folder there, from: one version");
        return Some(Blocked { only_reported: false, says });
    }
    let kind =
        header("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (right, is_right): (&str, bool) = match name.rsplit('.').next() {
        Some("wasm") => ("application/wasm", kind == "application/wasm"),
        Some("css") => ("text/css", kind == "text/css"),
        _ => (
            "text/javascript",
            kind.ends_with("/javascript") || kind.ends_with("/ecmascript") || kind == "application/x-javascript",
        ),
    };
    if !is_right {
        // Of a module of another type a browser makes the same, only later.
        let only_reported = right == "application/wasm";
        let does =
            if only_reported { "is compiled only when it has come whole" } else { "is not taken for what it is" };
        let says = format!("{file} has the type \"{kind}\" and {does}; change its header to: Content-Type: {right}");
        return Some(Blocked { only_reported, says });
    }
    let origin = page.origin().ascii_serialization();
    let is_let_in = header("access-control-allow-origin").is_some_and(|it| it == "*" || it == origin);
    // A stylesheet asks for no permission.
    (file.origin() != page.origin() && right != "text/css" && !is_let_in).then(|| Blocked {
        only_reported: false,
        says: format!("{file} is on another origin, and lets no page read it; add to its headers: Access-Control-Allow-Origin: {origin}"),
    })
}
