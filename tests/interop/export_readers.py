"""One reader for each export format: the id of every document that it holds, and
what is wrong with it. See exports.py."""

import contextlib
import io
import json
import os
import re
import tempfile
from collections import Counter, defaultdict

from lxml import etree

SIDES = ("train", "dev", "test")

def compare(expected, found):
    """Nothing, or how two lists of spans differ."""
    missing, extra = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    if missing or extra:
        return f"lacks {list(missing)[:3]}, has {list(extra)[:3]} too"
    return None


def sides(out, extension):
    for side in SIDES:
        path = out / f"{side}.{extension}"
        if path.exists():
            yield side, path


@contextlib.contextmanager
def silence():
    """For readers that talk while they read."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def elements(out):
    for _, path in sides(out, "json"):
        yield from json.loads(path.read_text(encoding="utf-8"))


def by_text(corpus):
    """Ids by text: formats without a name for a document give them in order."""
    ids = defaultdict(list)
    for record in corpus.records.values():
        ids[record["text"]].append(record["id"])
    return ids


def in_order(corpus, side):
    """The records of a side, as an export has them."""
    return [record for record in corpus.records.values() if record["split"] == side]


def xml(root, types, tags):
    def read(out, corpus):
        ids = by_text(corpus)
        for path in sorted(out.glob("*/*.xml")):
            # As the tracks' scripts do: names taken apart, text and tags by element.
            if not re.match(r"^(\d+)-(\d+)(.*)\.xml", path.name):
                yield path.name, "its name can't be taken apart"
                continue
            tree = etree.fromstring(path.read_bytes())
            text = tree.find("TEXT").text
            found, problem = [], None
            for element in tree.find("TAGS"):
                start, end = int(element.get("start")), int(element.get("end"))
                if element.get("TYPE") not in types.get(element.tag, "").split():
                    problem = f"{element.tag}/{element.get('TYPE')} is no type of the track"
                if re.sub(r"[\n\t]", " ", text[start:end]) != element.get("text"):
                    problem = f"{element.get('text')!r} is not at {start}"
                found.append((start, end, f"{element.tag}/{element.get('TYPE')}"))
            if tree.tag != root or not ids.get(text):
                yield path.name, f"the text of no record, in {tree.tag}"
                continue
            record = corpus.records[ids[text].pop(0)]
            if path.parent.name != record["split"]:
                problem = f"is in {path.parent.name}, not {record['split']}"
            yield record["id"], problem or compare(corpus.expected(record, tags), found)

    return read


def brat(out, corpus):
    conf = (out / "annotation.conf").read_text(encoding="utf-8")
    section = lambda name: conf.split(f"[{name}]\n")[1].split("\n\n")[0].split("\n")
    types = set(section("entities"))
    letters = section("attributes")[0].split("Value:")[1].split("|")
    for path in sorted(out.glob("*/*.txt")):
        record = corpus.records[path.stem]
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        problem = None if text == record["text"] else "another text"
        found, known, targets = [], set(), []
        with open(path.with_suffix(".ann"), encoding="utf-8") as lines:
            for line in lines:
                id, data, tail = line.rstrip("\n").split("\t", 2) if line.count("\t") > 1 else [*line.rstrip("\n").split("\t"), ""]
                if id in known:
                    problem = f"{id} is there twice"
                known.add(id)
                if id[0] == "T":
                    kind, places = data.split(" ", 1)
                    places = [tuple(map(int, place.split(" "))) for place in places.split(";")]
                    if kind not in types:
                        problem = f"{kind} is not in annotation.conf"
                    if " ".join(text[a:b] for a, b in places) != tail or "\n" in tail:
                        problem = f"{tail!r} is not at {places}"
                    if any(a >= b for a, b in places) or any(b >= c for (_, b), (c, _) in zip(places, places[1:])):
                        problem = f"{places} are no places"
                    found.append((places[0][0], places[-1][1], kind))
                elif id[0] == "A":
                    kind, target, value = data.split(" ")
                    if kind != "HIPAA" or value not in letters:
                        problem = f"{data} is no attribute of annotation.conf"
                    targets.append(target)
                elif id[0] == "#":
                    targets.append(data.split()[1])
                else:
                    problem = f"brat has no {id}"
        if not known.issuperset(targets):
            problem = "a note or attribute of nothing"
        yield record["id"], problem or compare(corpus.expected(record, "synthphi"), found)


def places(text, tokens):
    """The code points of tokens, each found behind the one before."""
    at, found = 0, []
    for token in tokens:
        start = text.index(token, at)
        if text[at:start].strip():
            raise ValueError(f"{text[at:start]!r} is in no token")
        at = start + len(token)
        found.append((start, at))
    if text[at:].strip():
        raise ValueError(f"{text[at:]!r} is in no token")
    return found


def entities(sentences, scheme, text):
    """(start, end, tag) by seqeval's strict reading of the tags."""
    from seqeval.scheme import Entities

    where = places(text, [token for sentence in sentences for token, _ in sentence])
    found, base = [], 0
    for number, sentence in enumerate(Entities([[tag for _, tag in sentence] for sentence in sentences], scheme).entities):
        for entity in sentence:
            found.append((where[base + entity.start][0], where[base + entity.end - 1][1], entity.tag))
        base += len(sentences[number])
    return found


