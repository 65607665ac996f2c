# `make run` takes a fresh machine to the baseline's results; `make help` lists the rest.
# Variables: PREFIX=/usr/local  DESTDIR=  SCENARIO=scenarios/baseline.txt  THROTTLE_AVX512=0 (AVX2)  THROTTLE_PORTABLE=1 (any processor)

SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
SCENARIO ?= scenarios/baseline.txt
LLVM := $(dir $(realpath $(shell command -v $(SWIFT))))
CLANG := $(or $(wildcard $(LLVM)clang),clang)

GCC_VERSION := $(or $(notdir $(lastword $(sort $(wildcard /usr/lib/gcc/*-linux-gnu/1[0-9])))),12)
QUADMATH := $(if $(filter x86_64,$(shell uname -m)),-lquadmath)
ARCHIVES := -lopenblas -llapacke -lgfortran $(QUADMATH) -lm
PACKAGES := libopenblas-dev liblapacke-dev
STATIC_PACKAGES := $(PACKAGES) libgfortran-$(GCC_VERSION)-dev
STATIC_FLAGS := --scratch-path .build-static --static-swift-stdlib -Xswiftc -static-executable -Xlinker -s \
  $(addprefix -Xlinker ,--start-group $(ARCHIVES) --end-group)

# Neither an index of the sources nor the debugger's tables are needed to run tests; and each module is compiled as a whole
# and in one go, which takes the compiler a quarter less.
DEBUG := --disable-index-store -debug-info-format none \
  $(addprefix -Xswiftc ,-wmo -disable-batch-mode -num-threads 2 -no-emit-module-separately-wmo)

.DEFAULT_GOAL := help
.PHONY: help run test examples docs docc faults faults-short fuzz fuzz-coverage test-address test-thread test-cluster test-browser test-python test-r pictures test-portable test-dist build static install dist setup-packaging instructions bench bench-programs lint clean setup setup-static
MAKEFLAGS += --no-print-directory

help:
	@echo 'make run      install what is missing, build, and run $(SCENARIO)'
	@echo 'make test     the same set-up, then all tests'
	@echo 'make examples run the programs of Examples/, which embed the engine'
	@echo 'make docs     write anew what is generated: docs and the README'"'"'s output'
	@echo 'make docc     pages of the library and the tutorial "your first mechanism", in .build/docc'
	@echo 'make test-cluster  sweeps on a real Slurm and GNU parallel, which it installs'
	@echo 'make test-python   tables in pandas, SALib, the EMA Workbench, pyam, DuckDB and LibreOffice; the Python package and its notebook'
	@echo 'make test-r      the R of docs/R.md, where R with readr is'
	@echo 'make test-browser  the reports and the page of sliders in chromium with axe-core, which it installs; screenshots in Tests/Browser/screenshots'
	@echo 'make pictures renew docs/pictures and docs/GALLERY.md from the shipped scenarios'
	@echo 'make test-portable the build for any processor gives the same bytes as the usual one'
	@echo 'make faults   fail each call to the file system, one after the other; KILLS=1000 kills the program instead'
	@echo 'make faults-short  some of both for every command that writes, in a few minutes'
	@echo 'make fuzz     changed scenarios, sweeps, settings, tables and plans for TIME=20 seconds'
	@echo 'make fuzz-coverage  libFuzzer on the readers of text, TIME=20 seconds each'
	@echo 'make test-address, make test-thread  the tests under a sanitizer; FILTER=StorageTests for some of them'
	@echo 'make install  one static simulate, its scenarios and seeds under PREFIX ($(PREFIX))'
	@echo 'make dist     archive, Debian package and Python wheel in dist/'
	@echo 'make test-dist  each of them installed and used in a bare root without network'
	@echo 'make bench    measure speed: Benchmarks/README.md'
	@echo 'make instructions  count a run'"'"'s instructions against the reference'
	@echo 'make lint     check the style'
	@echo 'make clean    remove what was built'

run: build
	@.build/release/simulate $(SCENARIO)

build: setup
	@echo 'Building (a few minutes the first time) ...' >&2
	@$(SWIFT) build -q -c release --product simulate

test: setup
	@$(SWIFT) build --build-tests --disable-xctest $(DEBUG)
	@.build/debug/throttlePackageTests.xctest --testing-library swift-testing

# A program of others: it gets the engine as a package, and fails where that can't be embedded any more.
examples: setup
	@$(SWIFT) build -q --package-path Examples --scratch-path .build-examples --product straits
	@.build-examples/debug/straits seeds

# Between two lines of README.md stands what the baseline shows; all but its time is the program's.
docs: build
	@.build/release/simulate describe --glossary > docs/GLOSSARY.md
	@.build/release/simulate describe --parameters > docs/PARAMETERS.md
	@.build/release/simulate sensitivity baseline --quiet --output .build/influence
	@docs/influence .build/influence > docs/INFLUENCE.md
	@.build/release/simulate scenarios/baseline.txt > .build/baseline.out
	@awk '/^```$$/ && inside { inside = 0 } inside { next } { print } \
	  /ends like this/ { wanted = 1 } /^```$$/ && wanted { wanted = 0; inside = 1; \
	  while ((getline line < ".build/baseline.out") > 0) print line }' README.md > .build/README.md
	@cp .build/README.md README.md

# DocC lies beside the compiler, so that the package needs no plugin; a warning is a failure.
docc: setup
	@$(SWIFT) build -q --target Throttle $(DEBUG)
	@docs/docc .build .build/docc

test-cluster: static
	@Tests/Cluster/test

# The packages lie in a folder of the clone, made anew when their versions change.
PYTHON := Tests/Python/.venv
EXCHANGE := Tests/Python/.venv-exchange
test-python: build $(PYTHON)/ready $(EXCHANGE)/ready
	@$(PYTHON)/bin/python -W ignore Tests/Python/test .build/release/simulate
	@$(EXCHANGE)/bin/python Tests/Python/exchange .build/release/simulate

test-r: build
	@Tests/R/test .build/release/simulate

$(PYTHON)/ready: Tests/Python/requirements.txt
$(EXCHANGE)/ready: Tests/Python/exchange-requirements.txt
$(PYTHON)/ready $(EXCHANGE)/ready:
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { $(call install,python3 python3-venv,Python is needed); }
	@echo 'Installing Python packages into $(@D) ...' >&2
	@rm -rf $(@D) && python3 -m venv $(@D)
	@$(@D)/bin/pip install -q --disable-pip-version-check -r $< && touch $@

# The browser is Debian's own; its driver and axe-core lie in a folder of the clone.
BROWSER := Tests/Browser/.venv
test-browser: build $(BROWSER)/ready
	@command -v chromium >/dev/null || { $(call install,chromium fonts-liberation,Chromium is needed); }
	@python3 Tests/Browser/sentences .build/release/simulate
	@$(BROWSER)/bin/python Tests/Browser/test .build/release/simulate Tests/Browser/screenshots
	@$(BROWSER)/bin/python Tests/Browser/explore .build/release/simulate Tests/Browser/screenshots
	@python3 Tests/Browser/load .build/release/simulate

$(BROWSER)/ready: Tests/Browser/requirements.txt
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { $(call install,python3 python3-venv,Python is needed); }
	@echo 'Installing Python packages into $(BROWSER) ...' >&2
	@rm -rf $(BROWSER) && python3 -m venv $(BROWSER)
	@$(BROWSER)/bin/pip install -q --disable-pip-version-check -r $< && touch $@

# A debug build, since only that can be told to fail.
KILLS ?= 0
TIME ?= 20
faults: setup
	@$(SWIFT) build -q --product simulate $(DEBUG)
	@python3 Tests/Faults/faults .build/debug/simulate seeds --kills $(KILLS)

faults-short: setup
	@$(SWIFT) build -q --product simulate $(DEBUG)
	@python3 Tests/Faults/faults .build/debug/simulate seeds --seconds 30
	@python3 Tests/Faults/faults .build/debug/simulate seeds --kills 16

fuzz: build
	@python3 Tests/Faults/fuzz .build/release/simulate . --time $(TIME)

# libFuzzer, which keeps what reaches new code, over the readers of text: scenarios, plans, values, tables.
FUZZED := scenario plan value csv
fuzz-coverage: setup
	@$(SWIFT) build -q -c release --package-path Tests/Fuzz --scratch-path .build-fuzz --product fuzz
	@for target in $(FUZZED); do mkdir -p .build-fuzz/corpus/$$target; done
	@cp scenarios/*.txt .build-fuzz/corpus/scenario && cp seeds/*.csv .build-fuzz/corpus/csv
	@cut -d: -f2- scenarios/*.txt | sed -n 's/^ *\([^ ].* [^ ]*\)$$/\1/p' | split -l 1 -a 4 - .build-fuzz/corpus/value/
	@cd .build-fuzz && for target in $(FUZZED); do echo "$$target:"; \
	  TARGET=$$target release/fuzz -max_total_time=$(TIME) -timeout=20 -rss_limit_mb=1000 -max_len=3000 \
	    -print_final_stats=1 corpus/$$target 2>&1 | grep -E 'ERROR|number_of_executed_units|new_units_added'; \
	  [ $${PIPESTATUS[0]} = 0 ] || exit 1; done

# The tests with the address and the thread sanitizer looking on; each is a build of its own, and slow. Leaks aren't
# looked for: a program that a signal ends has objects in hand, and Foundation leaks what the tests read files with. The
# thread sanitizer is told of Swift's own locks, which it does not see into (Tests/Sanitizers).
test-address test-thread: test-%: setup
	@$(SWIFT) build --build-tests --sanitize=$* --scratch-path .build-$* --disable-xctest $(DEBUG) -Xswiftc -DSANITIZED
	@$(CLANG) -shared -fPIC -O1 -o .build-$*/mutex.so Tests/Sanitizers/mutex.c -ldl
	@ASAN_OPTIONS=detect_leaks=0 $(if $(filter thread,$*),LD_PRELOAD=$(CURDIR)/.build-thread/mutex.so )\
	  .build-$*/debug/throttlePackageTests.xctest --testing-library swift-testing $(if $(FILTER),--filter '$(FILTER)')

# A picture is the same bytes each time, so that a change shows in the commit.
pictures: build
	@docs/pictures/renew .build/release/simulate

test-portable: build
	@echo 'Building for any processor (a few minutes the first time) ...' >&2
	@THROTTLE_PORTABLE=1 $(SWIFT) build -q -c release --product simulate --scratch-path .build-portable
	@Tests/Portable/test .build/release/simulate .build-portable/release/simulate

# For any machine with AVX2, as it is what others get, and what valgrind can read.
static: setup-static
	@echo 'Building the static binary (a few minutes the first time) ...' >&2
	@log=$$(mktemp); THROTTLE_AVX512=0 $(SWIFT) build -q -c release --product simulate $(STATIC_FLAGS) >$$log 2>&1; code=$$?; \
	  [ $$code = 0 ] || cat $$log >&2; rm -f $$log; exit $$code

install: static setup-packaging
	@packaging/tree .build-static/release/simulate $(DESTDIR)$(PREFIX)
	@echo 'Installed $(DESTDIR)$(PREFIX)/bin/simulate; try: simulate baseline'

# The downloads: an archive, a Debian package and a Python wheel. The version stands in Simulate.swift and nowhere else.
VERSION := $(shell sed -n 's/^let version = "\(.*\)"$$/\1/p' Sources/simulate/Simulate.swift)
dist: static setup-packaging
	@packaging/build .build-static/release/simulate $(VERSION) dist

# What was made works in bare Debian roots that have neither network nor Swift.
test-dist: dist
	@command -v debootstrap >/dev/null || { $(call install,debootstrap,Bare roots are made by debootstrap); }
	@packaging/test dist

setup-packaging:
	@command -v python3 >/dev/null || { $(call install,python3,The manual page and the wheel need Python); }

# The reference workload beside C, Numba and NumPy; the kernels beside their limits; the full model by size.
# Variables: ROUNDS=7  SCALE=1000000 (most paths)  RESULTS=Benchmarks/results/<date>-<machine>
BENCH := Benchmarks/.build/release
ROUNDS ?= 7
SCALE ?= 1000000
RESULTS ?= Benchmarks/results/$(shell date +%F)-$(shell nproc)core-$(or $(shell grep -m1 -o avx512f /proc/cpuinfo),$(shell grep -m1 -o avx2 /proc/cpuinfo),$(shell uname -m))

# Fails where a run takes over 5 % more instructions than the reference says; a busy machine doesn't change them.
instructions: static
	@SIMULATE=.build-static/release/simulate Benchmarks/instructions.sh

bench: build bench-programs
	@mkdir -p $(dir $(RESULTS))
	@Benchmarks/.venv/bin/python Benchmarks/peers/follow_model.py
	@Benchmarks/.venv/bin/python Benchmarks/peers/check_model.py
	@python3 Benchmarks/compare.py --rounds $(ROUNDS) --csv $(RESULTS)-workload.csv
	@$(BENCH)/kernel-table $(RESULTS)-kernels.csv
	@python3 Benchmarks/scaling.py --most $(SCALE) --csv $(RESULTS)-model.csv --svg $(RESULTS)-model.svg
	@BENCHMARK_DISABLE_JEMALLOC=1 $(SWIFT) package --package-path Benchmarks benchmark

# The manifest is touched since files added to the engine go unnoticed otherwise.
bench-programs: setup
	@touch Benchmarks/Package.swift
	@for product in reference kernel-table; do \
	  $(SWIFT) build -q -c release --package-path Benchmarks --product $$product || exit 1; done
	@gcc -O3 -march=native -ffast-math -o Benchmarks/.build/c_floor Benchmarks/peers/c_floor.c -lm
	@[ -x Benchmarks/.venv/bin/python ] || { python3 -m venv Benchmarks/.venv && \
	  Benchmarks/.venv/bin/pip install -q numpy numba; }

lint:
	@$(SWIFT) format lint --strict --recursive Sources Tests Package.swift Examples \
	  Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Benchmarks Benchmarks/Tests

clean:
	@rm -rf .build .build-static .build-portable .build-examples .build-fuzz .build-address .build-thread .build-roots dist Benchmarks/.build Benchmarks/.venv $(PYTHON) $(EXCHANGE) $(BROWSER)

# A program that needs both libraries is the honest test of whether they are there.
PROBE := \#include <cblas.h>\n\#include <lapacke.h>\nint main(void) { return LAPACKE_dpotrf(101, 76, 0, 0, 0) + (int)cblas_ddot(0, 0, 1, 0, 1); }\n

setup:
	@$(call ensure,$(PACKAGES),-lopenblas -llapacke)

setup-static:
	@$(call ensure,$(STATIC_PACKAGES),-static -Wl$(comma)--start-group $(ARCHIVES) -Wl$(comma)--end-group)

comma := ,

# ensure PACKAGES,LINK FLAGS: nothing where the probe links, else the packages.
define ensure
printf '$(PROBE)' | $(CLANG) -w -x c - -o /dev/null $(2) 2>/dev/null && exit 0; \
  $(call install,$(1),OpenBLAS and LAPACKE are needed)
endef

# install PACKAGES,WHY: by apt-get, through sudo when not root.
define install
command='apt-get install -y --no-install-recommends $(1)'; \
  if [ "$$(id -u)" = 0 ]; then root=; elif command -v sudo >/dev/null; then root=sudo; else root=none; fi; \
  if [ "$$root" != none ] && command -v apt-get >/dev/null; then \
    echo "Installing $(1) ..." >&2; \
    { $$root apt-get -qq update && $$root env DEBIAN_FRONTEND=noninteractive $$command -qq; } >/dev/null && exit 0; \
  fi; \
  echo "$(2). Please run: sudo apt-get update && sudo $$command" >&2; exit 1
endef
