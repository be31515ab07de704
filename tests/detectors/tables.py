"""The counts as Markdown."""

from typing import NamedTuple

from counting import COVERED, EXACT, MISSED, PARTLY, Count

KINDS = ("hard", "routine", "pii")


class Result(NamedTuple):
    name: str
    package: str
    about: str
    count: Count


def page(results):
    parts = ["## What they are", ran(results), "## Documents", documents(results)]
    for harmful, title in ((True, "Identifiers under Safe Harbor"), (False, "Labelled values that are not")):
        parts += [f"## {title}: covered whole, of all", found(results, harmful)]
    parts += ["## Decoys hit, of all", decoys(results)]
    for result in results:
        parts += [f"## {result.name}, by label", labels(result.count), strays(result.count)]
    return "\n\n".join(parts)


def ran(results):
    return "\n".join(f"- **{result.name}**: {result.package}, {result.about}." for result in results)


def documents(results):
    """One line for each detector."""
    rows = [
        ["detector", "identifiers covered", "in part", "missed", "positives complete", "silent"]
        + [f"{kind} flagged" for kind in KINDS]
        + ["decoys hit"]
    ]
    for name, _, _, count in results:
        total = count.total(harmful=True)
        values = sum(total.values())
        hit, all_decoys = (sum(column) for column in zip((0, 0), *count.decoys.values(), strict=True))
        rows.append(
            [
                name,
                share(total[EXACT] + total[COVERED], values),
                share(total[PARTLY], values),
                share(total[MISSED], values),
                f"{count.complete} of {count.positives}",
                str(count.silent),
                *("{1} ({0}) of {2}".format(*count.flagged[kind]) for kind in KINDS),
                f"{hit} of {all_decoys}",
            ]
        )
    return table(rows)


def found(results, harmful):
    """Per label, how many values each detector covers: exactly or by more."""
    rows = [["label", "values", *(result.name for result in results)]]
    for row in sorted({row for result in results for row in result.count.outcomes if row[1] == harmful}):
        outcomes = [result.count.outcomes[row] for result in results]
        rows.append([row[0], number(sum(outcomes[0].values())), *(number(o[EXACT] + o[COVERED]) for o in outcomes)])
    return table(rows)


def decoys(results):
    rows = [["looks like", "decoys", *(result.name for result in results)]]
    for label in sorted({label for result in results for label in result.count.decoys}):
        tallies = [result.count.decoys[label] for result in results]
        rows.append([label, number(tallies[0][1]), *(number(hit) for hit, _ in tallies)])
    return table(rows)


def labels(count):
    """Per label, one detector: first what falls under Safe Harbor, then what does not."""
    outcome_names = ["exactly", "overlapping", "missed"]
    rows = [["label", "under Safe Harbor", *outcome_names, "not", *outcome_names, "called"]]
    for label in sorted({label for label, _ in count.outcomes}):
        cells, called = [], {}
        for harmful in (True, False):
            outcomes = count.outcomes[label, harmful]
            for kind, times in count.types[label, harmful].items():
                called[kind] = called.get(kind, 0) + times
            values = sum(outcomes.values())
            figures = (outcomes[EXACT], outcomes[COVERED] + outcomes[PARTLY], outcomes[MISSED])
            cells += [number(figure) for figure in (values, *figures)] if values else [""] * 4
        rows.append([label, *cells, ", ".join(f"{kind} {number(times)}" for kind, times in ranked(called)[:3])])
    return table(rows)


def strays(count):
    """What else a detector found, by its own types."""
    lines = []
    for kind in ("positive", "negative"):
        types = {stray: times for (of, stray), times in count.strays.items() if of == kind}
        named = ", ".join(f"{stray} {number(times)}" for stray, times in ranked(types)[:6])
        lines.append(
            f"Neither labelled nor a decoy, in {kind} documents: {number(sum(types.values()))}"
            + (f" ({named})." if named else ".")
        )
    return "\n".join(lines)


def ranked(counted):
    """The most frequent first; the alphabet decides between equals, so that a table is the same every time."""
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def number(value):
    return f"{value:,}"


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "none"


def table(rows):
    """Words to the left, figures to the right."""
    columns = list(zip(*rows, strict=True))
    widths = [max(3, *map(len, column)) for column in columns]
    figures = [all(cell[:1].isdigit() or not cell for cell in column[1:]) for column in columns]

    def line(cells):
        padded = (
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(cells, widths, figures, strict=True)
        )
        return f"| {' | '.join(padded)} |"

    rule = ["-" * (width - 1) + ":" if figure else "-" * width for width, figure in zip(widths, figures, strict=True)]
    return "\n".join([line(rows[0]), line(rule), *map(line, rows[1:])])
