//! `DATASHEET.md`: the questions of "Datasheets for Datasets" (Gebru et al.,
//! Communications of the ACM 64(12), 2021), answered for one corpus.

use std::fmt::Write as _;

use super::seal::CorpusFile;
use super::tally::Tally;

/// Writes the datasheet of a corpus.
pub(super) fn write(file: &CorpusFile, tally: &Tally) -> String {
    let mut sheet = String::new();
    // Writing to a string can't fail.
    let _ = compose(&mut sheet, file, tally);
    sheet
}

fn compose(out: &mut String, file: &CorpusFile, tally: &Tally) -> std::fmt::Result {
    let listed = |group: &str| -> String {
        let counts = tally.group(group).into_iter();
        let named: Vec<String> = counts
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        named.join(", ")
    };
    let apart = match file.types_by_split.is_empty() {
        true => "Patients, providers and facilities",
        false => "Patients, providers, facilities and document types",
    };
    let recipe = &file.recipe;
    let as_of = recipe["as_of"].as_str().unwrap_or_default();
    write!(
        out,
        "# Datasheet: synthetic PHI corpus, seed {}\n\n\
         ## Motivation\n\n\
         To train and test programs that find, remove or withhold protected health\n\
         information (data loss prevention, de-identification, document pipelines) without\n\
         anybody's data. Made by synthphi from a recipe; nobody paid for it or was paid.\n\n\
         ## Composition\n\n\
         - {} documents, {} bytes: {}.\n\
         - By format: {}.\n\
         - By split: {}. {apart} are on one side only.\n\
         - Mentions of identifiers by label: {}.\n\
         - Each document has a record in `labels/` (see `record.schema.json`) with every\n\
         \x20 identifier and its place; `label_map.tsv` says what others call the labels.\n\
         - It holds no data of real people. Names are drawn from public lists and put together\n\
         \x20 anew; numbers lie in ranges that are nobody's as far as the profile `{}` allows;\n\
         \x20 facilities are invented. It depicts illness, injury and death.\n\
         - Known bias: the United States, English, and hospital paperwork only; prevalences\n\
         \x20 are those of published tables, roughly.\n\n\
         ## Collection\n\n\
         Nothing was collected. \"Today\" in the stories is {as_of}; nothing has happened after it.\n\
         Edition {} and this recipe give the same bytes on any machine:\n\n\
         ```json\n{}\n```\n\n\
         ## Preprocessing\n\n\
         None: documents and labels are made together, and each label is checked against the\n\
         text as it is made.\n\n\
         ## Uses\n\n\
         Training and measuring detectors; testing pipelines. Not for clinical use, not for\n\
         epidemiology, not as an example of care. A program that does well here has not been\n\
         shown to do well on real documents.\n\n\
         ## Distribution\n\n\
         As whoever made it decides. Corpus digest: `{}`; `manifest-sha256.txt` lists every file.\n\n\
         ## Maintenance\n\n\
         It does not change. `synthphi generate` with larger counts continues it.\n",
        recipe["seed"],
        file.documents,
        file.bytes,
        listed("class"),
        listed("format"),
        listed("split"),
        listed("label"),
        recipe["identifiers"].as_str().unwrap_or_default(),
        file.edition,
        serde_json::to_string_pretty(recipe).unwrap_or_default(),
        file.digest,
    )
}
