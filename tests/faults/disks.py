"""Disks that are full or read-only, quotas, and folders that are not what they should be."""

import os
import resource
import shutil
import signal
import subprocess

import bench
import tracer
from bench import SMALL, TINY, call, check, check_error, check_run, check_same, check_torn, expected, generate, small_disk

NOBODY = 65534
OTHER = ["--seed", "8", "--layout", "labelled", "--positive", "2000", "--negative", "1000"]
ANOTHER = ["--seed", "8", "--layout", "labelled", "--positive", "20", "--negative", "10"]


def full_disks():
    """Whatever the disk had room for is kept, and the rest is made when there is room."""
    wanted = expected(*SMALL)
    files = [path for path in bench.whole(*SMALL).rglob("*") if path.is_file() and ".synthphi" not in path.parts]
    need = sum(path.stat().st_size for path in files) // 1024
    sizes = [("documents", need // 3), ("checkpoint", 64), ("seal", need)]
    for name, size in sizes + [(f"{part} %", need * part // 100) for part in (5, 60, 90, 110, 130)]:
        disk = bench.scratch("full")
        with small_disk(disk, size) as remount:
            out = disk / "corpus"
            check_error(f"disk full in {name}", generate(out, *SMALL), "io")
            check_torn(f"disk full in {name}", out, wanted)
            check_error(f"disk still full in {name}", generate(out, *SMALL), "io")
            remount(f"size={4 * need + 20_000}k")
            check_run(f"room again after {name}", generate(out, *SMALL), "done")
            check_same(f"room again after {name}", out, wanted)


def no_inodes():
    """A disk with room for bytes and none for files."""
    wanted = expected(*TINY)
    for inodes in [6, 20, 45]:
        disk = bench.scratch("inodes")
        with small_disk(disk, 100_000, f"nr_inodes={inodes}") as remount:
            out = disk / "corpus"
            check_error(f"{inodes} inodes", generate(out, *TINY), "io", str(out))
            check_torn(f"{inodes} inodes", out, wanted)
            remount("nr_inodes=9000")
            check_run(f"more than {inodes} inodes", generate(out, *TINY), "done")
            check_same(f"more than {inodes} inodes", out, wanted)


def quota():
    """The disk has room, but not for this one: a subvolume of btrfs with a limit of its own."""
    bench.install("mkfs.btrfs=btrfs-progs")
    wanted = expected(*SMALL)
    image = bench.scratch("quota").with_suffix(".image")
    disk = image.with_suffix(".mounted")
    disk.mkdir()
    with open(image, "wb") as file:
        file.truncate(512 << 20)
    order = lambda *words: subprocess.run(words, check=True, capture_output=True)
    order("mkfs.btrfs", "-q", image)
    try:
        order("mount", "-o", "loop", image, disk)
    except subprocess.CalledProcessError as error:
        return bench.skip(f"quotas: {error.stderr}")
    try:
        order("btrfs", "quota", "enable", disk)
        need = sum(path.stat().st_size for path in bench.whole(*SMALL).rglob("*") if path.is_file())
        for part in [2, 30, 80, 100]:
            share = disk / f"share-{part}"
            order("btrfs", "subvolume", "create", share)
            number = order("btrfs", "inspect-internal", "rootid", share)
            order("btrfs", "qgroup", "limit", str(need * part // 100), share)
            out = share / "corpus"
            what = f"a quota of {part} % of the need"
            check_error(what, generate(out, *SMALL), "io", str(out), "quota")
            check_torn(what, out, wanted)
            check_error(f"{what}, still", generate(out, *SMALL), "io", "quota")
            check_run(f"{what}: status", call("status", out), "done", "io", "usage")
            # By its number and from outside: asked of itself, a subvolume that is full may refuse.
            order("btrfs", "qgroup", "limit", "none", f"0/{number.stdout.decode().strip()}", disk)
            if (out / ".synthphi" / "checkpoint.sqlite").exists():
                bench.check_resume(f"{what}, raised", out, wanted, *SMALL)
            check_run(f"{what}, raised", generate(out, *SMALL), "done")
            check_same(f"{what}, raised", out, wanted)
    finally:
        order("umount", "-l", disk)


def read_only():
    """A folder that can't be written to can still be looked at."""
    disk = bench.scratch("read-only")
    with small_disk(disk, 200_000) as remount:
        out = disk / "corpus"
        generate(out, *SMALL)
        remount("ro")
        for command in ["status", "stats", "verify"]:
            check_run(f"{command} of a read-only corpus", call(command, out), "done")
        check_run("show of a read-only corpus", call("show", out, "positive/1"), "done")
        check_error("extending a read-only corpus", generate(out, "--positive", "130"), "io")
        check_error("a new corpus on a read-only disk", generate(disk / "new", *SMALL), "io")
        check_same("read-only", out, expected(*SMALL))


def limited_files():
    """A quota on the length of a file: said, not suffered."""
    wanted = expected(*TINY)
    for limit in [0, 3_000, 40_000, 250_000]:
        out = bench.scratch("limit")
        limited = generate(out, *TINY, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        check_error(f"files of at most {limit} bytes", limited, "io", str(out))
        check_torn(f"files of at most {limit} bytes", out, wanted)
        check_run(f"without the limit of {limit}", generate(out, *TINY), "done")
        check_same(f"without the limit of {limit}", out, wanted)


def removed():
    """The folder goes while it is filled: no success is claimed for what is not there."""
    wanted = expected(*SMALL)
    for number, part in enumerate(["corpus", ".synthphi", "phi_positive", "corpus", "labels"]):
        for many in [1, 90]:
            out = bench.scratch("removed")
            target = out if part == "corpus" else out / part
            process = bench.start(out, *SMALL, "--batch-size", "10", stderr=subprocess.PIPE)
            bench.wait_for(target.exists, process)
            bench.wait_for_documents(out, many * (number > 0), process)
            shutil.rmtree(target, ignore_errors=True)
            _, stderr = process.communicate(timeout=60)
            what = f"{part} removed after {many} documents"
            made = subprocess.CompletedProcess([], process.returncode, "", stderr)
            check_run(what, made, "done", "io", "damaged", "other")
            if made.returncode == 0:
                # It was whole when it was said to be done; what went later is found by verify.
                told = call("verify", out)
                check(f"{what}: done, or found", told.returncode != 0 or bench.tree(out) == wanted, told.stdout)
            else:
                check(f"{what}: a hint", "hint: " in stderr, stderr)
            back = call("repair", out, *SMALL, "--quiet") if out.is_dir() else generate(out, *SMALL)
            check_run(f"{what}: brought back", back, "done")
            check_same(f"{what}: brought back", out, wanted)


def begun_anew():
    """The folder goes while a run is stopped, and another corpus is made in its place: the run leaves it alone."""
    out = bench.scratch("anew")
    process = bench.start(out, *OTHER, "--batch-size", "10", stderr=subprocess.PIPE)
    bench.wait_for_documents(out, 20, process)
    process.send_signal(signal.SIGSTOP)
    shutil.rmtree(out)
    check_run("a folder begun anew", generate(out, *TINY), "done")
    process.send_signal(signal.SIGCONT)
    _, stderr = process.communicate(timeout=60)
    check_error("a folder begun anew: the run before", subprocess.CompletedProcess([], process.returncode, "", stderr), "io")
    check_same("a folder begun anew", out, expected(*TINY))


def taken_over():
    """Another corpus, begun and killed while sealing, takes the folder's place while a run is sealing: the run does not
    take it for its own, and is not done."""
    theirs, ours, away = bench.scratch("theirs"), bench.scratch("ours"), bench.scratch("away")
    published = lambda call: call.name == "rename" and "/.synthphi" not in call.path
    kill = lambda call: tracer.KILL if published(call) else None
    made = lambda out, more: [bench.settings.binary, "generate", "--out", str(out), *more, "--quiet"]
    tracer.trace(made(theirs, TINY), tracer.of_corpus(theirs), ["rename"], kill)

    def swap(call):
        if call.path.endswith("seal/corpus.json") and not away.exists():
            ours.rename(away)
            theirs.rename(ours)

    ran, _ = tracer.trace(made(ours, ANOTHER), tracer.of_corpus(ours), ["openat"], swap)
    check("taken over while sealing: it was", away.exists(), ran)
    check_error("taken over while sealing", ran, "io", "lock")
    found = sorted(path.name for path in ours.iterdir())
    check("taken over while sealing: nothing is given a name there", "corpus.json" not in found, found)
    for out, more in [(ours, TINY), (away, ANOTHER)]:
        check_run(f"taken over while sealing: {more} goes on", generate(out, *more), "done")
        check_same(f"taken over while sealing: {more} goes on", out, expected(*more))


def in_the_way():
    """A file where a folder should be, and the other way round."""
    out = bench.scratch("way")
    out.write_text("mine")
    check_error("the folder is a file", generate(out, *TINY), "io", str(out))
    check_error("the folder is below a file", generate(out / "below", *TINY), "io", str(out))
    check("the folder is a file: untouched", out.read_text() == "mine")
    for name in ["phi_positive", "phi_negative", ".synthphi", "labels", "corpus.json"]:
        out = bench.scratch("way")
        out.mkdir()
        (out / name).write_text("mine")
        check_error(f"{name} is a file", generate(out, *TINY), "io" if name == ".synthphi" else "other", str(out))
        check(f"{name} is a file: untouched", (out / name).read_text() == "mine")
    wanted = expected(*TINY)
    stops = {"phi_positive": "file", "labels": "file", "corpus.json": "folder", "manifest-sha256.txt": "folder"}
    stops |= {next(name for name in wanted if name.endswith(".pdf")): "folder"}
    for name, kind in stops.items():
        out = bench.scratch("way")
        begun = generate(out, *bench.SEVEN, "--positive", "1", "--negative", "1")
        check_run(f"{name}: begun", begun, "done")
        gone = out / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink(missing_ok=True)
        gone.parent.mkdir(parents=True, exist_ok=True)
        gone.write_text("mine") if kind == "file" else (gone / "mine").mkdir(parents=True)
        what = f"{name} is a {kind}"
        check_error(what, generate(out, *TINY), "io", name)
        check(f"{what}: untouched", gone.is_file() if kind == "file" else (gone / "mine").is_dir())
        gone.unlink() if kind == "file" else shutil.rmtree(gone)
        check_run(f"{what}: out of the way", call("repair", out, *TINY), "done")
        check_same(f"{what}: out of the way", out, wanted)


def paths():
    """Paths that are too long, go over links, or are no text."""
    here = bench.scratch("paths").parent
    wanted = expected(*TINY)
    check_error("a name too long", generate(here / ("x" * 300), *TINY), "io", "xxx")
    check_error("a path too long", generate(here / "/".join(["x" * 200] * 25), *TINY), "io", "xxx")
    deep = here / "/".join(["d" * 90] * 8)
    # SQLite takes paths of some 500 bytes.
    check_error("a path too long for SQLite", generate(deep, *TINY), "io", "shorter path")
    deep = here / "/".join(["d" * 40] * 8)
    check_run("a long path", generate(deep, *TINY), "done")
    check_same("a long path", deep, wanted)
    (here / "real").mkdir()
    (here / "link").symlink_to(here / "real")
    check_run("over a link", generate(here / "link", *TINY), "done")
    check_same("over a link", here / "real", wanted)
    (here / "nowhere").symlink_to(here / "absent")
    dangling = generate(here / "nowhere", *TINY)
    if dangling.returncode:
        check_error("over a link to nowhere", dangling, "io", "nowhere")
    else:
        check_same("over a link to nowhere", here / "nowhere", wanted)
    raw = os.fsencode(here) + b"/no text \xff\xfe"
    check_run("a name that is no text", generate_raw(raw), "done")
    check_same("a name that is no text", os.fsdecode(raw), wanted)
    for command in ["status", "verify", "stats"]:
        told = bench.run([bench.settings.binary, command, os.fsdecode(raw)])
        check_run(f"{command} of a name that is no text", told, "done")


def generate_raw(out):
    return bench.run([bench.settings.binary, "generate", "--out", os.fsdecode(out), *TINY])


def unwritable():
    """A parent, a folder, a state or a document that this user may not change."""
    here = bench.scratch("unwritable").parent
    for folder in [bench.settings.here, here]:
        folder.chmod(0o755)
    if generate(here / "probe" / "x", "--help", user=NOBODY).returncode:
        return bench.skip("folders that may not be changed: another user can't run the program here")
    check_error("an unwritable parent", generate(here / "new", *TINY, user=NOBODY), "io", str(here / "new"))
    check("an unwritable parent: nothing made", not (here / "new").exists())
    out = here / "theirs"
    generate(out, *TINY)
    before = bench.tree(out)
    for command in ["status", "stats", "verify"]:
        check_run(f"{command} of a foreign corpus", call(command, out, user=NOBODY), "done")
    check_error("going on in a foreign corpus", generate(out, "--positive", "30", user=NOBODY), "io", str(out))
    check_error("repairing a foreign corpus", call("repair", out, user=NOBODY), "io", str(out))
    check("a foreign corpus: untouched", bench.tree(out) == before)
    check_same("a foreign corpus", out, expected(*TINY))


def main():
    if bench.can_mount():
        full_disks()
        no_inodes()
        quota()
        read_only()
    else:
        bench.skip("full and read-only disks, quotas: no file system can be mounted here")
    limited_files()
    removed()
    begun_anew()
    if tracer.can_trace():
        taken_over()
    else:
        bench.skip("a folder taken over while sealing: the tracer knows only Linux on x86-64")
    in_the_way()
    paths()
    unwritable()
