//! Which addresses may become a link.

/// Whether `address` leads to a web page and nowhere else: relative, or of `http` or `https`.
///
/// Browsers drop tabs and line breaks inside an address and spaces around it before they look for the scheme, so
/// nothing of that kind is accepted to begin with.
pub fn is_safe_link(address: &str) -> bool {
    if address.is_empty() || address.chars().any(|character| character <= ' ' || character.is_control()) {
        return false;
    }
    match address.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe_link;

    #[test]
    fn only_web_pages_are_linked() {
        for address in
            ["/", "/cart", "cart?a=b:c", "../x", "//shop.example/", "https://shop.example/", "HTTP://x", "#a"]
        {
            assert!(is_safe_link(address), "{address}");
        }
        for address in [
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://x",
            "a b",
        ] {
            assert!(!is_safe_link(address), "{address:?}");
        }
    }
}
