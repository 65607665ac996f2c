// Numbers that formulas of several mechanisms share. Units are converted with the same ones.

/// kb in a Mb, kt in a Mt.
let kilo = 1000.0
/// kb/d × d × USD/bbl is thousand USD; divided by this it is bn USD.
let thousandsPerBillion = 1e6
/// Percent in one.
let percent = 100.0
/// Months in a year.
let monthsPerYear = 12.0
/// The same, where months are counted.
let wholeYear = 12
/// Months in a quarter.
let monthsPerQuarter = 3
/// Mean days in a year.
let daysPerYear = daysPerMonth * monthsPerYear
/// Mean days in a month.
let daysPerMonth = 30.436_875
/// Barrels of crude in a tonne (usually 7.2 to 7.4).
let barrelsPerTonne = 7.33
/// The middle of two whole numbers; what is left after a half-life; the factor of a square in a normal density.
let half = 0.5
/// The natural logarithm of 2.
let logOfTwo = 0.693_147_180_559_945_3
