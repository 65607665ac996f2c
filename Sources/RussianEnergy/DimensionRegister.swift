extension RussianEnergy {
  /// What most results depend on most (`simulate sensitivity`): it has the design's leading dimensions in every
  /// scenario. Nine tenths of the variance of oil revenue and of the budget are Brent's path.
  public static let influential = [
    "brent.path", "brent.regimes", "brent.anchor", "rub.anchor", "gas.anchor",
  ]

  /// Every parameter there ever was, in the order of its coming: a parameter's place is its dimension of the
  /// design for good. Append only; a name that goes keeps its place.
  public static let register: [String] = """
    world.supply world.arrival world.fast_response world.slow_response world.fast_life world.slow_life
    world.other_loss world.stock_release world.offset_share world.offset_speed world.opec_spare
    world.event_rate world.event_premium world.event_decay brent.reversion brent.anchor brent.calm_volatility
    brent.crisis_volatility brent.stay_calm brent.stay_crisis brent.start brent.start_crisis rub.reversion
    rub.volatility rub.anchor rub.oil_beta rub.start strikes.rate_quiet strikes.rate_medium strikes.rate_high
    strikes.stay_quiet strikes.stay_medium strikes.stay_high strikes.quiet_to_high strikes.medium_to_high
    strikes.high_to_quiet strikes.intensity strikes.scale strikes.funding strikes.funding_elasticity
    strikes.restraint strikes.restraint_from strikes.restraint_full strikes.domestic_share
    strikes.ceasefire_hazard strikes.start_regime outages.damage_chance outages.full_stop_chance
    outages.partial_share outages.partial_spread outages.rehit outages.rehit_days outages.capacity_exponent
    outages.longer_range outages.repair_median outages.repair_sigma outages.severe_share outages.severe_median
    outages.severe_sigma outages.repair_factor outages.repair_queue outages.repair_queue_from
    outages.estimate_slip maintenance.share maintenance.postponed_share maintenance.postpone_from
    maintenance.postpone_full maintenance.catch_up refining.desired refining.level refining.spare_usable
    refining.made_up refining.fatigue refining.recovery refining.start_spare refining.gasoline_spare
    refining.deferred_usable refining.gasoline_yield refining.diesel_yield refining.jet_yield
    refining.fuel_oil_yield refining.naphtha_yield refining.other_yield ports.druzhba_eu_capacity
    ports.druzhba_belarus_capacity ports.china_pipe_capacity ports.baltic_capacity ports.black_sea_capacity
    ports.pacific_capacity ports.arctic_capacity ports.caspian_capacity ports.west_outage_rate
    ports.other_outage_rate ports.outage_days ports.outage_sigma ports.druzhba_outage_rate
    ports.druzhba_outage_days ports.druzhba_outage_sigma ports.transit_lost fuel.gasoline_demand
    fuel.diesel_demand fuel.jet_demand fuel.fuel_oil_demand fuel.naphtha_demand fuel.other_demand
    fuel.gasoline_floor fuel.diesel_floor fuel.jet_floor fuel.fuel_oil_floor fuel.naphtha_floor
    fuel.other_floor fuel.gasoline_target fuel.diesel_target fuel.jet_target fuel.fuel_oil_target
    fuel.naphtha_target fuel.other_target fuel.rebuild fuel.demand_noise fuel.demand_elasticity
    fuel.demand_growth fuel.belarus_imports fuel.import_surge fuel.gap_offset fuel.gap_cap fuel.price_response
    fuel.price_speed fuel.panic_gain fuel.panic_decay fuel.panic_cap fuel.ban_gap fuel.ban_price
    fuel.ban_end_price fuel.ban_end_stock fuel.ban_leak fuel.export_ban fuel.start_ban
    fuel.start_gasoline_price fuel.start_diesel_price fuel.diesel_netback_share fuel.diesel_normal_output
    fuel.diesel_response fuel.retail_share fuel.retail_speed regions.rail_capacity regions.southern_rail
    regions.southern_stress regions.stress_rate regions.crimea_supply products.start_gasoline_stock
    products.start_diesel_stock products.start_jet_stock products.start_fuel_oil_stock
    products.start_naphtha_stock products.start_other_stock products.port_capacity products.land_capacity
    sanctions.decay sanctions.listing_rate sanctions.minor_share sanctions.minor_largest
    sanctions.major_smallest sanctions.idle_largest sanctions.us_enforces sanctions.enforcement_with_us
    sanctions.enforcement_without_us sanctions.on_india sanctions.on_china sanctions.eu_crude_ban
    sanctions.start_pressure fleet.capacity fleet.idle_half_life fleet.idle_response fleet.western_response
    fleet.western_normal fleet.freight_noise fleet.war_decay fleet.extra_idle fleet.services_ban
    fleet.ban_leakage fleet.shadow_regrowth fleet.start_idle fleet.start_war_premium supply.full_price
    supply.zero_price supply.least_share supply.speed crude.quota crude.level crude.drift crude.condensate
    crude.direct_burn crude.tank_room crude.recovery buyers.speed_down buyers.speed_up buyers.up_pressure
    buyers.habit buyers.embargo_absorption buyers.china_sea_drop buyers.china_pipe_drop buyers.india_drop
    buyers.turkey_drop buyers.eu_drop buyers.other_drop buyers.china_sea_appetite buyers.china_pipe_appetite
    buyers.india_appetite buyers.turkey_appetite buyers.eu_appetite buyers.other_appetite
    buyers.china_sea_maximum buyers.china_pipe_maximum buyers.india_maximum buyers.turkey_maximum
    buyers.eu_maximum buyers.other_maximum buyers.eu_allowed buyers.floating_room buyers.appetite_discount
    buyers.start_china_sea buyers.start_china_pipe buyers.start_india buyers.start_turkey buyers.start_eu
    buyers.start_other urals.base_discount urals.glut_response urals.overhang_response urals.pressure_response
    urals.tightness_response urals.speed urals.noise urals.residual_keep urals.port_cost urals.freight_china
    urals.freight_india urals.espo_share urals.espo_freight urals.espo_weight urals.start price_cap.level
    price_cap.dynamic price_cap.dynamic_margin price_cap.western_share price_cap.western_response
    price_cap.western_least price_cap.western_most price_cap.compliance oil.realised_premium
    oil.product_discount oil.product_cost oil.prewar_discount damper.k_gasoline damper.k_diesel
    damper.indicative_gasoline damper.indicative_diesel damper.cutoff_gasoline damper.cutoff_diesel
    damper.moratorium damper.multiplier damper.gasoline_crack damper.diesel_crack damper.discount_share
    damper.transport damper.value_added_tax damper.gasoline_excise damper.diesel_excise damper.volume_share
    tax.met_share tax.met_residual tax.reverse_share tax.profit_factor tax.profit_march tax.profit_april
    tax.profit_july tax.profit_october tax.gas tax.other tax.noise tax.profit_noise budget.other_revenue
    budget.spending budget.growth budget.base_price budget.noise budget.start_fund budget.start_need
    budget.fund_floor gas.reversion gas.anchor gas.season gas.calm_volatility gas.wild_volatility
    gas.stay_calm gas.stay_wild gas.jkm_reversion gas.jkm_ratio gas.jkm_volatility gas.euro_reversion
    gas.euro_anchor gas.euro_volatility gas.start gas.start_calm gas.start_lift gas.lift_half_life
    gas.start_euro gas.world_lng gas.demand_elasticity gas.supply_elasticity gas.elastic_price
    gas.response_speed gas.qatar_loss gas.new_supply eu.package_base eu.hold_days eu.hold_scale eu.dilution
    eu.dilution_delay eu.rejection eu.package_gap eu.lng_clause eu.veto_after eu.majority_days
    eu.majority_sigma eu.agreed_days eu.opposition eu.proposal_rate eu.dear_oil eu.dear_factor eu.lapse
    eu.annulment eu.amendment eu.suspension_days eu.emergency_base eu.emergency_slope eu.emergency_price
    eu.lng_bans_decided eu.pipeline_bans_decided eu.lng_ban_delay eu.pipeline_ban_delay eu.lng_short_term_ban
    eu.lng_long_term_ban eu.pipeline_short_term_ban eu.pipeline_long_term_ban eu.loan_days eu.loan_chance
    eu.loan_hold lng.yamal_output lng.eu_volume lng.short_share lng.leak lng.front_loading lng.front_days
    lng.contract_asia lng.short_haul lng.ship_days lng.eu_trip lng.short_haul_trip lng.summer_trip
    lng.winter_trip lng.cargo lng.transhipment lng.withdrawal lng.new_ships lng.volume_sakhalin2_japan
    lng.volume_sakhalin2_korea lng.volume_sakhalin2_china lng.volume_arctic_lng2_china
    lng.volume_portovaya_china lng.volume_portovaya_other lng.volume_vysotsk_other lng.ttf_weight
    lng.brent_slope lng.short_discount lng.eu_freight lng.turkey_discount lng.turkey_freight
    lng.summer_freight lng.winter_freight lng.diverted_discount lng.blocked_discount lng.blocked_freight
    lng.sakhalin_slope lng.sakhalin_freight pipeline.turkstream_eu pipeline.transit pipeline.turkey
    pipeline.china pipeline.transit_open pipeline.eu_share pipeline.short_share pipeline.landlocked
    pipeline.leak pipeline.turkey_absorbs pipeline.absorbed_price pipeline.price_share pipeline.china_slope
    pipeline.duty pipeline.duty_added pipeline.duty_from pipeline.duty_span pipeline.noise eu_storage.lng
    eu_storage.pipe eu_storage.own_output eu_storage.onward eu_storage.new_lng eu_storage.demand
    eu_storage.capacity eu_storage.pull eu_storage.price_response eu_storage.reference_price
    eu_storage.weather eu_storage.cold eu_storage.missing eu_storage.other_missing eu_storage.start
    sanctions.buyer_pressure sanctions.vessel_listings eu_cost.premium eu_cost.bill_slope
    eu_cost.crude_premium eu_cost.tariff_china eu_cost.tariff_india eu_cost.import_elasticity
    eu_cost.imports_china eu_cost.imports_india eu_cost.exports_china eu_cost.exports_india
    eu_cost.retaliation eu_cost.retaliation_loss eu_cost.output_slope eu_cost.output gas_budget.lng_tax_share
    ukraine.need ukraine.eu_loan ukraine.loan_delay ukraine.arrears_months ukraine.other_donors ukraine.us_aid
    ukraine.domestic_budget ukraine.loan_share ukraine.cash_buffer ukraine.catch_up ukraine.gap_share
    ukraine.most_funded ukraine.loan_stopped buyers.noise crude.noise products.noise ukraine.loan_plan
    oil.crack_noise brent.momentum brent.start_lift brent.lift_half_life gas.momentum
    product_prices.discount_share product_prices.cost product_prices.crack_spread product_prices.crack_keep
    product_prices.class_gap price_cap.dear_level price_cap.cheap_level price_cap.pacific_share
    price_cap.product_share oil.realised_noise price_cap.product_compliance brent.start_change
    gas.start_change refining.level_noise refining.level_keep world.escalation_premium gas.escalation_premium
    budget.planned_oil_gas budget.confidence ukraine.us_return_hazard ukraine.us_return_aid
    ukraine.success_offline sanctions.voyage sanctions.after_waivers sanctions.start_price_pressure
    fleet.first_month_wait urals.turmoil_noise urals.turmoil_keep urals.turmoil_pressure urals.turmoil_idle
    urals.turmoil_jump urals.start_turmoil buyers.season strikes.growth strikes.growth_half_life strikes.most
    strait.shut strait.closure_rate strait.stay_shut strait.stay_throttled strait.reopens strait.reshut
    strait.oil_lost strait.lng_lost strait.throttled_share strait.start_state strait.start_months
    world.drawn_share world.refill_speed rub.momentum rub.start_change lng.eu_ratio lng.short_first_quarter
    price_cap.dynamic_step buyers.small_noise coal.per_day tax.met_damper_share tax.profit_cost
    tax.met_one_off tax.gas_one_off budget.overrun production.counted production.quota production.follow
    production.meeting_chance production.meeting_step production.level production.condensate production.noise
    lng.ice_ships lng.all_ships lng.russian_ice_ships lng.china_spot_share eu_cost.druzhba eu.on_track
    cracks.gasoline_usual cracks.diesel_usual cracks.gasoline_keep cracks.diesel_keep cracks.gasoline_spread
    cracks.diesel_spread cracks.start_gasoline cracks.start_diesel product_prices.crack_share damper.held
    urals.espo_idle_response fuel.unseen_keep fuel.unseen_spread oil.unexplained_keep buyers.china_sea_newest
    buyers.india_newest buyers.china_sea_noise urals.start_move eu_storage.swing eu_storage.swing_keep
    refining.trend product_prices.embargo product_prices.embargo_keep
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
