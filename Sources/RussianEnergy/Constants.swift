// Numbers that formulas of several mechanisms share. Units are converted with the same ones.

/// kb in a Mb, kt in a Mt.
let kilo = 1000.0
/// kb/d × d × USD/bbl is thousand USD; divided by this it is bn USD.
let thousandsPerBillion = 1e6
/// Percent in one.
let percent = 100.0
/// Months in a year.
let monthsPerYear = 12.0
/// Mean days in a year.
let daysPerYear = daysPerMonth * monthsPerYear
/// Mean days in a month.
let daysPerMonth = 30.436_875
/// Barrels of crude in a tonne (usually 7.2 to 7.4).
let barrelsPerTonne = 7.33
