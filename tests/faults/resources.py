"""Machines with little: few handles, little memory, small stacks, many workers."""

import resource

import bench
from bench import TINY, check, check_same, check_torn, expected, generate


def limited(what, limits, *more):
    """With a limit the corpus is made, or the run stops with a reason; without it, it goes on."""
    wanted = expected(*TINY)
    out = bench.scratch("limited")

    def lower():
        for limit, value in limits:
            resource.setrlimit(limit, (value, value))

    made = generate(out, *TINY, *more, preexec_fn=lower)
    if made.returncode == 0:
        check_same(what, out, wanted)
    else:
        # Rust ends a program that gets no memory; it says so.
        starved = made.returncode == -6 and "memory allocation" in made.stderr
        told = made.returncode in bench.CODES["io"] and "hint: " in made.stderr and "error: " in made.stderr
        # The dynamic loader itself says what it lacks.
        early = made.returncode == 127 and "error while loading" in made.stderr
        good = "panicked" not in made.stderr and (starved or told or early)
        check(f"{what}: stops with a reason", good, f"{made.returncode}: {made.stderr}")
        check_torn(what, out, wanted)
    made = generate(out, *TINY)
    check(f"{what}: then without the limit", made.returncode == 0, made.stderr)
    check_same(f"{what}: then without the limit", out, wanted)


def main():
    for handles in [4, 8, 12, 14, 16, 18, 20, 24, 32, 64, 256]:
        for workers in [1, 4]:
            limit = [(resource.RLIMIT_NOFILE, handles)]
            limited(f"{handles} handles, {workers} workers", limit, "--workers", workers)
    for memory in [64, 128, 256, 512, 1024]:
        limited(f"{memory} MiB of addresses", [(resource.RLIMIT_AS, memory << 20)], "--workers", 2)
    for stack in [128, 512]:
        limited(f"a stack of {stack} KiB", [(resource.RLIMIT_STACK, stack << 10)], "--workers", 2)
    for workers in [1, 64, 200]:
        limited(f"{workers} workers", [], "--workers", workers)
    limited("200 workers, 64 handles", [(resource.RLIMIT_NOFILE, 64)], "--workers", 200)
    limited("64 workers, 512 MiB", [(resource.RLIMIT_AS, 512 << 20)], "--workers", 64)
