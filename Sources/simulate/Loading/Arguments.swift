public import ArgumentParser
public import Reports
public import Studies

/// What the command line takes by its names.
extension TableFormat: ExpressibleByArgument {}
extension BacktestPart: ExpressibleByArgument {}
extension SensitivityStudy.Method: ExpressibleByArgument {}
