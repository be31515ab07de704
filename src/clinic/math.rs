//! The mathematics of growth charts.

use crate::math::{exp, ln, pow};

/// The value at `z` standard deviations of a distribution given by the LMS
/// method (Cole 1990), as the CDC growth charts are.
pub fn lms(l: f64, m: f64, s: f64, z: f64) -> f64 {
    if l > -0.001 && l < 0.001 {
        return m * exp(s * z);
    }
    m * pow(1.0 + l * s * z, 1.0 / l)
}

/// How many standard deviations from the median a value is: the other way round.
pub fn lms_score(l: f64, m: f64, s: f64, value: f64) -> f64 {
    if l > -0.001 && l < 0.001 {
        return ln(value / m) / s;
    }
    (pow(value / m, l) - 1.0) / (l * s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_median() {
        assert!((lms(-1.2, 32.088, 0.17893, 0.0) - 32.088).abs() < 1e-9);
        assert!(lms(0.0, 10.0, 0.1, 1.0) > lms(0.5, 10.0, 0.1, 0.0));
    }

    #[test]
    fn a_score_is_that_of_its_value() {
        for l in [-1.2, 0.0, 0.8] {
            let value = lms(l, 12.3, 0.11, 1.4);
            assert!((lms_score(l, 12.3, 0.11, value) - 1.4).abs() < 1e-9, "{l}");
        }
    }
}
