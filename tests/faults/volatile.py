"""A disk with a cache of its own: what was not flushed may be lost, torn, or there ahead of what came before it.

Serves one file by FUSE, for a loop device. Each write since the last flush
is kept with what it overwrote. When the power is cut, a random part of them
has got to the medium, in any choice that a disk may make between two flushes:
whole, in some of its sectors, or not at all. From then on nothing is read or
written. Run with the medium and the descriptor of /dev/fuse that it is mounted
by. A line on stdin, `WRITES SEED WITNESS`, has the power cut after so many
more writes, or at once if there are to be none; a line on stdout says how many
were in the cache then, how many of them were lost and torn, and how long the
witness was, a file elsewhere.
"""

import errno
import os
import random
import select
import struct
import sys

# include/uapi/linux/fuse.h
FORGET, GETATTR, SETATTR, OPEN, READ, WRITE, RELEASE, FSYNC = 2, 3, 4, 14, 15, 16, 18, 20
FLUSH, INIT, INTERRUPT, DESTROY, BATCH_FORGET = 25, 26, 36, 38, 42
ASYNC_READ, BIG_WRITES, MAX_PAGES = 1 << 0, 1 << 5, 1 << 22
MOST = 1 << 20  # bytes to a write
SECTOR = 512
STDIN = 0


class Cache:
    """The disk's medium, and the writes that have not been flushed to it."""

    def __init__(self, path):
        self.medium = os.open(path, os.O_RDWR)
        self.size = os.fstat(self.medium).st_size
        self.pending = []  # where, what was there, what was written
        self.powered = True
        self.writes_to_go, self.seed, self.witness = None, 0, os.devnull

    def write(self, at, new):
        self.pending.append((at, os.pread(self.medium, len(new), at), new))
        os.pwrite(self.medium, new, at)
        if self.writes_to_go is not None:
            self.cut_in(self.writes_to_go - 1, self.seed, self.witness)

    def flush(self):
        self.pending.clear()

    def cut_in(self, writes, seed, witness):
        """Cuts the power after so many more writes."""
        self.writes_to_go, self.seed, self.witness = writes, seed, witness
        if writes == 0 and self.powered:
            self.powered = False
            self.cut(random.Random(seed))

    def cut(self, dice):
        """Nothing of the cache, all of it, or any part is kept, as the dice have it."""
        said = os.path.getsize(self.witness)
        share = dice.choice([0, 0.1, 0.5, 0.9, 1])
        for at, old, _ in reversed(self.pending):
            os.pwrite(self.medium, old, at)
        lost = torn = 0
        for at, _, new in self.pending:
            if dice.random() < 0.05:
                torn += 1
                for sector in range(0, len(new), SECTOR):
                    if dice.random() < 0.5:
                        os.pwrite(self.medium, new[sector : sector + SECTOR], at + sector)
            elif dice.random() < share:
                os.pwrite(self.medium, new, at)
            else:
                lost += 1
        print(len(self.pending), lost, torn, said, flush=True)


def attributes(size):
    """struct fuse_attr_out of the one file."""
    times_and_kind = [0] * 3 + [0o100600, 1, 0, 0, 0, 4096, 0]
    return struct.pack("<QII6Q10I", 3600, 0, 0, 1, size, size // 512, 0, 0, 0, *times_and_kind)


def answer(cache, opcode, body):
    """What a request is answered with: bytes, or the number of an error."""
    if opcode == INIT:
        flags = struct.unpack_from("<4I", body)[3] & (ASYNC_READ | BIG_WRITES | MAX_PAGES)
        return struct.pack("<4I2H2I2H8I", 7, 31, MOST, flags, 16, 12, MOST, 1, MOST // 4096, 0, *[0] * 8)
    if opcode in (GETATTR, SETATTR):
        return attributes(cache.size)
    if opcode == OPEN:
        return bytes(16)
    if opcode in (FLUSH, RELEASE, DESTROY):
        return b""
    if opcode not in (READ, WRITE, FSYNC):
        return errno.ENOSYS
    if not cache.powered:
        return errno.EIO
    if opcode == FSYNC:
        cache.flush()
        return b""
    _, at, size = struct.unpack_from("<QQI", body)
    if opcode == READ:
        return os.pread(cache.medium, size, at)
    cache.write(at, body[40 : 40 + size])
    return struct.pack("<II", size, 0)


def serve(cache, device):
    """Answers the kernel until the file system is unmounted, and whoever cuts the power."""
    while True:
        ready, _, _ = select.select([device, STDIN], [], [])
        if STDIN in ready:
            lines = os.read(STDIN, 4096).splitlines()
            if not lines:
                return
            for line in lines:
                writes, seed, witness = line.split()
                cache.cut_in(int(writes), int(seed), witness)
            continue
        try:
            request = os.read(device, MOST + 4096)
        except OSError as error:
            if error.errno == errno.ENODEV:
                return
            if error.errno in (errno.EINTR, errno.EAGAIN, errno.ENOENT):
                continue
            raise
        _, opcode, unique = struct.unpack_from("<IIQ", request)
        if opcode in (FORGET, BATCH_FORGET, INTERRUPT):
            continue
        said = answer(cache, opcode, request[40:])
        failed, said = (said, b"") if isinstance(said, int) else (0, said)
        os.write(device, struct.pack("<IiQ", 16 + len(said), -failed, unique) + said)


if __name__ == "__main__":
    serve(Cache(sys.argv[1]), int(sys.argv[2]))
