"""Drafts of the check-in: kept for the day, for oneself."""

from okrtui.workspace.check_in_drafts import DRAFTS, Draft, drafts_of, keep_drafts
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team

DRAFT = Draft("25.", None, {"note": "größer 新"}, {"blocker": "no demo"})
STEPS = Draft("", ["a", "b"], {}, {})


def test_what_is_kept_is_there_again_until_it_is_settled(team: Team, ana: Workspace) -> None:
    assert drafts_of(ana) == {}
    keep_drafts(ana, ["x", "y", "z"], {"x": DRAFT, "y": STEPS})
    assert drafts_of(ana) == {"x": DRAFT, "y": STEPS}
    keep_drafts(ana, ["y"], {})  # of what was not asked about, nothing is settled
    assert drafts_of(team.reopened(ana)) == {"x": DRAFT}
    keep_drafts(ana, ["x", "y"], {})
    assert not (ana.home / DRAFTS).exists()


def test_it_is_of_one_day(team: Team, ana: Workspace) -> None:
    keep_drafts(ana, ["x"], {"x": DRAFT})
    team.pass_days(1)
    assert drafts_of(ana) == {}
    keep_drafts(ana, ["y"], {"y": STEPS})
    assert drafts_of(ana) == {"y": STEPS}


def test_it_is_private_and_clean(ana: Workspace) -> None:
    keep_drafts(ana, ["x"], {"x": Draft("\x1b[31m5", True, {"note": "a\x1b]0;stolen\x07b\nc"}, {})})
    assert (ana.home / DRAFTS).stat().st_mode & 0o777 == 0o600
    draft = drafts_of(ana)["x"]
    assert draft.chosen is True
    assert "\x1b" not in draft.typed + draft.notes["note"]
    assert "\n" not in draft.notes["note"]
