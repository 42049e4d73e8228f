"""The language model's contract: well-formed trees, whatever comes in, the same whoever stands beside."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.model import Article, Block, Parse
from dragoman.parse import Annotated, parse, parse_many
from dragoman.parse.lemmas import apply, script
from dragoman.parse.names import names_of
from dragoman.parse.syntax import MAX_WORDS, Model, load_model
from dragoman.parse.trees import decode, is_tree
from dragoman.parse.wordpiece import WordPieces, casing

TEXT_OF_IT = "Foreign Ministry spokesman Arto Lind told reporters that Norway would not withdraw its troops from Mali ."
SENTENCE = TEXT_OF_IT.split()


def article(text: str, *, kind: str = "body", id: str = "a") -> Article:
    return Article(id, "d", text, (Block(kind, 0, len(text), 0),))  # type: ignore[arg-type]


def assert_well_formed(words: list[str], got: Annotated) -> None:
    n = len(words)
    assert len(got.pos) == len(got.lemmas) == len(got.heads) == len(got.deps) == n
    assert is_tree([h + 1 for h in got.heads]) or not n
    assert [d == "root" for d in got.deps] == [h == -1 for h in got.heads]
    assert all(got.lemmas)
    ends = [0] + [i for first, last, _ in got.names for i in (first, last)] + [n]
    assert ends == sorted(ends) and all(a < b for a, b, _ in got.names)
    assert {label for _, _, label in got.names} <= {"PER", "LOC", "ORG", "NORP"}


def test_a_plain_sentence_has_the_tree_it_should() -> None:
    (got,) = load_model().annotate([SENTENCE])
    tree = {w: (SENTENCE[h] if h >= 0 else "", d) for w, h, d in zip(SENTENCE, got.heads, got.deps, strict=True)}
    assert tree["told"] == ("", "root")
    assert tree["Arto"] == ("told", "nsubj")
    assert tree["spokesman"] == ("Arto", "nmod:desc")
    assert tree["withdraw"] == ("told", "ccomp")
    assert tree["Norway"] == ("withdraw", "nsubj")
    assert tree["troops"] == ("withdraw", "obj")
    assert got.lemmas[SENTENCE.index("told")] == "tell"
    assert (3, 5, "PER") in got.names


STRANGE = [
    [],
    ["."],
    ["the"],
    ["\u200b"],
    ["中文", "наука", "🙂"],
    ["a" * 5000],
    ["-"] * 40,
    ["Word"] * (MAX_WORDS + 5),
    ["antidisestablishmentarianism", ","] * 200,
    ["x" * 59] * 30,
    [" "],
]


@pytest.mark.parametrize("words", STRANGE, ids=range(len(STRANGE)))
def test_strange_sentences_get_a_tree(words: list[str]) -> None:
    (got,) = load_model().annotate([words])
    assert_well_formed(words, got)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*SENTENCE, "al", "-", "2014", "NATO", "“"]), max_size=12), max_size=4))
def test_a_sentence_does_not_depend_on_its_neighbours(sentences: list[list[str]]) -> None:
    model = load_model()
    together = model.annotate(sentences)
    for words, got in zip(sentences, together, strict=True):
        assert_well_formed(words, got)
        assert model.annotate([words])[0] == got


def test_long_sentences_are_joined_under_one_root() -> None:
    words = ([*SENTENCE[:-1], ";"]) * 30
    (got,) = load_model().annotate([words])
    assert_well_formed(words, got)
    assert got.deps.count("parataxis") >= len(words) // MAX_WORDS


def test_another_format_is_refused() -> None:
    with pytest.raises(ModelError, match="format 99"):
        Model(onnx=b"", vocabulary=[], labels={"format": 99}, threads=1)


def test_damaged_weights_are_refused() -> None:
    with pytest.raises(ModelError, match="can't be loaded"):
        Model(onnx=b"nothing", vocabulary=["[UNK]", "[CLS]", "[SEP]"], labels={"format": 3}, threads=1)


TEXT = "Ada Holm left Oslo on Monday. “We don’t know why,” Gen. Ito said.\n\nTalks go on in Lima"


def assert_contract(found: Parse, text: str) -> None:
    assert [s.block for s in found.sentences] == sorted(s.block for s in found.sentences)
    for number, sentence in enumerate(found.sentences):
        block = found.article.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end and block.kind == sentence.kind
        assert sentence.tokens[0].start == sentence.start and sentence.tokens[-1].end == sentence.end
        assert all(text[t.start : t.end] == t.text for t in sentence.tokens)
        assert all(a.end <= b.start for a, b in itertools.pairwise(sentence.tokens))
        assert is_tree([t.head + 1 for t in sentence.tokens])
        for name in found.names:
            assert name.sentence != number or 0 <= name.first < name.last <= len(sentence.tokens)


def test_parse_keeps_offsets_and_trees() -> None:
    found = parse(article(TEXT))
    assert len(found.sentences) == 3
    assert_contract(found, TEXT)
    assert {TEXT[s.start : s.end] for s in found.sentences} >= {"Ada Holm left Oslo on Monday."}


def test_bylines_are_not_parsed() -> None:
    text = "Talks fail\n\nBy Ada Holm\n\nThey failed."
    blocks = (Block("title", 0, 10, 0), Block("byline", 12, 23, 12), Block("body", 25, 37, 25))
    found = parse(Article("a", "d", text, blocks))
    assert [(s.kind, s.block) for s in found.sentences] == [("title", 0), ("body", 2)]
    assert_contract(found, text)


def test_a_report_without_words_is_an_empty_parse() -> None:
    assert parse(Article("a", "d", "", ())).sentences == ()


def test_a_stream_finds_what_single_reports_find() -> None:
    articles = [article(TEXT[i:], id=str(i)) for i in range(0, 40, 7)]
    assert list(parse_many(articles, together=4)) == [parse(a) for a in articles]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="aB. é’“”()1\n-", max_size=60))
def test_any_text_keeps_the_contract(text: str) -> None:
    if text.strip():
        assert_contract(parse(article(text)), text)


def best(scores: np.ndarray) -> float:
    n = scores.shape[0]
    trees = (t for t in itertools.product(range(n + 1), repeat=n) if is_tree(list(t)))
    return max(float(sum(scores[i, h] for i, h in enumerate(t))) for t in trees)


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_is_the_best_one(seed: int) -> None:
    """Worked out against every tree there is."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(1, 6))
    scores = chance.normal(size=(n, n + 1)).astype(np.float32) * 3
    scores[:, 0] += 3 * (seed % 2)
    heads = decode(scores)
    # What stands on the diagonal (a word as its own head) never enters a tree.
    greedy = scores.argmax(axis=1).tolist()
    assert is_tree(heads)
    assert heads == greedy or sum(scores[i, h] for i, h in enumerate(heads)) == pytest.approx(best(scores), abs=1e-4)


