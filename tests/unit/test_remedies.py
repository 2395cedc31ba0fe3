"""Remedies: what is refused, what is told, what an interrupt leaves, and models beyond the small ones."""

from __future__ import annotations

import pickle

import pytest

from detente import Basis, Conflict, Edit, InputError, Line, Ranking, UnknownName, Weights, analyse
from detente.analysis.edit_pairs import Pairs
from detente.analysis.edit_sets import EditSets
from detente.analysis.openings import openings
from detente.analysis.remedies import Breakers, Remedies, breakers, remedies
from detente.analysis.vocabulary import Vocabulary
from detente.brief.payload.remedies import breakers_payload, remedies_payload
from detente.brief.remedies import breakers_text, remedies_text
from detente.conflict.grammar import parse

OPTIONS = {"A": {"talk": "Talks", "pay": "Pays"}, "B": {"trade": "Trades"}, "C": {"watch": "Watches"}}
ASKED = "A.talk and not A.pay and B.trade and C.watch"
PEACE = {"peace": "A.talk and B.trade"}


def reported(text: str, own: str) -> Line:
    return Line((parse(text, own=own),), Basis.REPORTED, ("said-so",))


def thaw(**changes: object) -> Conflict:
    """A talks for no price; B trades if it does."""
    wishes = {
        "A": ["B.trade", reported("not talk", "A"), "not pay"],
        "B": [reported("trade iff A.talk", "B")],
        "C": ["watch"],
    }
    given: dict[str, object] = {"status_quo": ["C.watch"], "outcomes": PEACE, **changes}
    wishes.update(given.pop("wishes", {}))  # type: ignore[call-overload]
    return Conflict.from_options(OPTIONS, wishes, **given)  # type: ignore[arg-type]


def searched(found: Remedies | Breakers) -> EditSets:
    assert found.search is not None
    return found.search


def told(found: Remedies, listed: int = 8) -> str:
    """The text on one line, without regard to where lines are wrapped."""
    ways = openings(found.conflict, found.asked) if found.conflict.status_quo else None
    return " ".join(remedies_text(found, ways, listed).split())


def code(error: pytest.ExceptionInfo[InputError]) -> tuple[str, str]:
    (only,) = error.value.diagnostics
    return only.code, only.cure


# What is asked for


def test_a_target_is_an_outcome_a_statement_a_state_or_a_set_of_states() -> None:
    conflict = thaw()
    by_outcome = remedies(conflict, "peace")
    by_statement = remedies(conflict, "A.talk and B.trade")
    by_set = remedies(conflict, conflict.find("peace"))
    assert by_outcome.target == by_statement.target == by_set.target
    assert searched(by_outcome) == searched(by_statement) == searched(by_set)
    assert (by_outcome.asked, by_set.asked) == ("peace", "")
    one = remedies(conflict, conflict.state("A.talk", "B.trade", "C.watch"))
    assert len(one.target) == 1


def test_what_cannot_be_names_what_rules_it_out() -> None:
    ruled_out = thaw(infeasible=["A.talk and B.trade"])
    for ask in (remedies, openings):
        with pytest.raises(InputError) as error:
            ask(ruled_out, "peace")
        assert code(error) == ("empty-target", "drop the infeasibility: A.talk and B.trade")


def test_graph_form_has_no_lines() -> None:
    graph = Conflict.from_graph(
        ["s", "t"], {"A": [("s", "t")]}, {"A": Ranking([["t"], ["s"]])}, status_quo="s"
    )
    for ask in (lambda: remedies(graph, "s"), lambda: breakers(graph), lambda: openings(graph, "s")):
        with pytest.raises(InputError) as error:
            ask()
        assert code(error)[0] == "graph-form"


def test_other_preferences_than_lists_are_left_as_they_are() -> None:
    mixed = thaw(wishes={"C": Weights({"C.watch": 1})})
    found = remedies(mixed, "peace")
    assert searched(found).lists == ("A", "B")
    assert "Not edited: what C wants, which is no list." in told(found)
    with pytest.raises(InputError) as error:
        remedies(mixed, "peace", who="C")
    assert code(error)[0] == "no-list"
    assert "C has no prioritised list" in str(error.value)
    none = thaw(wishes={dm: Weights({}) for dm in OPTIONS})
    with pytest.raises(InputError, match="nobody has a prioritised list"):
        breakers(none)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownName):
        remedies(thaw(), "peece")
    with pytest.raises(UnknownName):
        remedies(thaw(), "peace", who="D")
    with pytest.raises(UnknownName):
        remedies(thaw(), "peace", concept="naash")
    with pytest.raises(UnknownName):
        openings(thaw(), "peace", "D")


