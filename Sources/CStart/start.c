// What has to happen before the libraries of a process start: OpenBLAS maps its memory and makes its threads before
// `main`, and tries for ever where it can't; the Swift runtime stops without a word to the user where there is no /proc.
#include "CStart.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void stop(const char *message) {
  ssize_t written = write(2, message, strlen(message));
  (void)written;
  _exit(1);
}

/// A closed descriptor would be given to the next file that is opened, and the program's words would go into it.
/// What stands in for it can be opened but not used, so that writing still fails.
static void fill_standard_descriptors(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++) {
    if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
      int opened = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
      (void)opened;
    }
  }
}

static void require_room(int resource, const char *what, char option) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  if (limit.rlim_cur >= THROTTLE_LEAST_ADDRESS_SPACE) return;
  char message[160];
  snprintf(
      message, sizeof message,
      "error: the %s is limited to %llu MB (ulimit -%c); simulate starts with %llu MB or more\n", what,
      (unsigned long long)limit.rlim_cur >> 20, option, THROTTLE_LEAST_ADDRESS_SPACE >> 20);
  stop(message);
}

/// Raises the limit of open files to what is needed, where the system lets us: the thread pool stops the program with a
/// signal where it can open none.
static void require_open_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= THROTTLE_LEAST_OPEN_FILES) return;
  unsigned long long had = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max < THROTTLE_LEAST_OPEN_FILES ? limit.rlim_max : THROTTLE_LEAST_OPEN_FILES;
  if (limit.rlim_cur >= THROTTLE_LEAST_OPEN_FILES && setrlimit(RLIMIT_NOFILE, &limit) == 0) return;
  char message[160];
  snprintf(
      message, sizeof message,
      "error: only %llu files may be open at once (ulimit -n); simulate starts with %d or more\n", had,
      THROTTLE_LEAST_OPEN_FILES);
  stop(message);
}

/// Starts the program over with one thread for OpenBLAS, unless the environment says already how many it may have.
///
/// Its other threads would spin for a tenth of a second before they sleep, a sixth of a run's processor time, and only the
/// environment that it is loaded in can forbid them.
static void start_without_spare_threads(char **arguments, char **environment) {
  static char one[] = "OPENBLAS_NUM_THREADS=1";
  size_t count = 0;
  while (environment[count]) {
    if (strncmp(environment[count], one, sizeof one - 2) == 0) return;
    count++;
  }
  char *extended[count + 2];
  memcpy(extended, environment, count * sizeof *environment);
  extended[count] = one;
  extended[count + 1] = NULL;
  execve("/proc/self/exe", arguments, extended);
}

static void start(int count, char **arguments, char **environment) {
  (void)count;
  fill_standard_descriptors();
  // A file that reaches its limit is then a write that fails, and not the end.
  signal(SIGXFSZ, SIG_IGN);
  if (access("/proc/self/exe", F_OK) != 0) stop("error: simulate needs /proc, which isn't mounted here\n");
  require_room(RLIMIT_AS, "address space", 'v');
  require_room(RLIMIT_DATA, "data segment", 'd');
  require_open_files();
  start_without_spare_threads(arguments, environment);
}

// A sanitizer has to be up before any code that it watches, so under one of them this waits for the constructors.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define THROTTLE_START ".init_array"
#endif
#endif
#ifndef THROTTLE_START
// These run before the constructors of any library.
#define THROTTLE_START ".preinit_array"
#endif
__attribute__((section(THROTTLE_START), used)) static void (*const first)(int, char **, char **) = start;
