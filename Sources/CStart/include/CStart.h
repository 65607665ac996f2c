#ifndef THROTTLE_START_H
#define THROTTLE_START_H

/// The least address space, in bytes, that the program starts with: what BLAS maps before `main`, and a run's own.
#define THROTTLE_LEAST_ADDRESS_SPACE (512ULL << 20)

/// The least number of open files that the program starts with: its own, and what the system's thread pool opens.
#define THROTTLE_LEAST_OPEN_FILES 16

#endif
