"""Runs every detector over a corpus and writes what they found as Markdown.

A detector that can't be had or gives up is named on standard error, and the exit code is then 1.
"""

import argparse
import json
import logging
import subprocess
import sys
import time
import warnings
from pathlib import Path

import tables
from counting import Count
from python_detectors import DETECTORS, package


def main():
    options = arguments()
    # What detectors tell of themselves is not what is asked here.
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    records = list(read(options.corpus))
    kinds = {kind["name"]: kind["kind"] for kind in json.loads(options.kinds.read_text(encoding="utf-8"))}
    results, failed = [], []
    for runs in (python_runs(records, options), node_runs(records, options)):
        for name, about, findings in runs:
            if findings is None:
                failed.append(f"{name}: {about}")
                continue
            count = Count(kinds)
            for record in records:
                count.document(record, findings[record["id"]])
            results.append(tables.Result(name, *about, count))
            if options.findings:
                keep(options.findings / f"{name.replace('/', '-')}.jsonl", findings)
    seen = {result.name for result in results}
    failed += [f"{name}: there is no such detector, or it gave up" for name in options.only if name not in seen]
    if results:
        print(tables.page(results))
    for fault in failed:
        say(f"FAILED {fault}")
    return 1 if failed else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kinds", type=Path, required=True, help="what `synthphi documents --json` prints")
    parser.add_argument("--only", action="append", default=[], metavar="DETECTOR", help="only this one")
    parser.add_argument("--findings", type=Path, help="a folder in which to keep what each detector found")
    return parser.parse_args()


def read(corpus):
    for part in sorted((corpus / "labels").glob("part-*.jsonl")):
        with open(part, encoding="utf-8", newline="\n") as lines:
            yield from map(json.loads, lines)


def python_runs(records, options):
    """(name, (package, about), {id: findings}) of each; (name, fault, None) if it can't be done."""
    for name, opened in DETECTORS.items():
        if options.only and name not in options.only:
            continue
        begun = time.monotonic()
        try:
            about, detect = opened()
            findings = {record["id"]: detect(record["text"]) for record in records}
        except Exception as error:
            yield name, f"{type(error).__name__}: {str(error)[:300]}", None
            continue
        say(f"{name}: {time.monotonic() - begun:.0f} s")
        yield name, (package(name), about), findings


def node_runs(records, options):
    if options.only and all(name in DETECTORS for name in options.only):
        return
    script = Path(__file__).with_name("node_detectors.mjs")
    texts = "".join(json.dumps({"id": record["id"], "text": record["text"]}) + "\n" for record in records)
    begun = time.monotonic()
    try:
        ran = subprocess.run(
            ["node", script], input=texts, capture_output=True, encoding="utf-8", check=False, timeout=3600
        )
        fault = ran.stderr.strip()[-300:] if ran.returncode else None
    except OSError as error:
        fault = str(error)
    if fault:
        yield "the npm detectors", fault, None
        return
    found = {}
    for line in ran.stdout.splitlines():
        row = json.loads(line)
        about = (row["package"], row["about"])
        found.setdefault(row["detector"], (about, {}))[1][row["id"]] = row["findings"]
    say(f"{', '.join(found)}: {time.monotonic() - begun:.0f} s")
    for name, (about, findings) in found.items():
        if not options.only or name in options.only:
            yield name, about, findings


def keep(path, findings):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as lines:
        for name, found in findings.items():
            lines.write(json.dumps({"id": name, "findings": found}) + "\n")


def say(line):
    print(f"detectors: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
