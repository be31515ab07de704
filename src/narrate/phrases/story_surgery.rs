//! Made-up operations, images and specimens of made-up stories.

use super::story::Draw;
use crate::fact::Item;
use crate::narrate::tests::{fake, text, texts};

impl Draw<'_> {
    pub(super) fn procedure(&mut self) -> Item {
        fake(vec![
            ("name", text("laparoscopic appendectomy")),
            ("code", text("0DTJ4ZZ")),
            ("indication", text("acute appendicitis")),
            ("is_main", self.flag()),
            ("side", self.of(&["left", ""])),
            ("anesthesia", text("general endotracheal anesthesia")),
            ("position", text("supine with both arms tucked")),
            (
                "preparation",
                self.of(&["The abdomen was prepared and draped", ""]),
            ),
            ("findings", texts(&["The appendix was red."])),
            (
                "steps",
                texts(&["Trocars were placed.", "A stapler was fired."]),
            ),
            ("blood_loss", self.of(&["25 mL", "minimal"])),
            ("minutes", Item::Number(52)),
            ("fluids", text("900 mL of saline")),
            ("specimen", self.of(&["appendix", ""])),
            ("implant", self.of(&["suture anchors", ""])),
            ("complications", text("none")),
            ("closure", text("skin with nylon")),
            ("disposition", text("recovery room in stable condition")),
            ("is_endoscopy", self.flag()),
            ("is_operation", self.flag()),
            ("risks", texts(&["bleeding", "infection"])),
            ("benefits", texts(&["relief of pain"])),
            ("alternatives", texts(&["antibiotics alone"])),
        ])
    }

    pub(super) fn study(&mut self) -> Item {
        fake(vec![
            ("name", text("chest radiograph, two views")),
            ("modality", text("radiography")),
            ("region", text("chest")),
            ("indication", text("asthma")),
            ("is_main", self.flag()),
            ("impression", texts(&["Airway thickening"])),
            ("is_normal", self.flag()),
        ])
    }

    pub(super) fn pathology(&mut self) -> Item {
        fake(vec![
            ("specimen", text("appendix")),
            ("site", text("appendix, appendectomy")),
            ("indication", text("acute appendicitis")),
            ("is_main", self.flag()),
            (
                "gross",
                texts(&["The serosa is dull.", "All is submitted."]),
            ),
            ("diagnosis", texts(&["Acute appendicitis"])),
            ("is_malignant", self.flag()),
        ])
    }
}
