#ifndef THROTTLE_START_H
#define THROTTLE_START_H

/// The least address space, in bytes, that the program starts with: what BLAS maps before `main`, and a run's own.
#define THROTTLE_LEAST_ADDRESS_SPACE (512ULL << 20)

#endif
