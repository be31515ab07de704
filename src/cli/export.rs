//! `synthphi export`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::generate::DEMO;
use super::{Exit, beside, expect_outside, missing, signals, start_threads, terminal};
use crate::error::{Error, Result};
use crate::exchange::{self, ExportOptions, Exported};
use crate::fact::Class;
use crate::labels::export::{LABELS, LabelWriter, Only, Options, Setting, named};
use crate::labels::map::Tags;
use crate::report::count;

/// Writes the labels of a corpus, with their texts, in the format of another
/// tool: a new folder with a file for each side of the split, or a folder for
/// each of documents with files of their own. Works on an unfinished corpus
/// too, and changes nothing in it.
#[derive(Debug, Args)]
#[command(after_help = formats())]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(LABELS.iter().map(|format| format.name())))]
    to: String,
    /// The folder to write, which must not be there yet [default: DIR-FORMAT]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only documents of this side of the split
    #[arg(long, value_parser = ["train", "dev", "test"])]
    split: Option<String>,
    /// Only documents of this class
    #[arg(long, value_parser = ["positive", "negative"])]
    class: Option<String>,
    /// The tags: the format's own, unless others are asked for
    #[arg(long, value_parser = PossibleValuesParser::new(Tags::ALL.map(Tags::name)))]
    tags: Option<String>,
    /// Only spans that fall under Safe Harbor, or that the script of i2b2 2014 takes for HIPAA's
    #[arg(long, default_value = "all", value_parser = ["all", "safe-harbor", "i2b2-hipaa"])]
    only: String,
    /// brat: a span that crosses a line end in fragments (brat) or in one piece (its imitators) [default: split]
    #[arg(long, value_parser = ["split", "join"])]
    multiline: Option<String>,
    /// doccano: what offsets count [default: utf16]
    #[arg(long, value_parser = ["utf16", "codepoint"])]
    offsets: Option<String>,
    /// conll: columns, 2 with tabs between or 4 with blanks [default: 4]
    #[arg(long, value_parser = ["2", "4"])]
    columns: Option<String>,
    /// conll, huggingface: how tags mark the ends of spans [default: bio]
    #[arg(long, value_parser = ["bio", "bioes"])]
    scheme: Option<String>,
    /// coco: dots to the inch of the page images that boxes are for [default: 150]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=2400))]
    dpi: Option<u32>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The formats as lines of help.
fn formats() -> String {
    let lines = LABELS.iter().map(|format| {
        let lossless = if format.reader().is_some() {
            "; lossless"
        } else {
            ""
        };
        format!(
            "  {:<13} {}\n  {:<13} offsets: {}; tags: {}{lossless}\n",
            format.name(),
            format.description(),
            "",
            format.offsets(),
            format.tags().name()
        )
    });
    format!("Formats:\n{}", lines.collect::<String>())
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let folder = &arguments.folder;
    signals::tell_of_lost_pages(folder)?;
    let format = named(&arguments.to).ok_or_else(|| {
        missing(
            "there is no such format",
            "`synthphi export --help` lists them",
        )
    })?;
    let options = arguments.options(format)?;
    let out = match &arguments.out {
        Some(out) => out.clone(),
        None => beside(folder, format.name())?,
    };
    expect_outside(folder, &out)?;
    start_threads(folder)?;
    let bar = terminal::bar("export", arguments.json);
    let asked = ExportOptions {
        format,
        options,
        only: match arguments.only.as_str() {
            "safe-harbor" => Only::SafeHarbor,
            "i2b2-hipaa" => Only::I2b2Hipaa,
            _ => Only::All,
        },
        split: arguments.split.as_deref(),
        class: Class::ALL
            .into_iter()
            .find(|class| Some(class.name()) == arguments.class.as_deref()),
    };
    let exported = exchange::export(folder, &out, asked, &mut |through, total| {
        bar.set_length(total);
        bar.set_position(through);
    })?;
    bar.finish_and_clear();
    let tags = options.tags.name();
    let left = &exported.left;
    if arguments.json {
        terminal::print_json(&json!({
            "folder": folder.to_string_lossy(), "out": out.to_string_lossy(),
            "format": format.name(), "tags": tags, "documents": exported.documents,
            "documents_without_place": exported.without_place, "spans": exported.spans,
            "left_out": {
                "without_tag": left.unmapped, "outside_of_text": left.outside,
                "not_asked_for": left.unasked, "within_others": left.nested,
                "without_place": left.unplaced,
            },
        }))?;
    } else {
        terminal::print(&summary(
            &exported,
            format,
            tags,
            &out.display().to_string(),
        ))?;
    }
    Ok(Exit::Done)
}

