"""What every kind of fault is tried with: the program, its trees, its checkpoint, the checks."""

import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Names that tell a document's number, so that rows and files can be held together.
SEVEN = ["--seed", "7", "--layout", "labelled"]
TINY = [*SEVEN, "--positive", "24", "--negative", "12"]
SMALL = [*SEVEN, "--positive", "120", "--negative", "60"]
STATE = {"checkpoint.sqlite", "lock", "records.jsonl", "spare/"}
SHARED = {"checkpoint.sqlite-wal", "checkpoint.sqlite-shm"}

# The exit codes of the README.
CODES = {
    "done": {0},
    "found": {1},
    "usage": {2},
    "damaged": {3},
    "locked": {4},
    "other": {5},
    "io": {6},
    "failed": {7},
    "stopped": {75},
}


class Settings:
    """What the command line chose."""

    binary = ""
    rounds = None
    seed = 1
    here = Path()


settings = Settings()
dice = random.Random(settings.seed)
counts = {"passed": 0, "failed": 0}
wholes = {}


def check(what, holds, detail=""):
    """Counts a check, and says which one failed and why."""
    counts["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED {what}: {str(detail).strip()[:1500]}", flush=True)
    return holds


def skip(what):
    """Says what this machine can't show."""
    print(f"faults: left out: {what}", flush=True)


def rounds(usual):
    """How many rounds to go: as --rounds says, or the usual number."""
    return usual if settings.rounds is None else settings.rounds


def sample(items, usual):
    """So many of the items, evenly spread; which ones hangs on the seed."""
    items, many = list(items), rounds(usual)
    if many >= len(items):
        return items
    shift = dice.random()
    return [items[int((number + shift) * len(items) / many)] for number in range(many)]


def scratch(name):
    """A path nobody has used."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=settings.here)) / "corpus"


def run(command, timeout=120, **options):
    """Runs a command; one that hangs is killed and has the exit code -99."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen([*map(os.fspath, command)], text=True, errors="replace", **{**pipes, **options})
    try:
        out, err = process.communicate(timeout=timeout)
        return subprocess.CompletedProcess(command, process.returncode, out or "", err or "")
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        return subprocess.CompletedProcess(command, -99, out or "", f"hung; {err}")


def call(*arguments, before=(), **options):
    """Runs the program."""
    return run([*before, settings.binary, *map(str, arguments)], **options)


def generate(out, *more, **options):
    """Makes a corpus, or what it lacks."""
    return call("generate", "--out", out, *more, **options)


def start(out, *more, before=(), **options):
    """Starts making a corpus, to be disturbed."""
    command = [*before, settings.binary, "generate", "--out", str(out), *map(str, more)]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, text=True, **{**pipes, **options})


