"""Machines with little: few handles, few threads, little memory, small stacks, many workers."""

import re
import resource
import shutil

import bench
from bench import TINY, call, check, check_same, check_torn, copy, expected, generate, whole

NOBODY = 65534


def lower(limits):
    """What a process does to itself before it becomes the program."""

    def apply():
        for limit, value in limits:
            resource.setrlimit(limit, (value, value))

    return apply


def check_reason(what, made, *fine):
    """The command did it, or stopped with a reason."""
    told = made.returncode in bench.CODES["io"] and re.search(r"^error: \S.*\nhint: \S.*\n\Z", made.stderr, re.M)
    # Memory or threads that are lacking are no damage.
    told = told and "repair" not in made.stderr
    # The dynamic loader itself says what it lacks.
    early = made.returncode == 127 and "error while loading" in made.stderr
    ended = made.returncode in fine and "panicked" not in made.stderr
    check(f"{what}: stops with a reason", ended or told or early, f"{made.returncode}: {made.stderr}")


def limited(what, limits, *more, **options):
    """With a limit the corpus is made, or the run stops with a reason; without it, it goes on."""
    wanted = expected(*TINY)
    out = bench.scratch("limited")
    out.parent.chmod(0o777)
    made = generate(out, *TINY, *more, preexec_fn=lower(limits), **options)
    check_reason(what, made, 0)
    if made.returncode == 0:
        check_same(what, out, wanted)
    else:
        check_torn(what, out, wanted)
    made = generate(out, *TINY)
    check(f"{what}: then without the limit", made.returncode == 0, made.stderr)
    check_same(f"{what}: then without the limit", out, wanted)
    shutil.rmtree(out.parent)


LOOKS = [
    ["verify"], ["verify", "--deep"], ["audit"], ["export", "--to", "tab", "--out"], ["stats"], ["status"],
    ["bag", "--out"], ["show"],
]  # fmt: skip


def looking(what, limits, **options):
    """Who looks at a corpus with a limit sees it, or stops with a reason, and changes nothing."""
    out = copy(whole(*TINY))
    out.parent.chmod(0o777)
    for words in LOOKS:
        more = {"--out": [out.with_name(f"{words[0]}ed")], "show": ["positive/1"]}.get(words[-1], [])
        told = call(words[0], out, *words[1:], *more, preexec_fn=lower(limits), **options)
        check_reason(f"{' '.join(words)} with {what}", told, 0, *([1] if words[0] == "audit" else []))
    check_same(f"looked at with {what}", out, expected(*TINY), bench.SHARED)
    shutil.rmtree(out.parent)


def repairing(what, limits):
    """A repair that may not take what it needs ends with a reason, and the next one brings all back."""
    out = copy(whole(*TINY))
    next(iter(bench.documents(out).values())).write_bytes(b"damaged")
    check_reason(f"repair with {what}", call("repair", out, preexec_fn=lower(limits)), 0)
    made = call("repair", out)
    check(f"repair after {what}", made.returncode == 0, made.stderr)
    check_same(f"repaired after {what}", out, expected(*TINY))
    shutil.rmtree(out.parent)


def few_threads():
    """Root may start as many threads as it likes, so it is somebody else that may not."""
    bench.settings.here.chmod(0o755)
    if call("--help", user=NOBODY).returncode:
        return bench.skip("few threads: another user can't run the program here")
    for threads in range(8):
        limit = [(resource.RLIMIT_NPROC, threads)]
        limited(f"{threads} threads", limit, "--workers", 4, user=NOBODY)
        if threads < 3:
            looking(f"{threads} threads", limit, user=NOBODY)


def main():
    for handles in [*range(4, 25), 32, 64, 256]:
        for workers in [1, 4]:
            limit = [(resource.RLIMIT_NOFILE, handles)]
            limited(f"{handles} handles, {workers} workers", limit, "--workers", workers)
    few_threads()
    # From where the loader gives up to where everything is done.
    for memory in [*range(24, 132, 4), *range(136, 200, 8), 256, 512, 1024]:
        limit = [(resource.RLIMIT_AS, memory << 20)]
        limited(f"{memory} MiB of addresses", limit, "--workers", 2)
        looking(f"{memory} MiB of addresses", limit)
        repairing(f"{memory} MiB of addresses", limit)
    for stack in [128, 512]:
        limited(f"a stack of {stack} KiB", [(resource.RLIMIT_STACK, stack << 10)], "--workers", 2)
    for workers in [1, 64, 200]:
        limited(f"{workers} workers", [], "--workers", workers)
    limited("200 workers, 64 handles", [(resource.RLIMIT_NOFILE, 64)], "--workers", 200)
    limited("64 workers, 512 MiB", [(resource.RLIMIT_AS, 512 << 20)], "--workers", 64)
