import Foundation
import Testing

@testable import Storage

@Suite("The reader of input")
struct InputFileTests {
  private func refusal(_ path: String, most: Int = 1 << 20) -> InputError? {
    do {
      _ = try InputFile.text(path, most: most)
      return nil
    } catch {
      return error
    }
  }

  @Test("Pipes and devices are refused at once", arguments: ["/dev/zero", "/dev/full", "/dev/tty", "fifo"])
  func devices(name: String) throws {
    let place = try Scratch()
    mkfifo("\(place.path)/fifo", 0o600)
    guard case .unreadable = refusal(name.hasPrefix("/") ? name : "\(place.path)/\(name)") else {
      Issue.record("\(name) was read")
      return
    }
  }

  @Test("A file that is too large is refused before it is read, and one that grows while it is")
  func size() throws {
    let place = try Scratch()
    try place.put("", "large")
    truncate("\(place.path)/large", 1 << 40)
    guard case .unsuitable(let reason) = refusal("\(place.path)/large") else {
      Issue.record("it was read")
      return
    }
    #expect(reason == "it is larger than 1 MB, the most that is read")
    #expect(refusal("/proc/self/maps", most: 100) != nil)
  }

  @Test(
    "What is no text is told so",
    arguments: [[0x4D, 0xFC, 0x6C], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0x61, 0, 0x62]] as [[UInt8]])
  func text(bytes: [UInt8]) throws {
    let place = try Scratch()
    try Data(bytes).write(to: URL(fileURLWithPath: "\(place.path)/file"))
    guard case .unsuitable = refusal("\(place.path)/file") else {
      Issue.record("it was taken")
      return
    }
  }

  @Test("A file that isn't there, or is a folder, is no file")
  func absence() throws {
    let place = try Scratch()
    try place.put("é", "file")
    #expect(try InputFile.text("\(place.path)/file", most: 2) == "é")
    #expect(try InputFile.text("\(place.path)/none", most: 2) == nil)
    #expect(try InputFile.text("\(place.path)/file/below", most: 2) == nil)
    #expect(try InputFile.text(place.path, most: 2) == nil)
  }

  @Test("A fault of the system isn't told as absence", arguments: [Faults.Call.open, .read])
  func faults(call: Faults.Call) throws {
    let place = try Scratch()
    try place.put("a", "file")
    Faults.$current.withValue(Faults(call, number: 1)) {
      guard case .unreadable = refusal("\(place.path)/file") else {
        Issue.record("\(call)")
        return
      }
    }
  }
}