LEMMAS = [("Parties", "party"), ("went", "go"), ("Ankara", "Ankara"), ("is", "be"), ("I", "I"), ("n't", "not")]


@pytest.mark.parametrize(("form", "lemma"), LEMMAS)
def test_lemma_scripts_give_the_lemma_back(form: str, lemma: str) -> None:
    assert apply(script(form, lemma), form) == lemma


@given(st.text(alphabet="aBcé-", min_size=1, max_size=8), st.text(alphabet="abcé", min_size=1, max_size=8))
def test_lemma_scripts_are_exact(form: str, lemma: str) -> None:
    assert apply(script(form, lemma), form) == lemma


def test_pieces_are_the_longest_that_fit() -> None:
    pieces = WordPieces({p: i for i, p in enumerate(["[UNK]", "[CLS]", "[SEP]", "cease", "##less", "##l", "'", "s"])})
    assert pieces("Ceaseless") == (3, 4)
    assert pieces("’s") == (6, 7)
    assert pieces("zz") == (0,)
    assert pieces("") == (0,)
    # marks above letters, and signs that are not seen
    assert pieces("Céa\u200bse\u200d") == (3,)
    assert pieces("ceaseless's") == (3, 4, 6, 7)
    assert pieces("ceasel zz") == (3, 5, 0)


def test_a_full_cache_of_pieces_begins_afresh() -> None:
    pieces = WordPieces({p: i for i, p in enumerate(["[UNK]", "[CLS]", "[SEP]", "a", "b"])}, cache_size=2)
    for word, found in (("a", 3), ("b", 4), ("A", 3), ("B", 4), ("c", 0), ("a", 3)):
        assert pieces(word) == (found,)
        assert len(pieces._cache) <= 2


CASINGS = [("oslo", 0), ("Oslo", 1), ("NATO", 2), ("UN", 2), ("A", 3), ("McKay", 4), ("oSlo", 4), ("F-16", 5), ("—", 6)]


@pytest.mark.parametrize(("word", "kind"), CASINGS)
def test_casing_has_seven_classes(word: str, kind: int) -> None:
    assert casing(word) == kind


NAMES = [
    ("O B-PER I-PER O", "so Omar Amin went", [(1, 3, "PER")]),
    ("B-PER O O B-PER", "Omar al - Amin", [(0, 4, "PER")]),
    ("B-PER O B-PER I-PER", "Omar and Ada Amin", [(0, 1, "PER"), (2, 4, "PER")]),
    ("B-PER O O I-PER I-PER", "Omar al # - Amin", [(0, 1, "PER"), (4, 5, "PER")]),
    ("B-LOC O B-LOC", "Norway - Chile", [(0, 1, "LOC"), (2, 3, "LOC")]),
    ("I-ORG B-LOC", "Acme Oslo", [(0, 1, "ORG"), (1, 2, "LOC")]),
]


@pytest.mark.parametrize(("tags", "words", "expected"), NAMES)
def test_names_are_read_off_the_tags(tags: str, words: str, expected: list[tuple[int, int, str]]) -> None:
    assert names_of(tags.split(), words.split()) == expected
