// Everything that a program needs to run the model, or one of its own, and to report what comes of it:
// `import Throttle`. Examples/ shows how.

@_exported public import Engine
@_exported public import Kernels
@_exported public import Reports
@_exported public import RussianEnergy
@_exported public import Sampling
@_exported public import ScenarioText
@_exported public import Scenarios
@_exported public import Storage
@_exported public import Studies
@_exported public import Sweeps
