"""The process ends at every call that changes something on disk, in turn."""

import re
import shutil
from collections import Counter

import bench
import tracer
from bench import TINY, check, check_committed, check_resume, check_run, check_same, check_torn, copy, expected, whole

FIRST = ["--workers", "1", "--batch-size", "5", "--quiet"]
MORE = [*bench.SEVEN, "--positive", "30", "--negative", "15"]
CHECKPOINT = ".synthphi/checkpoint.sqlite"


def command(*arguments):
    return [bench.settings.binary, *map(str, arguments)]


# The points at which a corpus changes its state, by call and path: each scene of the sweep has to have them all.
POINTS = {
    "file placed": (["linkat", "renameat", "renameat2"], r"/phi_\w+/.*\.\w+$"),
    "synced": (["syncfs"], r""),
    "row written": (["pwrite64"], r"/checkpoint\.sqlite-wal$"),
    "transaction committed": (["fsync", "fdatasync"], r"/checkpoint\.sqlite-wal$"),
    "label part sealed": (["rename"], r"/corpus/labels/part-\d+\.jsonl$"),
    "manifest written": (["rename"], r"/corpus/manifest-sha256\.txt$"),
    "lock taken": (["flock"], r"/\.synthphi/lock$"),
    "lock freed": (["close"], r"/\.synthphi/lock$"),
}


def point_of(call):
    """Which of those points a call is, or its own name if it changes something else; none if it changes nothing."""
    for name, (calls, path) in POINTS.items():
        if call.name in calls and re.search(path, call.path):
            return name
    return call.name if call.name in tracer.CHANGING else None


def points_of(calls):
    """Each call that changes something as (point, which of its kind)."""
    count = Counter()
    for call in calls:
        if point := point_of(call):
            count[point] += 1
            yield point, count[point]


