"""Going to what an alert is about: the place where one sees it, and can answer it."""

from typing import TYPE_CHECKING

from okrtui.okr.alerts import Sort
from okrtui.screens.objects import DETAILED
from okrtui.workspace.alerts import Alert

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp
    from okrtui.screens.pane import PaneScreen


async def go_to(screen: "PaneScreen", alert: Alert) -> None:
    """Go there: thanks stand on the wall, what is asked stands on the planning board, the rest in a detail."""
    if alert.place[0] == "recognition":
        from okrtui.screens.wall import WallScreen

        screen.app.push_screen(WallScreen(alert.place[1]))
    elif alert.sort is Sort.SHARE:
        await _to_the_board(screen.okrtui, alert)
    elif alert.place[0] not in DETAILED:  # a comment on something that has no screen of its own
        screen.say(alert.sentence, seconds=12.0)
    elif screen.has_pane:
        screen.pane.focus()
        screen.pane.move_to_subject(*(alert.at or alert.place))
    else:
        from okrtui.screens.detail import DetailScreen

        screen.app.push_screen(DetailScreen(*alert.place, at=alert.at))


async def _to_the_board(app: "OkrtuiApp", alert: Alert) -> None:
    """The planning board of the objective's cycle, where one accepts or declines."""
    from okrtui.screens.plan import PlanScreen

    objective = app.workspace.company.objective(alert.place[1])
    await app.switch_mode("plan")
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    if isinstance(app.screen, PlanScreen) and objective and objective.cycle:
        app.screen.show_cycle(objective.cycle)
        app.screen.appeared("share", alert.key.partition(":")[2])
