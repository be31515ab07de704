//! What the machine has for this process, and how many workers that is for.

use std::path::{Path, PathBuf};

use super::cgroup::Groups;

/// What a run takes beside its workers, in bytes: templates, pools, the labels
/// that are put together, the database.
const RUN: u64 = 96 << 20;

/// What a worker takes, in bytes: tools, documents under way, the batch it is
/// at and the one that waits.
const WORKER: u64 = 24 << 20;

/// A machine, as the files of its operating system tell of it.
#[derive(Clone, Debug)]
pub struct Machine {
    root: PathBuf,
}

/// How many workers there should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crew {
    /// So many; at least one.
    pub workers: usize,
    /// So many there would be if there were more memory.
    pub processors: usize,
}

impl Machine {
    /// The machine that this runs on.
    pub fn here() -> Self {
        Self { root: "/".into() }
    }

    /// As many workers as the process has processors: those that it may run on,
    /// and no more than its control group pays for, a begun one counted whole.
    /// Fewer if what they take would fill more than half of the memory that is
    /// free, for documents have to go through it on their way to the disk.
    pub fn crew(&self) -> Crew {
        let groups = Groups::of_process(&self.root);
        let mine = self
            .allowed()
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        let paid = groups
            .processors()
            .map_or(mine, |processors| processors.ceil() as usize);
        let processors = mine.min(paid).max(1);
        let free = [self.available(), groups.memory()];
        let room = free.into_iter().flatten().min().map_or(processors, |free| {
            usize::try_from((free / 2).saturating_sub(RUN) / WORKER).unwrap_or(processors)
        });
        Crew {
            workers: processors.min(room).max(1),
            processors,
        }
    }

    /// How many processors the process may run on.
    fn allowed(&self) -> Option<usize> {
        let status = read(&self.root.join("proc/self/status"))?;
        let list = status
            .lines()
            .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
        let count = |range: &str| -> Option<usize> {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
            Some((last + 1).saturating_sub(first))
        };
        list.trim().split(',').map(count).sum()
    }

    /// How much memory can be had without anything being put out of it.
    fn available(&self) -> Option<u64> {
        let memory = read(&self.root.join("proc/meminfo"))?;
        let line = memory
            .lines()
            .find_map(|line| line.strip_prefix("MemAvailable:"))?;
        let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes << 10)
    }
}

/// What a file of the operating system says; none if it is not there, as on
/// other systems than Linux.
#[expect(
    clippy::disallowed_methods,
    reason = "what the machine has decides how fast a run is, and no byte"
)]
pub(super) fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "it makes up the files of a machine"
)]
mod tests {
    use super::*;

    /// The crew of a machine whose files are these.
    fn crew(files: &[(&str, &str)]) -> Crew {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let root = root.path().to_owned();
        Machine { root }.crew()
    }

    const STATUS: (&str, &str) = (
        "proc/self/status",
        "Name:\tsynthphi\nCpus_allowed_list:\t0-3,8,10-12\nMems_allowed_list:\t0\n",
    );
    const PLENTY: (&str, &str) = (
        "proc/meminfo",
        "MemTotal: 9 kB\nMemAvailable:   32000000 kB\n",
    );

    fn workers(more: &[(&str, &str)]) -> usize {
        crew(&[&[STATUS, PLENTY], more].concat()).workers
    }

    #[test]
    fn there_are_as_many_workers_as_processors_that_it_may_run_on() {
        assert_eq!(workers(&[]), 8);
        let here = std::thread::available_parallelism().unwrap().get();
        assert_eq!(crew(&[]).processors, here, "where no file says anything");
        let one = ("proc/self/status", "Cpus_allowed_list:\t5\n");
        assert_eq!(crew(&[one, PLENTY]).workers, 1);
    }

