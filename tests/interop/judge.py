"""Lets independent readers judge a corpus. Called by `run`, which brings them."""

import argparse
import multiprocessing
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bag
import beside_readers
import corpus
import docx_readers
import eml_readers
import exports
import manifest
import office
import pdf_readers
import pdf_tools
import places
import pptx_readers
import records
from tally import Tally

# By format: what judges one document, and the checks that it makes.
JUDGES = {
    "docx": (docx_readers, office.Sdk("docx")),
    "pdf": (pdf_tools, pdf_readers),
    "eml": (eml_readers,),
    "pptx": (pptx_readers, office.Sdk("pptx")),
}


def main():
    options = arguments()
    folder = Path(options.corpus)
    tally = Tally()
    documents = [(record, folder / record["path"]) for record in corpus.records(folder)]
    mails = [path for record, path in documents if record["format"] == "eml" and path.exists()]

    with multiprocessing.Pool(2) as pool, ThreadPoolExecutor(1) as aside:
        # LibreOffice takes one file after the other, so it begins first.
        converted = aside.submit(lambda: list(office.convert(list(office.sampled(documents)))))
        for check, faults in manifest.judge(folder, [record for record, _ in documents], options.expect):
            tally.folder(check, len(documents), faults)
        tally.folder("eml: Message-ID is unique", len(mails), manifest.message_ids(mails))
        if options.synthphi:
            for check, count, faults in exports.judge([record for record, _ in documents], options.synthphi, folder):
                tally.folder(check, count, faults)
            for check, faults in bag.judge(options.synthphi, folder):
                tally.folder(check, len(documents), faults)
        for name, rows in pool.imap(judge, documents, chunksize=4):
            for check, faults in rows:
                tally.document(check, name, faults)
        for name, check, faults in converted.result():
            tally.document(check, name, faults)

    for check in expected_checks(options.formats) + ([*exports.CHECKS, *bag.CHECKS] if options.synthphi else []):
        tally.demand(check)
    return tally.report(options.shown)


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
    parser.add_argument("--shown", type=int, default=5, help="how many faults of a check are shown")
    options = parser.parse_args()
    options.expect = {name: int(count) for name, count in (pair.split("=") for pair in options.expect)}
    return options


def expected_checks(formats):
    judges = (records, beside_readers, places, *(judge for name in formats for judge in JUDGES[name]))
    checks = [check for judged in judges for check in judged.CHECKS]
    return checks + [office.CONVERTED.format(name) for name in formats if name in office.SAMPLES]


def judge(document):
    """All checks of one document. A reader that gives up fails what it has not
    answered yet."""
    record, path = document
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
    return record["path"], rows


if __name__ == "__main__":
    sys.exit(main())
