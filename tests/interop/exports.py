"""Every export, read back by a reader of its format and held against the records.

Real readers where they install in little time: spaCy, presidio-evaluator,
datasets, seqeval, pycocotools, lxml. i2b2's, MEDDOCAN's, brat's, GLiNER's,
doccano's, Label Studio's and TAB's rules are written down from what they
publish, since theirs are programs for Python 2, servers, or bring a machine
learning runtime along."""

import csv
import json
import subprocess
import tempfile
from pathlib import Path

import export_readers as read

_MAP = Path(__file__).resolve().parents[2] / "src" / "labels" / "label_map.tsv"


# The elements of i2b2 2014 with their types, and the 29 types of MEDDOCAN by element.
I2B2 = {
    "NAME": "PATIENT DOCTOR USERNAME",
    "PROFESSION": "PROFESSION",
    "LOCATION": "ROOM DEPARTMENT HOSPITAL ORGANIZATION STREET CITY STATE COUNTRY ZIP LOCATION-OTHER",
    "AGE": "AGE",
    "DATE": "DATE",
    "CONTACT": "PHONE FAX EMAIL URL IPADDR",
    "ID": "SSN MEDICALRECORD HEALTHPLAN ACCOUNT LICENSE VEHICLE DEVICE BIOID IDNUM",
}
MEDDOCAN = {
    "NAME": "NOMBRE_SUJETO_ASISTENCIA NOMBRE_PERSONAL_SANITARIO",
    "PROFESSION": "PROFESION",
    "LOCATION": "CALLE TERRITORIO PAIS HOSPITAL CENTRO_SALUD INSTITUCION",
    "AGE": "EDAD_SUJETO_ASISTENCIA",
    "DATE": "FECHAS",
    "CONTACT": "NUMERO_TELEFONO NUMERO_FAX CORREO_ELECTRONICO URL_WEB",
    "ID": "ID_ASEGURAMIENTO ID_CONTACTO_ASISTENCIAL NUMERO_BENEF_PLAN_SALUD IDENTIF_VEHICULOS_NRSERIE_PLACAS "
    "IDENTIF_DISPOSITIVOS_NRSERIE IDENTIF_BIOMETRICOS ID_SUJETO_ASISTENCIA ID_TITULACION_PERSONAL_SANITARIO "
    "ID_EMPLEO_PERSONAL_SANITARIO OTRO_NUMERO_IDENTIF",
    "OTHER": "SEXO_SUJETO_ASISTENCIA FAMILIARES_SUJETO_ASISTENCIA DIREC_PROT_INTERNET OTROS_SUJETO_ASISTENCIA",
}


class Corpus:
    """The records, and what each tag set calls their spans."""

    def __init__(self, records):
        self.records = {record["id"]: record for record in records}
        with open(_MAP, encoding="utf-8") as table:
            self.rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))

    def tag(self, span, tags):
        if tags == "synthphi":
            return span["label"]
        for row in self.rows:
            if row["label"] == span["label"] and all(
                row[key] == "*" or span.get(key, "") in row[key].split("|") for key in ("subtype", "role")
            ):
                return None if row[tags] == "none" else row[tags]
        raise KeyError(span["label"])

    def expected(self, record, tags):
        """(start, end, tag) of every span that the tag set has a name for."""
        found = []
        for span in record["spans"]:
            if span["start"] is not None and (tag := self.tag(span, tags)):
                found.append((span["start"], span["end"], tag))
        return found


def judge(records, program, folder):
    """Exports the corpus in every format; (check, documents, faults) of each."""
    corpus = Corpus(records)
    lines = {record["id"]: record for record in records}
    with tempfile.TemporaryDirectory() as work:
        for name, options, lossless, reader in FORMATS:
            form = name.split()[0]
            out = Path(work) / name.replace(" ", "-")
            check = f"export: {name}"
            done = subprocess.run(
                [program, "export", folder, "--to", form, "--out", out, "--json", *options],
                capture_output=True,
                text=True,
            )
            if done.returncode:
                yield check, len(lines), [done.stderr.strip()]
                continue
            faults, documents = [], 0
            try:
                for id, problem in reader(out, corpus):
                    documents += 1
                    if problem:
                        faults.append(f"{id}: {problem}")
            except Exception as error:
                faults.append(f"{type(error).__name__}: {str(error)[:300]}")
            summary = json.loads(done.stdout)
            if documents != (told := sum(summary["documents"].values())):
                faults.append(f"{documents} documents were read, the summary says {told}")
            yield check, documents, faults
            if lossless:
                back = Path(work) / "back.jsonl"
                subprocess.run([program, "import", out, "--from", form, "--out", back], check=True, capture_output=True)
                labels = sorted((Path(folder) / "labels").glob("part-*.jsonl"))
                same = back.read_bytes() == b"".join(part.read_bytes() for part in labels)
                yield f"import: {name}", documents, [] if same else ["the records are not the same bytes"]
                back.unlink()


# By format: a name, the options, whether it comes back, and the reader.
FORMATS = (
    ("i2b2", (), True, read.xml("deIdi2b2", I2B2, "i2b2")),
    ("meddocan", (), True, read.xml("MEDDOCAN", MEDDOCAN, "meddocan")),
    ("brat", (), True, read.brat),
    ("conll", (), False, read.conll(" -X- -X- ", " ", "IOB2")),
    ("conll BIOES", ("--columns", "2", "--scheme", "bioes"), False, read.conll("\t", "\t", "IOBES")),
    ("presidio", (), True, read.presidio),
    ("doccano", (), True, read.doccano(True)),
    ("doccano codepoint", ("--offsets", "codepoint"), True, read.doccano(False)),
    ("label-studio", (), True, read.label_studio),
    ("spacy", (), False, read.spacy),
    ("huggingface", (), False, read.huggingface),
    ("gliner", (), False, read.gliner),
    ("value-map", (), False, read.value_map),
    ("coco", ("--dpi", "144"), False, read.coco),
    ("tab", (), True, read.tab),
    ("w3c", (), True, read.w3c),
)
CHECKS = tuple(f"export: {name}" for name, *_ in FORMATS) + tuple(
    f"import: {name}" for name, _, lossless, _ in FORMATS if lossless
)
