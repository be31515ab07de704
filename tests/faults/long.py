"""A long run: memory and open files stay flat, the checkpoint small, going on and looking quick."""

import json
import os
import statistics
import time

import bench
from bench import call, check, check_run, rounds, start

EVERY = 0.1  # seconds between two looks at the run
IN_TIME = 0.01  # the same if it is to be killed in time
KB = 1024


def look(process):
    """Resident memory in KB and open files of a process; none once it has ended."""
    try:
        with open(f"/proc/{process.pid}/status") as status:
            facts = dict(line.split(":", 1) for line in status)
        return int(facts["VmRSS"].split()[0]), len(os.listdir(f"/proc/{process.pid}/fd"))
    except (OSError, KeyError):
        return None


def watched(out, *more, until=None):
    """Runs `generate`, looking on; kills it once so many documents are committed. Gives its
    exit code, the looks with whether it had committed anything by then, the seconds to the
    first of each kind of event, and the last event."""
    looks, seconds, event = [], {}, {}
    with open(out.with_name("events"), "w+") as events:
        began = time.monotonic()
        process = start(out, *more, "--json", stdout=events)
        with open(events.name) as said:
            alive = True
            while alive:
                alive = process.poll() is None
                seen = look(process)
                if seen:
                    looks.append((*seen, "committed" in seconds))
                for line in said:
                    event = json.loads(line)
                    seconds.setdefault(event["event"], time.monotonic() - began)
                if until and event.get("done", 0) >= until:
                    process.kill()
                time.sleep((IN_TIME if until else EVERY) if "committed" in seconds else 0.002)
    return process.returncode, looks, seconds, event


def flat(what, looks):
    """However many documents there are, a run holds no more memory and no more files."""
    memory, files = (max(look[at] for look in looks) for at in (0, 1))
    check(f"{what}: memory", memory < 200 * KB, f"{memory} KB")
    check(f"{what}: open files", files < 24, files)
    # Once it commits everything is open that ever will be, but for what SQLite opens to clean up
    # and sealing to read: a short run may be looked at for the first time just before.
    at_work = [look[1] for look in looks if look[2]]
    before = max(at_work[: len(at_work) // 2], default=files)
    check(f"{what}: open files do not grow", files <= before + 6, f"{before}, then {files}")
    return memory // KB, files


def main():
    """Rounds are thousands of documents. Killed at nine tenths, then to its end."""
    many = max(3, rounds(6)) * 1000
    # Of a short run more is left, for it commits some thousand at once.
    until = many - max(many // 10, 1_500)
    out = bench.scratch("long")
    sizes = [*bench.SEVEN, "--positive", many * 2 // 3, "--negative", many - many * 2 // 3, "--workers", "2"]
    code, looks, _, _ = watched(out, *sizes, until=until)
    check("long: killed at nine tenths", code == -9, code)
    peak = flat("long: to nine tenths", looks)
    waits = []
    for _ in range(9):
        began = time.monotonic()
        told = call("status", out, "--json")
        waits.append(time.monotonic() - began)
        check_run("long: status", told, "done")
    done = json.loads(told.stdout)["done"]
    code, looks, seconds, ended = watched(out, *sizes)
    check("long: goes on to its end", code == 0 and ended.get("total") == many, f"{code} {ended}"[:300])
    check("long: what is committed is not made again", ended.get("already") == done, ended.get("already"))
    again = flat("long: from nine tenths", looks)
    size = (out / ".synthphi" / "checkpoint.sqlite").stat().st_size / many
    check("long: the checkpoint is small", size < 160, size)
    check("long: status is quick", statistics.median(waits) < 1, waits)
    check("long: going on is quick", seconds.get("started", 99) < 5, seconds)
    print(
        f"faults: long: {many} documents: at most {peak[0]} MB and {peak[1]} open files, then {again[0]} MB and "
        f"{again[1]}; {size:.0f} bytes of checkpoint a document; with {done} there, status took "
        f"{statistics.median(waits) * 1000:.0f} ms (median of {len(waits)}), going on {seconds.get('started', 0):.2f} s "
        f"until the work was known and {seconds.get('committed', 0):.2f} s to the first commit",
        flush=True,
    )
