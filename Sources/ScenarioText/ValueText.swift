/// A value of a scenario taken apart: what kind it is and where each piece stands.
///
/// It knows no unit and no distribution: units are text, calls are names with arguments.
/// ```
/// value := number unit? | number unit? ( low to high ) | name(arg, …) unit? | date | month
///        | date + value | month to month | on | off | word
/// arg   := value | word=value | number=value
/// ```
public struct ValueText: Sendable, Equatable, Piece {
  /// The kinds of values.
  public indirect enum Kind: Sendable, Equatable {
    /// `47.6 USD/bbl`.
    case number(Double, unit: UnitText?)
    /// `9 % (5 to 14)`: three numbers; low and high may lack the unit that the central one has.
    case range(central: ValueText, low: ValueText, high: ValueText)
    /// `triangular(40, 44.1, 47.6) USD/bbl`.
    case call(name: String, arguments: [Argument], unit: UnitText?)
    /// `2025-09-03`, a day that exists.
    case date(year: Int, month: Int, day: Int)
    /// `2025-09`.
    case month(year: Int, month: Int)
    /// `2027-01-01 + 30 d`: a date or month, and a number, range or call.
    case dateOffset(date: ValueText, offset: ValueText)
    /// `2025-09 to 2027-12`: two months or dates, not checked for their order.
    case period(from: ValueText, to: ValueText)
    /// `on` or `off`.
    case toggle(Bool)
    /// One word: letters, digits, `_`, `.`, `-`, starting with a letter.
    case word(String)
  }

  /// A unit as it was written, with its place in the scalar.
  public struct UnitText: Sendable, Equatable, Piece {
    /// Such as `USD/bbl`, `%`, `/month`.
    public var text: String
    /// Where it starts in the scalar, in characters from 0.
    public var offset: Int
    /// Its width in characters.
    public var length: Int { text.count }
  }

  /// An argument of a call.
  public struct Argument: Sendable, Equatable {
    /// What stands before `=`: a word, or a number as in `discrete(44.1=0.7, 60=0.3)`.
    public var label: ValueText?
    /// The argument itself.
    public var value: ValueText

    /// The label when it is a word.
    public var name: String? {
      guard case .word(let name)? = label?.kind else { return nil }
      return name
    }
  }

  /// A text that isn't a value, and where in it the trouble is.
  public struct Problem: Error, Sendable, Equatable, Piece {
    /// What is wrong.
    public var message: String
    /// Where, in characters from 0.
    public var offset: Int
    /// How wide.
    public var length: Int
    /// What to do.
    public var hint: String?

    /// Describes a problem with a piece of a text.
    public init(_ message: String, at offset: Int, length: Int, hint: String? = nil) {
      (self.message, self.offset, self.length, self.hint) = (message, offset, max(1, length), hint)
    }
  }

  /// What was written.
  public var kind: Kind
  /// Where it starts in the scalar, in characters from 0.
  public var offset: Int
  /// Its width in characters.
  public var length: Int

  /// Takes a text apart, or says where it stops being a value.
  public init(parsing text: String) throws(Problem) {
    var parser = ValueParser(text)
    self = try parser.wholeValue()
  }

  init(_ kind: Kind, offset: Int, length: Int) {
    self.kind = kind
    self.offset = offset
    self.length = length
  }
}

extension Node {
  /// The scalar taken apart; a mapping, a list, nothing or a text that isn't a value is a diagnostic.
  public func value() throws(Diagnostic) -> ValueText {
    guard let text else {
      throw Diagnostic("a value belongs here, not \(kindInWords)", at: self)
    }
    guard !isEmpty else { throw Diagnostic("a value is missing", at: self) }
    do {
      return try ValueText(parsing: text)
    } catch {
      throw diagnostic(error)
    }
  }

  /// A problem with this scalar's text.
  public func diagnostic(_ problem: ValueText.Problem) -> Diagnostic {
    diagnostic(problem.message, at: problem, hint: problem.hint)
  }

  /// A problem with a piece of this scalar's text.
  public func diagnostic(
    _ message: String, at piece: some Piece, hint: String? = nil, severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    guard textStart != nil else { return Diagnostic(message, at: self, hint: hint, severity: severity) }
    return Diagnostic(
      message, at: place(at: piece.offset), length: piece.length, hint: hint, severity: severity)
  }
}

/// A piece of a scalar's text.
public protocol Piece {
  /// Where it starts in the text, in characters from 0.
  var offset: Int { get }
  /// Its width in characters.
  var length: Int { get }
}