def tree(folder):
    """Every file and folder but the run's state, with its digest."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if ".synthphi" not in path.relative_to(folder).parts:
            name = str(path.relative_to(folder))
            found[name] = "folder" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def difference(found, expected):
    """The names that two trees do not share."""
    names = sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))
    return f"{len(names)} differ: {names[:8]}"


def whole(*more):
    """The folder of an uninterrupted run, made once."""
    if more not in wholes:
        out = scratch("whole")
        made = generate(out, *more, timeout=600)
        check(f"the uninterrupted run of {more}", made.returncode == 0, made.stderr)
        wholes[more] = out
    return wholes[more]


def expected(*more):
    """The tree of an uninterrupted run."""
    return tree(whole(*more))


def copy(folder):
    """A corpus to harm, with its times."""
    out = scratch("copy")
    shutil.copytree(folder, out, symlinks=True)
    return out


def check_run(what, made, *codes):
    """A run that ended by itself, as it may, and without a panic or a hang."""
    allowed = set().union(*(CODES[code] for code in codes))
    good = made.returncode in allowed and "panicked" not in made.stderr
    return check(f"{what}: exit code", good, f"{made.returncode} is none of {allowed}: {made.stderr}")


def check_error(what, made, code, *words):
    """A run that could not: by its exit code, in words, with a path and a hint, without a panic."""
    check_run(what, made, code)
    check(f"{what}: says what failed", re.search(r"^error: \S", made.stderr, re.M), made.stderr)
    check(f"{what}: a hint", "hint: " in made.stderr, made.stderr)
    for word in words:
        check(f"{what}: says {word!r}", word in made.stderr, made.stderr)


def check_same(what, out, wanted, state_may=frozenset()):
    """The tree is byte for byte the uninterrupted one, and nothing is left in the state but what it may hold."""
    found = tree(out)
    same = check(f"{what}: the same tree", found == wanted, difference(found, wanted))
    state = Path(out) / ".synthphi"
    left = {str(path.relative_to(state)) + "/" * path.is_dir() for path in state.rglob("*")}
    check(f"{what}: nothing left in the state", left <= STATE | state_may, left - STATE)
    return same


def check_torn(what, out, wanted):
    """No document under its final name is anything but what it should be."""
    if not Path(out).is_dir():
        return
    torn = [name for name, digest in tree(out).items() if name.startswith("phi_") and wanted.get(name) != digest]
    check(f"{what}: no torn document", not torn, torn)


def asked(out, query):
    """What the checkpoint answers, asked by SQLite itself in a copy; nothing if there is none."""
    state = Path(out) / ".synthphi"
    if not (state / "checkpoint.sqlite").is_file():
        return []
    with tempfile.TemporaryDirectory(dir=settings.here) as name:
        for suffix in ["", "-wal", "-journal"]:
            if (state / f"checkpoint.sqlite{suffix}").is_file():
                shutil.copy(state / f"checkpoint.sqlite{suffix}", name)
        database = sqlite3.connect(Path(name) / "checkpoint.sqlite")
        rows = database.execute(query).fetchall()
        database.close()
    return rows


def committed(out):
    """The rows of the checkpoint as (class, number) -> SHA-256."""
    rows = asked(out, "SELECT class, number, digest FROM document")
    return {(of, number): digest.hex() for of, number, digest in rows}


def sealed(out):
    """Whether the checkpoint says that the corpus is complete and described."""
    return bool(asked(out, "SELECT 1 FROM meta WHERE name = 'sealed' AND value != ''"))


def documents(out):
    """The documents on disk as (class, number) -> path."""
    found = {}
    for of, folder in enumerate(["phi_positive", "phi_negative"]):
        for path in Path(out, folder).rglob("*.*"):
            found[of, int(re.search(r"_(\d+)\.\w+$", path.name)[1])] = path
    return found


def check_committed(what, out):
    """Every committed row names a whole file; gives the files with what tells that they are written anew."""
    rows, files = committed(out), documents(out)
    lost = [
        key
        for key, digest in rows.items()
        if key not in files or hashlib.sha256(files[key].read_bytes()).hexdigest() != digest
    ]
    check(f"{what}: every committed document is whole", not lost, f"{len(lost)} of {len(rows)}: {lost[:8]}")
    return {files[key]: identity(files[key]) for key in rows if key in files}


def identity(path):
    """What changes when a file is written again."""
    facts = path.stat()
    return facts.st_ino, facts.st_mtime_ns


def check_resume(what, out, wanted, *more, how=("--workers", "3", "--batch-size", "7")):
    """Going on makes exactly what was not committed, and the whole tree is the uninterrupted one."""
    check_torn(what, out, wanted)
    before = check_committed(what, out)
    made = generate(out, *more, *how, "--json")
    check_run(f"{what}: resume", made, "done")
    events = [json.loads(line) for line in made.stdout.splitlines() if line.startswith("{")]
    if events and events[-1]["event"] == "ended":
        ended = events[-1]
        fair = ended["already"] == len(before) and ended["made"] == ended["total"] - len(before)
        check(f"{what}: what is committed is not made again", fair, f"{len(before)} committed, {ended}"[:400])
    again = [str(path) for path, facts in before.items() if not path.exists() or identity(path) != facts]
    check(f"{what}: what is committed is not written again", not again, again[:8])
    return check_same(what, out, wanted)


def wait_for(holds, process=None, seconds=30, pause=0.003):
    """Waits until something holds or the process has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds() and (process is None or process.poll() is None):
        time.sleep(pause)


def wait_for_documents(out, many, process):
    """Waits until so many documents stand under their names, whatever the machine's speed."""
    wait_for(lambda: sum(1 for _ in Path(out).glob("phi_*/*/*")) >= many, process)


@contextmanager
def small_disk(folder, size, *options):
    """A file system of so many kilobytes."""
    folder.mkdir()
    options = ",".join([f"size={size}k", *options])
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, capture_output=True)
    try:
        yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def can_mount():
    """Containers often may not."""
    try:
        with small_disk(scratch("probe"), 64):
            return True
    except subprocess.CalledProcessError:
        return False


def install(*packages):
    """Debian's packages whose programs are missing, given as program=package."""
    lacking = [package for program, package in (pair.split("=") for pair in packages) if not shutil.which(program)]
    if lacking:
        for step in [["update"], ["install", "-y", "--no-install-recommends", *lacking]]:
            command = ["apt-get", "-qq", "-o", "Acquire::Retries=3", *step]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def end(process, how=signal.SIGKILL):
    """Ends a process and waits for it."""
    if process.poll() is None:
        process.send_signal(how)
    process.wait(timeout=60)
