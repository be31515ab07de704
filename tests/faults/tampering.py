"""Somebody, or a failing disk, changes what is there: it is found, named and made good."""

import os
import random
import shutil
import sqlite3

import bench
import tracer
from bench import TINY, call, check, check_error, check_run, check_same, copy, expected, generate, rounds, whole
from input import BODY, FRONT, GOOD

DATABASE = ".synthphi/checkpoint.sqlite"


def flip(path, at, bit=0):
    """Changes one bit and neither size nor times."""
    facts = path.stat()
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 1 << bit
    path.write_bytes(content)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def swap(one, other):
    one.rename(one.with_name("spare"))
    other.rename(one)
    one.with_name("spare").rename(other)


def found_and_mended(what, out, names, wanted):
    """`verify` names each damaged file and exits with 1; `repair` brings the bytes back."""
    told = call("verify", out)
    check_run(f"{what}: verify", told, "found")
    for name in names:
        check(f"{what}: verify names {name}", f"{name}: " in told.stdout, told.stdout)
    check(f"{what}: verify says what to do", "synthphi repair" in told.stderr, told.stderr)
    check_run(f"{what}: repair", call("repair", out, "--quiet"), "done")
    check_same(f"{what}: repaired", out, wanted)
    check_run(f"{what}: verify after", call("verify", out), "done")


def files():
    """A finished corpus with files that are not what they were."""
    wanted = expected(*TINY)
    dice = random.Random(bench.settings.seed)
    made = bench.documents(whole(*TINY))
    one = {path.suffix: path.relative_to(whole(*TINY)) for path in made.values()}
    named = [*map(str, one.values()), "labels/part-00000.jsonl", "manifest-sha256.txt", "corpus.json", "README.md", "croissant.json"]
    for name in named:
        size = (whole(*TINY) / name).stat().st_size
        places = [0, size - 1, *(dice.randrange(size) for _ in range(rounds(1)))]
        for at in places if name not in map(str, one.values()) else places[1:4]:
            out = copy(whole(*TINY))
            bit = dice.randrange(8)
            flip(out / name, at, bit)
            what = f"bit {bit} of byte {at} of {name}"
            if name == "corpus.json":
                told = call("verify", out)
                check_run(f"{what}: verify", told, "found", "damaged", "other", "usage")
                check(f"{what}: verify names it", name in told.stdout + told.stderr, told)
                check_run(f"{what}: repair", call("repair", out, "--quiet"), "done")
                check_same(f"{what}: repaired", out, wanted)
            else:
                found_and_mended(what, out, [] if name.startswith("manifest") else [name], wanted)
    harms = {
        "emptied": lambda path: path.write_bytes(b""),
        "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
        "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
        "deleted": lambda path: path.unlink(),
        "a folder": lambda path: (path.unlink(), path.mkdir()),
    }
    for name in named:
        for how, harm in harms.items():
            if how == "a folder" and name != "labels/part-00000.jsonl" and "phi_" in name:
                continue
            out = copy(whole(*TINY))
            harm(out / name)
            what = f"{name} {how}"
            if how == "a folder":
                (out / name).rmdir() if call("verify", out).returncode else check(f"{what}: noticed", False)
            if name == "corpus.json":
                told = call("verify", out)
                check(f"{what}: verify notices", told.returncode in {1, 2, 3}, told)
                check(f"{what}: verify names it", name in told.stdout + told.stderr, told)
                check_run(f"{what}: repair", call("repair", out, "--quiet"), "done")
                check_same(f"{what}: repaired", out, wanted)
            else:
                found_and_mended(what, out, [name], wanted)


