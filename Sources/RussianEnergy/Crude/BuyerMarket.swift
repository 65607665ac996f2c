internal import Engine
internal import Kernels
internal import Sampling

/// One month of the market for Russian crude: fear, embargo, wishes, sales, habits.
extension Buyers {
  /// What pressure leaves of each normal volume, and the glut that the rest makes.
  func frighten(_ paths: MonthView) {
    let india = paths[india], china = paths[china], national = paths[pressure],
      rejected = paths[shown.rejected]
    rejected.fill(0)
    for row in buyers.market {
      let keep = paths.matrix(keep)[row], normal = paths.matrix(normal)[row], buyer = buyers[row]
      guard let drop = rows.drops[row].map({ paths[$0] }) else {
        keep.fill(1)
        continue
      }
      let own: Column? = buyer.name == Buyer.india ? india : buyer.name == Buyer.chinaSea ? china : nil
      let (felt, weight) = own.map { ($0, 1) } ?? (national, buyer.weight)
      for path in paths.indices {
        keep[path] = 1 - drop[path] * (weight * felt[path])
        rejected[path] += normal[path] * (1 - keep[path])
      }
    }
  }

  /// An embargo acts at once; its barrels are absorbed month by month.
  func embargo(_ paths: MonthView) {
    let row = buyers.row(of: Buyer.eu), law = paths[limits.euMaximum], ban = paths[euBan],
      z = paths[embargoed]
    let normal = paths.matrix(normal)[row], volume = paths.matrix(volume)[row],
      absorb = paths[pace.embargoAbsorb]
    let rejected = paths[shown.rejected], glut = paths[shown.glut]
    for path in paths.indices {
      let allowed = law[path] * (1 - ban[path])
      let cut = max(normal[path] - allowed, 0)
      normal[path] -= cut
      volume[path] = min(volume[path], allowed)
      z[path] = z[path] * (1 - absorb[path]) + cut
      glut[path] = (rejected[path] + z[path]) / kilo
    }
  }

  func want(_ paths: MonthView) {
    let loaded = paths[loaded], pipe = paths[chinaPipeFlow], des = paths.before(des),
      mid = paths[limits.discountMid]
    let usual = paths[usualDiscount]
    let free = paths.matrix(scratch)[0], share = paths.matrix(scratch)[1]
    free.assign(loaded)
    share.fill(1e-12)
    for row in buyers.market {
      let normal = paths.matrix(normal)[row], keep = paths.matrix(keep)[row],
        appetite = paths[rows.appetites[row]]
      let season = season(buyers[row], in: paths.month, paths, paths.matrix(scratch)[3])
      for path in paths.indices {
        free[path] -= normal[path] * keep[path] * season[path]
        let calm = keep[path] * keep[path]
        share[path] += appetite[path] * calm
      }
    }
    for path in paths.indices {
      let hunger = min(max(limits.usualAppetite + (des[path] - usual[path]) / mid[path], 0), 1)
      free[path] = max(free[path] - pipe[path], 0) * hunger
    }
    for row in buyers.market { aim(row, paths) }
  }

  private func aim(_ row: Int, _ paths: MonthView) {
    let free = paths.matrix(scratch)[0], share = paths.matrix(scratch)[1],
      appetite = paths[rows.appetites[row]]
    let normal = paths.matrix(normal)[row], keep = paths.matrix(keep)[row], old = paths.matrix(volume)[row]
    let target = paths.matrix(target)[row], most = paths[rows.maxima[row]], start = paths[startFlows[row]]
    let down = paths[pace.speedDown], up = paths[pace.speedUp], slow = paths[pace.upPressure]
    let law = paths[limits.euMaximum], ban = paths[euBan]
    let season = season(buyers[row], in: paths.month, paths, paths.matrix(scratch)[3])
    let usual = usual(row, old, season, paths)
    let isChina = buyers[row].name == Buyer.chinaSea, isEU = buyers[row].name == Buyer.eu
    for path in paths.indices {
      let calm = keep[path] * keep[path]
      let offer = free[path] * appetite[path] * calm / share[path]
      let wish = normal[path] * keep[path] * season[path] + offer
      let speed = wish < usual[path] ? down[path] : up[path] * (1 - slow[path] * (1 - calm))
      let allowed = law[path] * (1 - ban[path])
      let cap = isChina ? start[path] + most[path] : isEU ? min(most[path], allowed) : most[path]
      target[path] = min(max(usual[path] + speed * (wish - usual[path]), 0), cap)
    }
  }

  /// Buying moves with the season at once; what else changes is adapted to.
  private func usual(_ row: Int, _ old: Column, _ season: Column, _ paths: MonthView) -> Column {
    guard buyers[row].name == Buyer.india else { return old }
    let usual = self.season(buyers[row], in: paths.month - 1, paths, paths.matrix(scratch)[2])
    for path in paths.indices { usual[path] = old[path] * season[path] / usual[path] }
    return usual
  }