def conll(separator, columns, scheme):
    def read(out, corpus):
        from seqeval import scheme as schemes

        for side, path in sides(out, "conll"):
            documents = path.read_text(encoding="utf-8").split(f"-DOCSTART-{separator}O\n")[1:]
            for record, document in zip(in_order(corpus, side), documents, strict=True):
                sentences = []
                for block in document.split("\n\n"):
                    rows = [line.split(columns) for line in block.split("\n") if line]
                    if rows:
                        sentences.append([(row[0], row[-1]) for row in rows])
                found = entities(sentences, getattr(schemes, scheme), record["text"])
                yield record["id"], compare(corpus.expected(record, "synthphi"), found)

    return read


def huggingface(out, corpus):
    os.environ["HF_HUB_OFFLINE"] = "1"
    from datasets import disable_progress_bars, load_dataset
    from seqeval.scheme import IOB2

    disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        splits = load_dataset(str(out), cache_dir=cache)
        for name, rows in splits.items():
            side = "dev" if name == "validation" else name
            for record, row in zip(in_order(corpus, side), rows, strict=True):
                problem = None if row["id"] == record["id"] else f"{row['id']} stands where it belongs"
                found = entities([list(zip(row["tokens"], row["ner_tags"], strict=True))], IOB2, record["text"])
                yield record["id"], problem or compare(corpus.expected(record, "synthphi"), found)


def presidio(out, corpus):
    import spacy
    from presidio_evaluator import InputSample

    with tempfile.TemporaryDirectory() as model:
        # Its reader tags tokens, and takes a folder for a model: a tokenizer will do.
        spacy.blank("en").to_disk(model)
        for _, path in sides(out, "json"):
            with silence():
                samples = InputSample.read_dataset_json(path, token_model_version=model)
            for sample in samples:
                record = corpus.records[sample.metadata["id"]]
                problem = None if sample.full_text == record["text"] else "another text"
                for span in sample.spans:
                    if sample.full_text[span.start_position : span.end_position] != span.entity_value:
                        problem = f"{span.entity_value!r} is not at {span.start_position}"
                expected = corpus.expected(record, "presidio")
                if not {tag for _, _, tag in expected}.issuperset(set(sample.tags) - {"O"}):
                    problem = "tags of no span"
                found = [(span.start_position, span.end_position, span.entity_type) for span in sample.spans]
                yield record["id"], problem or compare(expected, found)


