"""What is only thought of, meant or sought, and what is so whatever is wished for it: one invented sentence for each construction."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of

OPEN = [
    # a subject of which something would come; one that is told of
    ("A Chilean raid would end the talks, the mediator said.", "ASSAULT", "hypothetical"),
    ("Another Chilean raid could end the talks.", "ASSAULT", "hypothetical"),
    ("The Chilean raid would end the talks.", "ASSAULT", "actual"),
    ("A Chilean raid that killed two soldiers would end the talks, the mediator said.", "ASSAULT", "actual"),
    ("A Chilean raid could not end the talks, the mediator said.", "ASSAULT", "actual"),
    ("A Chilean raid would have ended the talks, the mediator said.", "ASSAULT", "actual"),
    ("A Chilean raid on a clinic may be a crime.", "ASSAULT", "actual"),
    ("The plan by Peru is an attack on Chile.", "ASSAULT", "actual"),
    ("The allegation that Chile bombed Peru was dismissed.", "ASSAULT", "negated"),
    ("The allegation that Chile bombed Peru was not dismissed.", "ASSAULT", "actual"),
    ("The allegations that Chile bombed Peru are not baseless.", "ASSAULT", "actual"),
    ("The allegations that Chile bombed Peru are baseless.", "ASSAULT", "negated"),
    ("Rumours of a Chilean attack on Peru are false.", "ASSAULT", "negated"),
    ("The plot to assassinate the president of Chad failed.", "ASSAULT", "negated"),
    # what somebody does not feel about a deed
    ("Togo is not happy with Benin's withdrawal from Chad.", "RETREAT", "actual"),
    ("Togo won't be satisfied with Benin's exit from Chad.", "RETREAT", "hypothetical"),
    ("Togo did not condemn Benin's raid on Chad.", "ASSAULT", "actual"),
    # there is; it is carried out
    ("The minister said there will be a massacre in Gulu.", "ASSAULT", "future"),
    ("The bishop does not think that there will be a raid on the Peruvian port.", "ASSAULT", "negated"),
    ("There was no raid on the Peruvian port.", "ASSAULT", "negated"),
    ("If no talks between Peru and Chile are held, the treaty will lapse.", "CONSULT", "hypothetical"),
    ("Kenya said the curfew in Lamu might be imposed again.", "COERCE", "hypothetical"),
    ("No raid on Peru was launched by Chile.", "ASSAULT", "negated"),
    # it is hard to, it was important to
    ("It is very dangerous for Peru to attack Chile.", "ASSAULT", "hypothetical"),
    ("It was dangerous for Peru to attack Chile.", "ASSAULT", "actual"),
    ("It would be wrong to bomb Chile.", "ASSAULT", "hypothetical"),
    ("It may be wrong to bomb Chile.", "ASSAULT", "hypothetical"),
    ("It is wrong of Peru to have attacked Chile.", "ASSAULT", "actual"),
    ("It would be a shame to have attacked Chile.", "ASSAULT", "actual"),
    ("To attack Chile would be a mistake.", "ASSAULT", "hypothetical"),
    ("It is impossible to negotiate with the Chilean rebels.", "CONSULT", "negated"),
    ("It was important for Peru to withdraw its troops from Chile.", "RETREAT", "requested"),
    ("It is a pleasure to thank the president of Chad.", "SUPPORT", "actual"),
    # what is not seen as something; a deed that takes its time
    (
        "Moscow does not view the visit as the beginning of a withdrawal of Chilean troops from Peru.",
        "RETREAT",
        "negated",
    ),
    ("It should not be seen as the start of a withdrawal process of Chilean troops from Peru.", "RETREAT", "negated"),
    ("The withdrawal process of Chilean troops from Peru began on Monday.", "RETREAT", "actual"),
    ("Peru did not see its talks with Chile as a thaw.", "CONSULT", "actual"),
    # aircraft go up to do what they then do
    ("Chilean jets have been taking off from the base to bomb the Peruvian rebels.", "ASSAULT", "actual"),
    ("Chilean jets may take off to bomb the Peruvian rebels.", "ASSAULT", "hypothetical"),
    # as long as; before, under a demand
    ("The treaty will hold as long as Chile continues to shell Bolivia.", "ASSAULT", "hypothetical"),
    ("The treaty will hold as long as Chile shells Bolivia.", "ASSAULT", "hypothetical"),
    ("The treaty will hold as long as Chile is shelling Bolivia.", "ASSAULT", "hypothetical"),
    ("The treaty will hold as long as Chile punishes Bolivia.", "SANCTION", "hypothetical"),
    ("The treaty held as long as Chile shelled Bolivia.", "ASSAULT", "actual"),
    ("Peru demands free passage before the Chilean army leaves Arica.", "RETREAT", "future"),
    # what a thing is kept for, what somebody has in mind
    ("Peru stored missiles for transfer to Chad.", "AID", "future"),
    ("Peru loaded lorries for delivery of aid to Chad.", "AID", "future"),
    ("Peru sent lorries for the transfer of missiles to Chad.", "AID", "actual"),
    ("Chad wants an answer to a Libyan demand for their extradition.", "REQUEST", "actual"),
    ("Peru praised the Chilean withdrawal plan.", "RETREAT", "future"),
    ("Peru rejected the Chilean withdrawal plan.", "RETREAT", "negated"),
    # "would" by what stands above it; auxiliaries that stand for "if"
    ("The envoy said that Peru would attack Bolivia.", "ASSAULT", "future"),
    ("The envoy said that Peru would attack Bolivia if Chile left.", "ASSAULT", "hypothetical"),
    ("The envoy said that Peru would have attacked Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru would attack Bolivia.", "ASSAULT", "hypothetical"),
    ("Had Bolivia attacked Chile, Peru would have sent troops.", "ASSAULT", "hypothetical"),
    ("Were Bolivia to attack Chile, Peru would send troops.", "ASSAULT", "hypothetical"),
    ("Peru armed itself because Chile might attack Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru was to have attacked Bolivia.", "ASSAULT", "negated"),
    ("Peru did not only attack Bolivia, it angered Chile.", "ASSAULT", "actual"),
    # when it is to be
    ("Kenya has given no date for its withdrawal from Somalia.", "RETREAT", "future"),
    ("Togo has no timetable for the pullout of its troops.", "RETREAT", "future"),
    ("Kenya set a date for its withdrawal from Somalia.", "CONCEDE", "future"),
    ("Norway gave no reason for its withdrawal from Mali.", "RETREAT", "actual"),
    # any
    ("Peru will respond to any Chilean attack.", "ASSAULT", "hypothetical"),
    ("Peru did not carry out any attack on Chile.", "ASSAULT", "negated"),
    ("Peru condemned any attack on Chile.", "ASSAULT", "hypothetical"),
    # whether, asked; nobody will
    ("Peru asked whether Chile would attack its troops.", "ASSAULT", "hypothetical"),
    ("Peru pledged that nobody will be punished by it for the Chilean march.", "SANCTION", "negated"),
    # effort that is not spared
    ("Peru spared no effort to attack Chile.", "ASSAULT", "future"),
    ("Peru made no effort to attack Chile.", "ASSAULT", "negated"),
    ("Chile went so far as to attack Peru.", "ASSAULT", "actual"),
    ("One of the first things Chile did was to attack Peru.", "ASSAULT", "actual"),
    ("What Chile did was to attack Peru.", "ASSAULT", "actual"),
    ("The ministers of Chile and Peru met in Oslo to discuss a truce.", "CONSULT", "actual"),
    ("Peru is awaiting an attack by Chile.", "ASSAULT", "future"),
]
ON = [
    # what is to end goes on until it does
    ("Peru wants Chile to stop those weapons shipments to Bolivia.", "AID", "actual"),
    # What is to end by itself is on until then, and nobody has asked for it.
    ("Peru wants the Chilean bombing to stop.", "ASSAULT", "actual"),
    ("Peru called for the fighting to stop.", "ASSAULT", "actual"),
    ("Chile will apply pressure until Peru stops its murders of envoys.", "ASSAULT", "actual"),
    ("Peru discussed its current cooperation with Chile.", "COOPERATE", "actual"),
    ("The envoys are expected to appeal the conviction of the Chilean minister.", "SANCTION", "actual"),
    ("Peru will hold the rebels accountable for the attack on Chile.", "ASSAULT", "actual"),
    ("Peru is committed to helping Mali against the terrorism of the rebels.", "ASSAULT", "actual"),
    ("Peru promised that it would not punish Chile for the raid.", "ASSAULT", "actual"),
    ("The rebels use the truce to commit atrocities in Chad.", "ASSAULT", "actual"),
    ("Although the senate of Chad approved the treaty with Libya, the court voted against it.", "SUPPORT", "actual"),
    # done by deciding; not so what takes more
    ("Chile decided to expel the Peruvian ambassador.", "SANCTION", "actual"),
    ("Chile decided to impose a curfew on Arica.", "COERCE", "actual"),
    ("Peru could decide to sanction Chile.", "SANCTION", "hypothetical"),
    ("Peru decided to attack Chile.", "ASSAULT", "future"),
    ("Chile warned that the Peruvian port would be shelled.", "ASSAULT", "hypothetical"),
]


@pytest.mark.parametrize(("text", "event", "status"), [*OPEN, *ON])
def test_whether_it_happened(text: str, event: str, status: str) -> None:
    claims = claims_of(text)[1]
    found = {c.status for c in claims if c.event == event}
    assert found == set(status.split()), [(c.event, c.status, c.reasons) for c in claims]