def moved():
    """Files that are somebody else's, in the wrong place, or nobody's."""
    wanted = expected(*TINY)
    for of, number in [(0, 1), (1, 1)]:
        out = copy(whole(*TINY))
        documents = bench.documents(out)
        one = documents[of, number]
        other = next(path for path in documents.values() if path != one and path.suffix == one.suffix)
        swap(one, other)
        names = [str(path.relative_to(out)) for path in (one, other)]
        found_and_mended(f"{one.name} and {other.name} swapped", out, names, wanted)
    out = copy(whole(*TINY))
    one = bench.documents(out)[0, 2]
    target = out / "phi_negative" / "0000" / one.name
    shutil.move(one, target)
    told = call("verify", out)
    names = [str(path.relative_to(out)) for path in (one, target)]
    check_run("a positive among the negatives: verify", told, "found")
    check("a positive among the negatives: verify names both", all(f"{name}: " in told.stdout for name in names), told)
    check_run("a positive among the negatives: repair", call("repair", out, "--quiet"), "done")
    told = call("verify", out)
    check("a positive among the negatives: the stray is never silently kept", told.returncode in {0, 1}, told)
    kept = target.exists()
    check("a positive among the negatives: said as long as it is there", kept == (told.returncode == 1), told.stdout)
    target.unlink(missing_ok=True)
    check_same("a positive among the negatives", out, wanted)
    for name in ["phi_positive/stray/stray.docx", "labels/part-00001.jsonl", "note.txt", "phi_negative/9999/x.pdf"]:
        out = copy(whole(*TINY))
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("{}\n")
        told = call("verify", out)
        check_run(f"{name} added: verify", told, "found")
        check(f"{name} added: verify names it", f"{name}: " in told.stdout, told.stdout)
        check_run(f"{name} added: repair", call("repair", out, "--quiet"), "done")
        check(f"{name} added: what is no document's is not deleted", (out / name).exists())


