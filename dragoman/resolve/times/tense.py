"""Past or future: the tense of the clause around a word, as far as dates need it."""

from __future__ import annotations

from functools import cache, cached_property

from dragoman.model import Sentence
from dragoman.resolve.times.book import entries

WILL = frozenset({"will", "shall", "'ll", "\u2019ll", "wo", "gonna"})
WAS = frozenset({"was", "were", "had", "did", "'d"})
HAS = frozenset({"has", "have", "'ve", "\u2019ve"})
IS = frozenset({"is", "are", "am", "'re", "\u2019re", "'m", "\u2019m", "'s", "\u2019s"})
COULD = frozenset({"would", "could", "should", "might", "may", "must", "can"})
# Nouns and participles that put what they speak of ahead.
AHEAD = frozenset(
    [
        "upcoming",
        "scheduled",
        "planned",
        "forthcoming",
        "due",
        "expected",
        "set",
        "slated",
        "coming",
        "deadline",
        "scheduling",
    ]
)
CLIMB = 8  # steps up the tree at the most
# All of them: however many helping words a hostile tree hangs on one verb, no more than these are kept.
HELPERS = WILL | WAS | HAS | IS | COULD | {"to"}
_UNTIL = frozenset(("to", "until", "till", "for"))
NONE: frozenset[str] = frozenset()


def tense_at(sentence: Sentence, token: int) -> str:
    """The tense of the verb that governs a word: past, perfect, present, future or unknown (see `Tenses.at`)."""
    return Tenses(sentence).at(token)


