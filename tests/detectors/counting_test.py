"""Whether the counting can be trusted: `python3 -m unittest counting_test`, with nothing installed."""

import unittest

from counting import COVERED, EXACT, MISSED, PARTLY, Count, Coverage, trimmed

TEXT = "Jane Roe (617) 555-0123 MRN 4711"


def span(value, label="PERSON", letter="A"):
    start = TEXT.index(value)
    return {"start": start, "end": start + len(value), "label": label, "safe_harbor": letter}


def outcome(value, *findings):
    return Coverage(TEXT, [(start, end, "X") for start, end in findings]).outcome(span(value))


class Outcomes(unittest.TestCase):
    def test_the_same_bounds_are_exact(self):
        self.assertEqual(outcome("Jane Roe", (0, 8)), EXACT)

    def test_white_space_at_the_ends_of_a_finding_does_not_count(self):
        self.assertEqual(outcome("Jane Roe", (0, 9)), EXACT)

    def test_two_findings_together_may_cover(self):
        self.assertEqual(outcome("Jane Roe", (0, 4), (5, 8)), COVERED)

    def test_a_longer_finding_covers(self):
        self.assertEqual(outcome("Jane Roe", (0, 14)), COVERED)

    def test_a_bracket_left_outside_is_no_leak(self):
        self.assertEqual(outcome("(617) 555-0123", (10, 23)), COVERED)

    def test_one_letter_left_outside_is_a_part(self):
        self.assertEqual(outcome("Jane Roe", (0, 7)), PARTLY)

    def test_touching_only_the_blank_between_is_a_miss(self):
        self.assertEqual(outcome("Jane Roe", (4, 5)), MISSED)

    def test_touching_only_the_bracket_is_a_miss(self):
        self.assertEqual(outcome("(617) 555-0123", (0, 10)), MISSED)

    def test_ending_where_the_value_begins_is_a_miss(self):
        self.assertEqual(outcome("4711", (0, 28)), MISSED)

    def test_nothing_found_is_a_miss(self):
        self.assertEqual(outcome("4711"), MISSED)


class Findings(unittest.TestCase):
    def test_empty_blank_and_outlying_ones_go_and_doubles_are_one(self):
        findings = [(3, 3, "X"), (4, 5, "X"), (99, 120, "X"), (28, 99, "X"), (28, 32, "X")]
        self.assertEqual(trimmed(TEXT, findings), [(28, 32, "X")])


class Counts(unittest.TestCase):
    def setUp(self):
        self.count = Count({"policy": "routine"})
        self.positive = {
            "text": TEXT,
            "class": "positive",
            "doc_type": "note",
            "spans": [
                span("Jane Roe"),
                span("(617) 555-0123", "PHONE", None),
                span("4711", "MRN", "H"),
                {"start": None, "end": None, "label": "MRN", "safe_harbor": "H"},
            ],
        }
        self.negative = {
            "text": TEXT,
            "class": "negative",
            "doc_type": "policy",
            "spans": [span("(617) 555-0123", "PHONE", None)],
            "decoys": [{**span("4711"), "looks_like": "MRN"}],
        }

    def test_a_document_is_complete_when_all_that_falls_under_safe_harbor_is_covered(self):
        self.count.document(self.positive, [(0, 4, "NAME"), (5, 8, "NAME"), (28, 32, "ID")])
        self.assertEqual((self.count.positives, self.count.complete, self.count.silent), (1, 1, 0))
        self.assertEqual(self.count.outcomes["PERSON", True], {COVERED: 1})
        self.assertEqual(self.count.outcomes["MRN", True], {EXACT: 1})
        self.assertEqual(self.count.outcomes["PHONE", False], {MISSED: 1})
        self.assertEqual(self.count.types["PERSON", True], {"NAME": 1})
        self.assertEqual(self.count.total(True), {COVERED: 1, EXACT: 1})

    def test_a_part_is_not_complete_and_not_silent(self):
        self.count.document(self.positive, [(0, 4, "NAME")])
        self.assertEqual((self.count.complete, self.count.silent), (0, 0))

    def test_finding_only_what_is_not_the_patients_is_silent(self):
        self.count.document(self.positive, [(9, 23, "PHONE")])
        self.assertEqual((self.count.complete, self.count.silent), (0, 1))

    def test_a_negative_is_flagged_by_any_finding(self):
        self.count.document(self.negative, [])
        self.assertEqual(self.count.flagged["routine"], [0, 0, 1])
        self.assertEqual(self.count.decoys["MRN"], [0, 1])
        self.count.document(self.negative, [(28, 32, "ID"), (24, 27, "WORD")])
        self.assertEqual(self.count.flagged["routine"], [1, 1, 2])
        self.assertEqual(self.count.decoys["MRN"], [1, 2])
        self.assertEqual(self.count.strays, {("negative", "WORD"): 1})

    def test_a_labelled_value_that_is_nobodys_secret_is_told_apart(self):
        self.count.document(self.negative, [(9, 23, "PHONE")])
        self.assertEqual(self.count.flagged["routine"], [1, 0, 1])


if __name__ == "__main__":
    unittest.main()
