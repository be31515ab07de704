"""The power goes: what was not synced is gone, and what was recorded is whole."""

import fcntl
import json
import os
import random
import select
import shutil
import struct
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import bench
from bench import check, check_committed, check_resume, check_run, check_same, expected, rounds, start

# Some groups of commits: a thousand documents are one group of them.
MANY = [*bench.SEVEN, "--positive", "2600", "--negative", "1300"]
TOTAL = 3900
SHUTDOWN, WITHOUT_LOG = 0x8004587D, 2  # FS_IOC_SHUTDOWN, FS_SHUTDOWN_FLAGS_NOLOGFLUSH
NOISE = "import os,sys\nwhile 1:\n f=os.open(sys.argv[1],65)\n os.write(f,b'x'*999)\n os.fsync(f)\n os.close(f)"


class Disk:
    """A file system in a file, of which the power can be cut."""

    def __init__(self, make, options):
        self.image = bench.scratch("disk").with_suffix(".image")
        self.folder = self.image.with_suffix(".mounted")
        self.options = ",".join(filter(None, ["loop", options]))
        self.mounted = False
        self.folder.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(320 << 20)
        subprocess.run([*make, self.image], check=True, capture_output=True)

    def mount(self):
        self.mount_from(self.image)

    def mount_from(self, file):
        command = ["mount", "-o", self.options, file, self.folder]
        if subprocess.run(command, capture_output=True).returncode:
            # ext4 believes that its superblock is written whole or not at all. Where a disk has
            # torn it, there is a copy, and e2fsck takes it, as whoever runs the machine would have it do.
            subprocess.run(["e2fsck", "-fy", file], capture_output=True)
            subprocess.run(command, check=True, capture_output=True)
        self.mounted = True

    def unmount(self):
        # Asking whether it is mounted does not work: a disk without power says nothing.
        self.mounted = False
        for _ in range(100):
            if subprocess.run(["umount", self.folder], capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        subprocess.run(["umount", "-l", self.folder], check=True)

    def cut(self, witness=os.devnull):
        """Nothing that is not on the disk by now gets there any more; gives how long the witness, a file elsewhere, was.

        A process goes on without its disk, as it would not without power, and may be told nonsense: ext4 answers a
        sync that is under way with yes. What it says from then on is no testimony."""
        said = os.path.getsize(witness)
        folder = os.open(self.folder, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
        os.close(folder)
        return said

    def lost(self):
        """What is known of the cuts in the end."""
        return ""

    def cut_soon(self, process, dice, witness):
        """The same at a random moment; says whether the process was still at work, and how long the witness was."""
        time.sleep(dice.uniform(0, 0.2))
        at_work = process.poll() is None
        return at_work, self.cut(witness)


class CachingDisk(Disk):
    """The same on a disk that loses, tears and reorders what it has in a cache of its own."""

    def __init__(self, make, options):
        super().__init__(make, options)
        self.losses = []  # writes in the cache, lost, torn; of each cut

    def mount(self):
        self.window = self.image.with_suffix(".window")
        self.window.touch()
        device = os.open("/dev/fuse", os.O_RDWR)
        options = f"fd={device},rootmode=100600,user_id=0,group_id=0,allow_other"
        command = ["mount", "-i", "-t", "fuse", "-o", options, "volatile", self.window]
        subprocess.run(command, check=True, capture_output=True, pass_fds=[device])
        self.server = subprocess.Popen(
            ["python3", Path(__file__).with_name("volatile.py"), self.image, str(device)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[device],
        )  # fmt: skip
        os.close(device)
        try:
            self.mount_from(self.window)
        except subprocess.CalledProcessError:
            self.close()
            raise

    def unmount(self):
        super().unmount()
        self.close()

    def close(self):
        subprocess.run(["umount", self.window], check=True)
        self.server.communicate(timeout=60)

    def tell(self, writes, witness):
        """The power is to go after so many more writes."""
        self.server.stdin.write(f"{writes} {bench.dice.randrange(2**32)} {witness}\n")
        self.server.stdin.flush()

    def cut(self, witness=os.devnull):
        self.tell(0, witness)
        *losses, said = map(int, self.server.stdout.readline().split())
        self.losses.append(losses)
        return said

    def lost(self):
        cached, lost, torn = (sum(each) for each in zip(*self.losses))
        inside = sum(1 for cached, _, _ in self.losses if cached)
        return f"; {inside} of {len(self.losses)} cuts with writes in the cache: {cached}, {lost} lost, {torn} torn"

    def cut_soon(self, process, dice, witness):
        # Writes come when something is synced: between two of them is the moment.
        self.tell(1 + dice.randrange(60), witness)
        cut = []
        bench.wait_for(lambda: cut.extend(select.select([self.server.stdout], [], [], 0)[0]) or cut, process)
        return bool(cut), self.cut(witness)


# name, the disk, the program that makes its file system, mount options, whether another program syncs meanwhile
DISKS = [
    ("ext4 ordered", Disk, ["mkfs.ext4", "-q"], "data=ordered", False),
    ("ext4 ordered beside a syncing program", Disk, ["mkfs.ext4", "-q"], "data=ordered", True),
    ("ext4 writeback", Disk, ["mkfs.ext4", "-q"], "data=writeback", True),
    ("ext4 noauto_da_alloc", Disk, ["mkfs.ext4", "-q"], "data=ordered,noauto_da_alloc", True),
    ("xfs", Disk, ["mkfs.xfs", "-q"], "", True),
    ("ext4 ordered on a disk that caches", CachingDisk, ["mkfs.ext4", "-q"], "data=ordered", False),
    # The other program's syncs would leave hardly anything in the disk's cache.
    ("ext4 writeback on a disk that caches", CachingDisk, ["mkfs.ext4", "-q"], "data=writeback,noauto_da_alloc", False),
    ("xfs on a disk that caches", CachingDisk, ["mkfs.xfs", "-q"], "", False),
    # It can't be shut down, and has a name on the disk only if its own file or all is synced.
    ("btrfs on a disk that caches", CachingDisk, ["mkfs.btrfs", "-q"], "", False),
]


@contextmanager
def disk(of, make, options):
    this = of(make, options)
    try:
        this.mount()
        yield this
    finally:
        if this.mounted:
            this.unmount()
        this.image.unlink()


@contextmanager
def noise(folder, wanted):
    """Another program that writes and syncs a file of its own: it makes the journal commit."""
    process = wanted and subprocess.Popen(["python3", "-c", NOISE, folder / "noise"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        if process:
            bench.end(process)


def commits(events, said=None):
    """How many documents the run has said are committed, commit by commit, in its first bytes; the last line may not be
    whole."""
    lines = events.read_bytes()[:said].split(b"\n")[:-1]
    return [line["done"] for line in map(json.loads, lines) if line["event"] == "committed"]


def wait_until(moment, out, events, process):
    """Waits for so many documents, or for a commit; a moment is (documents, commits)."""
    documents, many = moment
    if many:
        bench.wait_for(lambda: len(commits(events)) >= many, process)
    else:
        bench.wait_for_documents(out, documents, process)


def cuts(name, of, make, options, noisy, dice):
    """The power goes at a random moment, again while resuming, and after all is said to be done."""
    wanted = expected(*MANY)
    kept, said_so, within = [], [], 0
    with disk(of, make, options) as this:
        for number in range(rounds(4)):
            out = this.folder / "corpus"
            what = f"power: {name}, round {number} of seed {bench.settings.seed}"
            # Once ahead of all commits, then mostly after one that others are to follow.
            first = [(dice.randrange(0, 600), 0)] if number % 4 == 0 else [(0, dice.choice([1, 1, 2]))]
            for moment in [*first, (0, 1)]:
                events = this.image.with_suffix(".events")
                with noise(this.folder, noisy), open(events, "w") as said:
                    how = ["--workers", "2", "--batch-size", "20", "--json"]
                    process = start(out, *MANY, *how, stdout=said, stderr=subprocess.PIPE)
                    wait_until(moment, out, events, process)
                    at_work, by_then = this.cut_soon(process, dice, events)
                    try:
                        _, stderr = process.communicate(timeout=60)
                    except subprocess.TimeoutExpired:
                        bench.end(process)
                        stderr = "hung"
                if at_work:
                    made = subprocess.CompletedProcess([], process.returncode, "", stderr)
                    check_run(f"{what}: the disk is gone", made, "io", "done")
                this.unmount()
                this.mount()
                if out.exists():
                    kept.append(len(check_committed(what, out)))
                    # Its words stand on another disk, and each event does as soon as it is said.
                    told = max(commits(events, by_then), default=0)
                    said_so.append(told)
                    within += at_work and 0 < told < TOTAL
                    check(f"{what}: what was said to be committed is", kept[-1] >= told, f"{kept[-1]} of {told}")
            resume_after(what, out, wanted)
            this.cut()
            this.unmount()
            this.mount()
            # That SQLite removed its log need not outlive the power.
            check_same(f"{what}: cut after it was done", out, wanted, bench.SHARED)
            check_run(f"{what}: verify", bench.call("verify", out), "done")
            shutil.rmtree(out)
        many = 2 * rounds(4)
        talked = f"{within} of {many} within a run, after a commit and ahead of others"
        print(f"faults: power: {name}: {talked}; committed: {kept}, said: {said_so}{this.lost()}", flush=True)
        check(f"power: {name}: cuts come between commits", 3 * within >= many, talked)


def resume_after(what, out, wanted):
    """After a power cut names without bytes may stand where nothing was recorded: they are replaced."""
    before = check_committed(what, out) if out.exists() else {}
    made = bench.generate(out, *MANY, "--batch-size", "33", "--workers", "3")
    check_run(f"{what}: resume", made, "done")
    check_same(what, out, wanted)
    again = [path for path, facts in before.items() if bench.identity(path) != facts]
    check(f"{what}: what is committed is not written again", not again, again[:5])


def main():
    """On each file system that can be made here."""
    bench.install("mkfs.ext4=e2fsprogs", "mkfs.xfs=xfsprogs", "mkfs.btrfs=btrfs-progs")
    dice = random.Random(bench.settings.seed)
    for name, of, make, options, noisy in DISKS:
        try:
            with disk(of, make, options) as this:
                made = bench.generate(this.folder / "corpus", *MANY, "--workers", "2", "--batch-size", "20")
                check_run(f"power: {name}: undisturbed", made, "done")
                this.cut()
        except (subprocess.CalledProcessError, OSError) as error:
            bench.skip(f"power cuts on {name}: {error}")
            continue
        cuts(name, of, make, options, noisy, dice)
