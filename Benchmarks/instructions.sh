#!/bin/bash
# Guards speed by counted instructions, which a busy machine doesn't change: runs the baseline with 1,024 paths on the
# static binary under valgrind and compares with reference/instructions.txt, one line for each compiler version.
# More than 5 % above fails. `instructions.sh --update` writes the count down as the new reference.
set -euo pipefail
cd "$(dirname "$0")/.."

reference=Benchmarks/reference/instructions.txt
tolerance=5

if ! command -v valgrind >/dev/null; then
  root=$([ "$(id -u)" = 0 ] || echo sudo)
  echo 'Installing valgrind ...' >&2
  $root apt-get -qq update && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends valgrind >/dev/null
fi

[ -n "${SIMULATE:-}" ] || make static
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# valgrind 3.19 can't read Swift's debug data.
strip -g -o "$scratch/simulate" "${SIMULATE:-.build-static/release/simulate}"

# Nothing of the machine or the day may count. OpenBLAS and glibc would choose by processor (and valgrind counts each
# turn of `rep movsb`), Swift salts its hashes anew in each run, progress depends on the clock, and the environment
# moves the stack.
plain=-AVX2,-AVX2_Usable,-ERMS,-FSRM,-BMI2,-SSSE3,-SSE4_1,-SSE4_2,-AVX_Fast_Unaligned_Load,-Fast_Unaligned_Copy
caches=glibc.cpu.x86_data_cache_size=32768:glibc.cpu.x86_shared_cache_size=1048576
env -i PATH="$PATH" OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1 SWIFT_DETERMINISTIC_HASHING=1 \
  GLIBC_TUNABLES="glibc.cpu.hwcaps=$plain:$caches" \
  valgrind --tool=callgrind --callgrind-out-file="$scratch/out" \
  "$scratch/simulate" run scenarios/baseline.txt --quiet --paths 1024 --threads 1 --output "$scratch/results" \
  >/dev/null 2>"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
count=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$scratch/log")
[ -n "$count" ] || { cat "$scratch/log" >&2; exit 1; }

compiler=$(${SWIFT:-swift} --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -1)
machine=$(uname -m)
key="$compiler $machine"
if [ "${1:-}" = --update ]; then
  { grep -v "^$key " "$reference" 2>/dev/null || true; echo "$key $count"; } | sort >"$scratch/new"
  cp "$scratch/new" "$reference"
  echo "Reference for $key: $count instructions"
  exit
fi
before=$(sed -n "s/^$key \([0-9]*\)$/\1/p" "$reference" 2>/dev/null || true)
if [ -z "$before" ]; then
  echo "Baseline, 1,024 paths: $count instructions; $reference has no count for $key, so nothing is compared"
  exit
fi
change=$(awk "BEGIN { printf \"%+.2f\", 100 * ($count / $before - 1) }")
echo "Baseline, 1,024 paths: $count instructions, $change % against the reference of $key"
if awk "BEGIN { exit !($count > $before * (1 + $tolerance / 100)) }"; then
  echo "That is over +$tolerance %. If the new work is worth it: Benchmarks/instructions.sh --update" >&2
  exit 1
fi
