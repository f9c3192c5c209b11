//! The elements as a server prints them (feature `ssr`): the screen of [`screen`](crate::screen) in a declarative shadow
//! root, beside it a form that the screen's buttons submit, and the data for the element's script.
//!
//! A browser shows the screen before any script, and it works without one. The script takes it over as it stands. Where a
//! browser knows no declarative shadow roots (before Chrome 111, Safari 16.4, Firefox 123), the script makes one of the
//! template, and without script the same screen among the children serves.

mod element;
pub mod evidence;
mod markup;
mod words;

pub use crate::screen::headings::Headings;
pub use element::{Data, Element, Problems, checkout, confirmation, result, result_title, subscriptions};
