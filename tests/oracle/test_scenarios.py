"""After every simulated scenario the oracle finds nothing."""

import pytest

from tests.oracle.oracle import violations
from tests.oracle.scenarios import SCENARIOS
from tests.oracle.stage import Play, home_with, play


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_oracle_finds_nothing(name, tmp_path):
    scenario = SCENARIOS[name]
    home = home_with(tmp_path, **scenario.replaced)

    seen = play(home, scenario.deeds, Play(scenario.span))

    assert violations(seen) == []
    assert seen.box