def unfinished():
    """A corpus whose run was ended, with documents and records that were harmed before it goes on."""
    wanted = expected(*TINY)
    half = begun()
    rows = bench.committed(half)
    check("the half corpus is a half", 10 < len(rows) <= 36, len(rows))
    key = next(iter(rows))
    harms = {
        "deleted": lambda path: path.unlink(),
        "emptied": lambda path: path.write_bytes(b""),
        "cut": lambda path: os.truncate(path, 99),
        "flipped": lambda path: flip(path, 500),
    }
    for how, harm in harms.items():
        out = copy(half)
        path = bench.documents(out)[key]
        harm(path)
        told = call("verify", out)
        check_run(f"a committed document {how}: verify of a half", told, "found")
        check(f"a committed document {how}: verify names it", path.name in told.stdout, told.stdout)
        made = generate(out)
        if how == "flipped":
            # Only reading it shows it; the run does not claim to have read it.
            told = call("verify", out)
            check_run(f"a committed document {how}: verify", told, "found")
        elif made.returncode == 0:
            check_same(f"a committed document {how}: generate", out, wanted)
        else:
            check_error(f"a committed document {how}: generate", made, "damaged", path.name, "synthphi repair")
        check_run(f"a committed document {how}: repair", call("repair", out, "--quiet"), "done")
        check_same(f"a committed document {how}: repaired", out, wanted)
    records = half / ".synthphi" / "records.jsonl"
    size = records.stat().st_size
    for what, harm in {
        "flipped": lambda path: flip(path, size // 3),
        "cut": lambda path: os.truncate(path, size // 2),
        "emptied": lambda path: path.write_bytes(b""),
        "deleted": lambda path: path.unlink(),
    }.items():
        out = copy(half)
        harm(out / ".synthphi" / "records.jsonl")
        check_error(f"records {what}: generate", generate(out), "damaged", "records.jsonl", "synthphi repair")
        check_run(f"records {what}: repair", call("repair", out, "--quiet"), "done")
        check_same(f"records {what}: repaired", out, wanted)


def begun():
    """A corpus that is all committed or nearly, and not sealed."""
    out = bench.scratch("begun")
    stop = lambda one: tracer.KILL if one.name == "rename" and "manifest" in one.path else None
    command = [bench.settings.binary, "generate", "--out", str(out), *TINY]
    if tracer.can_trace():
        tracer.trace(command, tracer.of_corpus(out), ["rename"], stop)
    else:
        generate(out, *TINY)
    return out


def noticed_or_harmless(what, out, wanted):
    """A changed checkpoint is refused with the way out, or what is made with it is the very same."""
    for words in [["verify", out], ["status", out], ["generate", "--out", out, "--quiet"]]:
        told = call(*words)
        check_run(f"{what}: {words[0]}", told, "done", "found", "damaged", "other", "io")
        if told.returncode > 1:
            check_error(f"{what}: {words[0]}", told, "damaged" if told.returncode == 3 else "other", "hint")
            check(f"{what}: {words[0]} names it", "checkpoint.sqlite" in told.stderr or "records" in told.stderr, told)
        if words[0] == "generate" and told.returncode == 0:
            check_same(f"{what}: generate", out, wanted)
    check_run(f"{what}: repair", call("repair", out, "--quiet"), "done")
    check_same(f"{what}: repaired", out, wanted)
    check_run(f"{what}: verify after", call("verify", out), "done")


def checkpoint_bytes():
    """Bits flipped in each page of the checkpoint, of a finished and of an unfinished corpus."""
    wanted = expected(*TINY)
    dice = random.Random(bench.settings.seed)
    for state, base in [("finished", whole(*TINY)), ("unfinished", begun())]:
        size = (base / DATABASE).stat().st_size
        for page in range(size // 4096):
            for number in range(rounds(1)):
                out = copy(base)
                # Cells stand at the end of a page, pointers at its beginning.
                at = page * 4096 + (dice.randrange(4096) if number else 4095 - dice.randrange(200))
                bit = dice.randrange(8)
                flip(out / DATABASE, at, bit)
                noticed_or_harmless(f"{state}: bit {bit} of byte {at} of the checkpoint", out, wanted)
                shutil.rmtree(out.parent)
        for how, harm in {
            "emptied": lambda path: path.write_bytes(b""),
            "cut": lambda path: os.truncate(path, size // 2),
            "cut by a page": lambda path: os.truncate(path, size - 4096),
            "text": lambda path: path.write_bytes(b"this is no database\n" * 500),
            "zeros": lambda path: path.write_bytes(bytes(size)),
            "a zero page": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(size - 4096)),
            "deleted": lambda path: path.unlink(),
            "a folder": lambda path: (path.unlink(), path.mkdir()),
        }.items():
            out = copy(base)
            harm(out / DATABASE)
            what = f"{state}: checkpoint {how}"
            told = generate(out, *TINY)
            if (told.returncode, how) == (0, "cut by a page"):
                check_same(f"{what}: its log holds the page", out, wanted)
                continue
            if how == "a folder":
                check_error(f"{what}: generate", told, "io", "checkpoint.sqlite")
            else:
                check_error(f"{what}: generate", told, "damaged" if how != "deleted" else "other", "synthphi repair")
            if how == "a folder":
                (out / DATABASE).rmdir()
            check_run(f"{what}: repair", call("repair", out, *TINY, "--quiet"), "done")
            check_same(f"{what}: repaired", out, wanted)


def cells():
    """Every cell of every row changed: SQLite's own check sees none of it."""
    wanted = expected(*TINY)
    for state, base in [("finished", whole(*TINY)), ("unfinished", begun())]:
        database = sqlite3.connect(base / DATABASE)
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in tables}
        full = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
        database.close()
        changes = [
            (table, f"UPDATE {table} SET {column} = {new} WHERE ({', '.join(columns[table][:2])}) = "
                    f"(SELECT {', '.join(columns[table][:2])} FROM {table} LIMIT 1 OFFSET {full[table] // 2})")
            for table in tables if full[table] and len(columns[table]) > 1
            for column in columns[table]
            for new in [changed(column)]
        ]  # fmt: skip
        changes += [(table, f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)") for table in ["batch"]]
        changes += [
            ("meta", "UPDATE meta SET value = replace(value, '\"seed\":7', '\"seed\":8') WHERE name = 'recipe'"),
            ("meta", "DELETE FROM meta WHERE name = 'sealed'"),
            ("meta", "DELETE FROM meta WHERE name = 'edition'"),
            ("meta", "DELETE FROM meta WHERE name = 'recipe'"),
            ("tally", "DELETE FROM tally WHERE kind = 'format' AND name = 'pdf'"),
            ("tally", "UPDATE tally SET count = count + 1 WHERE kind = 'class' AND name = 'positive'"),
            ("document", "DELETE FROM document WHERE class = 0 AND number = 3"),
            ("batch", "UPDATE batch SET last = last + 1 WHERE id = (SELECT max(id) FROM batch)"),
            ("batch", "UPDATE batch SET first = first + 1 WHERE id = 1"),
            ("failure", "INSERT INTO failure SELECT 0, 5, 'x', 'pdf', 'y', 1" + ", x'00'" * ("checksum" in columns.get("failure", []))),
        ]  # fmt: skip
        for table, change in changes:
            out = copy(base)
            database = sqlite3.connect(out / DATABASE)
            try:
                changed_rows = database.execute(change).rowcount
                database.commit()
                well = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            except sqlite3.Error:
                continue
            finally:
                database.close()
            # Every row has a checksum; those of documents are looked at when they are read.
            if changed_rows and well and table != "document" and not change.startswith("DELETE"):
                check_error(f"{state}: {change[:90]}: status", call("status", out), "damaged", f"the table {table} ")
            if changed_rows:
                noticed_or_harmless(f"{state}{'' if well else ' (seen by SQLite)'}: {change[:90]}", out, wanted)
            shutil.rmtree(out.parent)


def own_templates():
    """The user's templates are kept in the checkpoint, and one of them is changed there."""
    own = bench.scratch("own")
    own.mkdir()
    (own / "visit.md").write_text(FRONT.format(title=GOOD) + BODY)
    more = ["--templates", own, *bench.SEVEN, "--positive", "12", "--negative", "6"]
    base = bench.scratch("templates")
    check_run("a template of the user's", generate(base, *more), "done")
    wanted = bench.tree(base)
    for column, old in [("file", "visit"), ("text", "was here")]:
        out = copy(base)
        database = sqlite3.connect(out / DATABASE)
        database.execute(f"UPDATE template SET {column} = replace({column}, '{old}', 'stay')")
        database.commit()
        database.close()
        what = f"the {column} of a template changed in the checkpoint"
        check_error(f"{what}: generate", generate(out, "--positive", "20"), "damaged", "template", "synthphi repair")
        check_run(f"{what}: repair", call("repair", out, "--templates", own, "--quiet"), "done")
        check_same(f"{what}: repaired", out, wanted)


def changed(column):
    """Another value of the same type."""
    return f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1 WHEN 'blob' THEN zeroblob(length({column})) ELSE {column} || 'x' END"


def logs():
    """The write-ahead log gone, cut or damaged, when a killed run has left one."""
    if not tracer.can_trace():
        return bench.skip("damaged logs: the tracer knows only Linux on x86-64")
    wanted = expected(*TINY)
    dice = random.Random(bench.settings.seed)
    base = begun()
    log = base / f"{DATABASE}-wal"
    if not check("a killed run leaves a log", log.is_file() and log.stat().st_size > 0):
        return
    # A log whose checkpoint is gone is no other one's.
    out = bench.scratch("log")
    (out / ".synthphi").mkdir(parents=True)
    shutil.copy(log, out / f"{DATABASE}-wal")
    check_run("a log alone: generate", generate(out, *TINY), "done")
    check_same("a log alone", out, wanted)
    size = log.stat().st_size
    harms = {
        "deleted": lambda path: path.unlink(),
        "emptied": lambda path: path.write_bytes(b""),
        "cut": lambda path: os.truncate(path, size // 2),
        "cut to a header": lambda path: os.truncate(path, 32),
        "text": lambda path: path.write_bytes(b"no log\n" * 99),
        "longer": lambda path: path.write_bytes(path.read_bytes() + b"x" * 4120),
    }
    for number in range(rounds(6)):
        harms[f"bit {number} flipped"] = lambda path: flip(path, dice.randrange(size), dice.randrange(8))
    for what, harm in harms.items():
        out = copy(base)
        harm(out / f"{DATABASE}-wal")
        made = generate(out, *TINY)
        if made.returncode:
            check_error(f"log {what}: generate", made, "damaged", "synthphi repair")
            check_run(f"log {what}: repair", call("repair", out, *TINY, "--quiet"), "done")
        check_same(f"log {what}", out, wanted)
        told = call("verify", out)
        check_run(f"log {what}: verify", told, "done")


def versions():
    """A checkpoint of an older and of a newer format, and of another edition."""
    wanted = expected(*TINY)
    for version, way in [(0, "synthphi repair"), (99, "newer version")]:
        out = copy(whole(*TINY))
        database = sqlite3.connect(out / DATABASE)
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
        database.close()
        for words in [["generate", "--out", out], ["status", out], ["verify", out], ["stats", out]]:
            check_error(f"{words[0]} with format {version}", call(*words), "other", f"format {version}", way)
        check("another format: untouched", bench.tree(out) == wanted)
        if version == 0:
            check_run("repair of an old format", call("repair", out, "--quiet"), "done")
            check_same("repair of an old format", out, wanted)


def main():
    files()
    moved()
    unfinished()
    checkpoint_bytes()
    cells()
    own_templates()
    logs()
    versions()
