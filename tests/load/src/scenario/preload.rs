//! Libraries in C that take the place of what a program has its files written to the disk by.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles a library of that name, with a number in the place of `MILLISECONDS`.
pub(super) fn library(folder: &Path, name: &str, code: &str, milliseconds: u32) -> PathBuf {
    let (source, library) = (folder.join(format!("{name}.c")), folder.join(format!("{name}.so")));
    std::fs::write(&source, code).expect("written");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1"]).arg(format!("-DMILLISECONDS={milliseconds}"));
    let status = compiler.arg("-o").arg(&library).arg(&source).status().expect("a C compiler, which Rust needs too");
    assert!(status.success(), "the library is compiled");
    library
}
