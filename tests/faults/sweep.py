"""The process ends at every call that changes something on disk, in turn."""

import shutil

import bench
import tracer
from bench import TINY, check, check_committed, check_resume, check_run, check_same, check_torn, copy, expected, whole

FIRST = ["--workers", "1", "--batch-size", "5", "--quiet"]
MORE = [*bench.SEVEN, "--positive", "30", "--negative", "15"]


def command(*arguments):
    return [bench.settings.binary, *map(str, arguments)]


def nothing(_):
    """Lets every call be made."""


def ends_at(number, how):
    """Ends the process at one call; a write is cut in its middle if `how` says so."""

    def decide(one):
        if one.at != number:
            return None
        return how if one.name in ("write", "pwrite64") else tracer.KILL

    return decide


def interrupted(before, arguments, number, how):
    """A corpus whose making, from what `before` holds, ended at a call."""
    out = bench.scratch("sweep")
    if before:
        shutil.copytree(before, out)
    ran, calls = tracer.trace(
        command(*arguments(out)), tracer.of_corpus(out), tracer.CHANGING, ends_at(number, how)
    )
    return out, ran, calls


def each(name, before, arguments, wanted, usual, go_on):
    """Ends a run at each of its calls and goes on."""
    out, ran, calls = interrupted(before, arguments, 0, None)
    check_run(f"{name}: undisturbed", ran, "done")
    check_same(f"{name}: undisturbed", out, wanted)
    kinds = {call.name for call in calls}
    check(f"{name}: calls are seen", len(calls) > 20, kinds)
    for number, call in enumerate(bench.sample(calls, usual)):
        how = [tracer.KILL, tracer.HALF_AND_KILL][number % 2]
        out, ran, seen = interrupted(before, arguments, call.at, how)
        path = seen[-1].path.rsplit("/corpus", 1)[-1] if seen else "?"
        what = f"{name}: ended at call {call.at} of {len(calls)}, {seen[-1].name if seen else '?'} of {path}"
        if ran.returncode != -9:
            # Threads take turns as they like: the last calls may not come.
            check_run(what, ran, "done")
        go_on(what, out, wanted)
        shutil.rmtree(out.parent)
    print(f"faults: {name}: {len(calls)} calls ({', '.join(sorted(kinds))})", flush=True)


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
    half, _, calls = interrupted(None, fresh, 0, None)
    commits = [call.at for call in calls if call.name == "pwrite64" and call.path.endswith("-wal")]
    half, _, _ = interrupted(None, fresh, commits[len(commits) * 2 // 3], tracer.KILL)
    go_on = lambda out: ["generate", "--out", out, *FIRST]
    each("sweep of the resume", half, go_on, tiny, 24, resumes())
    longer = lambda out: ["generate", "--out", out, *MORE, *FIRST]
    each("sweep of extending", whole(*TINY), longer, expected(*MORE), 24, resumes(*MORE))
    mend = lambda out: ["repair", out, *FIRST]
    damaged = copy(whole(*TINY))
    next(iter(bench.documents(damaged).values())).write_bytes(b"damaged")
    each_repair("sweep of repairing", damaged, mend, tiny, repairs)
    each_repair("sweep of repairing, then generate", whole(*TINY), mend, tiny, refused_or_same)


def each_repair(name, before, arguments, wanted, go_on):
    """As `each`: what a repair has not come to yet may still be damaged."""
    torn = {path.name for path in bench.documents(before).values()}

    def then(what, out, wanted):
        for path in bench.documents(out).values():
            if path.name in torn and path.read_bytes() == b"damaged":
                path.unlink()
        go_on(what, out, wanted)

    each(name, before, arguments, wanted, 12, then)
