#pragma once
#include <cblas.h>
#include <lapacke.h>

// Ends the threads that OpenBLAS starts as it is loaded; a build without threads has no such function.
int blas_thread_shutdown_(void) __attribute__((weak));

static inline void stop_blas_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