impl Arguments {
    /// The settings, as far as the format knows them.
    fn options(&self, format: &dyn LabelWriter) -> Result<Options> {
        let dpi = self.dpi.map(|dpi| dpi.to_string());
        let given = |setting| match setting {
            Setting::Multiline => self.multiline.as_deref(),
            Setting::Offsets => self.offsets.as_deref(),
            Setting::Columns => self.columns.as_deref(),
            Setting::Scheme => self.scheme.as_deref(),
            Setting::Dpi => dpi.as_deref(),
        };
        for setting in Setting::ALL {
            if let Some(value) = given(setting).filter(|_| !format.settings().contains(&setting)) {
                let known = LABELS
                    .iter()
                    .filter(|format| format.settings().contains(&setting));
                let known: Vec<&str> = known.map(|format| format.name()).collect();
                return Err(Error::Recipe {
                    key: format!("--{}", setting.name()),
                    value: value.to_owned(),
                    problem: format!("{} does not know it", format.name()),
                    fix: format!("leave it out; it is for {}", known.join(", ")),
                });
            }
        }
        let mut options = Options::of(format);
        if let Some(name) = &self.tags {
            let tags = Tags::ALL.into_iter().find(|tags| tags.name() == name);
            options.tags = tags.unwrap_or(options.tags);
        }
        options.join = given(Setting::Multiline) == Some("join");
        options.utf16 = given(Setting::Offsets) != Some("codepoint");
        options.columns = if given(Setting::Columns) == Some("2") {
            2
        } else {
            4
        };
        options.bioes = given(Setting::Scheme) == Some("bioes");
        options.dpi = self.dpi.unwrap_or(options.dpi);
        Ok(options)
    }
}

fn summary(exported: &Exported, format: &dyn LabelWriter, tags: &str, out: &str) -> String {
    let mut rows = vec![vec!["TAG".to_owned(), "SPANS".to_owned()]];
    rows.extend(
        exported
            .spans
            .iter()
            .map(|(tag, number)| vec![tag.clone(), count(*number)]),
    );
    let mut text = terminal::table(&rows, &[false, true]);
    let sides = exported.documents.iter();
    let sides: Vec<String> = sides
        .map(|(side, number)| format!("{side} {}", count(*number)))
        .collect();
    text.push_str(&format!(
        "\n{} documents ({}) and {} spans as {} with the tags of {tags} in {out}\n",
        count(exported.documents.values().sum()),
        sides.join(", "),
        count(exported.spans.values().sum()),
        format.name(),
    ));
    let left = &exported.left;
    let unmapped = left.unmapped.iter();
    let unmapped: Vec<String> = unmapped
        .map(|(label, number)| format!("{label} {}", count(*number)))
        .collect();
    for (number, why) in [
        (
            left.unmapped.values().sum(),
            format!(
                "spans left out, for the tags have none for them: {}",
                unmapped.join(", ")
            ),
        ),
        (
            left.outside,
            "spans left out, for they stand outside of the text (file properties and the like)"
                .into(),
        ),
        (
            left.nested,
            "spans left out, for they are within others".into(),
        ),
        (
            left.unplaced,
            "spans left out, for the format has no place for where they stand".into(),
        ),
        (
            left.unasked,
            "spans left out, for only others were asked for".into(),
        ),
        (
            exported.without_place,
            "documents left out, for the format has no place for their kind".into(),
        ),
    ] {
        if number > 0 {
            text.push_str(&format!("{} {why}\n", count(number)));
        }
    }
    text
}
