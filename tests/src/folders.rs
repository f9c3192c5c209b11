//! Where the sources are, and what was built of them for browsers.

use crate::{OrStop, variable};
use std::path::{Path, PathBuf};

/// Where the sources are.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().or_stop("tests stand in the repository").to_owned()
}

/// The element's files.
#[must_use]
pub fn element_folder() -> PathBuf {
    let default = repository().join("dist/element");
    let folder = PathBuf::from(variable("KANTAN_ELEMENT_DIR", &default.to_string_lossy()));
    assert!(folder.join("kantan-checkout.js").is_file(), "the element is missing: run `make dist`");
    folder
}

/// The designers' preview.
#[must_use]
pub fn preview_folder() -> PathBuf {
    preview_in("KANTAN_PREVIEW_DIR", "dist/preview")
}

/// The designers' preview as the compiler makes it for speed.
#[must_use]
pub fn fast_preview_folder() -> PathBuf {
    preview_in("KANTAN_FAST_PREVIEW_DIR", "dist/preview-fast")
}

fn preview_in(name: &str, default: &str) -> PathBuf {
    let folder = PathBuf::from(variable(name, &repository().join(default).to_string_lossy()));
    assert!(folder.join("index.html").is_file(), "the preview is missing: run tools/build-preview.sh {default}");
    folder
}
