"""What kind of file system a folder lies on: on those of a network, no event tells of another machine's change."""

from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
    }
)
"""File systems that other machines write to. Any of FUSE (`fuse`, `fuse.sshfs`, …) counts as well."""


def needs_polling(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a watcher on `path` must look by itself, because its file system sends no events."""
    kind = file_system(path, mounts)
    return kind in _NETWORK or kind.startswith("fuse")


def file_system(path: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the file system that `path` lies on, as the kernel calls it; "" where it does not say.

    The line format is that of proc_pid_mountinfo(5): the mount point is the fifth field, the type follows ` - `.
    """
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
        place = path.resolve()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        mount_point = Path(_unescaped(fields[4]))
        if place.is_relative_to(mount_point) and len(mount_point.parts) >= best:
            best, kind = len(mount_point.parts), after.split(" ")[0]
    return kind


def _unescaped(text: str) -> str:
    """Blanks in a mount point are written as octal escapes."""
    for octal, letter in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        text = text.replace(octal, letter)
    return text
