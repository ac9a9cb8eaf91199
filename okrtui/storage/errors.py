"""Errors of the store. Each carries one line for a person and the exit code of the command line."""


class StoreError(Exception):
    """Something is wrong with what is stored. The message is one line and names the file and the way out."""

    exit_code = 3


class Refused(StoreError):
    """Bytes that are not what they claim to be: an ill-formed line, a broken chain, a wrong hash."""


class Foreign(Refused):
    """Something that was never a segment of this workspace: another's, or no segment at all."""


class JournalDamaged(StoreError):
    """A journal holds a whole line that does not verify; what stands before it is kept."""


class DiskTrouble(StoreError):
    """The data directory could not be written or read (full disk, no permission). Nothing was acknowledged."""


class LetGo(DiskTrouble):
    """One's own other process has let a segment go, since another holds its lines. A look at the directory tells."""


class FolderAway(StoreError):
    """The shared folder cannot be reached, or is not the folder of this workspace. Work goes on without it."""

    exit_code = 4


class ReadOnly(FolderAway):
    """The shared folder can be read, but this person may not write there."""
