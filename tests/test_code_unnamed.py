"""A party that nobody could resolve stays a name, and a short one."""

from benchmarks.lexicon import claims_of


def test_an_unresolved_party_is_never_half_a_sentence() -> None:
    text = (
        "Envoys informed the union of the need to evacuate the camp near the base of Regiment 12, which belongs to the "
        "Kenyan army, a source told the news outlet."
    )
    _, claims = claims_of(text)
    assert all(len(p.id) < 60 for c in claims for p in (*c.actors, *c.recipients))
