"""Options of the Spatial Model of Politics, and the defects of KTAB that `ktab_compat` keeps.

Names and defaults follow KTAB (King Abdullah Petroleum Studies and Research Center, 2015-2019, commit 3b5b063); `KTAB_OPTIONS` maps
its own spelling of every option to ours.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_type_hints

from dragoman.errors import PlayError

Voting = Literal["proportional", "cubic", "proportional-cubic", "binary", "proportional-binary", "asymmetric"]
Victory = Literal["linear", "square", "quartic", "octic", "binary"]
Election = Literal["conditional", "markov-uniform", "markov-incentive"]
Transitions = Literal["deterministic", "stochastic"]
RiskRange = Literal["mid", "min", "max"]
RiskEstimate = Literal["none", "one-third", "half", "two-thirds", "full"]
Commitment = Literal["semi", "full", "no"]
Interpolation = Literal["s1p1", "s2p2", "s2pmax"]
Bargaining = Literal["initiator", "both", "compromise"]


@dataclass(frozen=True, slots=True)
class SmpOptions:
    """How the Spatial Model of Politics is played; the defaults are KTAB's.

    - `voting`: response of a vote to a difference in utility; used wherever actors vote.
    - `victory`: how two coalition strengths become a probability in elections (challenges are always linear).
    - `election`: the probabilistic Condorcet election: one-step conditional, or one of two Markov chains.
    - `transitions`: each actor takes its likeliest bargain, or draws one (`seed`).
    - `risk_range`: attitudes to risk in [-1/2, 1] (mid), [0, 1] (min) or [-1, 1] (max).
    - `risk_estimate`: share of the other's own attitude in what one believes of it; none: one's own stands for everybody's.
    - `commitment`: what third parties risk when they join a contest.
    - `interpolation`: how salience s and the chance to prevail P split the difference: s P, s² P², or by the larger P.
    - `bargaining`: who words the bargain: the initiator, both (two bargains), or one power-weighted compromise.
    - `accommodation`: how far ideal points follow positions each turn: a rate in [0, 1] (1: ideals are the positions) or a matrix
      of rates, one row per actor, no row summing over 1.
    - `smallest_gain`: a challenge must promise more than this in utility.
    - `decimals`: bargains are rounded to so many decimals of the scale's length, None for no rounding (KTAB: 4).
    - `stop_share`, `fewest_turns`, `most_turns`: play ends when a turn moves less than this share of the first turn's movement.
    - `ktab_compat`: keep KTAB's defects (`KTAB_DEFECTS`) for comparison number by number.
    """

    voting: Voting = "proportional"
    victory: Victory = "linear"
    election: Election = "conditional"
    transitions: Transitions = "deterministic"
    risk_range: RiskRange = "mid"
    risk_estimate: RiskEstimate = "one-third"
    commitment: Commitment = "semi"
    interpolation: Interpolation = "s2p2"
    bargaining: Bargaining = "initiator"
    accommodation: float | tuple[tuple[float, ...], ...] = 1.0
    smallest_gain: float = 1e-5
    decimals: int | None = 4
    stop_share: float = 0.02
    fewest_turns: int = 2
    most_turns: int = 100
    seed: int = 0
    ktab_compat: bool = False

    def __post_init__(self) -> None:
        hints = get_type_hints(type(self))
        for field in fields(self):
            known = get_args(hints[field.name])
            value = getattr(self, field.name)
            if known and all(isinstance(k, str) for k in known) and value not in known:
                raise PlayError(f"Option {field.name} has value {value!r}. Known values: {', '.join(known)}.")
        rates = [self.accommodation] if isinstance(self.accommodation, int | float) else self.accommodation
        for row in rates:
            numbers = [row] if isinstance(row, int | float) else list(row)
            if any(not 0 <= n <= 1 for n in numbers) or sum(numbers) > 1 + 1e-10:
                raise PlayError(
                    f"Option accommodation has {row!r}; rates lie in 0 to 1 and a row sums to no more than 1."
                )
        if not (self.most_turns >= self.fewest_turns >= 1 and self.stop_share >= 0):
            raise PlayError(
                f"Options fewest_turns {self.fewest_turns}, most_turns {self.most_turns}, stop_share {self.stop_share} "
                "can't stand together: 1 <= fewest_turns <= most_turns and stop_share >= 0."
            )


KTAB_DEFECTS: dict[str, str] = {
    "receiver-probability": (
        "With bargaining 'both' and 'compromise' the receiver's side of the bargain is interpolated with its estimate of the "
        "initiator's change in utility where its estimate of the initiator's probability belongs. Mended: the probability."
    ),
    "compromise-capability": (
        "With bargaining 'compromise' the receiver's weight is the initiator's capability times the receiver's salience. "
        "Mended: the receiver's own capability."
    ),
    "commitment-without-effect": (
        "A third party values joining either side with one and the same probability, so commitment 'full' and 'no' make both values "
        "equal: no third party ever counts, and the two settings are one. Mended for these two: each value uses the chance of the "
        "side as it stands with the third party in it ('semi' is left as published)."
    ),
    "one-sided-votes": (
        "An asymmetric vote is cast once for each pair of options, by their order in the list, and its loss counts for the other "
        "side; the order of a bargain queue hangs on threads, so the program does not repeat itself. Mended: both directions are "
        "voted, so the order has no effect."
    ),
    "risk-from-rounding": (
        "Attitudes to risk stretch the election's results from lowest to highest over their whole range, also where the results differ "
        "in the last bit only: two sides of exactly equal strength then hold extreme attitudes by accident. Mended: results within "
        "1e-9 are equal and nobody has an attitude."
    ),
    "bargains-from-positions": (
        "With accommodation under 1 an actor values the present positions from its ideal point and proposed ones from its present "
        "position. Mended: both from the ideal point."
    ),
}
"""What KTAB does otherwise than it says, kept only under `ktab_compat`.

