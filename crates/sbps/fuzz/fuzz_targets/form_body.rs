#![no_main]

#[allow(dead_code, reason = "each target calls one of the functions")]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    targets::form_body(bytes);
});
