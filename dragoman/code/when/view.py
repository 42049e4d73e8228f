"""One sentence's tree as its dates see it: which date governs a word, and whether a clause is past and over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.code.when.years import bound_for, brings_on, named_year
from dragoman.data.calendar import Days
from dragoman.model import Mention, Sentence, When

# A date below one of these belongs to the clause there and not to the one above.
CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"})
NOT_A_DATE = frozenset({"before", "declined"})
# A noun after one of these happens when its verb does: "died in Monday's blast", "said at the March summit".
SAME_TIME = frozenset({"in", "at", "during", "on", "amid", "by"})
# Time nouns pass a date on whatever stands before them: "for the second day in a row on Tuesday".
TIMES = frozenset(
    ["day", "night", "week", "month", "year", "time", "row", "morning", "evening", "afternoon", "hour", "occasion"]
)
SEASONS = frozenset(
    {"fall", "spring", "summer", "winter", "autumn", "weekend", "decade", "century", "quarter", "season"}
)
# Prepositions and nouns of what was before.
AFTER = frozenset({"after", "following", "since", "despite"})
AFTERMATH = frozenset({"aftermath", "wake"})
# A date inside "at a summit in September" dates the sentence, whatever noun the summit was hung on.
OCCASION = frozenset({"at", "during"})
# What is done to a statement or a letter on the day it speaks.
ISSUED = frozenset(
    ["publish", "issue", "release", "date", "send", "sign", "circulate", "broadcast", "deliver", "post", "hand", "dispatch", "read"]
)  # fmt: skip
# "the talks held in May", "an apology that he offered on Monday": what is done to an event when it happens.
LIGHT = frozenset(
    ["begin", "carry", "conclude", "conduct", "deliver", "give", "hold", "impose", "launch", "make", "mount", "offer", "reach",
     "repeat", "sign", "stage", "start", "strike", "take", "undertake", "utter", "initial", "agree", "adopt", "pass", "set", "call",
     "grant", "plan", "schedule", "concede", "voice", "propose", "announce", "convene", "broker", "run", "extend", "fire", "decree",
     "declare", "proclaim"]
) | ISSUED  # fmt: skip
# Participles of what is to be: "a meeting due to begin on Friday".
PLANNED = frozenset({"set", "schedule", "due", "expect", "plan", "slate", "bill", "time"})
# A participle of these tells the occasion of the main verb: "Addressing a rally on Monday, he urged ...".
OCCASIONS = frozenset(
    ["address", "answer", "appear", "arrive", "attend", "brief", "conclude", "gather", "inspect", "listen", "meet", "open", "preside",
     "receive", "sit", "speak", "talk", "testify", "tour", "visit", "write", "welcome", "return"]
)  # fmt: skip
# What its subject is dates the clause, however coarsely.
HAPPEN = frozenset({"come", "happen", "occur", "take", "follow", "coincide", "fall", "begin", "end"})
# Words of the verb group that say when it is: a sentence in the perfect or the future does not go on with a day's story.
NOT_THEN = frozenset(
    {"will", "shall", "has", "have", "is", "are", "am", "'s", "\u2019s", "may", "might", "can", "must", "could"}
)
# Adverbs that do so too.
BEFORE_THEN = frozenset({"previously", "earlier", "formerly", "already", "initially", "originally", "long", "once"})
# What may stand before a date that opens a sentence, and bases of dates that are not the sentence's own.
OPENERS = frozenset(
    {"on", "in", "at", "the", "early", "late", "earlier", "later", "and", "but", "then", "over", "during", ",", '"'}
)
UNBOUND = NOT_A_DATE | {"offset", "period", "duration", "since"}

Found = tuple[Mention, When]


def _years(mention: Mention) -> bool:
    """Whether a phrase means more than three years: a decade, a century."""
    when = mention.when
    return when is not None and int(when.end[:4]) - int(when.start[:4]) > 3


def _plain(mention: Mention) -> When | None:
    """The interval of a phrase's own words, whatever the preposition before it makes of them."""
    if mention.basis not in {"before", "since", "until", "after", "by"} or not mention.candidates:
        return mention.when
    start, _, end = mention.candidates[0].partition("/")
    grain = {True: "day"}.get(start == end) or {7: "month", 4: "year"}.get(_shared(start, end), "span")
    return When(start, end, grain, "absolute")


def _shared(start: str, end: str) -> int:
    """7 for a whole month, 4 for a whole year, else 0."""
    if start.endswith("-01-01") and end.endswith("-12-31") and start[:4] == end[:4]:
        return 4
    return 7 if start[:7] == end[:7] and start.endswith("-01") and end[8:] >= "28" else 0