def test_without_a_status_quo_there_is_nowhere_to_start() -> None:
    for ask in (lambda: breakers(thaw(status_quo=None)), lambda: openings(thaw(status_quo=None), "peace")):
        with pytest.raises(InputError) as error:
            ask()
        assert code(error)[0] == "no-status-quo"
    assert "How to get there" not in told(remedies(thaw(status_quo=None), "peace"))


# What is found


def test_a_lifted_line_may_be_the_remedy() -> None:
    stuck = thaw(wishes={"A": ["talk iff pay", "B.trade"]}, infeasible=["A.talk and A.pay and not B.trade"])
    assert searched(remedies(stuck, "A.talk and A.pay and B.trade and not C.watch")).found
    held = Conflict.from_options(
        {"A": ["x", "y"]}, {"A": ["y", "x"]}, infeasible=["A.y and not A.x"], irreversible=["not A.y"],
        status_quo=["A.x"],
    )  # fmt: skip
    (lift,) = [one for one in searched(breakers(held, held.state("A.x"))).found if one.edits[0].own is None]
    assert str(lift.edits[0]) == "drop from irreversible: not A.y"
    assert str(lift.lines[0]) == "not A.y"
    assert not any(e.own is None for s in searched(breakers(held, who="A")).found for e in s.edits)


def test_no_edit_is_needed_where_it_holds() -> None:
    found = remedies(thaw(wishes={"A": ["talk"]}), "peace")
    assert found.search is None
    assert found.bars == ()
    assert len(found.held) == 2
    assert "No edit is needed: 2 states of it hold already." in told(found)
    one = remedies(thaw(wishes={"A": ["talk", "not pay"]}), "A.talk and B.trade and not A.pay and C.watch")
    assert "No edit is needed: it holds already." in told(one)


def test_one_edit_at_several_places_is_one_set_and_the_trivial_ones_come_last() -> None:
    found = searched(remedies(thaw(), "peace"))
    flags = [one.trivial for one in found.found]
    assert flags == sorted(flags)
    (added,) = [one for one in found.found if str(one.edits[0]) == "add to A at 1: talk"]
    assert added.places == ((1,), (2,))
    assert [way[0].to for way in added.ways] == [1, 2]
    assert added.trivial
    assert added.lines == (None,)


def test_what_a_source_speaks_against_is_marked() -> None:
    found = remedies(thaw(), "peace")
    (drop,) = [one for one in searched(found).found if str(one.edits[0]) == "drop from A: not talk"]
    assert [line.because for line in drop.contradicted] == [("said-so",)]
    assert "drop “not talk” (reported: said-so). A source speaks against it: the line is reported." in told(
        found
    )


def test_a_move_of_a_reported_line_contradicts_nothing() -> None:
    swapped = thaw(wishes={"A": [reported("not talk", "A"), "talk iff B.trade"]})
    moved = [one for one in searched(remedies(swapped, "peace")).found if "move" in str(one.edits[0])]
    assert [str(one.edits[0]) for one in moved] == [
        "move for A to 2: not talk", "move for A to 1: talk iff B.trade",
    ]  # fmt: skip
    assert [(one.moved, one.contradicted) for one in moved] == [(1, ()), (1, ())]
    assert "move “not talk” (reported: said-so) from place 1 to place 2." in told(remedies(swapped, "peace"))


def test_nothing_that_one_party_could_want_would_do() -> None:
    apart = thaw(wishes={"A": ["not talk"], "B": ["not trade"]})
    found = remedies(apart, "peace")
    assert [(bar.dm, bar.proven, bar.possible) for bar in found.bars] == [
        ("A", True, False), ("B", True, False), ("C", True, False),
    ]  # fmt: skip
    text = told(found)
    assert "No edit does it." in text
    assert "Nothing that A could want would do: in every state of the target B would leave." in text
    assert "Nothing that C could want would do: in every state of the target A and B would leave." in text


def test_several_who_each_leave_some_states_bar_it_together() -> None:
    apart = thaw(wishes={"B": ["trade iff C.watch"], "C": ["watch iff not B.trade"]})
    found = remedies(apart, "peace", who="A")
    assert [(bar.proven, bar.leavers) for bar in found.bars] == [(True, (("B", 2), ("C", 2)))]
    assert "somebody else would leave every state of the target (B 2 and C 2 of 4)" in told(found)


