"""What can go wrong between a person and the workspace, in one line with the way out, and with its exit code."""

from okrtui.storage.errors import DiskTrouble, FolderAway, StoreError

__all__ = [
    "Ambiguous",
    "DiskTrouble",
    "FolderAway",
    "NoWorkspace",
    "NotFound",
    "NothingToUndo",
    "StoreError",
    "UsageError",
]


class UsageError(Exception):
    """What was asked for cannot be done as it was asked: an unknown id, an ambiguous title, a wrong value."""

    exit_code = 2


class NoWorkspace(UsageError):
    """There is no workspace to work in, or more than one and none chosen."""


class NotFound(UsageError):
    """Nothing goes by the name that was given."""


class Ambiguous(UsageError):
    """More than one thing goes by the name that was given; the candidates are in the message."""


class NothingToUndo(UsageError):
    """There is no own act left to take back, or to do again."""

    exit_code = 1
