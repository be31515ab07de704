"""What a detector's findings come to, held against a record's truth.

A finding is (start, end, type), in code points and half-open. Types are the detector's own words and are not
compared with our labels: what counts is which characters were found, as they would be blacked out.
"""

from collections import Counter, defaultdict

EXACT, COVERED, PARTLY, MISSED = OUTCOMES = ("exact", "covered", "in part", "missed")


def trimmed(text, findings):
    """The findings without white space at their ends, in order; empty ones and those outside of the text are gone."""
    kept = set()
    for start, end, kind in findings:
        start, end = max(start, 0), min(end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            kept.add((start, end, kind))
    return sorted(kept)


def telling(text, start, end):
    """Which characters of a stretch tell anything: its letters and digits, or all if it has none."""
    return {at for at in range(start, end) if text[at].isalnum()} or set(range(start, end))


class Coverage:
    """The characters of one text that were found."""

    def __init__(self, text, findings):
        self.text = text
        self.findings = trimmed(text, findings)
        self.bounds = {(start, end) for start, end, _ in self.findings}
        self.found = {at for start, end in self.bounds for at in range(start, end)}

    def outcome(self, stretch):
        start, end = stretch["start"], stretch["end"]
        if (start, end) in self.bounds:
            return EXACT
        wanted = telling(self.text, start, end)
        hit = wanted & self.found
        return COVERED if hit == wanted else PARTLY if hit else MISSED

    def types(self, stretch):
        """What the detector calls it: the types of all findings that share a telling character with it."""
        wanted = telling(self.text, stretch["start"], stretch["end"])
        return {kind for start, end, kind in self.findings if not wanted.isdisjoint(range(start, end))}

    def strays(self, stretches):
        """Findings that touch none of the stretches."""
        taken = {at for stretch in stretches for at in telling(self.text, stretch["start"], stretch["end"])}
        return [finding for finding in self.findings if taken.isdisjoint(range(finding[0], finding[1]))]


def placed(record):
    """The spans that stand in the text; the others are in file properties and the like, where no detector looked."""
    return [span for span in record["spans"] if span["start"] is not None]


class Count:
    """One detector's results over a corpus; `kinds` says for every negative type whether it is hard, routine or pii."""

    def __init__(self, kinds):
        self.kinds = kinds
        # By (label, under Safe Harbor?): outcomes, and the detector's types for what was not missed.
        self.outcomes = defaultdict(Counter)
        self.types = defaultdict(Counter)
        # By kind of negatives: [with a finding, with one that is no labelled value, all]. A provider's telephone
        # number is a right finding, so the second says more about the detector than the first.
        self.flagged = defaultdict(lambda: [0, 0, 0])
        # By what it looks like: [hit, all].
        self.decoys = defaultdict(lambda: [0, 0])
        self.positives = self.complete = self.silent = 0
        # Findings that are no labelled value and no decoy, by (class, type).
        self.strays = Counter()

    def document(self, record, findings):
        coverage = Coverage(record["text"], findings)
        spans, decoys = placed(record), record.get("decoys", [])
        outcomes = []
        for span in spans:
            harmful = span["safe_harbor"] is not None
            row = (span["label"], harmful)
            outcome = coverage.outcome(span)
            self.outcomes[row][outcome] += 1
            if outcome != MISSED:
                self.types[row].update(coverage.types(span))
            if harmful:
                outcomes.append(outcome)
        for decoy in decoys:
            tally = self.decoys[decoy["looks_like"]]
            tally[0] += coverage.outcome(decoy) != MISSED
            tally[1] += 1
        if record["class"] == "positive":
            self.positives += 1
            self.complete += all(outcome in (EXACT, COVERED) for outcome in outcomes)
            self.silent += all(outcome == MISSED for outcome in outcomes)
        else:
            tally = self.flagged[self.kinds[record["doc_type"]]]
            tally[0] += bool(coverage.findings)
            tally[1] += bool(coverage.strays(spans))
            tally[2] += 1
        for _, _, kind in coverage.strays(spans + decoys):
            self.strays[record["class"], kind] += 1

    def total(self, harmful):
        """The outcomes of all labels together."""
        together = Counter()
        for (_, under), outcomes in self.outcomes.items():
            if under == harmful:
                together.update(outcomes)
        return together
