//! What a process's control groups leave it: Linux's way to give a container
//! part of a machine.
//!
//! A process is in one group of version 2's tree, or, of version 1's, in one
//! group for each resource; a limit holds for everything below its group.
//! Kernel documentation: admin-guide/cgroup-v2.rst, admin-guide/cgroup-v1.

use std::path::{Path, PathBuf};

/// Where the trees are mounted, from the root.
const MOUNT: &str = "sys/fs/cgroup";

/// The groups that a process is in.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    root: PathBuf,
    /// The lines of `/proc/self/cgroup`: number, controllers, path.
    lines: String,
}

impl Groups {
    pub(super) fn of_process(root: &Path) -> Self {
        Self {
            lines: super::machine::read(&root.join("proc/self/cgroup")).unwrap_or_default(),
            root: root.to_owned(),
        }
    }

    /// How many processors' time the tightest quota grants; none if there is
    /// no quota.
    pub(super) fn processors(&self) -> Option<f64> {
        let share = |quota: f64, period: f64| (quota > 0.0 && period > 0.0).then(|| quota / period);
        let second = self.folders("").into_iter().filter_map(|folder| {
            let text = super::machine::read(&folder.join("cpu.max"))?;
            // "max 100000" where there is no quota.
            let (quota, period) = text.trim().split_once(' ')?;
            share(quota.parse().ok()?, period.parse().ok()?)
        });
        let first = self.folders("cpu").into_iter().filter_map(|folder| {
            // -1 where there is no quota.
            let quota = number(&folder.join("cpu.cfs_quota_us"))?;
            share(quota, number(&folder.join("cpu.cfs_period_us"))?)
        });
        second.chain(first).min_by(f64::total_cmp)
    }

    /// How many bytes of memory the tightest limit leaves: what files take that
    /// the kernel can drop is room as well. None if there is no limit.
    pub(super) fn memory(&self) -> Option<u64> {
        let room = |limit: f64, used: f64, files: f64| {
            let in_use = (used - files).max(0.0);
            (limit - in_use).max(0.0) as u64
        };
        let second = self.folders("").into_iter().filter_map(|folder| {
            // "max" where there is none; above "high" the kernel slows down.
            let limits = ["memory.max", "memory.high"].map(|name| number(&folder.join(name)));
            let limit = limits.into_iter().flatten().min_by(f64::total_cmp)?;
            let used = number(&folder.join("memory.current"))?;
            Some(room(limit, used, files(&folder, "")))
        });
        let first = self.folders("memory").into_iter().filter_map(|folder| {
            // The largest number of pages where there is none: more than any machine has.
            let limit = number(&folder.join("memory.limit_in_bytes"))?;
            let used = number(&folder.join("memory.usage_in_bytes"))?;
            Some(room(limit, used, files(&folder, "total_")))
        });
        second.chain(first).min()
    }

    /// The process's group for a resource and all groups around it; of version
    /// 2's tree for no resource. Some are not there: inside a container the
    /// path may be told as it is outside, and its own group is the root.
    fn folders(&self, resource: &str) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for line in self.lines.lines() {
            let mut fields = line.splitn(3, ':').skip(1);
            let (Some(controllers), Some(path)) = (fields.next(), fields.next()) else {
                continue;
            };
            if !controllers.split(',').any(|name| name == resource) {
                continue;
            }
            let mount = self.root.join(MOUNT).join(controllers);
            let path = Path::new(path.trim_start_matches('/'));
            folders.extend(path.ancestors().map(|group| mount.join(group)));
        }
        folders
    }
}

fn number(path: &Path) -> Option<f64> {
    super::machine::read(path)?.trim().parse().ok()
}

/// What the files take that a group has in memory.
fn files(folder: &Path, prefix: &str) -> f64 {
    let text = super::machine::read(&folder.join("memory.stat")).unwrap_or_default();
    let of = |name: &str| {
        let name = format!("{prefix}{name}");
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        let found = lines.find(|(key, _)| *key == name);
        found
            .and_then(|(_, value)| value.parse::<f64>().ok())
            .unwrap_or_default()
    };
    of("active_file") + of("inactive_file")
}