@dataclass(slots=True)
class View:
    """A sentence with the words below each word."""

    sentence: Sentence
    below: dict[int, list[int]]

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.below = below = dict[int, list[int]]()
        for index, token in enumerate(sentence.tokens):
            if token.head in below:
                below[token.head].append(index)
            else:
                below[token.head] = [index]

    @property
    def root(self) -> int | None:
        """The main word."""
        return next(iter(self.below.get(-1, ())), None)

    def then(self, token: int) -> bool:
        """Whether the clause of a word, and the main clause, tell of a time past and over."""
        root = self.root
        clause = self.clause(token)
        return root is not None and self._past(root) and self._past(clause) and not self._else(clause)

    def _else(self, clause: int) -> bool:
        """Whether an adverb puts a clause before the story ("had previously asked the court")."""
        return any(self.sentence.tokens[c].text.lower() in BEFORE_THEN for c in self.below.get(clause, ()))

    def clause(self, token: int) -> int:
        """The verb, or head of a clause, that a word belongs to."""
        for _ in range(40):
            this = self.sentence.tokens[token]
            if this.pos == "VERB" or this.head < 0 or this.dep.partition(":")[0] in CLAUSES:
                break
            token = this.head
        return token

    def holds(self, token: int, other: int) -> bool:
        """Whether a word stands somewhere below another."""
        for _ in range(40):
            if other == token:
                return True
            if other < 0:
                return False
            other = self.sentence.tokens[other].head
        return False

    def _past(self, token: int) -> bool:
        this = self.sentence.tokens[token]
        words = self._helpers(token)
        if words:
            return words.isdisjoint(NOT_THEN)
        if this.pos != "VERB":
            return True
        word = this.text.lower()
        return word.endswith(("ing", "ed")) or (not word.endswith("s") and word != this.lemma.lower())

    def governing(self, mentions: Sequence[Mention], token: int, published: Days | None) -> Found | None:
        """The date of the nearest word at or above a token that has one; None where that is one nobody can tell."""
        beside = next((m for m in mentions if self._beside(m, token)), None)
        if beside is not None and beside.when is not None:
            return beside, beside.when
        itself = next((m for m in mentions if m.first < token == m.head < m.last and m.when is not None), None)
        if itself is not None and (plain := _plain(itself)) is not None and self._happens(token):
            return itself, plain  # "the September 11 attacks"
        best: tuple[tuple[int, int, int], Mention, bool] | None = None
        above = self._above(token)
        untold = len(self.sentence.tokens)  # steps up to a date that nobody can tell
        for mention in mentions:
            if mention.first <= token < mention.last:
                continue
            if (clause := self._when_clause(mention)) in above and clause is not None:
                if (plain := _plain(mention)) is not None and (best is None or above[clause] <= best[0][0]):
                    best = (above[clause], 0, 0), replace(mention, when=plain, basis=plain.basis), False
                continue
            if (mention.when is None and mention.basis != "declined") or mention.basis == "before":
                continue
            reach = self._rank(mention, above, token)
            if reach is not None and mention.when is None:
                untold = min(untold, reach[0][0])
            elif reach is not None and (best is None or reach[0] < best[0]):
                best = reach[0], mention, reach[1]
        near = best[0][0] if best is not None else untold
        named = named_year(self.sentence.tokens, mentions, above, self._cases, self._past, published)
        if named is not None and (best is None or named[0] < near):
            return named[1:]
        if best is None:
            first = next((m for m in mentions if m.when and m.basis not in UNBOUND and self._opens(m, token)), None)
            first = first or next((m for m in mentions if m.basis == "duration" and self._lasts(m, token)), None)
            return (first, first.when) if first is not None and first.when is not None else None
        rank, mention, since = best
        when = mention.when
        if when is None or untold < near:
            return None  # "the mine where troops set up a post on Monday has been idle since 2013"
        if since and mention.basis != "since":
            end = max(when.end, published[1].isoformat()) if published else when.end
            when = When(when.start, end, "span", "since")
        joined = self._when_clause(mention)
        climbed = [index for index, steps in above.items() if steps < rank[0]]
        if joined not in above and any(self.sentence.tokens[i].dep.partition(":")[0] in CLAUSES for i in climbed):
            when = replace(when, basis="governing")
        return mention, when

    def _beside(self, mention: Mention, token: int) -> bool:
        """Whether a date stands in front of a noun as part of its name ("the October raid"), whatever the tree says."""
        tokens = self.sentence.tokens
        if mention.last != token or mention.first == 0 or mention.when is None or mention.basis in UNBOUND:
            return False
        return tokens[token].pos in {"NOUN", "PROPN"} and tokens[mention.first - 1].pos in {"DET", "PRON"}

    def _happens(self, token: int) -> bool:
        """Whether the noun of a date phrase is no unit of time but an event."""
        this = self.sentence.tokens[token]
        return this.pos == "NOUN" and this.lemma not in TIMES and this.lemma not in SEASONS

    def after_all(self, token: int) -> bool:
        """Whether a noun tells what was before its clause ("after the raid", "in the aftermath of the invasion")."""
        tokens = self.sentence.tokens
        for _ in range(8):
            this = tokens[token]
            if this.pos not in ("NOUN", "PROPN"):
                return False
            if this.lemma in AFTERMATH or not self._cases(token).isdisjoint(AFTER):
                return True
            token = this.head
            if token < 0:
                return False
        return False

    def _when_clause(self, mention: Mention) -> int | None:
        """The verb of "when ..." right behind a date: "until 2003, when he was freed" tells when he was freed."""
        tokens, at = self.sentence.tokens, mention.last
        if at < len(tokens) and tokens[at].text == ",":
            at += 1
        if at >= len(tokens) or tokens[at].text.lower() != "when" or tokens[at].head <= at:
            return None
        verb = tokens[tokens[at].head]
        return tokens[at].head if verb.dep.partition(":")[0] in {"advcl", "acl"} else None

    def _above(self, token: int) -> dict[int, int]:
        """The token and the words above it, with the number of steps up."""
        found: dict[int, int] = {}
        while token >= 0 and token not in found:
            found[token] = len(found)
            token = self.sentence.tokens[token].head
        return found

    def _rank(self, mention: Mention, above: dict[int, int], trigger: int) -> tuple[tuple[int, int, int], bool] | None:
        """Steps up to the word that has the date, steps down to it, distance in words; None where it does not reach.

        The second part tells whether "since" was passed on the way ("since the raid in March"): it happened after it.
        """
        tokens = self.sentence.tokens
        at, down, since, occasion = mention.head, 0, False, False
        if mention.basis == "offset":  # "a day after guards shot a farmer" dates the shot, not what came after it
            at = tokens[mention.last - 1].head
            return ((above[at], 0, abs(at - trigger)), False) if at in above and at >= mention.last else None
        last = tokens[mention.last - 1]
        if last.dep == "case" and last.text.lower() in {"before", "after"} and last.head == tokens[at].head >= 0:
            at, down = (
                tokens[last.head].head,
                1,
            )  # "a month before the vote" hangs on the vote, and dates what it precedes
        while at not in above:
            if at < 0:
                return None
            cases = self._cases(at)
            if at != mention.head and "since" in cases:
                since = True
            elif self._planned(at):
                at, down = tokens[at].head, down + 1  # "the next round, set to be held on June 3"
                continue
            elif self._told_of(at, trigger):
                return (0, down + 1, abs(mention.head - trigger)), since
            elif tokens[at].dep == "advcl" and self._when(at):
                down += 5  # "they froze the loan when the affair came to light in 2010"
            elif self._occasion(at):
                occasion, at, down = True, tokens[at].head, down + 5
                continue
            elif down > len(tokens) or not (occasion or self._reaches(mention, at, cases)):
                return None
            occasion = occasion or (at != mention.head and not cases.isdisjoint(OCCASION))
            if tokens[at].head < 0 or (occasion and tokens[at].dep.partition(":")[0] in CLAUSES):
                return None
            at, down = tokens[at].head, down + 1
        if any(steps < above[at] and self._parts(index) for index, steps in above.items()):
            return None
        if mention.basis == "since" and not since and self._over(at):
            return None  # "called for a review of all orders since May"
        return (above[at], down, abs(mention.head - trigger)), since

    def _over(self, at: int) -> bool:
        """Whether a verb stands in the simple past, which nothing lasts in "since" a date."""
        token = self.sentence.tokens[at]
        return token.pos == "VERB" and token.text.lower().endswith("ed") and not self._helpers(at)

    def _parts(self, at: int) -> bool:
        """Whether a verb beside another tells of another time: "met on Monday, but has since left"."""
        token = self.sentence.tokens[at]
        return token.dep == "conj" and token.pos == "VERB" and not self._helpers(at).isdisjoint(NOT_THEN)

    def _helpers(self, at: int) -> set[str]:
        tokens = self.sentence.tokens
        return {tokens[c].text.lower() for c in self.below.get(at, ()) if tokens[c].dep.startswith(("aux", "cop"))}

    def _planned(self, at: int) -> bool:
        token = self.sentence.tokens[at]
        above = self.sentence.tokens[token.head]
        return token.dep == "xcomp" and above.lemma in PLANNED and above.dep.partition(":")[0] == "acl"

    def _told_of(self, at: int, trigger: int) -> bool:
        """Whether a clause at `at` says of the trigger's noun that it took place ("the truce on the river signed in May")."""
        token = self.sentence.tokens[at]
        if token.dep.partition(":")[0] != "acl" or token.lemma not in LIGHT:
            return False
        noun = token.head
        for _ in range(4):  # the clause may hang on a noun within the trigger's phrase
            if noun == trigger:
                return True
            above = self.sentence.tokens[noun]
            if above.dep.partition(":")[0] != "nmod" or not trigger <= above.head < noun:
                return False
            noun = above.head
        return False

    def _occasion(self, at: int) -> bool:
        """Whether a participle tells the occasion of its main verb, before it or behind its subject."""
        token = self.sentence.tokens[at]
        kind = token.dep.partition(":")[0]
        if kind not in {"advcl", "acl"} or token.lemma not in OCCASIONS or not token.text.lower().endswith("ing"):
            return False
        if self._helpers(at) or self._cases(at):
            return False
        head = self.sentence.tokens[token.head]
        return at < token.head if kind == "advcl" else head.dep == "nsubj"

    def _adverbial(self, at: int) -> bool:
        kind, _, detail = self.sentence.tokens[at].dep.partition(":")
        return (kind in {"obl", "advmod"} and not detail) or detail in {"unmarked", "tmod", "npmod"}

    def _opens(self, mention: Mention, token: int) -> bool:
        """Whether a phrase opens the sentence of a main clause ("On Monday General Adler met ..."), whatever the tree says."""
        words = {t.text.lower() for t in self.sentence.tokens[: mention.first]}
        return words <= OPENERS and mention.last < token and self.clause(token) == self.root

    def _lasts(self, mention: Mention, token: int) -> bool:
        """Whether a duration stands in front of the noun that lasted so long ("a three-week tour")."""
        tokens = self.sentence.tokens
        between = tokens[mention.last : token]
        return (
            mention.when is not None
            and mention.last <= token
            and tokens[token].pos == "NOUN"
            and len(between) <= 2
            and all(t.pos in {"ADJ", "NOUN", "PROPN"} for t in between)
        )

    def _acts(self, at: int) -> bool:
        return any(self.sentence.tokens[c].dep == "obj" for c in self.below.get(at, ()))

    def _when(self, at: int) -> bool:
        return any(self.sentence.tokens[c].text.lower() == "when" for c in self.below.get(at, ()))

    def _cases(self, at: int) -> set[str]:
        """The prepositions of a noun, or the conjunctions of a clause."""
        tokens = self.sentence.tokens
        return {tokens[c].text.lower() for c in self.below.get(at, ()) if tokens[c].dep in {"case", "mark"}}

    def _reaches(self, mention: Mention, at: int, case: set[str]) -> bool:
        """Whether the date of a phrase under word `at` also dates what `at` hangs on."""
        token = self.sentence.tokens[at]
        kind = token.dep.partition(":")[0]
        if kind == "acl" and token.lemma in ISSUED and token.text.lower() != "dating" and not self._acts(at):
            return True  # "a letter sent on Monday demanded ..."; not "deals dating from 2013", "Peru, which signed it in May, ..."
        if kind == "xcomp" and (token.pos == "ADJ" or brings_on(self.sentence.tokens, at, mention)):
            return True  # "found guilty of theft on Monday"
        if kind in CLAUSES or (kind == "conj" and token.pos in {"VERB", "AUX"}):
            return False
        if mention.basis in {"period", "duration"} and not (at == mention.head and case):
            return False
        if at == mention.head or token.pos not in {"NOUN", "PROPN"} or token.lemma in TIMES:
            return True
        if (
            _years(mention)
            and not self._cases(mention.head)
            and self.sentence.tokens[mention.head].head == at > mention.head
        ):
            return False  # "freed in 1990s murder cases": when the murders were
        if mention.first > at and not self._cases(mention.head) and self._adverbial(mention.head):
            return True  # "found guilty of theft last year": nothing but the verb takes a bare time
        if token.dep == "obl:agent" and token.pos == "PROPN" and self._cases(mention.head) & {"in", "on"}:
            return True  # "a truce declared by Peru in May": no name is dated
        if kind in {"obl", "nmod"} and token.dep != "obl:agent":
            return not case or not case.isdisjoint(SAME_TIME) or ("for" in case and bound_for(self.sentence.tokens, at))
        daily = mention.when is not None and mention.when.granularity == "day"
        if kind == "nsubj" or token.dep == "obl:agent":  # "his 2015 visit came amid a strike"
            return daily or (kind == "nsubj" and self.sentence.tokens[token.head].lemma in HAPPEN)
        if kind in {"obj", "iobj"}:
            # "fired rockets on Monday" may hang the day on the rockets; "condemned Monday's raid" dates the raid alone.
            return mention.first > at and not self._cases(mention.head) & {"of", "from", "'s"}
        return True
