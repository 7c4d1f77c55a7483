# SPDX-License-Identifier: MIT
# licet: `make help` lists the targets. DEV=1: warnings are errors. SAN=1: build and test under ASan and UBSan.
# V=1: show the commands.

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
VERSION := 0.1.0
PREFIX  ?= /usr/local
LIBS    := zlib libdeflate jansson libpcre2-8 yaml-0.1 libutf8proc libseccomp expat
PACKAGES := gcc pkg-config xz-utils bzip2 libarchive-dev libzstd-dev zlib1g-dev libdeflate-dev libssl-dev libjansson-dev libpcre2-dev libyaml-dev libutf8proc-dev \
	libseccomp-dev libexpat1-dev libpoppler-glib-dev libsqlite3-dev libcmocka-dev
WEB_PACKAGES := chromium python3
LINT_PACKAGES := clang-format clang-tidy cppcheck shellcheck python3 git

B := build$(if $(SAN),/san)
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wpointer-arith \
	-Wcast-qual -Wwrite-strings -Wdouble-promotion $(if $(DEV),-Werror) $(if $(SAN),-Wno-format-truncation)
# Sanitized code is compiled in half the time so, runs as fast, and lines are all that its reports tell; what -O1 sees of lengths makes -Wformat-truncation wrong.
CFLAGS ?= $(if $(SAN),-O1 -g1,-O2 -g)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined
ALL_CFLAGS = -std=gnu17 -D_FILE_OFFSET_BITS=64 -DLICET_VERSION='"$(VERSION)"' -Iscanner -pthread -fstack-protector-strong \
	-D_FORTIFY_SOURCE=2 -MMD -MP $(WARN) $(CFLAGS) $(if $(SAN),-U_FORTIFY_SOURCE $(SANITIZE)) $(PKG_CFLAGS)
LOADED  := libarchive libcrypto libzstd poppler-glib sqlite3
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS) 2>/dev/null) $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LOADED) 2>/dev/null))
LDLIBS = $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lm -pthread
# Packed relocations: the catalog in the program is full of pointers, and a start must not read a list of 58,000 of them.
LDFLAGS += -Wl,-z,relro,-z,now,-z,pack-relative-relocs $(if $(SAN),$(SANITIZE))

