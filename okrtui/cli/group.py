"""The group of all commands. Each is imported when it is asked for, so that `okrtui status` stays quick."""

import gc
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib import import_module
from typing import Any

import click

from okrtui import __version__
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.errors import UsageError

COMMANDS_BY_TOPIC = {
    "To begin": {
        "demo": "okrtui.cli.demo",
        "init": "okrtui.cli.founding",
        "join": "okrtui.cli.founding",
        "whoami": "okrtui.cli.founding",
        "info": "okrtui.cli.info",
    },
    "To see how things stand": {
        "status": "okrtui.cli.status",
        "mine": "okrtui.cli.mine",
        "tree": "okrtui.cli.tree",
        "list": "okrtui.cli.listing",
        "show": "okrtui.cli.show",
        "nudge": "okrtui.cli.nudging",
    },
    "Every week": {
        "checkin": "okrtui.cli.checkin",
        "meeting": "okrtui.cli.meeting",
        "reading": "okrtui.cli.reading",
        "block": "okrtui.cli.blockers",
        "unblock": "okrtui.cli.blockers",
        "escalate": "okrtui.cli.blockers",
        "blockers": "okrtui.cli.blockers",
    },
    "To change things": {
        "add": "okrtui.cli.edits",
        "set": "okrtui.cli.edits",
        "align": "okrtui.cli.edits",
        "rm": "okrtui.cli.edits",
        "restore": "okrtui.cli.edits",
        "undo": "okrtui.cli.undoing",
        "redo": "okrtui.cli.undoing",
    },
    "To plan a cycle": {
        "plan": "okrtui.cli.planning",
        "propose": "okrtui.cli.planning",
        "counter": "okrtui.cli.planning",
        "withdraw": "okrtui.cli.planning",
        "agree": "okrtui.cli.planning",
        "commit": "okrtui.cli.planning",
        "start": "okrtui.cli.planning",
        "localize": "okrtui.cli.planning_links",
        "share": "okrtui.cli.planning_links",
        "accept": "okrtui.cli.planning_links",
        "decline": "okrtui.cli.planning_links",
        "takeup": "okrtui.cli.planning_links",
        "duplicate": "okrtui.cli.planning_copies",
        "template": "okrtui.cli.planning_copies",
        "transform": "okrtui.cli.planning_copies",
    },
    "To end a cycle": {
        "score": "okrtui.cli.scoring",
        "scores": "okrtui.cli.scoring",
        "close": "okrtui.cli.closing",
        "reopen": "okrtui.cli.closing",
        "carry": "okrtui.cli.closing",
        "review": "okrtui.cli.reviews",
        "compare": "okrtui.cli.comparison",
        "pack": "okrtui.cli.pack",
    },
    "To speak to each other": {
        "recognize": "okrtui.cli.voices",
        "wall": "okrtui.cli.voices",
        "comment": "okrtui.cli.voices",
        "comments": "okrtui.cli.voices",
        "alerts": "okrtui.cli.alerts",
    },
    "The coach": {
        "lint": "okrtui.cli.lint",
        "mend": "okrtui.cli.lint",
        "dismiss": "okrtui.cli.lint",
    },
    "What happened": {
        "log": "okrtui.cli.history",
        "blame": "okrtui.cli.history",
        "conflicts": "okrtui.cli.conflicts",
        "resolve": "okrtui.cli.conflicts",
    },
    "The folder, and other programs": {
        "sync": "okrtui.cli.sync",
        "doctor": "okrtui.cli.doctor",
        "hooks": "okrtui.cli.hooks",
        "export": "okrtui.cli.export",
    },
}
"""Every command, as the help shows them, and the module whose `<name>_command` it is."""
COMMANDS = {name: module for topic in COMMANDS_BY_TOPIC.values() for name, module in topic.items()}

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_SENTENCE = 200
"""Characters of a sentence of the help, which then goes on in a second line rather than end in dots."""
_NEGATIVE = re.compile(r"[-\u2212][$€£]? ?[.,]?[0-9]").match


class Day(click.ParamType[date]):
    """A date as scripts write it."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; fails with the way out for anything else."""
        with suppress(ValueError):  # 31 June
            if _DAY(value):
                return date.fromisoformat(value)
        return self.fail(f"{value!r} is not a date like 2026-12-31", param, ctx)


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that keeps what an option says, on the group or on a command, in the session."""

    def keep(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None and value is not False:
            setattr(context.find_object(Session), name, value)

    return keep


def common_options(*, looks_back: bool) -> list[click.Parameter]:
    """The options that commands share; they may also stand before a command's name."""
    return [
        click.Option(
            ["--workspace", "said"],
            metavar="NAME",
            help="The workspace to work in: its name or id (also OKRTUI_WORKSPACE).",
            expose_value=False,
            callback=_set("said"),
        ),
        click.Option(
            ["--today"],
            type=Day(),
            help="Another day than today, for what is due and for new check-ins.",
            expose_value=False,
            callback=_set("today"),
        ),
        click.Option(
            ["--as-of"],
            metavar="DAY",
            help="Look at the end of another day: 2026-10-05, yesterday, -7d, 2 Oct.",
            hidden=not looks_back,
            expose_value=False,
            callback=_set("as_of"),
        ),
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            help="Print JSON.",
            expose_value=False,
            callback=_set("as_json"),
        ),
    ]


class Command(click.Command):
    """A command with the common options, and negative values that need no `--` before them."""

    looks_back = False
    """Whether it can look at the company as it stood on another day."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params += common_options(looks_back=self.looks_back)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A blank before a negative value tells it from an option; whoever reads values strips them."""
        return super().parse_args(ctx, [f" {word}" if _NEGATIVE(word) else word for word in args])

    def invoke(self, ctx: click.Context) -> Any:
        """Run it. Raises UsageError where it shall look back and cannot."""
        session = ctx.find_object(Session)
        if session is not None and session.as_of is not None and not self.looks_back:
            raise UsageError(f"--as-of: `{ctx.command_path}` is about now; what only reads looks back (`okrtui tree`)")
        return super().invoke(ctx)


class LookingBack(Command):
    """A command that only reads: it can look at the company as it stood on another day."""

    looks_back = True


class Group(click.Group):
    """Finds commands by their name in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of COMMANDS."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, by topic, each with the whole sentence that it begins its help with."""
        width = max(map(len, COMMANDS))
        for topic, names in COMMANDS_BY_TOPIC.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            rows = [(name.ljust(width), command.get_short_help_str(_SENTENCE)) for name, command in commands if command]
            with formatter.section(topic):
                formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take it from there."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(module), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command


@click.group(
    "okrtui",
    cls=Group,
    invoke_without_command=True,
    params=common_options(looks_back=True),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="okrtui %(version)s")
@click.pass_context
@pass_session
def okrtui(session: Session, context: click.Context) -> None:
    """OKRs in the terminal. Without a command, the app opens.

    Ids may be shortened, and titles do as well: `okrtui show "Close rate"`.
    """
    gc.enable()
    if context.invoked_subcommand is None:
        from okrtui.cli.start import start

        start(session)
