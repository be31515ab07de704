"""Lets independent readers judge a corpus. Called by `run`, which brings them."""

import argparse
import multiprocessing
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import agreement
import bag
import beside_readers
import corpus
import docx_readers
import eml_readers
import exports
import figures
import manifest
import office
import pdf_boxes
import pdf_tools
import places
import pptx_readers
import records
from profiles import PROFILES
from tally import Tally

# By format: what judges one document, and the checks that it makes.
JUDGES = {
    "docx": (docx_readers, office.Sdk("docx")),
    "pdf": (pdf_tools, pdf_boxes),
    "eml": (eml_readers,),
    "pptx": (pptx_readers, office.Sdk("pptx")),
}


# To how many documents the usual run shows one that goes to slow extractors too.
_SHARE = 3


def main():
    options = arguments()
    folder = Path(options.corpus)
    tally = Tally()
    documents = [(record, folder / record["path"]) for record in corpus.records(folder)]
    shown = chosen(documents, 1 if options.full else _SHARE)
    mails = [path for record, path in documents if record["format"] == "eml" and path.exists()]

    with multiprocessing.Pool(2) as pool, ThreadPoolExecutor(2) as aside:
        # What takes one file after the other begins first.
        converted = aside.submit(lambda: list(office.convert(list(office.sampled(documents)))))
        extracted = [
            (profiles, aside.submit(read, paths)) for read, profiles, paths in batches(documents, shown)
        ]
        judged = pool.imap(judge, [(record, path, path in shown) for record, path in documents], chunksize=4)
        for check, faults in manifest.judge(folder, [record for record, _ in documents], options.expect):
            tally.folder(check, len(documents), faults)
        tally.folder("eml: Message-ID is unique", len(mails), manifest.message_ids(mails))
        if options.synthphi:
            for check, count, faults in exports.judge([record for record, _ in documents], options.synthphi, folder):
                tally.folder(check, count, faults)
            for check, faults in bag.judge(options.synthphi, folder):
                tally.folder(check, len(documents), faults)
        for name, rows in judged:
            for check, *found in rows:
                tally.document(check, name, *found)
        for name, check, faults in converted.result():
            tally.document(check, name, faults)
        records_of = {path: record for record, path in documents}
        for profiles, texts in extracted:
            items = [
                (profiles[records_of[path]["format"]], records_of[path], path, text)
                for path, text in texts.result().items()
            ]
            for name, check, *found in pool.imap(judge_text, items, chunksize=4):
                tally.document(check, name, *found)

    for check in expected_checks(options.formats) + ([*exports.CHECKS, *bag.CHECKS] if options.synthphi else []):
        tally.demand(check)
    if options.figures:
        figures.write(options.figures, folder, len(documents), tally)
    return tally.report(options.shown)


def chosen(documents, share):
    """The paths of each `share`-th document of each format."""
    found = set()
    for name in corpus.FORMATS:
        found.update(path for record, path in [d for d in documents if d[0]["format"] == name][::share])
    return found


def batches(documents, shown):
    """What reads many documents at once, its profile for each format, and the documents for it."""
    together = {}
    for name, profiles in PROFILES.items():
        for profile in profiles:
            if profile.batch:
                together.setdefault(profile.read, {})[name] = profile
    for read, profiles in together.items():
        paths = [path for record, path in documents if path in shown and record["format"] in profiles]
        yield read, profiles, [path for path in paths if path.exists()]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument(
        "--expect", nargs="*", default=[], metavar="CLASS=COUNT", help="how many documents there must be"
    )
    parser.add_argument(
        "--formats", nargs="+", default=corpus.FORMATS, choices=corpus.FORMATS, help="what there must be some of"
    )
    parser.add_argument("--synthphi", help="the program, to judge its exports too")
    parser.add_argument("--full", action="store_true", help="show slow extractors every document")
    parser.add_argument("--figures", metavar="FILE", help="append a table of how far extractors agree, in Markdown")
    parser.add_argument("--shown", type=int, default=5, help="how many faults of a check are shown")
    options = parser.parse_args()
    options.expect = {name: int(count) for name, count in (pair.split("=") for pair in options.expect)}
    return options


def expected_checks(formats):
    judges = (records, beside_readers, places, *(judge for name in formats for judge in JUDGES[name]))
    checks = [check for judged in judges for check in judged.CHECKS]
    checks += [profile.check(name) for name in formats for profile in PROFILES[name]]
    return checks + [office.CONVERTED.format(name) for name in formats if name in office.SAMPLES]


def judge(document):
    """All checks of one document. A reader that gives up fails what it has not
    answered yet."""
    record, path, shown = document
    rows = []
    for judged in (records, beside_readers, places, *JUDGES[record["format"]]):
        answered = set()
        try:
            for check, faults in judged.judge(record, path):
                answered.add(check)
                rows.append((check, faults))
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            fault = f"{type(error).__name__}: {str(error)[:300]} ({Path(where.filename).name}:{where.lineno})"
            rows += [(check, [fault]) for check in judged.CHECKS if check not in answered]
    profiles = [
        profile
        for profile in PROFILES[record["format"]]
        if not profile.batch and (shown or not profile.slow)
    ]
    rows += agreement.judge(profiles, record, path)
    return record["path"], rows


def judge_text(item):
    profile, record, path, text = item
    return record["path"], *agreement.answer(profile, record, path, lambda _: text)


if __name__ == "__main__":
    sys.exit(main())
