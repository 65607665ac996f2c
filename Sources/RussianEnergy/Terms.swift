extension RussianEnergy {
  /// What the words of the model and of its documents mean.
  public static let terms: [(word: String, meaning: String)] = [
    ("as of", "the day up to which facts are known to a run; what became known later is invisible to it"),
    ("baseline", "the scenario without further measures; others are held against it"),
    ("buyers", "who takes crude: India, China by sea, Turkey, the EU, others, and China by pipeline"),
    ("campaign", "the strikes on refineries, as a rate of hits a month that responds to money and losses"),
    ("cap", "the highest price of Russian crude at which Western ships and insurers may serve it"),
    (
      "condensate",
      "light liquid from gas fields, which counts as oil output and feeds a few plants of its own"
    ),
    ("crude tower", "primary distillation: the first step of a refinery; its throughput is 'runs'"),
    (
      "damper",
      "payment between budget and refiners that makes up for part of the gap between export and home prices"
    ),
    ("discount", "how much less a barrel of Russian crude fetches than Brent"),
    ("ESPO", "the grade of crude that leaves by the Pacific"),
    ("floating", "oil on ships that has no buyer yet"),
    ("FOB", "free on board: the price at the port of loading, freight not included"),
    ("history", "months of the period that were known on the day 'as of', pinned to what was observed"),
    ("JKM", "price of LNG delivered to north-east Asia"),
    ("LNG", "natural gas made liquid; one Mt is about 1.36 bcm of gas"),
    (
      "MET",
      "mineral extraction tax: so many roubles a tonne of oil, by a formula of price and rate of exchange"
    ),
    ("nameplate", "what a plant could process a day if all of it ran"),
    ("outage", "a part of a refinery that stands still, by a strike or for another reason"),
    ("path", "one possible course of all months; a run has thousands, equally likely"),
    ("percentile", "p05 is the value that one path in twenty stays below; linear between ranks"),
    ("pin", "a series that is told instead of simulated"),
    ("pressure", "how strongly secondary sanctions bite the buyers of a country, from 0 to 1"),
    ("reverse excise", "payment of the budget to refiners for processing oil at home"),
    ("runs", "crude and condensate that refineries process"),
    (
      "se",
      "standard error: how far the sampling alone may have put a number off; ± 2.13 of them hold the truth 95 times in 100"
    ),
    ("secondary sanctions", "measures against buyers, banks and ships of third countries"),
    ("shadow fleet", "tankers that serve Russian oil without Western insurance"),
    ("shut in", "output that stays in the ground for want of an outlet"),
    ("spare", "distillation that stands idle and can be switched on when other plants are hit"),
    ("tax basket", "the price that taxes use: 78 % Urals FOB and 22 % ESPO"),
    ("TTF", "price of gas in the Netherlands, the European reference"),
    ("Urals", "the main grade of Russian crude, shipped from the Baltic and the Black Sea"),
    ("wealth fund", "the liquid assets that the budget may draw on"),
  ]

  /// What the units mean, as scenarios write them.
  public static let unitMeanings: [(unit: String, meaning: String)] = [
    (
      "bbl, kb, mb, Mb", "a barrel of 42 gallons (159 litres), a thousand, a million (mb and Mb are the same)"
    ),
    ("kb/d, Mb/d", "thousand and million barrels a day"),
    ("t, kt, Mt", "a tonne (1,000 kg), a thousand, a million; 7.33 barrels of crude weigh a tonne"),
    ("Mt/y, Mt/month", "million tonnes a year, a month"),
    ("bcm, mcm", "billion and thousand cubic metres of gas; a bcm is 10.55 TWh"),
    ("MWh, TWh", "megawatt-hours, a million of them"),
    ("MMBtu", "million British thermal units: 0.293 MWh"),
    (
      "USD, EUR, RUB",
      "dollars, euros, roubles of the day, not corrected for inflation; bn is a thousand million"
    ),
    ("USD/bbl, USD/t, RUB/t, EUR/MWh, USD/MMBtu", "prices"),
    ("RUB/USD, EUR/USD", "roubles and euros that a dollar costs"),
    ("%, share", "parts of a whole: 12 % is a share of 0.12"),
    ("index, count", "a number without a unit; for a state, what the meaning says of 0, 1 …"),
    ("d, month, y", "days, months and years of the calendar; as a rate: /month"),
  ]
}
