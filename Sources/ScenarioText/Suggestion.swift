/// The name among the allowed ones that was probably meant, or nil when none is close.
///
/// Close means an edit distance of at most a third of the longer word (and at most 3), where swapping
/// two neighbours counts as one edit; capitals and `-` for `_` count nothing. Of equally close names
/// the first wins.
public func suggestion(for word: String, among names: some Sequence<String>) -> String? {
  let meant = normalised(word)
  var best: (name: String, distance: Int)?
  for name in names {
    let candidate = normalised(name)
    let allowed = min(3, max(meant.count, candidate.count) / 3)
    guard abs(meant.count - candidate.count) <= allowed else { continue }
    let distance = editDistance(meant, candidate)
    guard distance <= allowed, distance < best?.distance ?? .max else { continue }
    best = (name, distance)
  }
  return best?.name
}

private func normalised(_ word: String) -> [Character] {
  word.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
}

/// How many insertions, deletions, changes and swaps of neighbours turn one word into the other
/// (Damerau–Levenshtein, no piece edited twice).
func editDistance(_ one: [Character], _ other: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...other.count)
  for i in one.indices {
    var row = [i + 1]
    for j in other.indices {
      let change = last[j] + (one[i] == other[j] ? 0 : 1)
      var distance = min(change, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[other.count]
}
