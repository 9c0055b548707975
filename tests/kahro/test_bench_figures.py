"""How the bench compares: runners take turns, and a bar is met or missed."""

from kahro.bench.figures import Figure, compared, milliseconds, race


def test_runners_take_turns_and_the_first_round_only_warms_up():
    turns = []

    def runner(name: str):
        return lambda: turns.append(name) or 7

    rates = race({"ours": runner("ours"), "plain": runner("plain")}, rounds=2)

    assert turns == ["ours", "plain"] * 3
    assert set(rates) == {"ours", "plain"}
    assert min(rates.values()) > 0


def test_a_ratio_at_the_bar_passes_and_one_below_is_missed():
    assert compared("a", 1200, 3000) == Figure("a", "1,200/s, plain SQL 3,000/s: 0.40", "≥ 0.4", True)
    assert not compared("a", 1199, 3000).passed
    assert compared("a", 1, 2, bar=0.6).passed is False


def test_a_call_is_made_once_and_takes_some_time():
    calls = []

    assert milliseconds(lambda: calls.append(1)) > 0
    assert calls == [1]
