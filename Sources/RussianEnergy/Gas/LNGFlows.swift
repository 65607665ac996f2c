internal import Engine
internal import Kernels
internal import Sampling

/// What Yamal sends, by contract, in the order in which it serves them.
enum YamalFlow {
  static let eu = 0, contractAsia = 1, shortHaul = 2, spotChina = 3, spotOther = 4
  static let count = 5
  static let destinations = [LNGFlow.eu, LNGFlow.china, LNGFlow.turkey, LNGFlow.china, LNGFlow.other]
}

/// A month of Yamal: plant, ships and buyers on every path.
struct YamalMonth {
  private let cargo, summer, winter, hubs, output, ships, volume, contract, short, euTrip, shortTrip,
    toChina: Column
  private let part, north, plantSeason, euSeason, capacity: Double

  // Always inlined: of a value in memory the loop would have to ask each time where its columns are.
  @inline(__always)
  init(_ lng: LNG, _ paths: MonthView) {
    cargo = paths[lng.fleet.cargo]
    summer = paths[lng.fleet.summerTrip]
    winter = paths[lng.fleet.winterTrip]
    hubs = paths[lng.fleet.transhipment]
    output = paths[lng.sales.yamalOutput]
    ships = paths[lng.fleet.shipDays]
    volume = paths[lng.sales.euVolume]
    contract = paths[lng.sales.contractAsia]
    short = paths[lng.fleet.shortHaul]
    euTrip = paths[lng.fleet.euTrip]
    shortTrip = paths[lng.fleet.shortTrip]
    toChina = paths[lng.fleet.chinaSpotShare]
    part = paths.days / daysPerYear
    north = lng.northernRoute[paths.month]
    plantSeason = lng.yamalSeason.relative(paths.month)
    euSeason = lng.profile.share(paths.month)
    capacity = lng.iceCapacity
  }

  /// What is left of plant and ship-days while the buyers are served.
  private struct Left {
    var plant: Double, ships: Double

    /// Ships as much as is wanted and possible; a trip's days are for one Mt.
    @inline(__always)
    mutating func send(_ wanted: Double, _ shipDaysPerMt: Double) -> Double {
      let sent = max(min(min(wanted, plant), ships / shipDaysPerMt), 0)
      plant -= sent
      ships = max(ships - sent * shipDaysPerMt, 0)
      return sent
    }
  }

  @inline(__always)
  func send(
    _ path: Int, banned: Double, ships kept: Double, rush: Double, into flows: ColumnMatrix
  ) {
    // A mixed month sails at the harmonic mean of its trips.
    let trips = north / summer[path] + (1 - north) / winter[path]
    let asia = 1 / (trips * (1 + hubs[path]) * cargo[path])
    var left = Left(plant: min(output[path], capacity) * plantSeason * part, ships: ships[path] * kept * part)
    let wish = volume[path] * euSeason * rush * (1 - banned)
    flows[YamalFlow.eu][path] = left.send(wish, euTrip[path] / cargo[path])
    flows[YamalFlow.contractAsia][path] = left.send(contract[path] * part, asia)
    flows[YamalFlow.shortHaul][path] = left.send(short[path] * part * banned, shortTrip[path] / cargo[path])
    let spot = left.send(left.plant, asia)
    flows[YamalFlow.spotChina][path] = spot * toChina[path]
    flows[YamalFlow.spotOther][path] = spot * (1 - toChina[path])
  }
}

/// Volumes: what the plants make, the ships carry and the buyers may take.
extension LNG {
  /// Yamal's flows with the bans in force and, beside them, without any.
  /// Banned short contracts don't all stop at once.
  func windDown(_ paths: MonthView) {
    let banned = paths[shortBanned], felt = paths[shortFelt], left = paths.matrix(daysLeft)[0]
    let first = paths[sales.firstQuarter]
    for path in paths.indices {
      felt[path] = banned[path] * chosen(left[path] > -quarter, first[path], 1)
    }
  }

