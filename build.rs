//! Lists `templates/` so that a file dropped there is in the next binary
//! without a line of Rust.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "this is how a build script talks to cargo"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    let root = env::current_dir()?.join("templates");
    let mut list = String::from("&[\n");
    for folder in ["positive", "negative", "partials"] {
        let mut files = fs::read_dir(root.join(folder))?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<String>>>()?;
        files.retain(|file| file.ends_with(".md"));
        files.sort_unstable();
        for file in files {
            let path = root.join(folder).join(&file);
            // Writing to a string can't fail.
            let _ = writeln!(
                list,
                "({:?}, include_str!({path:?})),",
                format!("{folder}/{file}")
            );
        }
    }
    list.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("templates.rs"), list)
}
