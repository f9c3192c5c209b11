//! The form builder for merchants' staff and designers: describe a product, and see what becomes of it while you type.
//!
//! What stands in the form is one [`draft::Draft`] of texts; everything shown is a function of it ([`report::Report`]),
//! judged by the element's own reading of an order and by the rules of `sbps`. It is made of Leptos's components and
//! signals; no payer downloads them. Only `page`, `address`, `field` and `document` touch the browser themselves, and
//! they never write into a field but when a button is pressed for it.

mod address;
mod context;
mod document;
mod draft;
mod field;
mod form;
mod input;
mod lines;
mod lines_panel;
mod message_panel;
mod name;
mod name_panel;
mod number;
mod order;
mod outputs;
mod page;
mod report;
mod snippet;
mod terms;
mod warnings;
mod words;

pub(super) use page::show;