  func sail(_ paths: MonthView) {
    let short = paths[shortFelt], long = paths[longBanned], shortShare = paths[sales.shortShare]
    let leak = paths[sales.leak], withdrawn = paths[withdrawn], new = paths[fleet.newShips]
    let flows = paths.matrix(flows), free = paths.matrix(free)
    let toShort = paths.matrix(daysLeft)[0], toLong = paths.matrix(daysLeft)[1],
      window = paths[sales.frontDays],
      more = paths[sales.frontLoading]
    let own = paths[fleet.russianIceShips], ice = paths[fleet.iceShips], all = paths[fleet.allShips]
    let yamal = YamalMonth(self, paths), north = northernRoute[paths.month], days = paths.days
    let scratch = paths.matrix(scratch), banned = scratch[0], ships = scratch[1], rush = scratch[2]
    for path in paths.indices {
      let isBanned = shortShare[path] * short[path] + (1 - shortShare[path]) * long[path]
      banned[path] = isBanned / percent * (1 - leak[path])
      // What a withdrawal leaves sails on: in winter the Russian ice-class ships alone.
      let winter = (own[path] + new[path]) / ice[path]
      let summer = (ice[path] + new[path]) / all[path]
      let kept = min(north * summer + (1 - north) * winter, 1)
      ships[path] = 1 - withdrawn[path] * long[path] / percent * (1 - kept)
      // How much more than usual the EU takes this month, since a deadline is near.
      let first = LNG.near(toShort[path], window[path], days),
        second = LNG.near(toLong[path], window[path], days)
      rush[path] = 1 + (more[path] - 1) * max(first, second)
    }
    for path in paths.indices {
      yamal.send(path, banned: banned[path], ships: ships[path], rush: rush[path], into: flows)
    }
    // The same without bans; in columns, since of numbers that it knows the compiler makes branches.
    for (column, value) in [(banned, 0.0), (ships, 1), (rush, 1)] { column.fill(value) }
    for path in paths.indices {
      yamal.send(path, banned: banned[path], ships: ships[path], rush: rush[path], into: free)
    }
  }

  /// The part of a month that lies within a window before a deadline, which is so many days away.
  private static func near(_ left: Double, _ window: Double, _ days: Double) -> Double {
    (min(max(left, 0), days) - min(max(left - window, 0), days)) / days
  }

  /// The plants that the fleet doesn't bind.
  func shipOthers(_ paths: MonthView) {
    let flows = paths.matrix(flows), part = paths.days / daysPerYear
    for row in others.indices {
      let volume = paths[others[row].volume], flow = flows[YamalFlow.count + row]
      for path in paths.indices { flow[path] = volume[path] * part }
    }
    for place in plants.indices {
      let rows = rowsOfPlants[place], most = plants[place].capacity * part, kept = paths.matrix(scratch)[0]
      kept.fill(0)
      for row in rows {
        for path in paths.indices { kept[path] += flows[row][path] }
      }
      for path in paths.indices { kept[path] = min(most / max(kept[path], 1e-12), 1) }
      for row in rows {
        for path in paths.indices { flows[row][path] *= kept[path] }
      }
    }
  }

  /// Totals by destination, and what bans shut in or divert.
  func count(_ paths: MonthView) {
    let flows = paths.matrix(flows), free = paths.matrix(free)
    let total = paths[shown.exports], shut = paths[shown.shut], diverted = paths[shown.diverted],
      missing = paths[shown.missing]
    for output in shown.byDestination { paths[output].fill(0) }
    total.fill(0)
    for row in 0..<flows.rows {
      let place = paths[shown.byDestination[places[row]]], flow = flows[row]
      for path in paths.indices {
        place[path] += flow[path]
        total[path] += flow[path]
      }
    }
    for path in paths.indices {
      var now = 0.0, before = 0.0
      for row in 0..<YamalFlow.count {
        now += flows[row][path]
        before += free[row][path]
      }
      shut[path] = max(before - now, 0)
      missing[path] = max(free[YamalFlow.eu][path] - flows[YamalFlow.eu][path], 0)
      diverted[path] = max(missing[path] - shut[path], 0)
    }
  }
}
