"""The corpus as a bag, judged by the Library of Congress's bagit."""

import subprocess
import tempfile
from pathlib import Path

CHECKS = ("bag: bagit", "bag: the same twice")


def judge(program, folder):
    """(check, faults) of each."""
    import bagit

    with tempfile.TemporaryDirectory() as work:
        bags = [Path(work) / name for name in ("one", "other")]
        for bag in bags:
            done = subprocess.run([program, "bag", folder, "--out", bag], capture_output=True, text=True)
            if done.returncode:
                for check in CHECKS:
                    yield check, [done.stderr.strip()]
                return
        faults = []
        bag = bagit.Bag(str(bags[0]))
        for fast in (True, False):
            try:
                bag.validate(fast=fast)
            except bagit.BagError as error:
                faults.append(f"fast={fast}: {error}")
        if bag.version != "1.0":
            faults.append(f"BagIt {bag.version}, not 1.0")
        yield CHECKS[0], faults
        whole = [content(bag) for bag in bags]
        yield CHECKS[1], [name for name in set().union(*whole) if whole[0].get(name) != whole[1].get(name)]


def content(bag):
    """All files with their bytes."""
    return {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}
