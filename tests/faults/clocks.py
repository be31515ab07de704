"""No byte hangs on the clock, and a clock that jumps between two runs stops neither."""

import bench
from bench import SMALL, check_run, check_same, expected, generate


def main():
    bench.install("faketime=faketime")
    for moment in ["1970-01-02 00:00:00", "1999-12-31 23:59:50", "2038-01-19 03:14:00", "2060-02-29 12:00:00"]:
        out = bench.scratch("clock")
        half = [*bench.SEVEN, "--positive", "40", "--negative", "20"]
        check_run(f"clock {moment}", generate(out, *half, before=["faketime", moment]), "done")
        check_run(f"clock back from {moment}", generate(out, *SMALL, before=["faketime", "2011-02-03 04:05:06"]), "done")
        check_same(f"clock {moment}", out, expected(*SMALL))
        check_run(f"status after {moment}", bench.call("status", out), "done")