def test_where_no_edit_does_another_list_might() -> None:
    dear = thaw(wishes={"A": ["not talk", "not pay"]})
    found = remedies(dear, "A.talk and A.pay and B.trade", who="A")
    assert [(bar.proven, bar.possible) for bar in found.bars] == [(False, True)]
    assert "No edit of what A wants does it. It would hold if A wanted nothing at all." in told(found)
    assert searched(remedies(dear, "A.talk and A.pay and B.trade", who="A", edits=2)).found


def test_under_seq_it_may_be_unknown_whether_another_list_would_do() -> None:
    eager = thaw(wishes={"A": ["talk"], "B": ["A.talk", "trade"]}, outcomes={})
    found = remedies(eager, "A.talk and not B.trade", concept="seq", who="A")
    assert [(bar.proven, bar.possible) for bar in found.bars] == [(False, None)]
    assert "Whether another list would do is not known." in told(found)


@pytest.mark.parametrize("concept", ["nash", "seq"])
def test_an_interrupt_leaves_what_is_found_so_far(concept: str) -> None:
    def stop(done: int, total: int) -> None:
        assert done <= total
        if done == 2:
            raise KeyboardInterrupt

    away = thaw(wishes={"C": ["not watch"]})
    whole = remedies(away, ASKED, concept=concept, edits=2)
    assert searched(whole).complete
    with pytest.raises(KeyboardInterrupt):
        remedies(away, ASKED, concept=concept, edits=2, progress=stop)
    part = remedies(away, ASKED, concept=concept, edits=2, progress=stop, keep_partial=True)
    assert not searched(part).complete
    assert part.bars == ()
    assert set(searched(part).found) < set(searched(whole).found)
    assert "Stopped early: this is what was found so far. To be searched: all" in told(part)


@pytest.mark.parametrize("edits", [1, 2])
@pytest.mark.parametrize("concept", ["nash", "smr"])
def test_progress_ends_at_the_whole(concept: str, edits: int) -> None:
    steps: list[tuple[int, int]] = []
    with_lines = thaw(infeasible=["A.pay and not A.talk"], irreversible=["B.trade"])
    remedies(with_lines, "peace", concept=concept, edits=edits, progress=lambda *step: steps.append(step))
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1] == (len(steps), len(steps))
    assert all(total >= len(steps) for _, total in steps)


def test_more_choices_than_a_word_has_bits() -> None:
    ids = [f"o{number}" for number in range(8)]
    wishes = [
        "not o7",
        "o1 if B.z",
        "o0 iff o5",
        "not (o2 and o6)",
        "o3 or o4",
        *(f"not {one}" for one in ids[:3]),
    ]
    wide = Conflict.from_options({"A": ids, "B": ["z"]}, {"A": wishes, "B": ["z iff A.o6"]})
    found = searched(remedies(wide, "A.o7 and A.o6"))
    mine = {way[0] for one in found.found for way in one.ways}
    assert mine
    vocabulary = Vocabulary(wide, 0)
    for change in list(vocabulary.changes(vocabulary.start))[::7]:
        other = wide.edited(vocabulary.edit(change))
        does = len(analyse(other, "nash").equilibria("nash") & other.find("A.o7 and A.o6")) > 0
        assert does == (vocabulary.edit(change) in mine)


def test_results_can_be_kept() -> None:
    found = remedies(thaw(), "peace", edits=2)
    assert pickle.loads(pickle.dumps(found)).search == found.search


# What would have to be done


def test_a_step_that_is_a_gain_today_needs_nothing() -> None:
    found = openings(thaw(wishes={"A": ["talk"]}), "A.talk")
    (party,) = found.parties
    assert [one.options for one in party.enough] == [()]
    assert party.single == ()
    text = " ".join(remedies_text(remedies(found.conflict, "A.talk"), found, 8).split())
    assert "A has to take a step, and gains by it as things stand: A talks." in text


def test_where_it_is_so_already_nobody_must_move() -> None:
    found = openings(thaw(), "C.watch")
    assert found.there
    assert found.parties == ()
    assert "The status quo is such a state already." in told(remedies(thaw(), "C.watch"))
    assert [one.dm for one in openings(thaw(), "C.watch", "A").parties] == ["A"]


def test_where_no_single_party_must_move_each_that_can_is_asked() -> None:
    found = openings(thaw(), "A.pay or B.trade")
    assert [(one.dm, one.needed) for one in found.parties] == [("A", False), ("B", False)]
    assert "B could take the last step. It gains by it once this is done: - A talks." in told(
        remedies(thaw(), "A.pay or B.trade")
    )


