//! The embedded tables: a header row, then rows of fields between tabs.

/// The rows below the header, cut into their `N` fields.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(row)
}

/// A row, cut into its fields.
pub fn row<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut fields = line.split('\t');
    std::array::from_fn(|_| fields.next().expect("a row with a field for every column"))
}

/// A field that holds a number.
pub fn number(field: &str) -> f64 {
    field.parse().expect("a number in a column of numbers")
}

/// A field that holds a count.
pub fn count<N: std::str::FromStr<Err = std::num::ParseIntError>>(field: &str) -> N {
    field.parse().expect("a count in a column of counts")
}

/// A field that holds several things; none if it is empty.
pub fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(';').filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the tables are files here")]
    fn every_row_of_every_table_has_as_many_fields_as_its_header() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/clinic/data");
        let mut tables = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let width = |line: &str| line.split('\t').count();
            let header = width(text.lines().next().unwrap());
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path:?}");
            assert!(text.lines().all(|line| width(line) == header), "{path:?}");
            tables += 1;
        }
        assert_eq!(tables, 25);
    }

    #[test]
    fn a_row_is_cut_at_tabs_and_a_list_at_semicolons() {
        let table = "a\tb\n1\tx;y\n2\t\n";
        let rows: Vec<[&str; 2]> = rows(table).collect();
        assert_eq!(rows, [["1", "x;y"], ["2", ""]]);
        assert_eq!(list(rows[0][1]).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(list(rows[1][1]).count(), 0);
    }
}
