// The reference workload as a C programmer would tune it: one path at a time, counter-based random numbers in
// vector loops, exp, log, sine and cosine from the vector math library, outages deposited month by month.
//   gcc -O3 -march=native -ffast-math -o c_floor c_floor.c -lm && ./c_floor params.txt [seed] [rounds]
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATHS = 10000, MONTHS = 36, PLANTS = 35, FACTORS = 8, PRODUCTS = 6, ROOM = 1024 };
static const double DAYS = 30.4375, TWO_PI = 6.283185307179586;

static double capacity[PLANTS], rate[PLANTS], log_repair[PLANTS], spread[PLANTS], severity[PLANTS];
static double yields[PLANTS][PRODUCTS], keep[FACTORS], shock[FACTORS][FACTORS], loading[FACTORS][PRODUCTS];
static double level[PRODUCTS];
static double full[PLANTS][8], whole[8], cumulative[PLANTS][64];
static double revenue[MONTHS][PATHS], throughput;

static double seconds(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void read_numbers(FILE *file, double *to, int count) {
  for (int i = 0; i < count; i++)
    if (fscanf(file, "%lf", to + i) != 1) exit(1);
}

// Philox4x32-10: counter (i, stream, path, 0), key (seed, constant); two doubles in (0, 1).
static void uniforms(uint32_t seed, uint32_t path, uint32_t stream, int n, double *restrict u, double *restrict v) {
  for (int i = 0; i < n; i++) {
    uint32_t a = i, b = stream, c = path, d = 0, k = seed, l = 0x0f00d;
    for (int round = 0; round < 10; round++) {
      uint64_t even = (uint64_t)a * 0xD2511F53u, odd = (uint64_t)c * 0xCD9E8D57u;
      a = (uint32_t)(odd >> 32) ^ b ^ k;
      b = (uint32_t)odd;
      c = (uint32_t)(even >> 32) ^ d ^ l;
      d = (uint32_t)even;
      k += 0x9E3779B9u;
      l += 0xBB67AE85u;
    }
    uint64_t x = ((uint64_t)a << 32 | b) >> 12 | 0x3ff0000000000000ull;
    uint64_t y = ((uint64_t)c << 32 | d) >> 12 | 0x3ff0000000000000ull;
    double p, q;
    memcpy(&p, &x, 8);
    memcpy(&q, &y, 8);
    u[i] = 2.0 - p;
    v[i] = q - 1.0;
  }
}

// Box and Muller's transformation in loops that the compiler hands to the vector math library.
static double radius[ROOM], angle[ROOM];
static __attribute__((noinline)) void polar(int n, const double *restrict u, const double *restrict v) {
  for (int i = 0; i < n; i++) {
    radius[i] = sqrt(-2.0 * log(u[i]));
    angle[i] = TWO_PI * v[i];
  }
}
static __attribute__((noinline)) void cosines(int n, double *restrict u) {
  for (int i = 0; i < n; i++) u[i] = radius[i] * cos(angle[i]);
}
static __attribute__((noinline)) void sines(int n, double *restrict v) {
  for (int i = 0; i < n; i++) v[i] = radius[i] * sin(angle[i]);
}
static void normals(int n, double *u, double *v) {
  polar(n, u, v);
  cosines(n, u);
  sines(n, v);
}

static double u[ROOM], v[ROOM], begun[ROOM], repair[ROOM], lost[PLANTS][MONTHS];
static double x[MONTHS][FACTORS], left[MONTHS][8], price[MONTHS][PRODUCTS];
static int plant_of[ROOM];

static void factors(uint32_t seed, int path) {
  int half = MONTHS * FACTORS / 2;
  uniforms(seed, path, 1, half, u, v);
  normals(half, u, v);
  double state[FACTORS] = {0};
  for (int t = 0; t < MONTHS; t++) {
    double z[FACTORS];
    for (int i = 0; i < 4; i++) z[i] = u[4 * t + i], z[i + 4] = v[4 * t + i];
    for (int i = 0; i < FACTORS; i++) {
      double step = 0;
      for (int j = 0; j <= i; j++) step += shock[i][j] * z[j];
      state[i] = keep[i] * state[i] + step;
      x[t][i] = state[i];
    }
  }
}

static int outages(uint32_t seed, int path) {
  uniforms(seed, path, 2, PLANTS, u, v);
  int count = 0;
  for (int r = 0; r < PLANTS; r++) {
    int n = 0;
    while (n < 63 && u[r] > cumulative[r][n]) n++;
    for (int i = 0; i < n && count < ROOM; i++) plant_of[count++] = r;
  }
  // Each event takes its start from one number of a pair and, with its neighbour, its repair from the other two.
  uniforms(seed, path, 3, (count + 1) / 2, begun, begun + ROOM / 2);
  uniforms(seed, path, 4, (count + 1) / 2, u, v);
  int half = (count + 1) / 2;
  normals(half, u, v);
  for (int i = half; i < count; i++) begun[i] = begun[ROOM / 2 + i - half];
  for (int i = half; i < count; i++) u[i] = v[i - half];
  for (int i = 0; i < count; i++) repair[i] = log_repair[plant_of[i]] + spread[plant_of[i]] * u[i];
  for (int i = 0; i < count; i++) repair[i] = exp(repair[i]);
  return count;
}

static void deposit(int count) {
  memset(lost, 0, sizeof lost);
  for (int t = 0; t < MONTHS; t++) memcpy(left[t], whole, sizeof whole);
  for (int i = 0; i < count; i++) {
    int r = plant_of[i];
    double from = begun[i] * MONTHS, to = fmin(from + repair[i], MONTHS);
    for (int t = (int)from; t < to; t++) {
      double overlap = fmin(to, t + 1) - fmax(from, t);
      double old = lost[r][t], new = fmin(1.0, old + severity[r] * overlap), more = new - old;
      lost[r][t] = new;
      for (int k = 0; k < 8; k++) left[t][k] -= more * full[r][k];
    }
  }
}

static void earn(int path) {
  for (int t = 0; t < MONTHS; t++)
    for (int k = 0; k < PRODUCTS; k++) {
      double sum = 0;
      for (int i = 0; i < FACTORS; i++) sum += x[t][i] * loading[i][k];
      price[t][k] = sum;
    }
  double *flat = price[0];
  for (int i = 0; i < MONTHS * PRODUCTS; i++) flat[i] = exp(flat[i]);
  for (int t = 0; t < MONTHS; t++) {
    double sum = 0;
    for (int k = 0; k < PRODUCTS; k++) sum += left[t][k] * level[k] * price[t][k];
    revenue[t][path] = sum * DAYS;
    throughput += left[t][PRODUCTS];
  }
}

// Hoare's selection: the k-th smallest.
static double nth(double *a, int n, int k) {
  int low = 0, high = n - 1;
  while (low < high) {
    double pivot = a[k];
    int i = low, j = high;
    do {
      while (a[i] < pivot) i++;
      while (pivot < a[j]) j--;
      if (i <= j) {
        double swap = a[i];
        a[i++] = a[j];
        a[j--] = swap;
      }
    } while (i <= j);
    if (j < k) low = i;
    if (k < i) high = j;
  }
  return a[k];
}

static void prepare(const char *name) {
  FILE *file = fopen(name, "r");
  if (!file) exit(1);
  read_numbers(file, capacity, PLANTS);
  read_numbers(file, rate, PLANTS);
  read_numbers(file, log_repair, PLANTS);
  read_numbers(file, spread, PLANTS);
  read_numbers(file, severity, PLANTS);
  read_numbers(file, yields[0], PLANTS * PRODUCTS);
  read_numbers(file, keep, FACTORS);
  read_numbers(file, shock[0], FACTORS * FACTORS);
  read_numbers(file, loading[0], FACTORS * PRODUCTS);
  read_numbers(file, level, PRODUCTS);
  fclose(file);
  for (int r = 0; r < PLANTS; r++) {
    for (int k = 0; k < PRODUCTS; k++) full[r][k] = capacity[r] * yields[r][k];
    full[r][PRODUCTS] = capacity[r];
    for (int k = 0; k < 8; k++) whole[k] += full[r][k];
    double mean = rate[r] * MONTHS / 12.0, term = exp(-mean), sum = term;
    for (int n = 0; n < 64; n++) {
      cumulative[r][n] = sum;
      term *= mean / (n + 1);
      sum += term;
    }
  }
}

int main(int argc, char **argv) {
  prepare(argc > 1 ? argv[1] : "params.txt");
  int seed = argc > 2 ? atoi(argv[2]) : 1, rounds = argc > 3 ? atoi(argv[3]) : 3;
  const double levels[5] = {.05, .25, .5, .75, .95};
  static double copy[PATHS], quantile[MONTHS][5];
  for (int round = 0; round < rounds; round++) {
    double wall = seconds(CLOCK_MONOTONIC), start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    long events = 0;
    throughput = 0;
    for (int path = 0; path < PATHS; path++) {
      factors(seed + round, path);
      int count = outages(seed + round, path);
      deposit(count);
      earn(path);
      events += count;
    }
    for (int t = 0; t < MONTHS; t++) {
      memcpy(copy, revenue[t], sizeof copy);
      for (int i = 0; i < 5; i++) {
        double place = levels[i] * (PATHS - 1);
        double below = nth(copy, PATHS, (int)place), above = nth(copy, PATHS, (int)place + 1);
        quantile[t][i] = below + (place - (int)place) * (above - below);
      }
    }
    double took = seconds(CLOCK_PROCESS_CPUTIME_ID) - start, cells = (double)PATHS * MONTHS, mean = 0, squares = 0;
    wall = seconds(CLOCK_MONOTONIC) - wall;
    for (int p = 0; p < PATHS; p++) mean += revenue[11][p] / PATHS;
    for (int p = 0; p < PATHS; p++) squares += (revenue[11][p] - mean) * (revenue[11][p] - mean);
    printf("ns=%.2f wall=%.2f throughput=%.5f revenue=%.2f error=%.2f median=%.1f outages=%ld\n", took / cells * 1e9,
           wall / cells * 1e9, throughput / cells, mean, sqrt(squares / (PATHS - 1.0) / PATHS), quantile[11][2], events);
  }
}
