//! Which types of documents there are, and what users may put in their place.

use std::sync::Arc;

use super::catalogue;
use crate::fact::Class;
use crate::narrate::Grammar;
use crate::template::catalogue::embedded_types;
use crate::template::{Catalogue, DocumentType, Source};

#[test]
fn each_format_has_several_types_of_both_classes() {
    let catalogue = catalogue();
    for format in ["docx", "pdf", "eml", "pptx"] {
        for class in Class::ALL {
            let types = catalogue.types().iter().filter(|kind| {
                kind.class == class && kind.formats.iter().any(|name| name == format)
            });
            assert!(types.count() >= 2, "{class} {format}");
        }
    }
}

#[test]
fn every_type_of_positives_has_a_sample_of_the_same_formats() {
    let catalogue = catalogue();
    let is_positive = |kind: &&DocumentType| kind.class == Class::Positive;
    for kind in catalogue.types().iter().filter(is_positive) {
        let sample = catalogue
            .types()
            .iter()
            .find(|other| other.sample_of.as_ref() == Some(&kind.name))
            .unwrap_or_else(|| panic!("{} has no sample; add one", kind.name));
        assert_eq!(sample.formats, kind.formats, "{}", kind.name);
    }
}

/// A type is known by its file's name, whatever folder it is in.
#[test]
fn no_two_of_our_templates_have_one_name() {
    let types = catalogue().types().len();
    assert_eq!(types, embedded_types().count());
}

#[test]
fn only_negatives_are_samples_and_only_of_positives() {
    for (class, of) in [
        ("positive", "progress-note"),
        ("negative", "policy"),
        ("negative", "x"),
    ] {
        let source = Source {
            file: "mine.md".into(),
            text: format!(
                "+++\ntitle = \"x\"\ndescription = \"x\"\nclass = \"{class}\"\nkind = \"hard\"\n\
                 formats = [\"pdf\"]\nsample_of = \"{of}\"\n+++\n# X\n"
            ),
        };
        let grammar = Grammar::embedded().expect("our own phrases");
        let error = Catalogue::load(vec![source], Arc::new(grammar))
            .err()
            .unwrap();
        assert!(error.to_string().contains("can't be a sample"), "{error}");
    }
}

#[test]
fn a_sample_goes_with_the_type_that_it_is_of() {
    let source = Source {
        file: "progress-note.md".into(),
        text: "+++\ntitle = \"x\"\ndescription = \"x\"\nclass = \"negative\"\nkind = \"routine\"\n\
               formats = [\"pdf\"]\n+++\n# X\n"
            .into(),
    };
    let grammar = Grammar::embedded().expect("our own phrases");
    let catalogue = Catalogue::load(vec![source], Arc::new(grammar)).unwrap();
    let has = |name: &str| catalogue.types().iter().any(|kind| kind.name == name);
    assert!(has("progress-note") && has("sample-discharge") && !has("note-template"));
}

#[test]
fn hard_negatives_say_why_they_are() {
    for kind in catalogue().types() {
        let says_why = kind.hard_negative.is_some();
        let is_hard = matches!(kind.kind.as_str(), "hard" | "pii");
        assert_eq!(says_why, is_hard, "{}", kind.name);
    }
}
