"""One process at a time; whoever only looks is welcome."""

import json
import os
import platform
import signal
import subprocess
import time

import bench
from bench import SMALL, TINY, call, check, check_error, check_run, check_same, expected, generate, start

MANY = [*bench.SEVEN, "--positive", "3000", "--negative", "1500"]


def second():
    """The second process is refused at once, with the first one's name, by whatever path it comes."""
    out = bench.scratch("two")
    link = out.with_name("link")
    link.symlink_to(out)
    first = start(out, *MANY)
    bench.wait_for(lambda: (out / "phi_positive").exists(), first)
    try:
        for state in ["at work", "stopped"]:
            if state == "stopped":
                first.send_signal(signal.SIGSTOP)
            for path in [out, link, f"{out}/../corpus"]:
                for words in [["generate", "--out", path, *MANY], ["repair", path, *MANY]]:
                    began = time.monotonic()
                    refused = call(*words)
                    took = time.monotonic() - began
                    what = f"{words[0]} while the first is {state}"
                    if first.poll() is None:
                        check_error(what, refused, "locked", f"process {first.pid}", platform.node())
                        check(f"{what}: at once", took < 8, took)
    finally:
        bench.end(first)
    check(f"the first: was at work", first.returncode == -9, first.returncode)
    again = generate(out, *MANY)
    check_run("right after a kill no lock is stale", again, "done")
    check_same("right after a kill", out, expected(*MANY))


def crowd():
    """Of many that start together one at a time works; none spoils it."""
    out = bench.scratch("crowd")
    crowd = [start(out, *SMALL, stderr=subprocess.PIPE) for _ in range(8)]
    for process in crowd:
        _, stderr = process.communicate(timeout=120)
        made = subprocess.CompletedProcess([], process.returncode, "", stderr)
        check_run("one of a crowd", made, "done", "locked")
        if made.returncode:
            check("one of a crowd: says why", "is in use by" in stderr and "hint: " in stderr, stderr)
    check_run("after the crowd", generate(out, *SMALL), "done")
    check_same("after the crowd", out, expected(*SMALL))


def onlookers():
    """Who looks at a corpus while it is made sees a consistent state and disturbs nothing."""
    out = bench.scratch("watched")
    process = start(out, *MANY, "--quiet", "--batch-size", "20", stderr=subprocess.PIPE)
    bench.wait_for((out / ".synthphi" / "checkpoint.sqlite").exists, process)
    seen = []
    while process.poll() is None:
        told = call("status", out, "--json")
        check_run("status meanwhile", told, "done")
        if told.returncode == 0:
            seen.append(json.loads(told.stdout)["done"])
        check_run("stats meanwhile", call("stats", out, "--json"), "done")
        check_run("verify meanwhile", call("verify", out, "--sample", "2%"), "done")
        if seen and seen[-1] >= 100:
            # The first documents are committed by now, whichever worker is ahead.
            told = call("show", out, "positive/1", "--json")
            check_run("show meanwhile", told, "done")
            labels = out.with_name(f"labels-{len(seen)}")
            told = call("export", out, "--to", "tab", "--out", labels, "--json")
            check_run("export meanwhile", told, "done")
            if told.returncode == 0:
                many = sum(json.loads(told.stdout)["documents"].values())
                check("export meanwhile: no less than was committed", many >= seen[-1], f"{many} {seen[-1]}")
                there = sum(len(json.loads(path.read_text())) for path in labels.glob("*.json"))
                check("export meanwhile: all that it says is there", there == many, f"{there} of {many}")
        if len(set(seen)) == 3:
            told = call("audit", out, "--json", "--sample", "200")
            # It may find what is to be found in so few documents, but not fail.
            check("audit meanwhile", told.returncode in {0, 1} and json.loads(told.stdout), told)
    check("status meanwhile: it goes up", seen == sorted(seen), seen)
    check("status meanwhile: seen at work", len(set(seen)) > 2, seen)
    check("the watched run", process.returncode == 0, process.stderr.read())
    check_run("verify of the watched corpus", call("verify", out), "done")
    check_same("the watched corpus", out, expected(*MANY))


def stale():
    """A lock file of a process that is gone, of another machine, or full of nonsense hinders nobody."""
    for text in ["process 1 on vm\n", f"process {os.getpid()} on {platform.node()}\n", "\0" * 5000, ""]:
        out = bench.scratch("stale")
        (out / ".synthphi").mkdir(parents=True)
        (out / ".synthphi" / "lock").write_text(text)
        check_run(f"a lock file that says {text[:20]!r}", generate(out, *TINY), "done")
        check_same(f"a lock file that says {text[:20]!r}", out, expected(*TINY))


def main():
    second()
    crowd()
    onlookers()
    stale()
