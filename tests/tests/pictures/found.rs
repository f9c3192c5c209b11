//! What the comparison has to find, and what it must not: without this nobody would know whether the tolerance is too wide.

use crate::compared::{Folders, changes};
use crate::open;
use crate::way::EVERY;
use std::fs;
use system_tests::OrStop;
use system_tests::gallery::Gallery;
use system_tests::servers::fresh_folder;

/// The state that is changed.
const STATE: &str = "review";

/// Changes of a page, each so small that a person might pass over it.
const CHANGES: [(&str, &str); 3] = [
    (
        "one word",
        "(() => {
            const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            while (words.nextNode()) if (words.currentNode.data.includes('発送')) {
                words.currentNode.data = words.currentNode.data.replace('発送', '配送');
                return true;
            }
        })()",
    ),
    ("a colour, by a step that can just be seen", "(root.host.style.setProperty('--kantan-line', '#cdd3db'), true)"),
    (
        "two pixels of a margin",
        "(() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('.slip { margin-block-end: calc(.625rem + 2px) }');
            root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
            return true;
        })()",
    ),
];

/// Compares the page that is shown with the picture of before; the first one becomes that picture.
async fn look(gallery: &Gallery, folders: &Folders, is_first: bool) -> Vec<String> {
    let file = folders.pictures.join(EVERY.file(STATE));
    fs::create_dir_all(file.parent().expect("it lies in a folder")).or_stop("a folder cannot be made");
    fs::write(&file, gallery.browser.whole_page().await).or_stop("a picture cannot be kept");
    changes(folders, is_first)
}

#[tokio::test]
async fn a_word_a_step_of_colour_and_two_pixels_of_a_margin_are_found_and_nothing_else_is() {
    let folder = fresh_folder("pictures");
    let [baselines, pictures, differences] = ["before", "after", "differences"].map(|name| folder.join(name));
    let folders = Folders { baselines, pictures, differences };
    let gallery = open("pictures-changed").await;
    gallery.look(EVERY.look).await;
    gallery.size(EVERY.width, 844).await;
    gallery.show(STATE, EVERY.language).await;
    assert_eq!(look(&gallery, &folders, true).await.len(), 1, "there was no picture before");
    gallery.show(STATE, EVERY.language).await;
    assert_eq!(look(&gallery, &folders, false).await, Vec::<String>::new(), "nothing has changed");
    for (what, change) in CHANGES {
        gallery.show(STATE, EVERY.language).await;
        let change = change.replace("root", "document.querySelector('kantan-checkout').shadowRoot");
        assert_eq!(gallery.browser.evaluate(&change).await, true, "{what} cannot be changed");
        let found = look(&gallery, &folders, false).await;
        println!("{what}: {}", found.join("; "));
        assert_eq!(found.len(), 1, "{what} is not found");
    }
    gallery.close().await;
    let _ = fs::remove_dir_all(folder);
}
