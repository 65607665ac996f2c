/// The sine of an angle in radians; absolute error below 2^−52 for |x| < 100 000.
@inlinable
public func sine(_ x: Double) -> Double {
  quarterTurn(x, quarters: 0)
}

/// The cosine of an angle in radians; absolute error below 2^−52 for |x| < 100 000.
@inlinable
public func cosine(_ x: Double) -> Double {
  quarterTurn(x, quarters: 1)
}

/// sin(x + quarters · π/2): reduction by a π/2 of three parts, then the polynomials of fdlibm.
@inlinable @inline(__always)
func quarterTurn(_ x: Double, quarters: UInt64) -> Double {
  let shifted = x * 0.6366197723675814 + 6755399441055744.0
  let n = shifted - 6755399441055744.0
  let first = x - n * 1.57079632673412561417e+00
  let r = (first - n * 6.07710050630396597660e-11) - n * 2.02226624879595063154e-21
  let z = r * r
  let s4 = -2.50507602534068634195e-08 + z * 1.58969099521155010221e-10
  let s2 = -1.98412698298579493134e-04 + z * (2.75573137070700676789e-06 + z * s4)
  let sine = r + r * z * (-1.66666666666666324348e-01 + z * (8.33333333332248946124e-03 + z * s2))
  let c4 = -2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)
  let c2 = -1.38888888888741095749e-03 + z * (2.48015872894767294178e-05 + z * c4)
  let cosine = 1 - (0.5 * z - z * z * (4.16666666666666019037e-02 + z * c2))
  let quadrant = shifted.bitPattern &+ quarters
  let magnitude = quadrant & 1 == 0 ? sine : cosine
  return quadrant & 2 == 0 ? magnitude : -magnitude
}