class Tenses:
    """The tenses of one sentence. Its words are looked through once, however often it is asked."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens

    @cached_property
    def auxiliaries(self) -> dict[int, frozenset[str]]:
        """The helping words of each word that has any, "to" among them; those that tell no tense all as ""."""
        found: dict[int, set[str]] = {}
        for token in self.tokens:
            word = token.text.lower()
            if token.dep.startswith("aux") or token.dep == "cop" or (token.dep == "mark" and word == "to"):
                found.setdefault(token.head, set()).add(word if word in HELPERS else "")
        return {at: frozenset(words) for at, words in found.items()}

    @cached_property
    def _left(self) -> list[str]:
        """For each word, the tense that the last auxiliary or verb to its left tells."""
        found, last = [], "unknown"
        for index, token in enumerate(self.tokens):
            found.append(last)
            word = token.text.lower()
            if word in WILL:
                last = "future"
            elif word in WAS or (token.pos == "VERB" and self._past(index)):
                last = "past"
        return found

    def at(self, token: int) -> str:
        """The tense of the verb that governs a word.

        Future is what will, shall, may or is due to happen, or is planned, promised or asked for (the words of
        `ahead` in dates.yml), also as a noun ("warned of a strike on Friday", `foreseen`); perfect is "has left",
        present any other bare present. Where no verb stands above the word the last auxiliary or verb to its left
        decides.
        """
        at, foreseen = token, -1
        for _ in range(CLIMB):
            this = self.tokens[at]
            if foreseen >= 0 and this.pos == "VERB" and this.lemma.lower() in _words("foreseen"):
                return "future"
            foreseen = self._foreseen(at, foreseen) if at < token else foreseen
            if this.text.lower() in AHEAD and at != token:
                return "past" if self._had(at) else "present" if self._ending(at) else "future"
            if this.pos == "VERB" and self._cases.get(token) in _UNTIL and this.lemma.lower() in _words("deferred"):
                return "future"  # "postponed to April the polls"
            if this.pos == "VERB" or (this.pos in {"NOUN", "ADJ", "PROPN"} and self._helped(at)):
                return self.verb(at)
            if this.head < 0:
                break
            at = this.head
        return self._left[token]

    def _had(self, at: int) -> bool:
        """Whether the verb above a word "had" done so: "had let a January deadline pass" looks back on it."""
        head = self.tokens[at].head
        return head >= 0 and self.tokens[at].dep in ("obj", "obl") and "had" in self.auxiliaries.get(head, NONE)

    def _ending(self, at: int) -> bool:
        """Whether something "is coming to an end": it is going on."""
        behind = [t.text.lower() for t in self.tokens[at : at + 5]]
        return behind[0] == "coming" and not {"end", "close"}.isdisjoint(behind)

    def plans(self, token: int) -> bool:
        """Whether the nearest verb above a word plans, asks for or announces ("announced manoeuvres for August")."""
        at = token
        for _ in range(CLIMB):
            at = self.tokens[at].head
            if at < 0:
                return False
            if self.tokens[at].pos == "VERB":
                lemma = self.tokens[at].lemma.lower()
                return lemma in _words("ahead") or lemma in _words("foreseen") or lemma in _words("scheduled")
        return False

    @cached_property
    def _cases(self) -> dict[int, str]:
        """The preposition of each word that has one."""
        return {t.head: t.text.lower() for t in reversed(self.tokens) if t.dep == "case"}

    def _foreseen(self, at: int, before: int) -> int:
        """The number of a noun that may be what a verb foresees ("warned of a strike"); -1 once it is an occasion."""
        token = self.tokens[at]
        kind, case = token.dep.partition(":")[0], self._cases.get(at)
        if token.pos != "NOUN" or before == -2 or (case and case not in {"of", "for"}):
            return -2
        return at if kind in {"obj", "obl"} else -1

    def _helped(self, at: int) -> bool:
        return bool(self.auxiliaries.get(at, NONE) - {"to"})

    def verb(self, at: int, *, deep: int = CLIMB) -> str:
        """The tense of a verb, or of a noun or adjective with a copula; that of the verb above it at most `deep` times."""
        if not deep:
            return "unknown"
        token = self.tokens[at]
        if at > 1 and [t.text.lower() for t in self.tokens[at - 2 : at]] == ["due", "to"]:
            return "future"  # "was due to meet on Friday", whatever the tree says
        words = self.auxiliaries.get(at, NONE)
        word = token.text.lower()
        if any(w in WILL for w in words):
            return "future"
        if word in AHEAD and not any(w in HAS for w in words):
            return "future"
        if any(w in COULD for w in words):
            return "unknown" if any(w in HAS for w in words) else "future"
        if "to" in words:
            return self._infinitive(at)
        if token.dep == "advcl" and token.head >= 0 and self._awaited(at):
            return "future"
        if any(w in WAS for w in words):
            return "past"
        if any(w in HAS for w in words):
            return "perfect"
        if any(w in IS for w in words):
            if word.endswith("ing") and self.sentence.kind not in {"caption", "title"}:
                return "future" if token.pos == "VERB" and token.lemma.lower() in _words("scheduled") else "present"
            return "present"
        if token.dep == "conj" and word == token.lemma.lower() and token.head >= 0 and not words:
            return self.verb(token.head, deep=deep - 1)  # "will sail at dawn and land on Friday"
        return "past" if self._past(at) else self._bare(at, deep)

    def _awaited(self, at: int) -> bool:
        """Whether a clause tells when something would be done ("aid would be sent when the port opened on Friday")."""
        above = self.auxiliaries.get(self.tokens[at].head, NONE)
        if above.isdisjoint(WILL | {"would"}) or not above.isdisjoint(HAS):
            return False
        return any(
            t.head == at and t.text.lower() in ("when", "once", "before", "until", "after")
            for t in self.tokens[max(0, at - 12) : at]
        )

    def _bare(self, at: int, deep: int) -> str:
        token = self.tokens[at]
        if token.text.lower().endswith("ing"):
            return (
                self.verb(token.head, deep=deep - 1)
                if token.head >= 0 and self.tokens[token.head].pos == "VERB"
                else "unknown"
            )
        if token.lemma.lower() in _words("scheduled") and self.sentence.kind not in {"caption", "title"}:
            return "future"  # "ministers meet on Friday"
        return "future" if self._in_force(at) else "present"

    def _in_force(self, at: int) -> bool:
        """ "The curbs take effect on Friday", "come into force on Friday"."""
        if self.tokens[at].lemma.lower() not in ("take", "come", "go"):
            return False
        behind = [t.text.lower() for t in self.tokens[at + 1 : at + 3]]
        return behind[:1] == ["effect"] or behind in (["into", "effect"], ["into", "force"])

    def _infinitive(self, at: int) -> str:
        """ "agreed to meet on Friday" is ahead, "managed to meet" is past, "is to meet" ahead again."""
        head = self.tokens[at].head
        if not self.auxiliaries.get(at, NONE).isdisjoint(IS | WAS):
            return "future"
        if head < 0:
            return "unknown"
        above = self.tokens[head]
        if at > 1 and self.tokens[at - 1].text.lower() == "be":
            aside = at > 2 and self.tokens[at - 3].text == ","
            if above.pos in {"NOUN", "PROPN"} or aside:
                return "future"  # "a conference to be held in June", "a conference on fishing, to be held in June"
        if above.text.lower() in AHEAD or above.lemma.lower() in _words("ahead"):
            return "future"
        return "past" if above.pos == "VERB" and self._past(head) else "unknown"

    def _past(self, at: int) -> bool:
        token = self.tokens[at]
        word = token.text.lower()
        if word.endswith("ing") or (word == token.lemma.lower() and word not in _words("unchanged")):
            return False
        return word.endswith("ed") or not word.endswith("s")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(entries()["verbs"][name])
