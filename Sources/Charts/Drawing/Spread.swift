/// Keeps labels at a distance: each as near to where it belongs as the others allow, in the same order.
enum Spread {
  /// Moved places, none nearer to another than `gap`, all between two bounds as long as there is room for them.
  static func apart(_ wanted: [Double], gap: Double, within bounds: ClosedRange<Double>) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var places = wanted
    var next = bounds.lowerBound
    for index in order {
      places[index] = max(wanted[index], next)
      next = places[index] + gap
    }
    var most = bounds.upperBound
    for index in order.reversed() {
      places[index] = min(places[index], most)
      most = places[index] - gap
    }
    return places
  }
}
