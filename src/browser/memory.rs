//! The memory of a module: an allocator of few bytes, for a page that draws a screen now and then.
//!
//! What the standard library brings (dlmalloc) is made for programs that allocate all day, and is 1.4 KB compressed more.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static MEMORY: WasmDynamicTalc = new_wasm_dynamic_allocator();