Three more can't be kept: a seeded stochastic run that differs from run to run (here the same seed gives the same path),
`risk_estimate` 'full', which KTAB refuses to run (it runs here), and 0/0 where all election results are equal (here: no risk attitude).
"""

KTAB_OPTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "VotingRule": (
        "voting",
        {
            "Prop": "proportional",
            "Cubic": "cubic",
            "PropCbc": "proportional-cubic",
            "Binary": "binary",
            "PropBin": "proportional-binary",
            "ASymProsp": "asymmetric",
        },
    ),
    "VictoryProbModel": ("victory", {n.capitalize(): n for n in get_args(Victory)}),
    "PCEModel": (
        "election",
        {"Conditional": "conditional", "MarkovUniform": "markov-uniform", "MarkovIncentive": "markov-incentive"},
    ),
    "StateTransitions": ("transitions", {"Deterministic": "deterministic", "Stochastic": "stochastic"}),
    "BigRRange": ("risk_range", {"Mid": "mid", "Min": "min", "Max": "max"}),
    "BigRAdjust": (
        "risk_estimate",
        {"None": "none", "OneThird": "one-third", "Half": "half", "TwoThirds": "two-thirds", "Full": "full"},
    ),
    "ThirdPartyCommit": ("commitment", {"SemiCommit": "semi", "FullCommit": "full", "NoCommit": "no"}),
    "InterVecBrgn": ("interpolation", {"S1P1": "s1p1", "S2P2": "s2p2", "S2PMax": "s2pmax"}),
    "BargnModel": (
        "bargaining",
        {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "compromise"},
    ),
}
"""KTAB's options in its own spelling: our field and our values."""


def ktab_options(named: dict[str, str] | None = None, /, **changes: Any) -> SmpOptions:
    """Options from KTAB's own names, with its defects kept; `changes` are fields of ours.

    >>> ktab_options({"VotingRule": "Cubic"}).voting
    'cubic'
    """
    chosen: dict[str, Any] = {"ktab_compat": True, **changes}
    for name, value in (named or {}).items():
        if name not in KTAB_OPTIONS:
            raise PlayError(f"No KTAB option {name!r}. Known: {', '.join(KTAB_OPTIONS)}.")
        field, values = KTAB_OPTIONS[name]
        if value not in values:
            raise PlayError(f"KTAB option {name} has no value {value!r}. Known: {', '.join(values)}.")
        chosen[field] = values[value]
    return SmpOptions(**chosen)
