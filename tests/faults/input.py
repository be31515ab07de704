"""What users ask for that can't be, or should not: refused with the way out before anything is written."""

import email
import itertools
import json
import re
import zipfile
from xml.etree import ElementTree

import bench
from bench import call, check, check_error, check_run, generate

FRONT = """+++
title = {title}
description = "d"
class = "positive"
kind = "clinical"
formats = ["docx", "pdf", "eml"]
weight = 1000000

[mail]
from = {{ name = '{{{{ author.name }}}}', address = '{{{{ author.email }}}}' }}
to = [{{ name = '{{{{ patient.name }}}}', address = '{{{{ patient.email }}}}' }}]
+++
"""
GOOD = '"A visit"'
# What an e-mail says of itself, and nothing else.
HEADERS = {
    "Subject", "From", "To", "Date", "Message-ID", "X-Mailer", "Content-Language", "MIME-Version", "Content-Type",
}  # fmt: skip
BODY = "{{ patient.name }} was here.\n\n--\n{{ author.name }}"


def refused(what, made, out, *words):
    """By exit code, in words with a hint, and without a trace on disk."""
    usage = made.returncode in bench.CODES["usage"] | bench.CODES["io"]
    check(f"{what}: exit code", usage, f"{made.returncode}: {made.stdout[:200]} {made.stderr}")
    check(f"{what}: no panic", "panicked" not in made.stderr, made.stderr)
    # The reader of the command line has its own words for a way out.
    told = "hint: " in made.stderr or "For more information" in made.stderr or "tip: " in made.stderr
    check(f"{what}: a way out", "error: " in made.stderr and told, made.stderr)
    for word in words:
        check(f"{what}: says {word!r}", word in made.stderr, made.stderr)
    check(f"{what}: writes nothing", not out.exists(), list(out.rglob("*")) if out.exists() else "")


def flags():
    for words in [
        ["--positive", "0", "--negative", "0"], ["--positive", "-1"], ["--positive", "1e12"], ["--positive", "nan"],
        ["--positive", "18446744073709551616"], ["--positive", "9223372036854775807"], ["--positive", "1000000000000"],
        ["--positive", ""], ["--workers", "0"], ["--workers", "10000"], ["--workers", "-1"], ["--batch-size", "0"],
        ["--batch-size", "99999999999999999999"], ["--seed", "-1"], ["--seed", "x"], ["--seed", "9223372036854775808"],
        ["--formats", "docx=nan"], ["--formats", "docx=inf"], ["--formats", "docx=-1"], ["--formats", "docx=1e400"],
        ["--formats", "docx=0"], ["--formats", ""], ["--formats", "docx=1,docx=2,odt=1"], ["--documents", "policy=nan"],
        ["--documents", "nothing=1"], ["--as-of", "2026-02-30"], ["--as-of", "99999-01-01"], ["--as-of", ""],
        ["--layout", "tree"], ["--identifiers", "real"], ["--durability", "none"], ["--unknown", "1"],
        ["--patients", "0"], ["--patients", "99999999999"], ["--facilities", "0"], ["--providers", "-3"],
    ]:  # fmt: skip
        out = bench.scratch("flags")
        refused(f"generate {' '.join(words)}", generate(out, *words, timeout=60), out)
    small = ["--seed", "7", "--positive", "3", "--negative", "0", "--batch-size", "1000000"]
    check_run("a batch larger than the corpus", generate(bench.scratch("flags"), *small), "done")