    #[test]
    fn a_quota_of_the_second_version_counts_from_wherever_it_is_tightest() {
        let group = ("proc/self/cgroup", "0::/outer/inner\n");
        let quota = |inner: &str, outer: &str, top: &str| {
            workers(&[
                group,
                ("sys/fs/cgroup/outer/inner/cpu.max", inner),
                ("sys/fs/cgroup/outer/cpu.max", outer),
                ("sys/fs/cgroup/cpu.max", top),
            ])
        };
        assert_eq!(quota("max 100000\n", "max 100000\n", "max 100000\n"), 8);
        assert_eq!(quota("400000 100000\n", "max 100000\n", ""), 4);
        assert_eq!(quota("400000 100000\n", "250000 100000\n", ""), 3);
        assert_eq!(quota("max 100000\n", "", "100000 50000\n"), 2);
        assert_eq!(
            quota("5000 100000\n", "", ""),
            1,
            "a twentieth of a processor"
        );
        assert_eq!(quota("6400000 100000\n", "", ""), 8, "more than there are");
        assert_eq!(quota("nonsense", "-1 100000", "0 0"), 8);
    }

    #[test]
    fn a_quota_of_the_first_version_counts_under_both_names_of_its_tree() {
        for tree in ["cpu,cpuacct", "cpuacct,cpu", "cpu"] {
            let lines = format!("12:memory:/a\n4:{tree}:/a/b\n1:name=systemd:/a\n");
            let quota = format!("sys/fs/cgroup/{tree}/a/b/cpu.cfs_quota_us");
            let period = format!("sys/fs/cgroup/{tree}/a/b/cpu.cfs_period_us");
            let of = |micros: &str| {
                let files = [
                    ("proc/self/cgroup", &*lines),
                    (&quota, micros),
                    (&period, "100000\n"),
                ];
                workers(&files)
            };
            assert_eq!(of("-1\n"), 8, "{tree}");
            assert_eq!(of("150000\n"), 2, "{tree}");
            assert_eq!(of("30000\n"), 1, "{tree}");
        }
    }

    #[test]
    fn a_container_that_sees_its_group_at_the_root_is_found() {
        let files = [
            (
                "proc/self/cgroup",
                "4:cpu:/docker/0123\n3:memory:/docker/0123\n",
            ),
            ("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000\n"),
            ("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n"),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "268435456\n"),
            ("sys/fs/cgroup/memory/memory.usage_in_bytes", "0\n"),
        ];
        assert_eq!(workers(&files[..3]), 3);
        assert_eq!(workers(&files), 1, "(256 MiB / 2 - 96) / 24");
    }

    #[test]
    fn little_memory_makes_few_workers_and_never_none() {
        let with = |megabytes: u64| {
            let memory = format!("MemAvailable: {} kB\n", megabytes << 10);
            crew(&[STATUS, ("proc/meminfo", &memory)])
        };
        let expected = [
            (0, 1),
            (100, 1),
            (240, 1),
            (288, 2),
            (384, 4),
            (575, 7),
            (576, 8),
        ];
        for (megabytes, workers) in expected {
            let found = with(megabytes);
            assert_eq!(
                (found.workers, found.processors),
                (workers, 8),
                "{megabytes} MiB"
            );
        }
    }

    #[test]
    fn files_that_can_be_dropped_do_not_count_as_used() {
        let room = |current: &str, high: &str, stat: &str| {
            workers(&[
                ("proc/self/cgroup", "0::/c\n"),
                ("sys/fs/cgroup/c/memory.max", "1073741824\n"),
                ("sys/fs/cgroup/c/memory.high", high),
                ("sys/fs/cgroup/c/memory.current", current),
                ("sys/fs/cgroup/c/memory.stat", stat),
            ])
        };
        let none = "anon 5\ninactive_file 0\nactive_file 0\n";
        assert_eq!(room("0\n", "max\n", none), 8);
        assert_eq!(room("805306368\n", "max\n", none), 1);
        let files = "anon 5\ninactive_file 500000000\nactive_file 305306368\n";
        assert_eq!(room("805306368\n", "max\n", files), 8);
        assert_eq!(room("0\n", "402653184\n", none), 4);
    }
}
