"""Coding lines against the text: spans, parties, places, dates, voices, nesting, chains of reference."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from training.corpus import dates, world
from training.corpus.codes import codes, listed
from training.corpus.lines import (
    ChainLine,
    ClaimLine,
    Declared,
    LineError,
    PartyLine,
    PlaceLine,
    Problem,
    ReportLines,
    VoiceLine,
)
from training.corpus.quoted import Site, find

Record = dict[str, Any]
STATE = re.compile(r"([A-Z]{3})(?:\.([A-Z]{3}))?$")
ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)


class Coder:
    """Makes the events of one report, sentence by sentence; problems are appended to the list it is given."""

    def __init__(self, report: ReportLines, text: str, published: date, problems: list[Problem]) -> None:
        self.report, self.text, self.published, self.problems = report, text, published, problems
        self.events: list[Record] = []
        self.labels: dict[str, str] = {}
        self.pending: list[tuple[int, Record, str]] = []
        self.mentions: list[tuple[str, int, int]] = []
        self.last_voices: list[Record] = []

    def sentence(self, site: Site) -> None:
        """Code all lines under one sentence."""
        above: list[
            tuple[int, Record | None, ClaimLine]
        ] = []  # no record where the line was wrong: its content is passed over
        resolved: dict[int, list[Record]] = {}
        last_voices = self.last_voices
        previous: Record | None = None
        for claim in site.line.claims:
            try:
                while above and above[-1][0] >= claim.indent:
                    above.pop()
                if claim.indent > 2 and (not above or above[-1][0] != claim.indent - 2):
                    raise LineError(
                        f"The line is indented by {claim.indent} spaces and no claim stands {claim.indent - 2} deep above it."
                    )
                outer, line = (above[-1][1], above[-1][2]) if above else (None, None)
                if line is not None and outer is None:
                    above.append((claim.indent, None, claim))
                    continue
                voices = self._voices(claim, outer, line, site, resolved, last_voices)
                event = self._claim(claim, site, outer, previous, voices)
                above.append((claim.indent, event, claim))
                previous = event
            except LineError as error:
                above.append((claim.indent, None, claim))
                self._problem(claim.line, error)
        if site.line.last_chain is not None:
            try:
                # a voice may be declared under a sentence that holds no claim, for "v ^" in the next one
                self.last_voices = self._chain(site.line.last_chain, site, resolved, last_voices)
            except LineError as error:
                self._problem(site.line.line, error)
        else:
            self.last_voices = []
        for number, party in site.line.references:
            try:
                self._party(party, site)
            except LineError as error:
                self._problem(number, error)

    def link(self) -> None:
        """Resolve labels of outer claims; a claim can't be within itself."""
        for line, event, label in self.pending:
            if label not in self.labels:
                self._problem(
                    line, f"No claim is labelled {label!r}: write '{label}: TYPE ...' on the outer claim's line."
                )
            else:
                event["content_of"] = self.labels[label]
        outer = {e["id"]: e["content_of"] for e in self.events}
        for line, event, _ in self.pending:
            seen, at = {event["id"]}, event["content_of"]
            while at is not None and at not in seen:
                seen.add(at)
                at = outer.get(at)
            if at is not None:
                self._problem(line, f"The claim {event['trigger']!r} is within itself through 'of': break the circle.")
                event["content_of"] = outer[event["id"]] = None

    def chains(self) -> list[Record]:
        """Chains of reference: the words that name each party, in the order of the text; chains of one mention are kept."""
        found: dict[str, set[tuple[int, int]]] = {}
        for name, start, end in self.mentions:
            found.setdefault(name, set()).add((start, end))
        return [
            {
                "id": name,
                "mentions": [
                    {"start": a, "end": b, "text": self.text[a:b], "kind": _kind(self.text[a:b])}
                    for a, b in sorted(spans)
                ],
            }
            for name, spans in sorted(found.items(), key=lambda item: (min(item[1]), item[0]))
        ]

    def _problem(self, line: int, error: object) -> None:
        self.problems.append(Problem(self.report.file, line, str(error)))

    def _claim(
        self, claim: ClaimLine, site: Site, outer: Record | None, previous: Record | None, voices: list[Record]
    ) -> Record:
        sentence = site.line.text
        start, end = find(claim.trigger, sentence)
        if claim.label in self.labels:
            raise LineError(f"The label {claim.label!r} is given twice in this report: give another.")
        status = claim.status or (codes()["nested_status"].get(outer["event"][0], "actual") if outer else "actual")
        event: Record = {
            "id": f"e{len(self.events) + 1}",
            "sentence": sentence,
            "start": site.start,
            "end": site.end,
            "trigger": sentence[start:end],
            "trigger_start": site.start + start,
            "trigger_end": site.start + end,
            "nominal": claim.nominal,
            "event": list(dict.fromkeys(e for e, _ in claim.events)),
            "mode": list(dict.fromkeys(m for _, m in claim.events if m)),
            "context": list(claim.context),
            "actors": self._parties(claim.actors, site, previous, "actors"),
            "recipients": self._parties(claim.recipients, site, previous, "recipients"),
            "place": self._place(claim.place, site, previous),
            "date": None,
            "status": status,
            "dead": None,
            "injured": None,
            "content_of": outer["id"] if outer else None,
            "attribution": [{"name": self.report.outlet, "kind": "outlet"}, *voices],
            "background": claim.background,
            "optional": claim.optional,
        }
        self._when(claim, event, site, previous)
        for kind, low, high in claim.magnitude:
            event[kind] = low if low == high else [low, high]
        if claim.also_status:
            event["also_status"] = [claim.also_status]
        if site.line.kind != "body":
            event["in"] = site.line.kind
        if claim.content_of:
            if outer:
                raise LineError(f"'of {claim.content_of}' and the indentation both name an outer claim: keep one.")
            self.pending.append((claim.line, event, claim.content_of))
        if claim.label:
            self.labels[claim.label] = event["id"]
        self.events.append(event)
        return event

    def _parties(self, lines: tuple[PartyLine, ...], site: Site, previous: Record | None, role: str) -> list[Record]:
        found: list[Record] = []
        for line in lines:
            if line.copy:
                source = {"a": "actors", "r": "recipients"}.get(line.copy, role)
                if previous is None or not previous[source]:
                    raise LineError(f"'^' has nothing to repeat: the claim above has no {source}.")
                found += [dict(p) for p in previous[source]]
            else:
                found.append(self._party(line, site))
        return found

    def _party(self, line: PartyLine, site: Site) -> Record:
        name, sector, code, label = self._identity(line.id)
        party: Record = {"id": name, "name": label, "code": code, "sector": sector, "text": None}
        if line.words is not None:
            start, end = find(line.words, site.line.text)
            party.update(text=site.line.text[start:end], start=site.start + start, end=site.start + end)
            self.mentions.append((name, party["start"], party["end"]))
        return party

    def _identity(self, written: str) -> tuple[str, str | None, str | None, str]:
        """Id, sector, code and name of what a line calls a party."""
        person = self.report.declared.get(written.removeprefix("@"))
        if written.startswith("@") and person is None:
            raise LineError(
                f"{written!r} is not declared: add '{written[0]} {written[1:]} | Full Name | official KEN' under the head."
            )
        if person is not None:
            return self._declared(person)
        found = STATE.match(written)
        if found:
            if found[1] not in world.states() and found[1] not in codes()["codes_besides_states"]:
                raise LineError(f"{found[1]!r} is no country code: use ISO 3166-1 alpha-3 (KEN, USA, DEU).")
            if found[2] and found[2] not in codes()["sectors"]:
                raise LineError(f"{found[2]!r} in {written!r} is no sector: one of {listed(codes()['sectors'])}.")
            name = world.states()[found[1]].name if found[1] in world.states() else found[1]
            return written, found[2] or "GOV", found[1], name
        body = world.bodies().get(written)
        if body is not None:
            return body.id, body.sector, body.code, body.name
        if written.startswith("region:"):
            return written, "GOV", None, written[7:]
        raise LineError(
            f"{written!r} is unknown: a country code (KEN, KEN.MIL), or declare it under the head: '@ {written} | Name | SECTOR CODE'."
        )

    def _declared(self, one: Declared) -> tuple[str, str | None, str | None, str]:
        if one.voice is None:
            return one.id, one.sector, one.code, one.names[0]
        if one.speaks_for is None:
            return one.id, "CVL", None, one.names[0]
        identity, sector, code, _ = self._identity(one.speaks_for)
        return identity, sector, code, one.names[0]

    def _place(self, line: PlaceLine | None, site: Site, previous: Record | None) -> Record | None:
        if line is None:
            return None
        if line.copy:
            if previous is None or previous["place"] is None:
                raise LineError("'@ ^' has nothing to repeat: the claim above has no place.")
            return dict(previous["place"])
        assert line.words is not None
        start, end = find(line.words, site.line.text)
        text = site.line.text[start:end]
        name = line.name or ARTICLE.sub("", text)
        country = world.country_names().get(world.plain(name))
        capital = world.capital_names().get(world.plain(name))
        kind, code = line.kind, line.code
        if kind is None:
            kind = "country" if country and code in (None, country) else "city"
        if code is None:
            code = (country if kind == "country" else None) or (capital if kind == "city" else None)
            if code is None:
                raise LineError(
                    f'The country of {text!r} is not known: write @ "{text}":KEN or @ "{text}":area:KEN (- where it is in none).'
                )
        if code != "-" and code not in world.states():
            raise LineError(f"{code!r} is no country code: use ISO 3166-1 alpha-3.")
        if kind == "country" and code in world.states():
            name = world.states()[code].name
        found: Record = {"name": name, "code": None if code == "-" else code, "kind": kind}
        return found | {"text": text, "start": site.start + start, "end": site.start + end}

    def _when(self, claim: ClaimLine, event: Record, site: Site, previous: Record | None) -> None:
        line = claim.date
        if line is None:
            return
        if line.copy:
            if previous is None or previous["date"] is None:
                raise LineError("'on ^' has nothing to repeat: the claim above has no date.")
            event["date"] = list(previous["date"])
            event["when"] = dict(previous["when"])
            return
        found = None
        when: Record = {}
        if line.words is not None:
            start, end = find(line.words, site.line.text)
            when = {"text": site.line.text[start:end], "start": site.start + start, "end": site.start + end}
            found = dates.resolve(
                line.words.text, self.published, ahead=event["status"] != "actual" and event["status"] != "negated"
            )
        if line.days is not None:
            found = dates.prefix_days(line.days)
            if found is None:
                raise LineError(
                    f"{line.days!r} is no date: write =1987-06-12, =1987-06, =1987 or =1987-06-08..1987-06-14."
                )
        if found is None:
            raise LineError(
                f'The days of {when["text"]!r} are not known: give them, as in on "{when["text"]}"={self.published}.'
            )
        event["date"] = [found[0].isoformat(), found[1].isoformat()]
        event["when"] = when

    def _voices(
        self,
        claim: ClaimLine,
        outer: Record | None,
        outer_line: ClaimLine | None,
        site: Site,
        resolved: dict[int, list[Record]],
        last: list[Record],
    ) -> list[Record]:
        """The chain after the outlet: the line's own, else the outer claim's (an accusation adds the accuser), else the "v" line's."""
        inherits = outer is not None and outer_line is not None and claim.chain is outer_line.chain
        here = claim.chain_here
        if here is None and inherits:
            assert outer is not None
            if outer["event"][0] == "ACCUSE" and "allege" in outer["mode"] and len(outer["actors"]) == 1:
                return self._accuser(outer)
        base = (
            outer["attribution"][1:]
            if inherits and outer
            else self._chain(claim.chain, site, resolved, last)
            if claim.chain
            else []
        )
        if here is None:
            return [dict(v) for v in base]
        if here.mode == "add":
            return [*[dict(v) for v in base], *self._links(here.links, site)]
        return self._chain(here, site, resolved, last)

    def _accuser(self, outer: Record) -> list[Record]:
        """What an accusation holds is told by the accuser (unless he is the voice already)."""
        chain = [dict(v) for v in outer["attribution"][1:]]
        actor = outer["actors"][0]
        if chain and chain[-1].get("id") and chain[-1]["id"].split(".")[0] == actor["id"].split(".")[0]:
            return chain
        kind = "official" if actor["sector"] in ("GOV", "MIL", "JUD", "LEG", "COP", "SPY") else "organisation"
        voice: Record = {
            "name": actor["text"] or actor["name"],
            "kind": kind,
            "id": actor["id"],
            "anonymous": False,
            "stance": "asserts",
        }
        if actor.get("start") is not None:
            voice.update(start=actor["start"], end=actor["end"])
        return [*chain, voice | {"verb": outer["trigger"]}]

    def _chain(
        self, line: ChainLine, site: Site, resolved: dict[int, list[Record]], last: list[Record]
    ) -> list[Record]:
        key = id(line)
        if key not in resolved:
            links = self._links(line.links, site)
            if line.mode == "same":
                if not last:
                    raise LineError("'v ^' has nothing to repeat: the sentence before has no voice but the outlet's.")
                resolved[key] = [*[dict(v) for v in last], *links]
            else:
                resolved[key] = links
        return [dict(v) for v in resolved[key]]

    def _links(self, lines: tuple[VoiceLine, ...], site: Site) -> list[Record]:
        return [self._voice(line, site) for line in lines]

    def _voice(self, line: VoiceLine, site: Site) -> Record:
        kind, identifier, name = line.kind, line.id, line.name
        if line.person is not None:
            one = self.report.declared.get(line.person)
            if one is None:
                raise LineError(
                    f"@{line.person} is not declared: add '@ {line.person} | Full Name | official KEN' under the head."
                )
            kind = one.voice or "org"
            identifier = one.id if one.voice is None else one.speaks_for
            name = name or one.names[0]
        recorded, anonymous = codes()["voices"][kind]
        if identifier is not None:
            identifier = self._identity(identifier)[0]
        voice: Record = {"name": name, "kind": recorded}
        if identifier is not None:
            voice["id"] = identifier
        voice.update(anonymous=anonymous, stance=line.stance)
        if line.words is not None:
            start, end = find(line.words, site.line.text)
            words = site.line.text[start:end]
            voice["name"] = name or words
            voice.update(start=site.start + start, end=site.start + end)
            if identifier is not None:
                self.mentions.append((identifier, voice["start"], voice["end"]))
        elif name is None and identifier is not None:
            voice["name"] = self._identity(identifier)[3]
        elif name is None and kind not in ("unnamed", "anon"):
            raise LineError(f'The voice {kind!r} has neither words nor an id: write {kind} KEN "the minister" said.')
        if line.verb is not None:
            start, end = find(line.verb, site.line.text)
            voice["verb"] = site.line.text[start:end]
        return voice


def _kind(text: str) -> str:
    """pronoun, name or description, by the look of the words."""
    words = text.split()
    if text.lower() in codes()["pronouns"]:
        return "pronoun"
    capitals = [w for w in words if w[:1].isupper() and w.lower() not in ("the", "a", "an")]
    return "name" if capitals and words[-1][:1].isupper() else "description"
