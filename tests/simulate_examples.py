"""Questions that several tests of the simulations play."""

from itertools import islice

from dragoman.simulate.challenge import State, states
from dragoman.simulate.challenge_options import ChallengeOptions
from dragoman.simulate.question import Player, Question

# Years of delay for emission standards: Bueno de Mesquita 1994, p. 78, as table 1 of Scholz, Calbert and Smith 2011.
EC = Question(
    "ec",
    "Emission standards",
    tuple(
        Player(name, name, position, salience, capability)
        for name, capability, position, salience in (
            ("NL", 0.08, 4, 0.8),
            ("BE", 0.08, 7, 0.4),
            ("LU", 0.03, 4, 0.2),
            ("DE", 0.16, 4, 0.8),
            ("FR", 0.16, 10, 0.6),
            ("IT", 0.16, 10, 0.6),
            ("UK", 0.16, 10, 0.9),
            ("IE", 0.05, 7, 0.1),
            ("DK", 0.05, 4, 1.0),
            ("GR", 0.08, 7, 0.7),
        )
    ),
    low=4,
    high=10,
)


def question(*players: tuple[float, float, float]) -> Question:
    return Question("q", "Q", tuple(Player(f"p{i}", f"P{i}", *row) for i, row in enumerate(players)))


def rounds(played: Question, options: ChallengeOptions, count: int) -> list[State]:
    return list(islice(states(played, options), count + 1))[1:]


def means(played: Question, options: ChallengeOptions, count: int) -> list[float]:
    return [state.mean for state in rounds(played, options, count)]
