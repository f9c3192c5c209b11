//! The form builder for merchants' staff and designers: describe a product, and see what becomes of it while you type.
//!
//! What stands in the form is one [`draft::Draft`] of texts; everything shown is a function of it ([`report::Report`]),
//! judged by the element's own reading of an order and by the rules of `sbps`. Only `page` touches the browser, and it
//! never writes into a field but when a button is pressed for it.

mod draft;
mod form;
mod input;
mod name;
mod name_panel;
mod outputs;
mod page;
mod report;
mod snippet;
mod terms;
mod words;

pub(super) use page::show;