def chosen(points, usual):
    """As many of the points as there are rounds, and one of each kind whatever their number."""
    some = bench.sample(points, usual)
    many = Counter(of for of, _ in points)
    lacking = sorted(many.keys() - {of for of, _ in some})
    # How many of a kind there are hangs on which thread comes first; half of them always come.
    return some + [(of, 1 + bench.dice.randrange((many[of] + 1) // 2)) for of in lacking]


def nothing(_):
    """Lets every call be made."""


def ends_at(point, nth, how):
    """Ends the process at one point; a write is cut in its middle if `how` says so."""
    seen = Counter()

    def decide(call):
        seen[point_of(call)] += 1
        if point_of(call) != point or seen[point] != nth:
            return None
        return how if call.name in ("write", "pwrite64") else tracer.KILL

    return decide


def interrupted(before, arguments, decide):
    """A corpus whose making, from what `before` holds, ended at a call."""
    out = bench.scratch("sweep")
    if before:
        shutil.copytree(before, out)
    names = [*tracer.CHANGING, "close"]
    ran, calls = tracer.trace(command(*arguments(out)), tracer.of_corpus(out), names, decide)
    return out, ran, calls


def check_order(name, calls):
    """What describes a corpus has its names, and the disk has them, before it is recorded as sealed."""
    last = max((at for at, call in enumerate(calls) if point_of(call) == "manifest written"), default=len(calls))
    then = [point for point in map(point_of, calls[last:]) if point in ("synced", "row written")]
    check(f"{name}: names are synced before they are recorded", then[:2] == ["synced", "row written"], then[:9])


def each(name, before, arguments, wanted, usual, go_on):
    """Ends a run at each of its points and goes on."""
    out, ran, calls = interrupted(before, arguments, nothing)
    check_run(f"{name}: undisturbed", ran, "done")
    check_same(f"{name}: undisturbed", out, wanted)
    check_order(name, calls)
    points = list(points_of(calls))
    ended = Counter()
    for number, (point, nth) in enumerate(chosen(points, usual)):
        how = [tracer.KILL, tracer.HALF_AND_KILL][number % 2]
        out, ran, seen = interrupted(before, arguments, ends_at(point, nth, how))
        last = seen[-1] if seen else None
        path = last.path.rsplit("/corpus", 1)[-1] if last else "?"
        what = f"{name}: ended at {point} {nth}, {last and last.name} of {path}"
        if ran.returncode == -9:
            ended[point] += 1
        else:
            # Threads take turns as they like: the last calls may not come.
            check_run(what, ran, "done")
        go_on(what, out, wanted)
        shutil.rmtree(out.parent)
    there = Counter(point for point, _ in points)
    kinds = [*POINTS, *sorted(of for of in there if of not in POINTS)]
    told = ", ".join(f"{of} {ended[of]} of {there[of]}" for of in kinds)
    for of in POINTS:
        check(f"{name}: {of} is ended at", ended[of], told)
    print(f"faults: {name}: ended at {ended.total()} of {there.total()}: {told}", flush=True)


def resumes(*more):
    return lambda what, out, wanted: check_resume(what, out, wanted, *more)


def repairs(what, out, wanted):
    """A repair that was ended goes on as a repair, which has the recipe from what is left."""
    check_torn(what, out, wanted)
    check_run(f"{what}: repair again", bench.call("repair", out, "--quiet"), "done")
    check_same(what, out, wanted)


def refused_or_same(what, out, wanted):
    """`generate` after a repair that was ended: it goes on with this corpus or refuses, but makes no other."""
    check_torn(what, out, wanted)
    check_committed(what, out)
    made = bench.generate(out, "--quiet")
    if made.returncode == 0:
        check_same(what, out, wanted)
        return
    bench.check_error(f"{what}: generate", made, "damaged", "repair")
    repairs(what, out, wanted)


def main():
    """From nothing, from a half, from a smaller corpus, and while repairing."""
    if not tracer.can_trace():
        return bench.skip("the sweep: the tracer knows only Linux on x86-64")
    tiny = expected(*TINY)
    fresh = lambda out: ["generate", "--out", out, *TINY, *FIRST]
    each("sweep", None, fresh, tiny, 40, resumes(*TINY))
    # A resume, from about half of the first run, is itself ended.
    half, _, calls = interrupted(None, fresh, nothing)
    rows = sum(point == "row written" for point, _ in points_of(calls))
    half, _, _ = interrupted(None, fresh, ends_at("row written", rows * 2 // 3, tracer.KILL))
    go_on = lambda out: ["generate", "--out", out, *FIRST]
    each("sweep of the resume", half, go_on, tiny, 24, resumes())
    longer = lambda out: ["generate", "--out", out, *MORE, *FIRST]
    each("sweep of extending", whole(*TINY), longer, expected(*MORE), 24, resumes(*MORE))
    mend = lambda out: ["repair", out, *FIRST]
    damaged = copy(whole(*TINY))
    next(iter(bench.documents(damaged).values())).write_bytes(b"damaged")
    each_repair("sweep of repairing", damaged, mend, tiny, repairs)
    lacking = copy(whole(*TINY))
    gone = next(iter(bench.documents(lacking).values())).relative_to(lacking)
    (lacking / gone).unlink()
    began = (lacking / CHECKPOINT).stat().st_mtime_ns

    def go_on_or_not(what, out, wanted):
        if (out / CHECKPOINT).is_file() and (out / CHECKPOINT).stat().st_mtime_ns == began:
            # The repair had not begun, and `generate` does not look at what was sealed.
            shutil.copy2(whole(*TINY) / gone, out / gone)
        refused_or_same(what, out, wanted)

    each_repair("sweep of repairing, then generate", lacking, mend, tiny, go_on_or_not)


def each_repair(name, before, arguments, wanted, go_on):
    """As `each`: what a repair has not come to yet may still be damaged."""
    torn = {path.name for path in bench.documents(before).values()}

    def then(what, out, wanted):
        for path in bench.documents(out).values():
            if path.name in torn and path.read_bytes() == b"damaged":
                path.unlink()
        go_on(what, out, wanted)

    each(name, before, arguments, wanted, 12, then)
