"""No byte hangs on the clock, and a clock that jumps stops nothing, neither between two runs nor within one."""

import os
import sqlite3

import bench
import tracer
from bench import SMALL, TINY, check, check_run, check_same, expected, generate


def between_runs():
    """Each run has a clock of its own."""
    for moment in ["1970-01-02 00:00:00", "1999-12-31 23:59:50", "2038-01-19 03:14:00", "2060-02-29 12:00:00"]:
        out = bench.scratch("clock")
        half = [*bench.SEVEN, "--positive", "40", "--negative", "20"]
        check_run(f"clock {moment}", generate(out, *half, before=["faketime", moment]), "done")
        check_run(f"clock back from {moment}", generate(out, *SMALL, before=["faketime", "2011-02-03 04:05:06"]), "done")
        check_same(f"clock {moment}", out, expected(*SMALL))
        check_run(f"status after {moment}", bench.call("status", out), "done")


def within_a_run():
    """The clock is set back, and forward, as the first document gets its name."""
    library = bench.run(["faketime", "-m", "-f", "+0", "printenv", "LD_PRELOAD"]).stdout.strip()
    for before, after in [("2031-06-07 08:09:10", "2011-02-03 04:05:06"), ("2011-02-03 04:05:06", "2060-02-29 12:00:00")]:
        out = bench.scratch("clock")
        what = f"clock set from {before} to {after}"
        clock = out.with_name("clock")
        clock.write_text(f"@{before}\n")
        fake = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
        # What measures how long something takes is not set with the clock.
        fake |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}

        def set_clock(call):
            if call.nth == 1:
                clock.write_text(f"@{after}\n")

        command = [bench.settings.binary, "generate", "--out", str(out), *TINY]
        made, _ = tracer.trace(command, tracer.of_corpus(out), ["linkat"], set_clock, env=os.environ | fake)
        check_run(what, made, "done")
        check_same(what, out, expected(*TINY))
        database = sqlite3.connect(out / ".synthphi" / "checkpoint.sqlite")
        began, last = database.execute("SELECT min(started), max(committed) FROM run, batch").fetchone()
        database.close()
        check(f"{what}: within the run", abs(last - began) > 365 * 86_400_000, f"{began} to {last}")
        for command in ["status", "stats", "verify"]:
            check_run(f"{command}, {what}", bench.call(command, out), "done")


def main():
    bench.install("faketime=faketime")
    between_runs()
    if not tracer.can_trace():
        return bench.skip("a clock that is set within a run: the tracer knows only Linux on x86-64")
    within_a_run()
