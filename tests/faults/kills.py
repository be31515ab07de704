"""Ended at random moments, stopped and woken, told to stop, and nobody listens."""

import os
import random
import shutil
import signal
import subprocess
import time

import bench
import tracer
from bench import CODES, SMALL, TINY, call, check, check_resume, check_run, check_same, copy, expected, rounds, start, whole


def random_kills(durability):
    """kill -9 once or several times, with other workers and batches each time, syncing as `durability` says or either way."""
    dice = random.Random(bench.settings.seed)
    wanted = expected(*SMALL)
    hits = kills = 0
    for number in range(rounds(24)):
        out = bench.scratch("kill")
        what = f"kills: round {number} of seed {bench.settings.seed}, {' or '.join(durability)}"
        for _ in range(dice.choice([1, 1, 2, 4])):
            how = ["--workers", dice.choice([1, 2, 3, 8]), "--batch-size", dice.choice([3, 10, 40, 1000])]
            process = start(out, *SMALL, *how, "--durability", dice.choice(durability))
            # Before the first document, between any two, or while it is sealed.
            many = dice.randrange(-60, 181)
            bench.wait_for_documents(out, many, process)
            time.sleep(dice.uniform(0, 0.03))
            if dice.random() < 0.3:
                process.send_signal(signal.SIGSTOP)
                time.sleep(dice.uniform(0, 0.05))
                process.send_signal(dice.choice([signal.SIGCONT, signal.SIGKILL]))
                time.sleep(dice.uniform(0, 0.05))
            kills += 1
            hits += process.poll() is None
            bench.end(process)
            check(f"{what}: killed or done", process.returncode in (0, -9), process.returncode)
            if out.exists():
                bench.check_torn(what, out, wanted)
        how = ("--workers", str(dice.choice([1, 2, 5])), "--batch-size", "17", "--durability", dice.choice(durability))
        check_resume(what, out, wanted, *SMALL, how=how)
        shutil.rmtree(out.parent)
    print(f"faults: kills: {' or '.join(durability)}: {hits} of {kills} hit a run at work", flush=True)


def asked_to_stop():
    """A signal has what is in hand committed, and the run says how to go on."""
    more = [*bench.SEVEN, "--positive", "2000", "--negative", "1000", "--workers", "2"]
    wanted = expected(*more)
    for how in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        out = bench.scratch("asked")
        process = start(out, *more, stderr=subprocess.PIPE)
        bench.wait_for_documents(out, 200, process)
        began = time.monotonic()
        process.send_signal(how)
        _, stderr = process.communicate(timeout=60)
        check(f"{how.name}: exit code", process.returncode in CODES["stopped"], f"{process.returncode} {stderr}")
        check(f"{how.name}: soon", time.monotonic() - began < 20, time.monotonic() - began)
        check(f"{how.name}: says how to go on", "generate --out" in stderr, stderr)
        check_resume(f"{how.name}: goes on", out, wanted)


def impatience():
    """A second signal, while the first one has the last batch committed, stops the run at once."""
    wanted = expected(*TINY)
    for first, second in [(signal.SIGINT,) * 2, (signal.SIGTERM,) * 2, (signal.SIGHUP, signal.SIGINT)]:
        out = bench.scratch("impatient")
        sent = []

        def ask(call):
            at = {"linkat": 0, "syncfs": 1}[call.name]
            if at == len(sent):
                sent.append([first, second][at])
                os.kill(call.process, sent[-1])

        command = [bench.settings.binary, "generate", "--out", str(out), *TINY, "--workers", "1"]
        made, _ = tracer.trace(command, tracer.of_corpus(out), ["linkat", "syncfs"], ask)
        what = f"{first.name}, then {second.name}"
        check(f"{what}: both were sent", len(sent) == 2, sent)
        check_run(what, made, "stopped")
        check(f"{what}: at once", "stopped" not in made.stderr, made.stderr)
        check_resume(f"{what}: goes on", out, wanted, *TINY)


def nobody_listens():
    """A reader that goes, a full or closed output: the corpus is made all the same, and nothing panics."""
    wanted = expected(*TINY)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for which, number in [("stdout", 1), ("stderr", 2)]:
        for how in ["broken pipe", "full", "closed"]:
            for more in [[], ["--json"]]:
                out = bench.scratch("deaf")
                process = deaf(["generate", "--out", out, *TINY, *more], which, number, how, quiet)
                what = f"generate {' '.join(more)} with {which} {how}"
                # Whoever wanted to read the summary is told that it could not be printed.
                fine = CODES["done"] | (CODES["io"] if how == "full" else set())
                check(f"{what}: exit code", process in fine, process)
                check_same(what, out, wanted)
    out = copy(whole(*TINY))
    tables = [["status", out], ["verify", out], ["stats", out], ["show", out, "positive/1"]]
    for words in [*tables, ["documents"], ["formats"], ["completions", "bash"], ["man"], ["--help"]]:
        piped = subprocess.run(
            ["bash", "-c", '"$@" | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}', "-", bench.settings.binary, *words],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        what = f"{words[0]} into a reader that goes"
        fine = piped.stdout.strip() in ("0", "141") and "panicked" not in piped.stderr
        check(what, fine, f"{piped.stdout} {piped.stderr}")
        broken = deaf(words, "stdout", 1, "broken pipe", quiet)
        check(f"{words[0]} into a broken pipe", broken in (0, 141, -13), broken)
        with open("/dev/full", "w") as full:
            told = call(*words, stdout=full)
        check_run(f"{words[0]} into a full disk", told, "done", "io")
        lost = told.returncode == 0 and words[0] in ("status", "verify", "stats", "show", "documents", "formats")
        check(f"{words[0]} into a full disk: does not say it is done", not lost, told.returncode)


def deaf(words, which, number, how, quiet):
    """The exit code of a command that nobody listens to."""
    pipes = dict(quiet)
    command = [bench.settings.binary, *map(str, words)]
    if how == "broken pipe":
        reader, writer = os.pipe()
        os.close(reader)
        pipes[which] = writer
    elif how == "full":
        pipes[which] = open("/dev/full", "w")
    else:
        command = ["bash", "-c", f'exec "$@" {number}>&-', "-", *command]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, timeout=60, **pipes).returncode
    finally:
        if how == "broken pipe":
            os.close(writer)
        elif how == "full":
            pipes[which].close()


def main():
    for durability in [["power"], ["process"], ["power", "process"]]:
        random_kills(durability)
    asked_to_stop()
    if tracer.can_trace():
        impatience()
    else:
        bench.skip("a second signal: the tracer knows only Linux on x86-64")
    nobody_listens()
