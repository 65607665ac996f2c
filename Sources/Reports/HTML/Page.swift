internal import Charts
internal import Hashing

/// One HTML file: words, figures with the numbers behind them, tables. It asks for nothing beyond itself.
struct Page {
  struct Section {
    let title: String
    var text: [String] = []
    var table: FigureTable?
    var figures: [Figure] = []
  }

  let title: String
  let subtitle: String
  /// What was asked, and what was set for it.
  var asked: [String] = []
  /// What the first screen says.
  let answers: [String]
  let lead: Figure?
  let sections: [Section]
  let provenance: [String]
  /// Other units that figures can be read in, by theirs.
  var units: [String: [ReportContext.OtherUnit]] = [:]

  /// The file, the same bytes for the same results.
  var html: String {
    var figures = FigureNames()
    let top = lead.map { PageText.figure($0, &figures, level: 2) } ?? ""
    let body = sections.enumerated().map { PageText.section($1, number: $0 + 1, &figures) }.joined(
      separator: "\n")
    let links = sections.enumerated().map { "<li><a href=\"#part-\($0 + 1)\">\(escaped($1.title))</a></li>" }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="data:,">
      <title>\(escaped(title))</title>
      <style>\(PageStyle.sheet)</style>
      </head>
      <body>
      <header>
      <h1>\(escaped(title))</h1>
      <p class="sub">\(escaped(subtitle))</p>
      \(asked.map { "<p class=\"asked\">\(escaped($0))</p>" }.joined(separator: "\n"))
      </header>
      <main data-units="\(escaped(families))">
      <div class="top">
      <ul class="answers">
      \(answers.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n"))
      </ul>
      \(top)
      </div>
      <nav aria-label="Contents"><ul>\(links.joined())</ul></nav>
      \(body)
      </main>
      <footer>
      \(provenance.map { "<p>\(escaped($0))</p>" }.joined(separator: "\n"))
      </footer>
      <script>\(PageScript.text)</script>
      </body>
      </html>

      """
  }

  /// `kb/d=kb/d:1,Mb/d:0.001` for each unit, with semicolons between.
  private var families: String {
    units.sorted { $0.key < $1.key }.map { unit, others in
      "\(unit)="
        + ([(unit, 1.0)] + others.map { ($0.symbol, $0.factor) }).map { "\($0):\($1)" }
        .joined(separator: ",")
    }.joined(separator: ";")
  }

  private var policy: String {
    "default-src 'none'; img-src data:; style-src '\(PageText.hash(PageStyle.sheet))'; "
      + "script-src '\(PageText.hash(PageScript.text))'; base-uri 'none'; form-action 'none'"
  }
}

/// Gives each figure of a page a name of its own.
struct FigureNames {
  private var used: [String: Int] = [:]

  mutating func unique(_ figure: Figure) -> Figure {
    let count = (used[figure.name] ?? 0) + 1
    used[figure.name] = count
    guard count > 1 else { return figure }
    return Figure(
      name: "\(figure.name)-\(count)", title: figure.title, subtitle: figure.subtitle, source: figure.source,
      description: figure.description, unit: figure.unit, chart: figure.chart)
  }
}

/// The parts of a page as HTML.
enum PageText {
  static func section(_ section: Page.Section, number: Int, _ names: inout FigureNames) -> String {
    var parts = ["<section id=\"part-\(number)\">", "<h2>\(escaped(section.title))</h2>"]
    parts += section.text.map { "<p>\(escaped($0))</p>" }
    if let rows = section.table { parts.append(table(rows, caption: section.title)) }
    if !section.figures.isEmpty {
      parts.append("<div class=\"\(section.figures.count > 1 ? "grid" : "alone")\">")
      for one in section.figures { parts.append(figure(one, &names, level: 3)) }
      parts.append("</div>")
    }
    return (parts + ["</section>"]).joined(separator: "\n")
  }

  /// A figure in both widths, of which the style sheet shows one, and its numbers.
  static func figure(_ figure: Figure, _ names: inout FigureNames, level: Int) -> String {
    let figure = names.unique(figure)
    return """
      <figure id="\(figure.name)"\(figure.unit.isEmpty ? "" : " data-unit=\"\(escaped(figure.unit))\"")>
      <h\(level) class="finding">\(escaped(figure.title))</h\(level)>
      <p class="sub">\(escaped(figure.subtitle))</p>
      \(figure.element(width: Figure.wide, kind: "wide"))
      \(figure.element(width: Figure.narrow, kind: "narrow"))
      <figcaption>\(escaped(figure.source))</figcaption>
      <details><summary>Numbers</summary>
      \(table(figure.chart.table, caption: figure.title))
      </details>
      </figure>
      """
  }

  static func table(_ table: FigureTable, caption: String) -> String {
    let head = table.heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let rows = table.rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == 0 ? "<th scope=\"row\">\(escaped(cell))</th>" : "<td>\(escaped(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(escaped("Table: " + caption))"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  /// A block's hash as a Content-Security-Policy names it.
  static func hash(_ block: String) -> String {
    let digits = Array(SHA256.hex(Array(block.utf8)).utf8)
    func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      value(digits[$0]) << 4 | value(digits[$0 + 1])
    }
    return "sha256-" + base64(bytes)
  }

  /// RFC 4648.
  static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let word = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 {
        text.append(place <= part.count ? letters[word >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }
}
