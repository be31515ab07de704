"""Stops a program at its n-th system call: ends it there, lets the call fail, or do half.

strace counts the calls of each thread for itself, so it can't stop a program
of several threads at each of its calls in turn; this counts them all.
Linux on x86-64 only.
"""

import ctypes
import os
import platform
import signal
import struct
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# name: (number, where its path is; "fd" is a descriptor, "at" a folder and a
# path, both with the place of the argument)
CALLS = {
    "read": (0, "fd", 0), "write": (1, "fd", 0), "open": (2, "path", 0), "close": (3, "fd", 0), "pread64": (17, "fd", 0),
    "pwrite64": (18, "fd", 0), "flock": (73, "fd", 0), "fsync": (74, "fd", 0), "fdatasync": (75, "fd", 0),
    "ftruncate": (77, "fd", 0), "rename": (82, "path", 1), "mkdir": (83, "path", 0), "rmdir": (84, "path", 0),
    "unlink": (87, "path", 0), "stat": (4, "path", 0), "getdents64": (217, "fd", 0), "openat": (257, "at", 0),
    "mkdirat": (258, "at", 0), "newfstatat": (262, "at", 0), "unlinkat": (263, "at", 0), "renameat": (264, "at", 2),
    "linkat": (265, "at", 2), "fallocate": (285, "fd", 0), "syncfs": (306, "fd", 0), "renameat2": (316, "at", 2),
    "statx": (332, "at", 0),
}  # fmt: skip
CHANGING = [
    "write", "pwrite64", "flock", "fsync", "fdatasync", "ftruncate", "rename", "mkdir", "rmdir", "unlink",
    "mkdirat", "unlinkat", "renameat", "linkat", "fallocate", "syncfs", "renameat2",
]  # fmt: skip
NAMES = {number: name for name, (number, _, _) in CALLS.items()}
KILL, HALF, HALF_AND_KILL = "kill", "half", "half and kill"

TRACEME, GETREGS, SETREGS, GO, SETOPTIONS, INFO = 0, 12, 13, 24, 0x4200, 0x420E
SYSGOOD, FORK, VFORK, CLONE, EXITKILL, WALL = 1, 2, 4, 8, 0x100000, 0x40000000
RAX, RDX, ORIG_RAX = 10, 12, 15

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


@dataclass
class Call:
    """One call on a path of the corpus, about to be made."""

    at: int  # among all such calls, from 1
    nth: int  # among those of its name, from 1
    name: str
    path: str
    process: int


def can_trace():
    """Whether this is a machine that the tracer knows."""
    return platform.system() == "Linux" and platform.machine() == "x86_64"


def ptrace(request, thread, address=0, data=0):
    if libc.ptrace(request, thread, address, data) < 0:
        raise ProcessLookupError(ctypes.get_errno(), "ptrace")


def path_of(thread, kind, place, arguments):
    """The path that a call is about, or an empty one."""
    try:
        if kind == "fd":
            return os.readlink(f"/proc/{thread}/fd/{arguments[place]}")
        text = text_at(thread, arguments[place + (kind == "at")])
        folder = ctypes.c_int(arguments[place] & 0xFFFFFFFF).value if kind == "at" else -100
        base = f"/proc/{thread}/cwd" if folder == -100 else f"/proc/{thread}/fd/{folder}"
        return os.path.normpath(os.path.join(os.readlink(base), text))
    except OSError:
        return ""


def text_at(thread, address):
    with open(f"/proc/{thread}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        return memory.read(4096).split(b"\0")[0].decode("utf-8", "replace")


def registers(thread):
    space = (ctypes.c_ulong * 27)()
    ptrace(GETREGS, thread, 0, ctypes.addressof(space))
    return space


def tamper(thread, place, value):
    """Sets one register."""
    space = registers(thread)
    space[place] = value & (2**64 - 1)
    ptrace(SETREGS, thread, 0, ctypes.addressof(space))


def trace(command, below, names, decide, timeout=120, **options):
    """Runs a command, asking `decide` before each call of these names on a path
    that starts with `below`: it answers None, KILL, HALF, HALF_AND_KILL or the
    number of an error. Gives the finished process with all such calls."""
    calls, count, inside, watched = [], {}, {}, {CALLS[name][0] for name in names}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(
            [*map(os.fspath, command)], stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            preexec_fn=lambda: libc.ptrace(TRACEME, 0, 0, 0), **options,
        )  # fmt: skip
        os.waitpid(process.pid, WALL)
        ptrace(SETOPTIONS, process.pid, 0, SYSGOOD | FORK | VFORK | CLONE | EXITKILL)
        ptrace(GO, process.pid)
        info = ctypes.create_string_buffer(88)
        hung = []
        signal.signal(signal.SIGALRM, lambda *_: (hung.append(1), os.kill(process.pid, signal.SIGKILL)))
        signal.alarm(timeout)
        while True:
            thread, status = os.waitpid(-1, WALL)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                if thread == process.pid:
                    process.returncode = os.waitstatus_to_exitcode(status)
                    break
                continue
            stop = os.WSTOPSIG(status)
            deliver = 0 if stop in (signal.SIGTRAP, signal.SIGSTOP, signal.SIGTRAP | 0x80) else stop
            try:
                if stop == signal.SIGTRAP | 0x80:
                    ptrace(INFO, thread, len(info), ctypes.addressof(info))
                    number, *arguments = struct.unpack_from("<7Q", info, 24)
                    if info[0] == b"\1" and number in watched:
                        name = NAMES[number]
                        path = path_of(thread, *CALLS[name][1:], arguments)
                        if path.startswith(str(below)):
                            count[name] = count.get(name, 0) + 1
                            one = Call(len(calls) + 1, count[name], name, path, process.pid)
                            calls.append(one)
                            answer = decide(one)
                            if answer == KILL:
                                os.kill(process.pid, signal.SIGKILL)
                            elif answer in (HALF, HALF_AND_KILL):
                                tamper(thread, RDX, max(1, arguments[2] // 2))
                                inside[thread] = answer
                            elif answer is not None:
                                tamper(thread, ORIG_RAX, -1)
                                inside[thread] = answer
                    elif info[0] == b"\2" and thread in inside:
                        answer = inside.pop(thread)
                        if answer == HALF_AND_KILL:
                            os.kill(process.pid, signal.SIGKILL)
                        elif answer != HALF:
                            tamper(thread, RAX, -answer)
                ptrace(GO, thread, 0, deliver)
            except ProcessLookupError:
                pass  # It has been killed meanwhile.
        signal.alarm(0)
        out.seek(0), err.seek(0)
        code = -99 if hung else process.returncode
        return subprocess.CompletedProcess(command, code, out.read(), err.read()), calls


def of_corpus(out):
    """How the paths of a corpus start, as the kernel says them."""
    return str(Path(out).resolve())
