//! The ratios as a picture: a bar for each row, and a mark where it may end.

use super::table::{Limit, Results, Row, Verdict};
use std::fmt::Write;

/// Where bars begin, how long the whole of the official side is, and how high a row is.
const LEFT: f64 = 330.0;
const WHOLE: f64 = 420.0;
const ROW: f64 = 24.0;

/// What stands above the bars.
const TOP: f64 = 56.0;

const STYLE: &str = "text{font:13px sans-serif;fill:#24292f}\
    .small{font-size:11px;fill:#57606a}.track{fill:#eaeef2}.kept{fill:#1a7f37}.missed{fill:#bc4c00}\
    .most{stroke:#24292f;stroke-width:2}\
    @media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9198a1}.track{fill:#2a313c}\
    .kept{fill:#3fb950}.missed{fill:#f0883e}.most{stroke:#e6edf3}}";

/// Draws the rows that have a ratio.
pub(super) fn svg(rows: &[&Row], results: &Results) -> String {
    let drawn: Vec<(&Row, f64, f64, Verdict)> = rows
        .iter()
        .filter_map(|row| {
            let Limit::Ratio(most) = row.limit else { return None };
            let measured = results.measured.get(row.id)?;
            Some((*row, row.value(measured)?, most, row.verdict(Some(measured))))
        })
        .collect();
    let mut height = TOP + 12.0;
    let mut bars = String::new();
    for (at, (row, value, most, verdict)) in drawn.into_iter().enumerate() {
        let top = TOP + ROW * f64::from(u16::try_from(at).unwrap_or(u16::MAX));
        bar(&mut bars, top, row.what, value, most, verdict);
        height = top + ROW + 12.0;
    }
    let width = LEFT + WHOLE + 70.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Ours over the official SDK\">\n\
         <style>{STYLE}</style>\n\
         <text x=\"16\" y=\"22\">Ours over the official SDK: shorter is better</text>\n\
         <text class=\"small\" x=\"16\" y=\"40\">The grey bar is the official SDK; the mark is what \
         ours may come to.</text>\n{bars}</svg>\n"
    )
}

fn bar(out: &mut String, top: f64, what: &str, value: f64, most: f64, verdict: Verdict) {
    let class = if verdict == Verdict::Kept { "kept" } else { "missed" };
    let long = value.min(1.0) * WHOLE;
    let mark = LEFT + most * WHOLE;
    let (text, line, end) = (top + 15.0, top + 4.0, top + 20.0);
    let _ = writeln!(
        out,
        "<text x=\"{:.0}\" y=\"{text:.0}\" text-anchor=\"end\">{}</text>\n\
         <rect class=\"track\" x=\"{LEFT:.0}\" y=\"{:.0}\" width=\"{WHOLE:.0}\" height=\"12\"/>\n\
         <rect class=\"{class}\" x=\"{LEFT:.0}\" y=\"{:.0}\" width=\"{long:.1}\" height=\"12\"/>\n\
         <line class=\"most\" x1=\"{mark:.1}\" y1=\"{line:.0}\" x2=\"{mark:.1}\" y2=\"{end:.0}\"/>\n\
         <text class=\"small\" x=\"{:.0}\" y=\"{text:.0}\">{value:.3}</text>",
        LEFT - 8.0,
        plain(what),
        top + 6.0,
        top + 6.0,
        LEFT + WHOLE + 8.0,
    );
}

/// Text as a picture holds it.
fn plain(text: &str) -> String {
    text.replace('`', "").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::table::{Measured, Unit};
    use super::*;

    #[test]
    fn each_ratio_is_a_bar_and_a_mark() {
        let row = |id, limit| Row { id, what: "a <b> `c`", unit: Unit::Seconds, limit };
        let rows = [
            row("call/one", Limit::Ratio(0.5)),
            row("call/two", Limit::Ratio(0.5)),
            row("codegen/own", Limit::Own(1.0)),
            row("call/not", Limit::Ratio(0.5)),
        ];
        let mut results = Results::default();
        for (id, ours) in [("call/one", 1.0), ("call/two", 3.0), ("codegen/own", 1.0)] {
            let measured = Measured { official: Some(4.0), ours, times: 1 };
            results.measured.insert(id.to_owned(), measured);
        }
        let svg = svg(&rows.each_ref(), &results);
        assert_eq!(svg.matches("<line class=\"most\"").count(), 2);
        assert!(svg.contains("class=\"kept\" x=\"330\" y=\"62\" width=\"105.0\""), "{svg}");
        assert!(svg.contains("class=\"missed\" x=\"330\" y=\"86\" width=\"315.0\""), "{svg}");
        assert!(svg.contains("a &lt;b&gt; c</text>"), "{svg}");
    }
}
