"""The power goes: what was not synced is gone, and what was recorded is whole."""

import fcntl
import os
import random
import shutil
import struct
import subprocess
import time
from contextlib import contextmanager

import bench
from bench import check, check_committed, check_resume, check_run, check_same, expected, rounds, start

MANY = [*bench.SEVEN, "--positive", "600", "--negative", "300"]
SHUTDOWN, WITHOUT_LOG = 0x8004587D, 2  # FS_IOC_SHUTDOWN, FS_SHUTDOWN_FLAGS_NOLOGFLUSH
# name, program that makes it, mount options, whether another program syncs meanwhile
DISKS = [
    ("ext4 ordered", ["mkfs.ext4", "-q"], "data=ordered", False),
    ("ext4 ordered beside a syncing program", ["mkfs.ext4", "-q"], "data=ordered", True),
    ("ext4 writeback", ["mkfs.ext4", "-q"], "data=writeback", True),
    ("ext4 noauto_da_alloc", ["mkfs.ext4", "-q"], "data=ordered,noauto_da_alloc", True),
    ("xfs", ["mkfs.xfs", "-q"], "", True),
]
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
        subprocess.run(["mount", "-o", self.options, self.image, self.folder], check=True, capture_output=True)
        self.mounted = True

    def unmount(self):
        # Asking whether it is mounted does not work: a disk without power says nothing.
        self.mounted = False
        for _ in range(100):
            if subprocess.run(["umount", self.folder], capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        subprocess.run(["umount", "-l", self.folder], check=True)

    def cut(self):
        """Nothing that is not on the disk by now gets there any more."""
        folder = os.open(self.folder, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
        os.close(folder)


@contextmanager
def disk(make, options):
    this = Disk(make, options)
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


def cuts(name, make, options, noisy, dice):
    """The power goes at a random moment, again while resuming, and after all is said to be done."""
    wanted = expected(*MANY)
    kept = []
    with disk(make, options) as this:
        for number in range(rounds(4)):
            out = this.folder / "corpus"
            what = f"power: {name}, round {number} of seed {bench.settings.seed}"
            for many in [dice.randrange(0, 600), dice.randrange(300, 900)]:
                with noise(this.folder, noisy):
                    process = start(out, *MANY, "--workers", "2", "--batch-size", "20", stderr=subprocess.PIPE)
                    bench.wait_for_documents(out, many, process)
                    time.sleep(dice.uniform(0, 0.2))
                    at_work = process.poll() is None
                    this.cut()
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
            resume_after(what, out, wanted)
            this.cut()
            this.unmount()
            this.mount()
            # That SQLite removed its log need not outlive the power.
            check_same(f"{what}: cut after it was done", out, wanted, bench.SHARED)
            check_run(f"{what}: verify", bench.call("verify", out), "done")
            shutil.rmtree(out)
    print(f"faults: power: {name}: committed at the cuts: {kept}", flush=True)


def resume_after(what, out, wanted):
    """After a power cut names without bytes may stand where nothing was recorded: they are replaced."""
    before = check_committed(what, out) if out.exists() else {}
    made = bench.generate(out, *MANY, "--batch-size", "33", "--workers", "3")
    check_run(f"{what}: resume", made, "done")
    check_same(what, out, wanted)
    again = [path for path, facts in before.items() if bench.identity(path) != facts]
    check(f"{what}: what is committed is not written again", not again, again[:5])


def main():
    """On five file systems, as far as they can be made here."""
    bench.install("mkfs.ext4=e2fsprogs", "mkfs.xfs=xfsprogs")
    dice = random.Random(bench.settings.seed)
    for name, make, options, noisy in DISKS:
        try:
            with disk(make, options) as this:
                made = bench.generate(this.folder / "corpus", *MANY, "--workers", "2", "--batch-size", "20")
                check_run(f"power: {name}: undisturbed", made, "done")
                this.cut()
        except (subprocess.CalledProcessError, OSError) as error:
            bench.skip(f"power cuts on {name}: {error}")
            continue
        cuts(name, make, options, noisy, dice)
