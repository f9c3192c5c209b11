//! The element's files, and what is asked for before a page's script asks for it.

use super::support::TestShop;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A shop whose folder has a script that loads a module.
async fn shop() -> TestShop {
    let shop = TestShop::open().await;
    let module = |element: &str, name: &str, others: &str| {
        let [ja, en] = ["ja", "en"].map(|language| format!("{name}_{language}.0123456789ab.js"));
        let script = format!(
            "{others}import(\"./{name}.0123456789ab.js\");new URL(\"./{name}.0123456789ab_bg.wasm\");\
             import(\"./{ja}\");import(\"./{en}\")"
        );
        let styles = format!(":host {{}} /* kantan-{element} */");
        for (file, content) in [
            (format!("kantan-{element}.js"), script.as_str()),
            (format!("{name}.0123456789ab.js"), "export {};"),
            (format!("{name}.0123456789ab_bg.wasm"), "\0asm"),
            (ja, "export default '';"),
            (en, "export default '';"),
            (format!("kantan-{element}.css"), styles.as_str()),
        ] {
            std::fs::write(shop.element_dir.join(file), content).expect("written");
        }
        script.clone()
    };
    let one_time = module("checkout", "kantan_checkout_one_time", "");
    module("checkout", "kantan_checkout", &one_time);
    module("result", "kantan_result", "");
    let mut shop = shop;
    shop.router = merchant::web::router(std::sync::Arc::clone(&shop.shop), &shop.element_dir);
    shop
}

#[tokio::test]
async fn a_file_whose_name_says_its_version_is_kept_and_the_script_is_asked_for_again() {
    let shop = shop().await;
    for (file, policy) in [
        ("kantan_result.0123456789ab.js", "public, max-age=31536000, immutable"),
        ("kantan_result.0123456789ab_bg.wasm", "public, max-age=31536000, immutable"),
        ("kantan_result_ja.0123456789ab.js", "public, max-age=31536000, immutable"),
        ("kantan-result.js", "no-cache"),
        // What is not there now may be there in a minute.
        ("kantan_result.ffffffffffff.js", "no-cache"),
    ] {
        let answer = shop.get(&format!("/assets/{file}")).await;
        assert_eq!(answer.header("cache-control"), policy, "{file}");
    }
}

#[tokio::test]
async fn a_page_names_the_module_that_its_script_will_load_and_no_other() {
    let shop = shop().await;
    let reference = shop.order("wine-750ml", "1").await;
    for (address, element, name) in [
        (format!("/orders/{reference}"), "kantan-checkout", "kantan_checkout_one_time"),
        (format!("/orders/{reference}/result"), "kantan-result", "kantan_result"),
    ] {
        let page = shop.get(&address).await;
        let link = page.header("link").to_owned();
        assert!(link.contains(&format!("</assets/{name}.0123456789ab.js>; rel=modulepreload")), "{address}: {link}");
        let sentences = format!("</assets/{name}_ja.0123456789ab.js>; rel=modulepreload");
        assert!(link.contains(&sentences), "{address}: {link}");
        let wasm = format!("</assets/{name}.0123456789ab_bg.wasm>; rel=preload; as=fetch; crossorigin=anonymous");
        assert!(link.contains(&wasm), "{address}: {link}");
        // No sheet is waited for: the page's own and the element's stand in it, named by their hashes.
        let text = page.text();
        let sheets: Vec<_> =
            text.split("<style>").skip(1).map(|rest| rest.split_once("</style>").expect("it ends").0).collect();
        assert_eq!(sheets.len(), 2, "{address}");
        assert_eq!(sheets[1], format!(":host {{}} /* {element} */"), "{address}");
        let hashes = sheets.iter().map(|sheet| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(sheet))));
        let sources = hashes.collect::<Vec<_>>().join(" ");
        assert!(page.header("content-security-policy").contains(&format!("style-src 'self' {sources};")), "{address}");
        assert!(!text.contains("stylesheet") && !text.contains("as=\"style\""), "{address}: {text}");
        // Programs look into a page for what it says of itself, and must not find a sheet's talk of it.
        assert!(!sheets[0].contains("data-outcome") && !sheets[0].contains("data-error-code"), "{}", sheets[0]);
        assert_eq!(link.matches("</assets/").count(), 3, "{address}: {link}");
        for file in link.split(", ").filter_map(|one| one.split(['<', '>']).nth(1)) {
            assert_eq!(shop.get(file).await.status, StatusCode::OK, "{file}");
        }
    }
    let english = shop.get(&format!("/orders/{reference}?lang=en")).await.header("link").to_owned();
    assert!(english.contains("kantan_checkout_one_time_en.") && !english.contains("_ja."), "{english}");
    assert_eq!(shop.get("/").await.header("link"), "", "a page without script needs nothing");
    // A folder that lacks the styles, or has such as cannot stand in a page: the page names their file. One that lacks the
    // module: the script says so, and nothing is asked for in vain.
    std::fs::write(shop.element_dir.join("kantan-result.css"), "a::after { content: '</style>' }").expect("written");
    std::fs::remove_file(shop.element_dir.join("kantan_result.0123456789ab_bg.wasm")).expect("removed");
    let again = merchant::web::router(std::sync::Arc::clone(&shop.shop), &shop.element_dir);
    let again = TestShop { router: again, ..shop };
    let page = again.get(&format!("/orders/{reference}/result")).await;
    assert_eq!(page.header("link"), "");
    assert!(page.text().contains("<link rel=\"stylesheet\" href=\"/assets/kantan-result.css\">"), "{}", page.text());
}

#[tokio::test]
async fn pages_are_sent_compressed_and_what_the_gateway_reads_never_is() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let ask = async |address: &str, encodings: &str| {
        let request = Request::builder().uri(address).header(header::ACCEPT, "text/html");
        let request = request.header(header::ACCEPT_ENCODING, encodings);
        shop.send(request.body(Body::empty()).expect("a request")).await
    };
    let plain = shop.get(&format!("/orders/{reference}")).await;
    for (encodings, expected) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let page = ask(&format!("/orders/{reference}"), encodings).await;
        assert_eq!(page.header("content-encoding"), expected, "{encodings}");
        let bound = if expected.is_empty() { plain.body.len() + 200 } else { plain.body.len() / 3 };
        assert!(page.body.len() <= bound, "{encodings}: {} of {}", page.body.len(), plain.body.len());
        assert_eq!(ask("/", encodings).await.header("content-encoding"), expected, "{encodings}");
    }
    let message = Request::post("/sbps/notifications").header(header::ACCEPT_ENCODING, "gzip, br");
    let message = message.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = format!("nonsense={}", "x".repeat(2_000));
    let answer = shop.send(message.body(Body::from(body)).expect("a request")).await;
    assert!(answer.text().starts_with("NG,"));
    assert_eq!(answer.header("content-encoding"), "");
}
