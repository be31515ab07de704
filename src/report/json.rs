//! One JSON object a line on stdout, for programs.

use std::io::Write as _;

use serde_json::{Value, json};

use crate::run::{Event, Reporter, Summary};
use crate::store::Failure;

/// Every event as it happens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

impl Reporter for Json {
    fn hear(&self, event: &Event<'_>) {
        let value = match event {
            Event::Started {
                total,
                done,
                workers,
            } => json!({"event": "started", "total": total, "done": done, "workers": workers}),
            Event::Committed {
                done,
                total,
                bytes,
                elapsed,
                made,
            } => json!({
                "event": "committed", "done": done, "total": total, "made": made,
                "bytes": bytes, "seconds": seconds(elapsed.as_millis()),
            }),
            Event::Failed(failure) => {
                let mut value = failed(failure);
                value["event"] = "failed".into();
                value
            }
            Event::Stalled {
                worker,
                document,
                time,
            } => json!({
                "event": "stalled", "worker": worker, "id": document.to_string(),
                "seconds": seconds(time.as_millis()),
            }),
            Event::Sealing { through, total } if through == total => {
                json!({"event": "sealed", "total": total})
            }
            Event::Sealing { .. } => return,
            Event::Ended(summary) => ended(summary),
        };
        // Nobody there to read it is no error.
        let _ = writeln!(std::io::stdout(), "{value}");
    }
}

fn seconds(milliseconds: u128) -> f64 {
    milliseconds as f64 / 1_000.0
}

fn failed(failure: &Failure) -> Value {
    json!({
        "id": failure.id.to_string(), "doc_type": failure.kind,
        "format": failure.format, "cause": failure.cause,
    })
}

fn ended(summary: &Summary) -> Value {
    let groups = [
        "class", "type", "format", "method", "split", "label", "decoy",
    ];
    let counts: serde_json::Map<String, Value> = groups
        .into_iter()
        .map(|group| (group.to_owned(), json!(summary.tally.group(group))))
        .collect();
    let workers: Vec<Value> = summary
        .workers
        .iter()
        .map(|worker| {
            json!({
                "worker": worker.number, "documents": worker.documents,
                "seconds": seconds(worker.time.as_millis()),
            })
        })
        .collect();
    json!({
        "event": "ended", "out": summary.out.to_string_lossy(), "total": summary.total,
        "already": summary.already, "made": summary.made,
        "failed": summary.failures.iter().map(failed).collect::<Vec<_>>(),
        "stopped": summary.stopped, "seconds": seconds(summary.elapsed.as_millis()),
        "counts": counts, "workers": workers, "digest": summary.digest,
    })
}
