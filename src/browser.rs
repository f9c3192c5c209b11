//! The screens alive in a browser (feature `csr`): the custom elements, what happens when, and the way to au.
//!
//! `element.js` holds the class that a browser insists on; whatever it is told arrives here. Each element is built alone
//! (`tools/build-element.sh`), so that a page downloads what it uses.

pub(crate) mod announcer;
pub(crate) mod clock;
pub(crate) mod element;
pub(crate) mod encoding;
pub(crate) mod event;
pub(crate) mod handoff;
pub(crate) mod json;
#[cfg(target_family = "wasm")]
mod memory;
pub(crate) mod news;
pub(crate) mod page;
pub(crate) mod process;
pub(crate) mod script;
pub(crate) mod settings;
pub(crate) mod stage;
#[cfg(all(target_family = "wasm", not(feature = "preview")))]
pub(crate) mod texts;
