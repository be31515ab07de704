//! An audit's report as a page that needs nothing else: no script, no picture
//! from elsewhere, its charts drawn as SVG.

use std::fmt::Write as _;

use super::audit::{amount, bound, verdict};
use super::count;
use super::html::escaped;
use crate::audit::{Chart, Report, Section, Table, Verdict};

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;\
padding:0 1em;color:#222}h1{font-size:1.6em}h2{margin-top:2em;border-bottom:1px solid #ccc}\
table{border-collapse:collapse;margin:.5em 0;font-size:.92em}th,td{text-align:left;\
padding:.15em .8em .15em 0;border-bottom:1px solid #eee;vertical-align:top}\
.ok{color:#1a7f37}.over{color:#b42318;font-weight:600}summary{cursor:pointer;margin:.6em 0}\
.about{color:#555}svg{display:block;margin:.8em 0}svg text{font-size:12px}";

/// The page of a report on the corpus of that name.
pub fn page(folder: &str, report: &Report) -> String {
    let mut html =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">");
    let name = escaped(folder);
    let over: Vec<String> = report
        .exceeded()
        .map(|(section, measure)| {
            format!(
                "<li>{}: {}, {} ({})</li>\n",
                escaped(section.title),
                escaped(&measure.name),
                escaped(&amount(measure.amount)),
                escaped(&bound(measure)),
            )
        })
        .collect();
    // Writing to a string can't fail.
    let _ = write!(
        html,
        "<title>Audit of {name}</title>\n<style>{STYLE}</style></head>\n<body>\n\
         <h1>Audit of {name}</h1>\n<p>{} of {} documents counted, {} looked into; the corpus is \
         {}.</p>\n",
        count(report.documents),
        count(report.planned),
        count(report.sample),
        if report.sealed {
            "complete"
        } else {
            "unfinished"
        },
    );
    match over.is_empty() {
        true => html.push_str("<p class=\"ok\">All bounds hold.</p>\n"),
        false => {
            let _ = write!(
                html,
                "<p class=\"over\">Exceeded:</p>\n<ul>\n{}</ul>\n",
                over.concat()
            );
        }
    }
    for section in &report.sections {
        subject(&mut html, section);
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn subject(html: &mut String, section: &Section) {
    let _ = write!(
        html,
        "<h2>{}</h2>\n<p class=\"about\">{}</p>\n<table>\n<tr><th>Measure</th><th>Value</th>\
         <th>Bound</th><th></th><th>Note</th></tr>\n",
        escaped(section.title),
        escaped(&section.about)
    );
    for measure in &section.measures {
        let class = match measure.verdict() {
            Verdict::Within => "ok",
            Verdict::Exceeded => "over",
            Verdict::Open => "open",
        };
        let _ = writeln!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"{class}\">{}</td><td>{}</td></tr>",
            escaped(&measure.name),
            escaped(&amount(measure.amount)),
            escaped(&bound(measure)),
            verdict(measure),
            escaped(&measure.note),
        );
    }
    html.push_str("</table>\n");
    for chart in &section.charts {
        bars(html, chart);
    }
    for table in &section.tables {
        rows(html, table);
    }
}

fn rows(html: &mut String, table: &Table) {
    let _ = write!(
        html,
        "<details><summary>{} ({})</summary>\n<table>\n<tr>",
        escaped(&table.title),
        table.rows.len()
    );
    for name in &table.header {
        let _ = write!(html, "<th>{}</th>", escaped(name));
    }
    html.push_str("</tr>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for cell in row {
            let _ = write!(html, "<td>{}</td>", escaped(cell));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table></details>\n");
}

/// The width of the names, of the longest bar, and the height of a bar with its gap.
const NAMES: f64 = 340.0;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 20.0;

fn bars(html: &mut String, chart: &Chart) {
    let longest = chart.bars.iter().fold(0.0_f64, |most, bar| most.max(bar.1));
    let to = chart.to.unwrap_or(longest);
    let length = |value: f64| {
        let part = (value - chart.from) / (to - chart.from).max(f64::MIN_POSITIVE);
        part.clamp(0.0, 1.0) * WIDTH
    };
    let height = (chart.bars.len() + 2) as f64 * HEIGHT;
    let width = NAMES + WIDTH + 70.0;
    let _ = write!(
        html,
        "<svg width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <text x=\"0\" y=\"14\" font-weight=\"600\">{}</text>\n",
        escaped(&chart.title)
    );
    for (row, (name, value)) in chart.bars.iter().enumerate() {
        let top = (row + 1) as f64 * HEIGHT;
        let base = top + 14.0;
        let over = chart.bound.is_some_and(|bound| *value > bound);
        let colour = if over { "#b42318" } else { "#3b6ea5" };
        let end = NAMES + length(*value);
        let said = match value.fract() {
            0.0 => count(*value as u64),
            _ => format!("{value:.3}"),
        };
        let _ = writeln!(
            html,
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{NAMES}\" y=\"{}\" width=\"{:.1}\" height=\"14\" fill=\"{colour}\"/>\
             <text x=\"{:.1}\" y=\"{base}\">{said}</text>",
            NAMES - 8.0,
            escaped(&short(name)),
            top + 3.0,
            length(*value),
            end + 6.0,
        );
    }
    if let Some(bound) = chart.bound {
        let at = NAMES + length(bound);
        let _ = writeln!(
            html,
            "<line x1=\"{at:.1}\" y1=\"{HEIGHT}\" x2=\"{at:.1}\" y2=\"{:.1}\" stroke=\"#222\" \
             stroke-dasharray=\"4 3\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">\
             at most {bound}</text>",
            height - HEIGHT,
            height - 5.0,
        );
    }
    html.push_str("</svg>\n");
}

/// A name that has room beside its bar.
fn short(name: &str) -> String {
    const MOST: usize = 52;
    match name.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::audit::tests::example;
    use super::*;

    #[test]
    fn nothing_that_a_report_holds_is_markup() {
        let html = page("a<b>\"c\"", &example());
        for markup in [
            "<script", "<b>", "<i>", "a < b", "C & D", "\"c\"", "<link", "http",
        ] {
            assert!(!html.contains(markup), "{markup} in {html}");
        }
        for text in [
            "&lt;script&gt;19",
            "a&lt;b&gt;&quot;c&quot;",
            "C &amp; D",
            "<svg",
            "at most 0.6",
        ] {
            assert!(html.contains(text), "no {text} in {html}");
        }
        assert_eq!(html.matches("class=\"over\"").count(), 2);
    }
}
