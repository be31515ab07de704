"""Where and when it runs changes no byte."""

import os

import bench
from bench import SMALL, check, check_run, check_same, expected, generate


def main():
    wanted = expected(*SMALL)
    here = bench.scratch("place").parent
    places = {
        "another time zone": {"TZ": "Pacific/Kiritimati"},
        "a time zone that is none": {"TZ": "Nowhere/At/All"},
        "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        "no locale": {"LC_ALL": "C"},
        "a home that is not there": {"HOME": "/nonexistent"},
        "another temporary folder": {"TMPDIR": "/nonexistent"},
        "colours and a language": {"CLICOLOR_FORCE": "1", "LANGUAGE": "de", "COLUMNS": "7"},
    }
    for name, change in places.items():
        out = bench.scratch("place")
        check_run(name, generate(out, *SMALL, env=os.environ | change), "done")
        check_same(name, out, wanted)
    out = bench.scratch("place")
    check_run("an empty environment", generate(out, *SMALL, env={}), "done")
    check_same("an empty environment", out, wanted)
    for mask in ["000", "077", "027"]:
        out = bench.scratch("mask")
        check_run(f"umask {mask}", generate(out, *SMALL, umask=int(mask, 8)), "done")
        check_same(f"umask {mask}", out, wanted)
        kept = 0o777 & ~int(mask, 8)
        modes = {path: path.stat().st_mode & 0o777 for path in out.rglob("*") if ".synthphi" not in path.parts}
        odd = {str(path): oct(mode) for path, mode in modes.items() if mode != kept & (0o777 if path.is_dir() else 0o666)}
        check(f"umask {mask}: says who may read and write", not odd, f"{len(odd)} of {len(modes)}: {odd}")
    (here / "there").mkdir()
    for name, cwd, relative in [("beside", here, "beside"), ("above", here / "there", "../above"), ("/", "/", None)]:
        out = relative or bench.scratch("root")
        check_run(f"from {name}", generate(out, *SMALL, cwd=cwd), "done")
        check_same(f"from {name}", here / name if relative else out, wanted)
    out = bench.scratch("place")
    check_run("on one processor", generate(out, *SMALL, before=["taskset", "-c", "0"]), "done")
    check_same("on one processor", out, wanted)
    for name in ["two words", "new\nline", "50%?#&", "file:x?mode=ro", "-x", "'\"`$(x)", "ü \u202e☃", ".hidden", "a/../b"]:
        out = f"{here}/{name}"
        (here / "a").mkdir(exist_ok=True)
        check_run(f"into {name!r}", generate(out, *SMALL), "done")
        check_same(f"into {name!r}", out, wanted)
        check_run(f"status of {name!r}", bench.call("status", out), "done")
