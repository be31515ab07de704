//! The phrases that come with the crate.

#[cfg(test)]
mod story;
#[cfg(test)]
mod story_surgery;
#[cfg(test)]
mod tests;

/// A phrase file: its name for messages, and its text.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("src/narrate/phrases/", $name, ".phrases"),
            include_str!(concat!($name, ".phrases")),
        )),*]
    };
}

/// All of them.
pub(super) static FILES: &[(&str, &str)] = files![
    "people",
    "history",
    "visits",
    "interval",
    "exam",
    "plan",
    "labs",
    "stay",
    "surgery",
    "letters",
    "case",
    "policy",
    "staff",
    "education",
    "deidentified",
];

/// The passages that templates may ask for; the others are parts of them.
pub const PASSAGES: &[&str] = &[
    "announcement_action",
    "announcement_closing",
    "announcement_details",
    "announcement_opening",
    "assessment",
    "case_discussion",
    "case_exam",
    "case_history",
    "case_workup",
    "chief_complaint",
    "confidentiality_notice",
    "consult_opinion",
    "consult_reason",
    "deidentified_course",
    "deidentified_history",
    "deidentified_outcome",
    "directory_note",
    "discharge_condition",
    "discharge_instructions",
    "education_intro",
    "education_point",
    "education_selfcare",
    "education_warning_sign",
    "email_body_clinical",
    "email_closing",
    "email_greeting",
    "email_question",
    "exam",
    "family_history",
    "follow_up_text",
    "form_instruction",
    "hospital_course",
    "hpi",
    "interval_history",
    "lab_comment",
    "lab_summary",
    "meeting_note",
    "nursing_belly",
    "nursing_breathing",
    "nursing_circulation",
    "nursing_intervention",
    "nursing_mobility",
    "nursing_neuro",
    "nursing_observation",
    "nursing_plan",
    "nursing_response",
    "nursing_skin",
    "nursing_urine",
    "operative_consent",
    "operative_end",
    "operative_indication",
    "operative_plan",
    "operative_start",
    "operative_timeout",
    "pathology_comment",
    "pathology_gross",
    "pathology_history",
    "patient_quote",
    "plan",
    "plan_general",
    "policy_definition",
    "policy_procedure_step",
    "policy_purpose",
    "policy_responsibility",
    "policy_scope",
    "policy_statement",
    "referral_background",
    "referral_request",
    "reminder_line",
    "ros",
    "slide_objective",
    "slide_takeaway",
    "social_history",
    "study_comparison",
    "study_critical",
    "study_indication",
    "teaching_points",
];