def doccano(utf16):
    def read(out, corpus):
        for _, path in sides(out, "jsonl"):
            with open(path, encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    sample = json.loads(line)
                    record = corpus.records[sample["meta"]["id"]]
                    units = sample["text"].encode("utf-16-le")
                    point = lambda at: len(units[: 2 * at].decode("utf-16-le")) if utf16 else at
                    found = [(point(start), point(end), tag) for start, end, tag in sample["label"]]
                    problem = None if sample["text"] == record["text"] else "another text"
                    yield record["id"], problem or compare(corpus.expected(record, "synthphi"), found)

    return read


def label_studio(out, corpus):
    config = etree.parse(out / "labeling_config.xml").getroot()
    labels = config.find("Labels")
    names = {label.get("value") for label in labels}
    for task in elements(out):
        record = corpus.records[task["meta"]["id"]]
        text = task["data"][config.find("Text").get("value").lstrip("$")]
        problem = None if text == record["text"] else "another text"
        found, ids = [], set()
        for region in task["annotations"][0]["result"]:
            value = region["value"]
            if (region["from_name"], region["to_name"], region["type"]) != (labels.get("name"), labels.get("toName"), "labels"):
                problem = "a region of another control"
            if not names.issuperset(value["labels"]) or region["id"] in ids:
                problem = f"{region['id']} with {value['labels']}"
            if text[value["start"] : value["end"]] != value["text"]:
                problem = f"{value['text']!r} is not at {value['start']}"
            ids.add(region["id"])
            found.append((value["start"], value["end"], value["labels"][0]))
        yield record["id"], problem or compare(corpus.expected(record, "synthphi"), found)


def spacy(out, corpus):
    import spacy
    from spacy.tokens import Doc, DocBin
    from spacy.util import filter_spans, get_words_and_spaces

    language = spacy.blank("en")
    token = re.compile(r"(?:[A-Za-z0-9]|[^\x00-\x7f\s])+|[^\s]")
    ids = by_text(corpus)
    for text, annotations in elements(out):
        record = corpus.records[ids[text].pop(0)]
        spans = annotations["entities"]
        # The tokens of our exports: cut where a span begins or ends.
        cuts = sorted({0, len(text), *(at for span in spans for at in span[:2])})
        words = [word for a, b in zip(cuts, cuts[1:]) for word in token.findall(text[a:b])]
        doc = Doc(language.vocab, *get_words_and_spaces(words, text))
        found = [doc.char_span(start, end, label=tag) for start, end, tag in spans]
        if doc.text != text or None in found or len(filter_spans(found)) != len(found):
            yield record["id"], "spaCy can't hold a span"
            continue
        doc.ents = found
        (back,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(language.vocab)
        found = [(ent.start_char, ent.end_char, ent.label_) for ent in back.ents]
        yield record["id"], compare(corpus.expected(record, "synthphi"), found)


def gliner(out, corpus):
    for side, path in sides(out, "json"):
        samples = json.loads(path.read_text(encoding="utf-8"))
        for record, sample in zip(in_order(corpus, side), samples, strict=True):
            tokens = sample["tokenized_text"]
            where = places(record["text"], tokens)
            problem = None
            for first, last, label in sample["ner"]:
                if not (isinstance(label, str) and 0 <= first <= last < len(tokens)):
                    problem = f"{first}..={last} of {len(tokens)} tokens"
            found = [(where[first][0], where[last][1], label) for first, last, label in sample["ner"]]
            yield record["id"], problem or compare(corpus.expected(record, "words"), found)


def value_map(out, corpus):
    paths = {record["path"]: record for record in corpus.records.values()}
    for _, path in sides(out, "json"):
        for name, values in json.loads(path.read_text(encoding="utf-8")).items():
            record = paths[name]
            expected = [span["text"] for span in record["spans"] if span["start"] is not None]
            yield record["id"], compare(expected, values)


def coco(out, corpus, dpi=144):
    from pycocotools.coco import COCO

    for _, path in sides(out, "json"):
        with silence():
            pages = COCO(str(path))
        names = {category["id"]: category["name"] for category in pages.loadCats(pages.getCatIds())}
        found = defaultdict(list)
        for annotation in pages.loadAnns(pages.getAnnIds()):
            (image,) = pages.loadImgs(annotation["image_id"])
            x, y, w, h = annotation["bbox"]
            box = [edge * 72 / dpi for edge in (x, y, x + w, y + h)]
            about = annotation["synthphi"]
            found[about["document"]].append((about["id"], names[annotation["category_id"]], image["page"], box))
        documents = defaultdict(list)
        for image in pages.loadImgs(pages.getImgIds()):
            documents[image["file_name"].rsplit("-", 1)[0]].append(image)
        for id, images in documents.items():
            record = corpus.records[id]
            expected = []
            for span in record["spans"]:
                source = span.get("source", {})
                if span["start"] is None and source.get("boxes"):
                    continue
                for box in source.get("boxes", []):
                    expected.append((span["id"], span["label"], source["page"], box))
            sizes = [(page["width"] * dpi / 72, page["height"] * dpi / 72) for page in record["pages"]]
            problem = None
            if any(
                abs(image["width"] - w) >= 1 or abs(image["height"] - h) >= 1
                for image, (w, h) in zip(sorted(images, key=lambda image: image["page"]), sizes, strict=True)
            ):
                problem = "pages of another size"
            if not problem and len(expected) == len(found[id]):
                # To a hundredth of a point: pixels have three decimals.
                for mine, yours in zip(sorted(expected), sorted(found[id])):
                    if mine[:3] != yours[:3] or any(abs(a - b) > 0.01 for a, b in zip(mine[3], yours[3])):
                        problem = f"{yours}, not {mine}"
            elif not problem:
                problem = f"{len(found[id])} boxes, not {len(expected)}"
            yield id, problem


def tab(out, corpus):
    for sample in elements(out):
        record = corpus.records[sample["doc_id"]]
        mentions = sample["annotations"]["synthphi"]["entity_mentions"]
        problem = None
        if (sample["text"], sample["dataset_type"]) != (record["text"], record["split"]):
            problem = "another text or side"
        if len({mention["entity_mention_id"] for mention in mentions}) != len(mentions):
            problem = "two mentions have one id"
        kinds = {(span["start"], span["end"]): span for span in record["spans"]}
        for mention in mentions:
            place = (mention["start_offset"], mention["end_offset"])
            if record["text"][slice(*place)] != mention["span_text"]:
                problem = f"{mention['span_text']!r} is not at {place}"
            if mention["identifier_type"] not in ("DIRECT", "QUASI", "NO_MASK"):
                problem = mention["identifier_type"]
            if (mention["identifier_type"] == "NO_MASK") != (kinds[place]["safe_harbor"] is None):
                problem = f"{mention['span_text']!r} is {mention['identifier_type']}"
            if mention["entity_id"] != kinds[place]["entity"]:
                problem = f"{mention['span_text']!r} is of {mention['entity_id']}"
        found = [(m["start_offset"], m["end_offset"], m["entity_type"]) for m in mentions]
        yield record["id"], problem or compare(corpus.expected(record, "tab"), found)


def w3c(out, corpus):
    for path in sorted(out.glob("*/*.jsonld")):
        record = corpus.records[path.stem]
        collection = json.loads(path.read_text(encoding="utf-8"))
        items = collection["first"]["items"]
        problem = None
        if (collection["@context"], collection["type"]) != ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection"):
            problem = "no collection"
        if collection["total"] != len(items) or len({item["id"] for item in items}) != len(items):
            problem = "another number of annotations"
        found = []
        for item in items:
            with open(path.parent / item["target"]["source"], encoding="utf-8", newline="") as file:
                text = file.read()
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            if text != record["text"] or text[start:end] != quote["exact"]:
                problem = f"{quote['exact']!r} is not at {start}"
            if not (text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])):
                problem = f"{quote['exact']!r} stands among other words"
            (tag,) = (body["value"] for body in item["body"] if body["purpose"] == "tagging")
            found.append((start, end, tag))
        yield record["id"], problem or compare(corpus.expected(record, "synthphi"), found)
