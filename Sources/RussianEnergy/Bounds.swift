internal import Kernels

/// The smaller of two numbers, with the bits of Swift's own, by masks.
///
/// That one is a branch, and where one bound follows another the compiler draws what comes after into it: the loop stays
/// scalar.
@inline(__always)
func min(_ x: Double, _ y: Double) -> Double { chosen(y < x, y, x) }

/// The larger of two numbers likewise.
@inline(__always)
func max(_ x: Double, _ y: Double) -> Double { chosen(y >= x, y, x) }