def test_each_party_that_must_move_is_asked_for_the_last_step() -> None:
    found = openings(thaw(), "peace")
    assert [(one.dm, one.needed) for one in found.parties] == [("A", True), ("B", True)]
    a, b = found.parties
    assert [one.options for one in b.enough] == [(("A.talk", True),)]
    assert a.enough == ()
    assert "No change of up to 3 options of others makes that a gain for it." in told(
        remedies(thaw(), "peace")
    )


def test_what_cannot_be_undone_is_not_changed() -> None:
    found = openings(thaw(irreversible=["not A.talk"]), "B.trade")
    (party,) = found.parties
    assert party.enough == ()
    assert [one.options for one in party.single] == [(("A.pay", True),), (("C.watch", False),)]


# How breakers are told


def test_who_leaves_already_is_named() -> None:
    found = breakers(thaw(), thaw().state("A.talk", "B.trade"))
    assert found.search is None
    assert [one.move.dm for one in found.leaving] == ["A", "C"]
    text = " ".join(breakers_text(found, 8).split())
    assert "No edit is needed: somebody leaves it already. - A no longer talks. - C watches." in text
    assert breakers_payload(found)["breakers"]["search"] is None


def test_what_breaks_a_state_is_told() -> None:
    found = breakers(thaw())
    text = " ".join(breakers_text(found, 8).split())
    assert text.startswith(
        "To break: C watches; under nash. With one edit, 1 way: 1. B: reverse “trade iff A.talk”"
    )
    assert "trivial ways (they simply make a party want to leave):" in text
    assert breakers_payload(found)["breakers"]["leaving"] == []


def test_json_gives_edits_with_their_places() -> None:
    found = remedies(thaw(), "peace", edits=2)
    payload = remedies_payload(found, openings(thaw(), "peace"), 1)
    sets = payload["remedies"]["search"]["sets"]
    assert {"kind": "add", "target": "A", "line": "talk", "to": 1, "text": "add to A at 1: talk"} in [
        edit for one in sets for edit in one["edits"]
    ]
    assert len(sets) == len(searched(found).found)
    assert len(payload["remedies"]["target"]["listed"]) == 1


def test_edits_in_two_lists_are_made_in_any_order() -> None:
    apart = thaw(wishes={"A": ["not talk"], "B": ["not trade"]})
    pairs = [one for one in searched(remedies(apart, "peace", edits=2)).found if len(one.edits) == 2]
    assert pairs
    for one in pairs:
        for order in (one.edits, one.edits[::-1]):
            other = apart.edited(*order)
            assert len(analyse(other, "nash").equilibria("nash") & other.find("peace"))
    assert (Edit.drop("A", "not talk"), Edit.drop("B", "not trade")) in [one.edits for one in pairs]


def test_of_the_pairs_that_lead_to_a_list_the_one_that_moves_least_stands() -> None:
    wide = Conflict.from_options({"A": ["x", "y", "z", "u"]}, {"A": ["x", "y", "z", "u"]})
    vocabulary = Vocabulary(wide, 0)
    singles = list(vocabulary.changes(vocabulary.start))
    pairs = Pairs(vocabulary, singles, [])
    least: dict[tuple[int, ...], int] = {}
    dearer = 0
    for first in singles:
        for second in vocabulary.changes(first.after):
            if second.after not in pairs.near:
                pairs.take(first, second)
                moved = first.moved + second.moved
                dearer += moved > least.get(second.after, moved)
                least[second.after] = min(moved, least.get(second.after, moved))
    assert {second.after: first.moved + second.moved for first, second in pairs.best()} == least
    assert dearer


def test_one_of_several_states_holds_is_said_in_good_english() -> None:
    found = remedies(thaw(wishes={"A": ["talk", "not pay"]}), "peace")
    assert "No edit is needed: 1 state of it holds already. - A talks; B trades; C watches." in told(found)


def test_others_change_their_options_in_any_order_that_is_legal() -> None:
    wants: dict[str, object] = {"C": ["z iff (A.x and B.y)"]}
    options = {"A": ["x"], "B": ["y"], "C": ["z"]}
    first = ["A.x and not B.y"]  # B goes first
    one_way = Conflict.from_options(options, wants, infeasible=first, status_quo=[])
    (party,) = openings(one_way, "C.z").parties
    assert [one.options for one in party.enough] == [(("A.x", True), ("B.y", True))]
    no_way = Conflict.from_options(options, wants, infeasible=[*first, "B.y and not A.x"], status_quo=[])
    assert openings(no_way, "C.z").parties[0].enough == ()
