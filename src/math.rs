//! Logarithm and power from additions and multiplications alone, which every
//! machine rounds alike. The platform's own differ in their last digit.

/// The natural logarithm of a normal positive number.
pub fn ln(number: f64) -> f64 {
    let bits = number.to_bits();
    let mut exponent = (bits >> 52 & 0x7ff) as i32 - 1023;
    let mut mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 1023 << 52);
    if mantissa > 1.5 {
        mantissa *= 0.5;
        exponent += 1;
    }
    // ln m = 2 atanh((m - 1) / (m + 1)), here with an argument within 0.2.
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let (square, mut power, mut sum) = (t * t, t, 0.0);
    for step in 0..14 {
        sum += power / f64::from(2 * step + 1);
        power *= square;
    }
    f64::from(exponent) * std::f64::consts::LN_2 + 2.0 * sum
}

/// e to the power of a number within -500..500.
pub fn exp(number: f64) -> f64 {
    let twos = (number / std::f64::consts::LN_2).round();
    let rest = number - twos * std::f64::consts::LN_2;
    let (mut term, mut sum) = (1.0, 1.0);
    for step in 1..18 {
        term *= rest / f64::from(step);
        sum += term;
    }
    sum * f64::from_bits(((twos as i64 + 1023) as u64) << 52)
}

/// `base` to the power of `exponent`; the base must be above zero.
pub fn pow(base: f64, exponent: f64) -> f64 {
    exp(exponent * ln(base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "what ours is held against")]
    fn powers_agree_with_the_platforms() {
        for base in [0.01, 0.5, 0.999, 1.0, 1.4, 2.0, 3.7, 120.0, 98_765.4] {
            for exponent in [-3.2, -1.2, -0.302, 0.0, 0.5, 1.0, 2.5] {
                let (ours, theirs) = (pow(base, exponent), f64::powf(base, exponent));
                assert!(
                    (ours / theirs - 1.0).abs() < 1e-12,
                    "{base} {exponent} {ours}"
                );
            }
        }
    }
}
