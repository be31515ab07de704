"""Ended at random moments, stopped and woken, told to stop, and nobody listens."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter

import bench
import tracer
from bench import CODES, SMALL, TINY, call, check, check_resume, check_run, check_same, copy, expected, rounds, start, whole


# What stands in the folder when the last documents are there, while what describes them is written, while it gets its
# names, and when it has them all.
LATE = [None, ".synthphi/seal/corpus.json", "labels/part-00000.jsonl", "manifest-sha256.txt"]


def late_kill(out, process, dice):
    """Waits until a run is nearly through, without a pause: what is left takes a hundredth of a second."""
    sign = dice.choice(LATE)
    there = (lambda: len(bench.documents(out)) >= 180) if sign is None else (out / sign).exists
    bench.wait_for(there, process, pause=0)
    time.sleep(dice.choice([0, 0, dice.uniform(0, 0.005)]))


def early_kill(out, process, dice):
    """Before the first document, or between any two."""
    bench.wait_for_documents(out, dice.randrange(-60, 181), process)
    time.sleep(dice.uniform(0, 0.03))
    if dice.random() < 0.3:
        process.send_signal(signal.SIGSTOP)
        time.sleep(dice.uniform(0, 0.05))
        process.send_signal(dice.choice([signal.SIGCONT, signal.SIGKILL]))
        time.sleep(dice.uniform(0, 0.05))


def stage(out):
    """What a run was at when it was killed, by what stands in the folder."""
    rows = len(bench.committed(out))
    if rows < 180:
        return "the last commit" if len(bench.documents(out)) == 180 else "making"
    if bench.sealed(out):
        return "closing"
    waits = (out / ".synthphi/seal/labels/part-00000.jsonl").exists()
    return "publishing" if (out / "labels").exists() and not waits else "sealing"


def random_kills(durability):
    """kill -9 once or several times, with other workers and batches each time, syncing as `durability` says or either way."""
    dice = random.Random(bench.settings.seed)
    wanted = expected(*SMALL)
    hits, kills = Counter(), 0
    for number in range(rounds(24)):
        out = bench.scratch("kill")
        what = f"kills: round {number} of seed {bench.settings.seed}, {' or '.join(durability)}"
        for _ in range(dice.choice([1, 1, 2, 4])):
            how = ["--workers", dice.choice([1, 2, 3, 8]), "--batch-size", dice.choice([3, 10, 40, 1000])]
            process = start(out, *SMALL, *how, "--durability", dice.choice(durability))
            dice.choice([early_kill, late_kill])(out, process, dice)
            kills += 1
            at_work = process.poll() is None
            bench.end(process)
            check(f"{what}: killed or done", process.returncode in (0, -9), process.returncode)
            if at_work:
                hits[stage(out)] += 1
            if out.exists():
                bench.check_torn(what, out, wanted)
        how = ("--workers", str(dice.choice([1, 2, 5])), "--batch-size", "17", "--durability", dice.choice(durability))
        check_resume(what, out, wanted, *SMALL, how=how)
        shutil.rmtree(out.parent)
    at = ", ".join(f"{many} at {of}" for of, many in hits.most_common())
    print(f"faults: kills: {' or '.join(durability)}: {hits.total()} of {kills} hit a run at work: {at}", flush=True)
    late = sum(hits[of] for of in ["the last commit", "sealing", "publishing", "closing"])
    check(f"kills: {' or '.join(durability)}: some hit a run that is nearly through", late or kills < 12, at)


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
