//! A progress bar on stderr, for a person at a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::summary::count;
use crate::run::{Event, Reporter};

/// Percentage, count, rate and time to go.
pub struct Bar(ProgressBar);

impl Default for Bar {
    fn default() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        Self(bar)
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─")
}

impl Reporter for Bar {
    fn hear(&self, event: &Event<'_>) {
        match event {
            Event::Started { total, done, .. } => {
                self.0.set_style(style(
                    "{msg} {bar:32.cyan/black.bright} {percent:>3}%  {human_pos}/{human_len}  \
                     {per_sec}  ETA {eta}",
                ));
                self.0.set_message("generate");
                self.0.set_length(*total);
                // What was there before is progress but not speed.
                self.0.set_position(*done);
                self.0.reset_eta();
                self.0.enable_steady_tick(Duration::from_millis(250));
            }
            Event::Committed { done, .. } => self.0.set_position(*done),
            Event::Failed(failure) => self.0.suspend(|| {
                super::lines::tell(&format!("failed: {}: {}", failure.id, failure.cause));
            }),
            Event::Stalled {
                worker,
                document,
                time,
            } => self.0.suspend(|| {
                super::lines::tell(&super::lines::stalled(*worker, *document, *time));
            }),
            Event::Sealing { through, total } => {
                if *through == 1 {
                    self.0
                        .set_style(style("{msg} {bar:32.cyan/black.bright} {percent:>3}%"));
                    self.0
                        .set_message(format!("seal {} documents", count(*total)));
                }
                self.0.set_position(*through);
            }
            Event::Ended(_) => self.0.finish_and_clear(),
        }
    }
}
