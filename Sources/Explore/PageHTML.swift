internal import Engine
internal import Reports
internal import Studies

/// The page: controls at the left, figures in the middle, words at the right. It loads nothing but itself, and asks only
/// the server that it came from.
struct PageHTML {
  let explorer: Explorer

  private var controls: [Control] { explorer.subject.controls }

  /// What the browser may load and run.
  static var policy: String {
    "default-src 'none'; img-src data:; style-src '\(PageParts.hash(PageSheet.text))'; "
      + "script-src '\(PageParts.hash(PageProgram.text))'; connect-src 'self'; base-uri 'none'; "
      + "form-action 'none'; frame-ancestors 'none'"
  }

  /// The same text for the same scenario.
  var text: String {
    let name = PageParts.text(explorer.subject.trial.settings.name)
    let settings = explorer.subject.trial.settings
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="data:,">
      <title>\(name)</title>
      <style>\(PageSheet.text)</style>
      </head>
      <body>
      <header>
      <h1>\(name)</h1>
      <p class="sub">\(settings.period), as known on \(settings.asOf) · move a slider: the scenario runs again with the \
      same shocks</p>
      </header>
      <main>
      <section class="controls" aria-labelledby="controls">
      <h2 id="controls">What you decide and doubt</h2>
      \(groups)
      <p><button type="button" id="all-back">All as in the scenario</button></p>
      </section>
      <section class="pictures" aria-labelledby="pictures">
      <h2 id="pictures">What it changes</h2>
      <p class="choices">\(choices)</p>
      <p id="status" role="status">Computing …</p>
      <div id="figures"></div>
      </section>
      <section class="words" aria-labelledby="words">
      <h2 id="words">In words</h2>
      <ul id="sentences" class="answers"></ul>
      \(tools)
      </section>
      </main>
      <script>\(PageProgram.text)</script>
      </body>
      </html>

      """
  }

  /// The controls of each mechanism.
  private var groups: String {
    var names: [String] = []
    for control in controls where !names.contains(String(control.parameter.section)) {
      names.append(String(control.parameter.section))
    }
    return names.map { name in
      let own = controls.filter { $0.parameter.section == name }.map(PageHTML.control)
      return "<fieldset><legend>\(PageParts.text(name))</legend>\n\(own.joined(separator: "\n"))\n</fieldset>"
    }.joined(separator: "\n")
  }

  private static func control(_ control: Control) -> String {
    let parameter = control.parameter
    let id = parameter.name.replacing(".", with: "-"), name = PageParts.text(String(parameter.key))
    let since = control.from.map { " From \($0) on." } ?? ""
    let ends = "\(control.plain(parameter.range.lowerBound)) to \(control.text(parameter.range.upperBound))"
    let unit = PageParts.text(parameter.unit.symbol)
    let shared =
      "data-control=\"\(PageParts.text(parameter.name))\" data-standard=\"\(control.plain(control.standard))\" "
      + "aria-describedby=\"hint-\(id)\""
    let input =
      parameter.isSwitch
      ? "<input type=\"checkbox\" role=\"switch\" id=\"\(id)\" \(shared)\(control.standard > 0.5 ? " checked" : "")>"
      : """
      <input type="range" id="\(id)" list="mark-\(id)" min="\(control.plain(control.low))" \
      max="\(control.plain(control.high))" step="\(control.plain(control.step))" \
      value="\(control.plain(control.standard))" data-places="\(control.places)" \
      data-unit="\(unit)" \(shared)>
      <datalist id="mark-\(id)"><option value="\(control.plain(control.standard))"></option></datalist>
      """
    return """
      <div class="control">
      <div class="head"><label for="\(id)">\(name)</label> <output for="\(id)"></output>
      <button type="button" class="back" data-back="\(id)" aria-label="\(name): as in the scenario" hidden>↺</button></div>
      \(input)
      <p class="hint" id="hint-\(id)">\(PageParts.text(parameter.summary))\(since)\
      \(parameter.isSwitch ? "" : " \(PageParts.text(ends)).")\
       <span>Source: \(PageParts.text(parameter.source)).</span></p>
      </div>
      """
  }

  /// The series that are shown by month, to be chosen.
  private var choices: String {
    explorer.start.shown.enumerated().map { place, shown in
      let options = explorer.series.map { label in
        "<option\(label == shown ? " selected" : "")>\(PageParts.text(label))</option>"
      }
      return "<label>Chart \(place + 1) <select data-shown>\(options.joined())</select></label>"
    }.joined(separator: " ")
  }

  private var tools: String {
    """
    <h3>The scenario that this is</h3>
    <pre id="text" tabindex="0" role="group" aria-label="Scenario text"></pre>
    <p><button type="button" data-copy="text">Copy</button>
    <button type="button" id="save" data-name="\(PageParts.text(explorer.subject.parent))-moved.txt">Save</button></p>
    <h3>As a command</h3>
    <pre id="command" tabindex="0" role="group" aria-label="Command"></pre>
    <p><button type="button" data-copy="command">Copy</button></p>
    <h3>The link that brings it back</h3>
    <pre id="link" tabindex="0" role="group" aria-label="Link"></pre>
    <p><button type="button" data-copy="link">Copy</button> It works on this machine while the program runs.</p>
    """
  }
}
