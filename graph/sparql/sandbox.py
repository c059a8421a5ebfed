"""A process that can compute and answer, and nothing else: no network, no files, no other programs.

Four fences, each enough against a query that slips past `graph.sparql.fences`; where a kernel or a user lacks one, the others hold:

* `descriptors`: no file descriptor can be opened any more (RLIMIT_NOFILE 0), so neither a socket nor a file. Everywhere.
* `network`: a network namespace of its own, in which there is nothing. Linux, as root or with user namespaces.
* `calls`: seccomp lets through some forty system calls that evaluation needs; all others fail. Linux on x86-64 and ARM64.
* `user`: root's rights are given up. As root.

A store on disk with many files cannot do with `descriptors`, since some of its files are opened when a query first needs them. Then:

* `folder`: the store's folder is all that there is of the file system. Linux, as root or with user namespaces.
* `calls`: files can be opened for reading, and not in any other way.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from contextlib import suppress

Fence = str

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_NOBODY = (65534, 65534)
"""User and group."""

# Numbers of system calls, from the kernel's tables for x86-64 and for the generic table that ARM64 uses.
_CALLS: dict[str, tuple[int, int]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "mmap": (9, 222), "mprotect": (10, 226),
    "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "pread64": (17, 67), "readv": (19, 65), "writev": (20, 66), "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233),
    "nanosleep": (35, 101), "setitimer": (38, 103), "getpid": (39, 172), "sendto": (44, 206), "recvfrom": (45, 207),
    "sendmsg": (46, 211), "recvmsg": (47, 212), "exit": (60, 93), "gettimeofday": (96, 169), "getrlimit": (97, 163),
    "getrusage": (98, 165), "getppid": (110, 173), "sigaltstack": (131, 132), "gettid": (186, 178), "futex": (202, 98),
    "sched_getaffinity": (204, 123), "restart_syscall": (219, 128), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "exit_group": (231, 94), "tgkill": (234, 131), "set_robust_list": (273, 99),
    "prlimit64": (302, 261), "getrandom": (318, 278), "membarrier": (324, 283), "rseq": (334, 293),
}  # fmt: skip
_READING: dict[str, tuple[int, int]] = {"fcntl": (72, 25), "fadvise64": (221, 223), "newfstatat": (262, 79)}
"""What goes with opening a file."""
_OPENAT = (257, 56)
_WRITING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | os.O_APPEND
"""Flags of a file that is not only read; they are openat's third argument."""
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def enter(network: bool = True, later: int = 0) -> tuple[Fence, ...]:
    """Put this process behind every fence that can be had, for good. Returns those that hold. Open what is needed before.

    `later` is how many files of the working directory may be opened for reading from then on.
    """
    held = ["network"] if network and no_network() else []
    _die_with_parent()
    room = _highest() + later if later else 0
    user = _reader() if later else _NOBODY
    if later and _only_here():
        held.append("folder")
    if _drop_root(*user):
        held.append("user")
        _die_with_parent()  # giving up a user's rights forgets it
    for limit, bound in ((resource.RLIMIT_NOFILE, room), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(limit, (bound, bound))
    if not room:
        held.append("descriptors")
    if _filter_calls(bool(later)):
        held.append("calls")
    return tuple(held)


def _highest() -> int:
    """A number above those of all open files."""
    with suppress(OSError):
        return max(map(int, os.listdir("/proc/self/fd"))) + 1  # noqa: PTH208
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def _reader() -> tuple[int, int]:
    """Who is to read the working directory: its owner, unless that is root."""
    owner = os.stat(".")  # noqa: PTH116 (pathlib is not loaded here)
    return (owner.st_uid, owner.st_gid) if owner.st_uid else _NOBODY


def _only_here() -> bool:
    """Make the working directory the root of the file system."""
    try:
        os.chroot(".")
    except (OSError, AttributeError):
        return False
    return True


def no_network() -> bool:
    """Leave the network for an empty one. Takes effect for the children as well."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def bound_memory(extra: int) -> None:
    """Let the address space grow by `extra` bytes from here."""
    used = 0
    with suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (pathlib is not loaded here)
        used = int(file.read().split()[0]) * resource.getpagesize()
    if used:
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, used + extra))


def first_to_go() -> None:
    """Where the machine runs out of memory, the kernel shall end this process before the server."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("1000")


def _die_with_parent() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


def _drop_root(user: int, group: int) -> bool:
    if os.geteuid() != 0:
        return False
    try:
        os.setgroups([])
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
    except OSError:
        return False
    return True


def _filter_calls(reading: bool = False) -> bool:
    """Load a seccomp program: the listed calls pass, the others fail with EPERM. With `reading`, files may be opened for that."""
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return False
    column, architecture = machine
    numbers = [numbers[column] for numbers in (_CALLS | _READING if reading else _CALLS).values()]
    load, equal, give, mask = 0x20, 0x15, 0x06, 0x54
    kill, deny, allow = 0x80000000, 0x00050001, 0x7FFF0000
    program = [(load, 0, 0, 4), (equal, 1, 0, architecture), (give, 0, 0, kill), (load, 0, 0, 0)]
    if reading:
        program += [
            (equal, 0, 5, _OPENAT[column]),
            (load, 0, 0, 32),
            (mask, 0, 0, _WRITING),
            (equal, 0, 1, 0),
            (give, 0, 0, allow),
            (give, 0, 0, deny),
        ]
    program += [(equal, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    program += [(give, 0, 0, deny), (give, 0, 0, allow)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    descriptor = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, 2, ctypes.create_string_buffer(descriptor), 0, 0) == 0)
