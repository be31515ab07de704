"""A call to the operating system fails, once or from then on."""

import errno
import shutil

import bench
import tracer
from bench import TINY, check, check_committed, check_resume, check_run, check_same, check_torn, expected, whole

WRITING = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EINTR, tracer.HALF]
SYNCING = [errno.EIO, errno.ENOSPC]
NAMING = [errno.ENOSPC, errno.EIO, errno.EACCES]
# What each call may answer.
ANSWERS = {
    "openat": [errno.EMFILE, errno.EACCES, errno.EIO, errno.EINTR],
    "open": [errno.EMFILE, errno.EACCES, errno.EIO, errno.EINTR],
    "read": [errno.EIO, errno.EINTR, tracer.HALF],
    "pread64": [errno.EIO, errno.EINTR],
    "write": WRITING,
    "pwrite64": WRITING,
    "fsync": SYNCING,
    "fdatasync": SYNCING,
    "syncfs": SYNCING,
    "ftruncate": [errno.EIO, errno.ENOSPC],
    "flock": [errno.EIO, errno.ENOLCK, errno.EINTR],
    "mkdir": NAMING,
    "mkdirat": NAMING,
    "linkat": NAMING,
    "rename": NAMING,
    "unlink": [errno.EIO, errno.EACCES],
    "unlinkat": [errno.EIO, errno.EACCES],
    "statx": [errno.EIO, errno.EACCES],
    "newfstatat": [errno.EIO, errno.EACCES],
    "getdents64": [errno.EIO],
}
FIRST = ["--workers", "1", "--batch-size", "12"]


def failing(name, nth, answer, lasting):
    """Lets the n-th call of a name fail, or all from it on."""

    def decide(one):
        hit = one.name == name and (one.nth == nth or lasting and one.nth > nth)
        return answer if hit else None

    return decide


def title(answer):
    return answer if isinstance(answer, str) else errno.errorcode[answer]


def attempt(arguments, before, decide):
    """Runs the program on a copy with a failing call."""
    out = bench.scratch("calls")
    if before:
        shutil.copytree(before, out)
    command = [bench.settings.binary, *map(str, arguments(out))]
    made, calls = tracer.trace(command, tracer.of_corpus(out), list(ANSWERS), decide)
    return out, made, calls


def each(scene, before, arguments, usual, judge):
    """Every call of a run fails in every way, as many of them as there are rounds."""
    out, made, calls = attempt(arguments, before, lambda _: None)
    check_run(f"{scene}: undisturbed", made, "done")
    names = {}
    for call in calls:
        names[call.name] = call.nth
    for name, many in names.items():
        for answer in ANSWERS[name]:
            for lasting in [False, True]:
                if lasting and answer in (errno.EINTR, tracer.HALF):
                    continue
                # What makes a batch durable is tried at each of its few calls.
                each_one = range(1, many + 1)
                for nth in each_one if name == "syncfs" else bench.sample(each_one, usual):
                    out, made, seen = attempt(arguments, before, failing(name, nth, answer, lasting))
                    hit = [call for call in seen if call.name == name and call.nth >= nth]
                    path = hit[0].path.rsplit("/corpus", 1)[-1] if hit else "?"
                    how = " from then on" if lasting else ""
                    what = f"{scene}: {name} {nth} of {many} ({path}) fails by {title(answer)}{how}"
                    judge(what, out, made, seen, hit[0] if hit else None, answer)
                    shutil.rmtree(out.parent)
    print(f"faults: {scene}: {', '.join(f'{name} {many}' for name, many in sorted(names.items()))}", flush=True)


def judge_making(*more):
    """A run copes and gives the same tree, or stops with a path; what it recorded is whole; the next run gives it all."""
    wanted = expected(*TINY)

    def judge(what, out, made, seen, hit, answer):
        if made.returncode == 0:
            # SQLite's log may stay if it can't be removed.
            check_same(what, out, wanted, bench.SHARED)
        else:
            check_run(what, made, "io", "damaged")
            named = str(out) in made.stderr or "standard output" in made.stderr
            check(f"{what}: names a path", named, made.stderr)
            check(f"{what}: a hint", "hint: " in made.stderr, made.stderr)
        retried = answer in (errno.EINTR, tracer.HALF) and hit and hit.name in ("read", "write", "open", "openat")
        check(f"{what}: tried again", not retried or made.returncode == 0, made.stderr)
        if hit and hit.name == "syncfs":
            later = [one for one in seen[hit.at :] if one.name == "pwrite64" and one.path.endswith("-wal")]
            check(f"{what}: is final", made.returncode != 0 and not later, made.returncode)
        check_torn(what, out, wanted)
        check_resume(f"{what}; then", out, wanted, *more)

    return judge


def judge_looking(what, out, made, _, hit, answer):
    """A look that could not see says so; it changes nothing."""
    check_run(what, made, "done", "found", "io", "damaged", "other")
    unseen = hit and hit.name in ("read", "getdents64") and answer == errno.EIO and ".synthphi" not in hit.path
    check(f"{what}: does not say that all is well", not unseen or made.returncode != 0, made.stdout)
    check_same(what, out, expected(*TINY), bench.SHARED)


def main():
    """While making, while going on, while extending, while looking."""
    if not tracer.can_trace():
        return bench.skip("failing calls: the tracer knows only Linux on x86-64")
    each("making", None, lambda out: ["generate", "--out", out, *TINY, *FIRST], 1, judge_making(*TINY))
    half = bench.scratch("half")
    stop = lambda one: tracer.KILL if one.name == "rename" and "manifest" in one.path else None
    command = [bench.settings.binary, "generate", "--out", str(half), *bench.SEVEN, "--positive", "9", "--negative", "5"]
    tracer.trace(command, tracer.of_corpus(half), ["rename"], stop)
    check_committed("half", half)
    go_on = lambda out: ["generate", "--out", out, *TINY, *FIRST]
    each("going on", half, go_on, 1, judge_making(*TINY))
    each("looking", whole(*TINY), lambda out: ["verify", out], 1, judge_looking)
