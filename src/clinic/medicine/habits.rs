//! Smoking and drinking.

use super::health::Known;
use crate::seed::Stream;

const NEVER: [&str; 3] = ["never smoker", "lifelong non-smoker", "never smoked"];
const FORMER: [&str; 4] = [
    "former smoker, quit more than 10 years ago",
    "former smoker, quit about 5 years ago",
    "former smoker, 20 pack-years",
    "former smoker, 10 pack-years",
];
const CURRENT: [&str; 4] = [
    "current smoker, half a pack per day",
    "current smoker, one pack per day",
    "current smoker, a few cigarettes per day",
    "current smoker, 25 pack-years",
];
const CHILD: [&str; 2] = ["no tobacco use or exposure at home", "no tobacco exposure"];
const ABSTAINS: [&str; 3] = [
    "does not drink alcohol",
    "no alcohol use",
    "denies alcohol use",
];
const DRINKS: [&str; 4] = [
    "drinks alcohol socially",
    "drinks 1 to 2 glasses of wine per week",
    "drinks 3 to 4 beers per week",
    "rare alcohol use",
];
const DRINKS_MUCH: [&str; 3] = [
    "drinks 6 to 8 beers daily",
    "drinks a pint of liquor daily",
    "heavy alcohol use",
];

/// How somebody of this age and with these illnesses smokes and drinks.
pub fn draw(stream: &mut Stream, age: u16, known: &[Known]) -> (&'static str, &'static str) {
    if age < 14 {
        return (*stream.pick(&CHILD), "");
    }
    let has = |ids: &[&str]| known.iter().any(|known| ids.contains(&known.illness.id));
    let smoking: &[&'static str] = match stream.below(100) {
        _ if has(&["tobacco"]) => &CURRENT,
        0..85 if has(&["copd", "cancer_lung", "pad"]) => &FORMER,
        70.. if age >= 30 => &FORMER,
        62..70 if age >= 18 && !has(&["pregnancy"]) => &CURRENT,
        _ => &NEVER,
    };
    let alcohol: &[&'static str] = match stream.below(100) {
        _ if has(&["alcohol"]) => &DRINKS_MUCH,
        _ if age < 21 || has(&["pregnancy", "cirrhosis"]) => &ABSTAINS,
        0..45 => &ABSTAINS,
        _ => &DRINKS,
    };
    (*stream.pick(smoking), *stream.pick(alcohol))
}