  /// Cargoes that arrive in another month, or are counted for another buyer: the sum of wishes stays what it is.
  func scatter(_ paths: MonthView) {
    let z = paths.matrix(scratch)[0], before = paths.matrix(scratch)[1], after = paths.matrix(scratch)[2]
    let small = paths[limits.smallNoise]
    let euRow = buyers.row(of: Buyer.eu)
    for row in buyers.market { paths.matrix(expected)[row].assign(paths.matrix(target)[row]) }
    let eu = paths.matrix(target)[euRow], law = paths[limits.euMaximum], ban = paths[euBan]
    paths.normals(timing, entity: keys[euRow], into: z)
    for path in paths.indices {
      eu[path] = min(eu[path] * exponential(small[path] * z[path]), law[path] * (1 - ban[path]))
    }
    before.fill(0)
    after.fill(1e-9)
    // All who buy at sea but the EU, whose imports the law bounds and whose pipeline varies by itself.
    let sailing = buyers.market.filter { $0 != euRow }
    for row in sailing {
      let target = paths.matrix(target)[row]
      paths.normals(timing, entity: keys[row], into: z)
      let isTurkey: Double = buyers[row].name == Buyer.turkey ? 1 : 0
      let noise = rows.noises[row].map { paths[$0] } ?? paths[limits.noise]
      for path in paths.indices {
        before[path] += target[path]
        target[path] *= exponential((noise[path] + isTurkey * small[path]) * z[path])
        after[path] += target[path]
      }
    }
    for row in sailing {
      let target = paths.matrix(target)[row]
      for path in paths.indices { target[path] *= before[path] / after[path] }
    }
  }

  /// Sales of what is loaded and what floats; the rest waits at sea or is refused.
  func sell(_ paths: MonthView) {
    let loaded = paths[loaded], pipe = paths[chinaPipeFlow]
    let old = paths.before(shown.floating), floating = paths[shown.floating], room = paths[limits.floatRoom],
      refused = paths[shown.refused]
    let days = paths.days, rows = paths.matrix(scratch)
    let fixed = rows[0], scale = rows[1], wanted = rows[2], fixedScale = rows[3]
    addUp(paths, wanted: wanted, fixed: fixed)
    for path in paths.indices {
      let market = max(loaded[path] - pipe[path] + old[path] * kilo / days, 0)
      let sold = min(wanted[path], market)
      // Where less is there than is wanted, those whose purchases were counted come first.
      let first = min(fixed[path], sold)
      fixedScale[path] = fixed[path] > 0 ? first / fixed[path] : 0
      scale[path] = (sold - first) / max(wanted[path] - fixed[path], 1e-9)
      let left = (market - sold) * days / kilo
      floating[path] = left
      refused[path] = max(left - room[path], 0) * kilo / days
    }
    paths[shown.sales[buyers.row(of: Buyer.chinaPipe)]].assign(pipe)
    for row in buyers.market {
      deliver(row, paths.pinned(shown.sales[row]) == nil ? scale : fixedScale, paths)
    }
  }

  /// What all want, and what those take of it whose purchases are pinned.
  private func addUp(_ paths: MonthView, wanted: Column, fixed: Column) {
    wanted.fill(0)
    fixed.fill(0)
    for row in buyers.market {
      let target = paths.matrix(target)[row]
      if let pinned = paths.pinned(shown.sales[row]) {
        target.assign(pinned)
        for path in paths.indices { fixed[path] += pinned[path] }
      }
      for path in paths.indices { wanted[path] += target[path] }
    }
  }

  /// Sells a buyer a share of what he wants; cargoes off the expected ones come back in part.
  private func deliver(_ row: Int, _ scale: Column, _ paths: MonthView) {
    let target = paths.matrix(target)[row], sales = paths[shown.sales[row]]
    let volume = paths.matrix(volume)[row], expected = paths.matrix(expected)[row]
    for path in paths.indices {
      sales[path] = target[path] * scale[path]
      volume[path] = sales[path]
    }
    guard let weight = rows.newest[row].map({ paths[$0] }) else { return }
    for path in paths.indices {
      volume[path] = (expected[path] + weight[path] * (target[path] - expected[path])) * scale[path]
    }
  }

  func adapt(_ paths: MonthView) {
    let habit = paths[pace.habit]
    for row in buyers.market {
      let normal = paths.matrix(normal)[row], keep = paths.matrix(keep)[row],
        volume = paths.matrix(volume)[row]
      let season = season(buyers[row], in: paths.month, paths, paths.matrix(scratch)[3])
      for path in paths.indices {
        let year = volume[path] / (max(keep[path], limits.leastKept) * season[path])
        normal[path] += habit[path] * (year - normal[path])
      }
    }
    let overhang = paths[shown.overhang], loaded = paths[loaded], pipe = paths[chinaPipeFlow],
      z = paths[embargoed]
    for path in paths.indices { overhang[path] = (loaded[path] - pipe[path] - z[path]) / kilo }
    for row in buyers.market {
      let normal = paths.matrix(normal)[row]
      for path in paths.indices { overhang[path] -= normal[path] / kilo }
    }
  }
}