def recipes():
    """Files that are no recipe, and recipes that can't be."""
    bad = {
        "invalid UTF-8": b"seed = 7\n# \xff\xfe\n",
        "zeros": bytes(400),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "a key nobody knows": b"seed = 7\ncolour = 3\n",
        "a table nobody knows": b"seed = 7\n[colours]\nred = 3\n",
        "a format nobody knows": b"[formats]\nodt = 1\n",
        "half a table": b"seed = 7\n[formats\n",
        "a text for a number": b'seed = "7"\n',
        "a fraction": b"positive = 1.5\n",
        "less than none": b"positive = -1\n",
        "not a number": b"[formats]\ndocx = nan\n",
        "infinity": b"[formats]\ndocx = inf\n",
        "negative weight": b"[documents]\npolicy = -2\n",
        "a key twice": b"seed = 7\nseed = 8\n",
        "a billion brackets": b"x = " + b"[" * 200_000,
        "JSON nested deeply": b'{"a":' * 100_000,
        "half of JSON": b'{"seed": 7, "positive": ',
        "JSON of another kind": b"[1, 2, 3]",
        "JSON with a key nobody knows": b'{"seed": 7, "colour": 1}',
        "JSON with too large a number": b'{"seed": 1e99}',
        "templates that are not there": b'templates = "../../../etc"\n',
    }
    for (what, text), suffix in itertools.product(bad.items(), ["toml", "json"]):
        out = bench.scratch("recipe")
        path = out.with_name(f"recipe.{suffix}")
        path.write_bytes(text)
        made = generate(out, "--recipe", path, timeout=60)
        refused(f"{what} as .{suffix}", made, out)
        # The file, or the setting in it.
        check(f"{what} as .{suffix}: is named", path.name in made.stderr or " = " in made.stderr, made.stderr)
    out = bench.scratch("recipe")
    good = {"seed": 7, "positive": 6, "negative": 4, "formats": {"docx": 1, "eml": 2}}
    text = json.dumps(good).encode()
    for cut in bench.sample(range(1, len(text)), 12):
        path = out.with_name("cut.json")
        path.write_bytes(text[:cut])
        refused(f"a recipe cut at {cut}", generate(out, "--recipe", path, timeout=60), out, "cut.json")
    refused("a recipe that is a folder", generate(out, "--recipe", out.parent), out)
    refused("a recipe that is endless", generate(out, "--recipe", "/dev/zero", timeout=60), out)


def templates():
    """Templates that loop, nest, swell or reach out: bounded, and refused with their name."""
    bad = {
        "a long loop": "{% for a in range(100000) %}{% for b in range(100000) %}{% for c in range(100000) %}"
        "{% endfor %}{% endfor %}{% endfor %}{{ patient.name }}",
        "a huge range": "{% for a in range(99999999999) %}x{% endfor %}{{ patient.name }}",
        "endless recursion": "{% macro again(x) %}{{ again(x) }}{% endmacro %}{{ again(1) }}{{ patient.name }}",
        "an include of itself": "{% include 'visit.md' %}{{ patient.name }}",
        "extending itself": "{% extends 'visit.md' %}{{ patient.name }}",
        "a gigabyte by doubling": "{% set ns = namespace(t='x') %}{% for a in range(40) %}"
        "{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t }}{{ patient.name }}",
        "a gigabyte by repeating": "{{ 'x' * 1000000000 }}{{ patient.name }}",
        "a gigabyte by lines": "{% for a in range(10000) %}{% for b in range(10000) %}" + "words " * 20
        + "{% endfor %}{% endfor %}{{ patient.name }}",
        "a gigabyte by padding": "{{ 'x'|indent(1000000000) }}{{ '%1000000000d'|format(1) }}{{ patient.name }}",
        "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}{{ patient.name }}",
        "deep lists": "{{ " + "[" * 50_000 + "]" * 50_000 + " }}{{ patient.name }}",
        "deep blocks": "{% if true %}" * 3000 + "x" + "{% endif %}" * 3000 + "{{ patient.name }}",
        "another file": "{% include '../../../etc/passwd' %}{{ patient.name }}",
        "an unfinished tag": "{{ patient.name",
        "deep quotes": "> " * 20_000 + "x {{ patient.name }}",
        "deep emphasis": "*" * 50_000 + "x {{ patient.name }}",
        "a wide table": "| a " * 30_000 + "|\n" + "|---" * 30_000 + "|\n{{ patient.name }}",
        "a control character": "bell \x07 and null \x00 {{ patient.name }}",
        "invalid UTF-8": b"\xff\xfe {{ patient.name }}",
    }  # fmt: skip
    out, made = with_template(GOOD, BODY)
    check_run("a harmless template", made, "done")
    told = {json.loads(line)["doc_type"] for path in out.rglob("part-*.jsonl") for line in path.read_text().splitlines()}
    check("a harmless template: is what is told", told == {"visit"}, told)
    for what, body in bad.items():
        out, made = with_template(GOOD, body)
        told = "visit" in made.stderr
        if what == "a gigabyte by doubling":
            # The engine joins texts without a bound; the process has one.
            check_error(f"a template with {what}", made, "io", "visit.md")
            check(f"a template with {what}: writes nothing", not out.exists())
        elif made.returncode == 0:
            check_run(f"a template with {what}: verify", call("verify", out, "--deep"), "done")
        else:
            refused(f"a template with {what}", made, out)
            check(f"a template with {what}: is named", told, made.stderr)
    for name in ["../escape.md", "a b.md", "A.md", "x\ny.md", "-.md", "..md", "con.md", "x" * 200 + ".md", "ü.md", "policy.md"]:
        out, made = with_template(GOOD, BODY, name.replace("../", "%2e%2e%2f"))
        check_inside(f"a template named {name[:20]!r}", out)
        if made.returncode == 0:
            check_run(f"a template named {name[:20]!r}: verify", call("verify", out, "--deep"), "done")
        else:
            refused(f"a template named {name[:20]!r}", made, out)


