//! Lists `templates/` so that a file dropped there is in the next binary
//! without a line of Rust, and digests the long tables of the clinic so that
//! no run has to.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "this is how a build script talks to cargo"
)]

#[path = "build/tables.rs"]
mod tables;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    templates(Path::new(&out))?;
    tables::digest(Path::new("src/clinic/data"), Path::new(&out))
}

fn templates(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    let root = Path::new("templates");
    let mut list = String::from("&[\n");
    for folder in [
        "positive",
        "negative",
        "partials",
        "asides/positive",
        "asides/negative",
    ] {
        let mut files = fs::read_dir(root.join(folder))?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<String>>>()?;
        files.retain(|file| file.ends_with(".md"));
        files.sort_unstable();
        for file in files {
            let name = format!("{folder}/{file}");
            // By the compiler's own variable, for cargo doesn't run this
            // again where the folder of the sources was moved or copied.
            // Writing to a string can't fail.
            let _ = writeln!(
                list,
                "({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/templates/{name}\"))),",
            );
        }
    }
    list.push(']');
    fs::write(out.join("templates.rs"), list)
}