SRC  := $(filter-out scanner/main.c scanner/catalog/bare.c,$(wildcard scanner/*.c scanner/*/*.c))
OBJ  := $(SRC:%.c=$(B)/%.o)
DATA := $(wildcard licenses/*.yaml licenses/known/*.tsv rules/*.yaml rules/*/*.yaml)
SCHEMAS := $(wildcard rules/*/*.schema.json)
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
say  = $(if $(V),,@printf '%-5s %s\n' $(1) $@;)
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
have = for program in $(1); do command -v $$program >/dev/null || exit 1; done
# One at a time: apt-get does not wait for another one's lists.
get  = flock Makefile sh -c '$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1)'

.PHONY: anew all setup setup-lint setup-web demo test valgrind lint bench accept install uninstall clean help
.DELETE_ON_ERROR:
.SECONDARY:

## all: build build/licet (the default)
all: $(B)/licet

$(B)/licet: $(B)/scanner/main.o $(B)/licet.a $(B)/gen/catalog_data.o
	$(call say,LINK) $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/licet.a: $(OBJ)
	@rm -f $@
	$(call say,AR) ar rcs $@ $^

# The page of -f html carries its style sheet and its script.
$(B)/scanner/report/html_page.o: scanner/report/html.css scanner/report/html.js

# The catalog in the program is made by the program itself, built with an empty one.
$(B)/licet-bare: $(B)/scanner/main.o $(B)/licet.a $(B)/scanner/catalog/bare.o
	$(call say,LINK) $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# A file of data that is gone is no longer named, and must be missed all the same.
$(B)/gen/data.list: $(if $(filter-out $(DATA),$(shell cat $(B)/gen/data.list 2>/dev/null)),anew)
	@mkdir -p $(@D) && echo $(DATA) >$@

$(B)/gen/catalog_data.c: $(B)/licet-bare $(DATA) $(B)/gen/data.list
	@mkdir -p $(@D)
	$(call say,DATA) ASAN_OPTIONS=detect_leaks=0 $(B)/licet-bare embed --data . $(@D)

$(B)/gen/catalog_data.o: $(B)/gen/catalog_data.c
	$(call say,CC) $(CC) $(ALL_CFLAGS) -O0 -g0 -Wa,-I$(B)/gen -c -o $@ $<

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/scanner/commands/completion.o: $(wildcard scanner/commands/completion.*sh)

$(B)/tests/%: tests/unit/%.c $(B)/licet.a $(B)/gen/catalog_data.o
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(LDLIBS) -larchive -lcrypto -lcmocka

# A fuzz target with a main() that replays files (tests/run does, over tests/fuzz/corpus/<name>).
$(B)/tests/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h) $(B)/licet.a $(B)/gen/catalog_data.o
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(LDLIBS)

$(B)/tests/bench_%: tests/bench/%.c $(B)/licet.a $(B)/gen/catalog_data.o
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(LDLIBS)

# Under libFuzzer, under AFL++ with FUZZER=afl, or not fuzzed but measured with FUZZER=cover: licet built once more by clang.
FUZZ_SRC := $(filter-out scanner/commands/% scanner/sides.c,$(SRC)) scanner/commands/checksums.c
FB := build/$(or $(FUZZER),fuzz)
FUZZ_CC := $(CCACHE) $(if $(filter afl,$(FUZZER)),afl-clang-fast,clang)
FUZZ_SANITIZE := $(if $(FUZZER),address,fuzzer-no-link,address),undefined
FUZZ_COVER := $(if $(filter cover,$(FUZZER)),-fprofile-instr-generate -fcoverage-mapping)
# NULL + 0 is what clang calls a pointer overflow, and C has come to allow.
FUZZ_CFLAGS = -std=gnu17 -O1 -gline-tables-only -fno-omit-frame-pointer -fsanitize=$(FUZZ_SANITIZE) -fno-sanitize-recover=undefined \
	-fno-sanitize=pointer-overflow $(FUZZ_COVER) -D_FILE_OFFSET_BITS=64 -DLICET_VERSION='"fuzz"' -Iscanner -pthread -MMD -MP $(PKG_CFLAGS)

$(FB)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,FUZZ) $(FUZZ_CC) $(FUZZ_CFLAGS) -c -o $@ $<

$(FB)/fuzz_%: $(FB)/tests/fuzz/fuzz_%.o $(FUZZ_SRC:%.c=$(FB)/%.o) build/gen/catalog_data.o
	$(call say,LINK) $(lastword $(FUZZ_CC)) -fsanitize=fuzzer,address,undefined $(FUZZ_COVER) -o $@ $^ $(LDLIBS)

## fuzz-NAME: build and run a target of tests/fuzz under libFuzzer (clang); FUZZ_SECONDS=60, FUZZER=afl or cover, READER=gguf (of fuzz-readers)
fuzz-%: $(FB)/fuzz_%
	@FB=$(FB) FUZZER=$(FUZZER) READER=$(READER) tests/fuzz/run $* $(or $(FUZZ_SECONDS),60)

## setup: install what the build and the tests need (Debian, apt-get); does nothing when all is there
setup:
	@pkg-config --exists $(LIBS) $(LOADED) cmocka 2>/dev/null && ($(call have,xz bzip2)) || $(call get,$(PACKAGES))

## setup-lint: install the linters
setup-lint:
	@($(call have,$(LINT_PACKAGES))) || $(call get,$(LINT_PACKAGES))

## setup-web: install the browser that the HTML report is tested in
setup-web:
	@($(call have,$(WEB_PACKAGES))) || $(call get,--no-install-recommends $(WEB_PACKAGES))

## demo: set up, build, and scan the bundled fixture
demo: setup
	@echo "building (about a minute)"; $(MAKE) --no-print-directory all >/dev/null
	@$(B)/licet scan fixtures/example-community/Example-Tiny || test $$? -eq 1

## test: set up, build, and run all tests (SAN=1: under sanitizers)
test: setup
	@$(MAKE) --no-print-directory all $(UNIT) $(FUZZ)
	@tests/run $(B)

$(B)/no_jit.so: tests/unit/no_jit.c
	$(call say,CC) $(CC) -shared -fPIC -o $@ $<

## valgrind: unit tests and corpora of the fuzzers under valgrind's memcheck (half an hour and more)
valgrind: setup
	@($(call have,valgrind)) || $(call get,valgrind)
	@$(MAKE) --no-print-directory all $(UNIT) $(FUZZ) $(B)/no_jit.so
	@LD_PRELOAD=$(CURDIR)/$(B)/no_jit.so UNDER='valgrind -q --error-exitcode=9' tests/run $(B)

## lint: layers, registers, names, clang-format, clang-tidy, cppcheck, shellcheck
lint:
	@PKG_CFLAGS='$(PKG_CFLAGS)' tests/lint/run

## bench: licet beside what one would use instead, ratios in one run
bench: all $(B)/tests/bench_rules
	@tests/bench/run $(B)/licet

## accept: rewrite fixtures/*/expected.json, the README's transcript and the policy's schema from what licet says now (read the diff)
accept: all $(B)/tests/test_fixtures
	@LICET=$(B)/licet $(B)/tests/test_fixtures --accept
	@LICET=$(CURDIR)/$(B)/licet sh tests/cli/readme.sh --accept >/dev/null
	@$(B)/licet policy schema >rules/policies/policy.schema.json

## install: into $(DESTDIR)$(PREFIX): program, data, man page
install: all
	install -Dm755 $(B)/licet $(DESTDIR)$(PREFIX)/bin/licet
	$(B)/licet help --man > $(B)/licet.1
	install -Dm644 $(B)/licet.1 $(DESTDIR)$(PREFIX)/share/man/man1/licet.1
	for f in $(DATA) $(SCHEMAS); do install -Dm644 $$f $(DESTDIR)$(PREFIX)/share/licet/$$f || exit 1; done

## uninstall: remove what install put there
uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/licet $(DESTDIR)$(PREFIX)/share/man/man1/licet.1 $(DESTDIR)$(PREFIX)/share/licet

## clean: remove build/
clean:
	rm -rf build

## help: this list
help:
	@sed -n 's/^## \([a-zA-Z-]*\): \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

-include $(shell find $(B) -name '*.d' 2>/dev/null)