def hostile_titles():
    """Words that would break out of XML, PDF strings or MIME headers stay words, or are refused."""
    for title in [
        "</w:t><w:evil/>", "]]><!--", "A) /JS (app.alert(1)) (", "x\\\\) endobj", "Subject\\r\\nBcc: all@example.com",
        "=cmd|'/c calc'!A0", "\\u202eevil", "&lt;&amp;&#0;", "=?utf-8?b?ZXZpbA==?=", "{{ 7 * 7 }}", "a/../../b", "'" * 40,
        "\\u0000", "\\u0085\\u2028", "x" * 5000,
    ]:  # fmt: skip
        out, made = with_template(f'"{title}"', BODY)
        what = f"the title {title[:30]!r}"
        if made.returncode == 0:
            check_run(f"{what}: verify", call("verify", out, "--deep"), "done")
            headers = {name for path in out.rglob("*.eml") for name in email.message_from_bytes(path.read_bytes()).keys()}
            check(f"{what}: no header of its own", headers == HEADERS, headers)
            check(f"{what}: no script", not any(b"/JS (" in path.read_bytes() for path in out.rglob("*.pdf")))
            check_xml(what, out)
        else:
            refused(what, made, out)
        check_inside(what, out)


def check_inside(what, out):
    """Nothing stands beside the corpus, and every document where documents belong."""
    beside = {path.name for path in out.parent.iterdir()} - {out.name, "own"}
    names = [str(path.relative_to(out)) for path in out.glob("phi_*/**/*")]
    place = r"phi_positive/\d{4}(/PHI_POS_[A-Za-z0-9]*_\d{6}\.\w+)?"
    odd = [name for name in names if not re.fullmatch(place, name)]
    check(f"{what}: stays inside", not beside and not odd, f"{beside} {odd}")


def check_xml(what, out):
    """Every part of the office documents is XML, and holds no element of the user's."""
    for path in out.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                try:
                    tags = {element.tag for element in ElementTree.fromstring(package.read(name)).iter()}
                except ElementTree.ParseError as error:
                    check(f"{what}: {name} is XML", name.endswith((".png", ".jpeg", ".odttf")), error)
                else:
                    check(f"{what}: {name} holds words only", not any("evil" in tag for tag in tags), tags)


def with_template(title, body, name="visit.md"):
    """A run with one template of the user's own."""
    out = bench.scratch("template")
    own = out.with_name("own")
    own.mkdir()
    raw = body if isinstance(body, bytes) else body.encode()
    (own / name).write_bytes(FRONT.format(title=title).encode() + b"# Visit\n\n" + raw + b"\n")
    more = ["--templates", own, *bench.SEVEN, "--positive", "12", "--negative", "0", "--formats", "docx,pdf,eml"]
    limit = 4 << 30

    def lower():
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    return out, generate(out, *more, timeout=60, preexec_fn=lower)


def main():
    flags()
    recipes()
    templates()
    hostile_titles()
