"""The readings of the challenge model: every point the sources leave open is a switch here, under its number A1 to A18.

Sources: Scholz, Calbert and Smith, "Unravelling Bueno de Mesquita's group decision model", ICAART 2011, pp. 18-30 (equation
numbers are theirs), which reconstructs Bueno de Mesquita 1985, 1994 and 1997. Their printed equations do not give their printed
tables; what their program did does. So there are two presets, `scholz-code` for the tables and `eq31` for the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args, get_type_hints

from dragoman.errors import PlayError

Range = Literal["initial", "current", "scale"]
Median = Literal["lower", "condorcet", "largest-vote", "nearest-mean"]
Probability = Literal["allpairs", "eq31", "others-only", "zero"]
Exponent = Literal["own", "one"]
Perspective = Literal["own", "each"]
Security = Literal["others", "own", "hypothetical"]
RiskMap = Literal["thirds", "off", "geometric"]
Offer = Literal["code", "class-least-move", "least-move", "max-utility", "mutual"]
MedianTerm = Literal["median", "one"]
Capitulation = Literal["dead", "active"]
Compromise = Literal["shift", "weighted"]
Conflict = Literal["full", "none", "chance"]
Update = Literal["simultaneous", "sequential"]
Stop = Literal["settle", "rounds", "no-move", "tolerance", "falls"]
Zeros = Literal["strict", "weak"]
Ties = Literal["order", "strongest"]
Utility = Literal["scaled", "loss"]
Forecast = Literal["median", "mean"]

MISSING_1997 = (
    "The risk transform of 1997 (A7) is not built. Missing: its formula, in B. Bueno de Mesquita, 'A decision making model: its structure "
    "and form', International Interactions 23 (1997) 235-266, which was not at hand; Scholz, Calbert and Smith (2011) report only that it "
    "reverses the subscripts of the securities and leaves the range, and could not reproduce its example. The reversed subscripts alone are "
    "security='own' (A6); for the map itself choose risk 'thirds', 'off' or 'geometric'."
)
"""What `risk="1997"` answers: declined and not guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOptions:
    """One reading of the challenge model. The defaults are the preset `scholz-code`.

    - `range` (A1), what distances are divided by: the first round's max - min, each round's own, or the question's scale.
    - `median` (A2): lower weighted median; winner of all pairwise votes; the gainer of the one pair with the largest vote (what
      the appendix literally says, a defect); the player's position nearest the weighted mean.
    - `probability` (A3), what the votes for i are divided by: the votes of everybody on every ordered pair of positions, so that
      no challenge has more than about 1/n² chance (what the authors' program does); the votes on this pair (equation 31); the
      same without i's and j's own; or P = 0.
    - `exponent` (A4): voters' own risk exponents in the second pass, or 1.
    - `perspective` (A5): what i expects j to expect is seen with i's risk exponent, or with j's.
    - `security` (A6): what the others expect to gain by challenging i; what i expects to gain; the first, placed between its
      best and worst over all positions i could take (Bueno de Mesquita 1985).
    - `risk` (A7): r = (1 - R/3)/(1 + R/3) (equation 33); all 1; or r = 2^-R, ours, with the same ends and middle, for a check of
      robustness. The transform of 1997 can't be chosen, and saying `risk="1997"` tells why: its formula stands in no source we have.
    - `offer` (A8): the program's order (conflict before compromise before capitulation; nearest; among compromises the smallest
      weighted position, which makes the direction of the axis matter); the same order and the least move; the least move; the
      highest utility of the challenger; the least move among offers whose winner agrees that it wins.
    - `status_quo` (A9): Q, the chance that nothing happens without a challenge, 0 to 1; `improves`: T from the median's place,
      or always 1.
    - `capitulation` (A10): "dead" leaves that octant without an offer, as in the program.
    - `compromise` (A11): a shift by |a/b|, or the average of both positions weighted by |a| and |b|.
    - `conflict` (A12): the loser moves fully; nobody moves; or a draw with the chances P decides (`seed`).
    - `update` (A13): all at once from the old state, or one after the other in the order of the list.
    - `stop` (A14): at a fixed point or cycle; after `rounds`; when nobody moves; when no move exceeds `stop_tolerance` (a share of
      the range); when the forecast falls. No rule plays more than `rounds`.
    - `same_position` (A15): P of two players who stand at the same place, 0 to 1.
    - `zeros` (A16): whether an expected utility of exactly 0 (within `tolerance`) counts as positive; `ties`: among offers that
      are equally good the first in the list, or the one of the challenger with the higher utility, then weight, then the first.
    - `vote_factor` (A17): the 2 that the main text has and the appendix drops; cancels in every P.
    - `utility` (A18): 2 - 4(...)^r, or 2 d^r and its like, as if u = 1 - 2 d^r.
    - `forecast`: whether the median player's position or the weighted mean is reported.

    Raises PlayError for a value outside these.

    >>> ChallengeOptions(status_quo=0.5).probability
    'allpairs'
    """

    range: Range = "initial"
    median: Median = "lower"
    probability: Probability = "allpairs"
    exponent: Exponent = "own"
    perspective: Perspective = "own"
    security: Security = "others"
    risk: RiskMap = "thirds"
    offer: Offer = "code"
    status_quo: float = 1.0
    improves: MedianTerm = "median"
    capitulation: Capitulation = "dead"
    compromise: Compromise = "shift"
    conflict: Conflict = "full"
    update: Update = "simultaneous"
    stop: Stop = "settle"
    rounds: int = 50
    stop_tolerance: float = 0.01
    same_position: float = 0.0
    zeros: Zeros = "strict"
    ties: Ties = "order"
    vote_factor: float = 2.0
    utility: Utility = "scaled"
    forecast: Forecast = "median"
    tolerance: float = 1e-12
    seed: int = 0

    def __post_init__(self) -> None:
        if str(self.risk) in ("1997", "bdm-1997"):
            raise PlayError(MISSING_1997)
        for name, kind in get_type_hints(type(self)).items():
            known = get_args(kind)
            value = getattr(self, name)
            if known and value not in known:
                raise PlayError(f"No {name} {value!r} in the challenge model. Known: {', '.join(known)}.")
        for name in ("status_quo", "same_position"):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise PlayError(f"Option {name} of the challenge model is {value!r}; it is a chance, give 0 to 1.")
        if self.rounds < 1:
            raise PlayError(f"The challenge model was asked for {self.rounds!r} rounds; give at least 1.")
        for name in ("tolerance", "stop_tolerance"):
            if not 0 <= getattr(self, name) < 1:
                raise PlayError(
                    f"Option {name} of the challenge model is {getattr(self, name)!r}; give 0 up to below 1."
                )
        if not self.vote_factor > 0:
            raise PlayError(
                f"Option vote_factor of the challenge model is {self.vote_factor!r}; give a positive number."
            )


PRESETS: dict[str, ChallengeOptions] = {
    "scholz-code": ChallengeOptions(),
    "eq31": ChallengeOptions(probability="eq31", offer="least-move", capitulation="active"),
}


def preset(name: str, **changes: object) -> ChallengeOptions:
    """The reading `name`, with single switches changed.

    >>> preset("eq31", status_quo=0.75).offer
    'least-move'
    """
    if name not in PRESETS:
        raise PlayError(f"No preset {name!r} of the challenge model. Known: {', '.join(PRESETS)}.")
    try:
        return replace(PRESETS[name], **changes)  # type: ignore[arg-type]
    except TypeError as error:
        known = ", ".join(get_type_hints(ChallengeOptions))
        raise PlayError(f"Unknown switch of the challenge model ({error}). Known: {known}.") from error
