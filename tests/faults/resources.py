"""Machines with little: few handles, few threads, little memory, small stacks, many workers."""

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
    # Rust ends a program that gets no memory, zlib one that lets it read; they say so.
    starved = made.returncode == -6 and "memory allocation" in made.stderr or "MemError" in made.stderr
    told = made.returncode in bench.CODES["io"] and "hint: " in made.stderr and "error: " in made.stderr
    # Memory or threads that are lacking are no damage.
    told = told and "repair" not in made.stderr
    # The dynamic loader itself says what it lacks.
    early = made.returncode == 127 and "error while loading" in made.stderr
    ended = made.returncode in fine or told or early
    good = starved or ended and "panicked" not in made.stderr
    check(f"{what}: stops with a reason", good, f"{made.returncode}: {made.stderr}")


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


def looking(what, limits, **options):
    """Who looks at a corpus with a limit sees it, or stops with a reason."""
    for words in [["verify"], ["audit"], ["export", "--to", "tab", "--out"], ["stats"], ["status"], ["bag", "--out"]]:
        out = copy(whole(*TINY))
        out.parent.chmod(0o777)
        there = [out.with_name("made")] if words[-1] == "--out" else []
        told = call(words[0], out, *words[1:], *there, preexec_fn=lower(limits), **options)
        check_reason(f"{words[0]} with {what}", told, 0, *([1] if words[0] == "audit" else []))
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
    for memory in [*range(24, 200, 8), 256, 512, 1024]:
        limit = [(resource.RLIMIT_AS, memory << 20)]
        limited(f"{memory} MiB of addresses", limit, "--workers", 2)
        if memory % 32 == 24:
            looking(f"{memory} MiB of addresses", limit)
    for stack in [128, 512]:
        limited(f"a stack of {stack} KiB", [(resource.RLIMIT_STACK, stack << 10)], "--workers", 2)
    for workers in [1, 64, 200]:
        limited(f"{workers} workers", [], "--workers", workers)
    limited("200 workers, 64 handles", [(resource.RLIMIT_NOFILE, 64)], "--workers", 200)
    limited("64 workers, 512 MiB", [(resource.RLIMIT_AS, 512 << 20)], "--workers", 64)
