// Under the thread sanitizer: where a lock of Swift's Mutex waits or wakes another thread, its work is done in a library
// that the sanitizer doesn't look into, so that it takes what the lock guards for a race. This tells it. It is loaded
// before that library (LD_PRELOAD) and asks it for the work.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

// Not there in programs that the tests start and that have no sanitizer.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lockSlow(uint32_t owner, SELF handle) __asm__(LOCK);
SWIFT void unlockSlow(SELF handle) __asm__(UNLOCK);

SWIFT void lockSlow(uint32_t owner, SELF handle) {
  SWIFT void (*lock)(uint32_t, SELF) = dlsym(RTLD_NEXT, LOCK);
  lock(owner, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlockSlow(SELF handle) {
  SWIFT void (*unlock)(SELF) = dlsym(RTLD_NEXT, UNLOCK);
  if (__tsan_release) __tsan_release(handle);
  unlock(handle);
}
