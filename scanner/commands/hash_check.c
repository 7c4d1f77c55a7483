/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "commands/hash_check.h"

#include "base/sandbox.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/pool.h"
#include "base/tty.h"
#include "catalog/load.h"
#include "commands/checksums.h"
#include "entry/file.h"
#include "entry/hasher.h"
#include "scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANIFEST_BYTES = 1 << 28, PATH_LINE = 1 << 14 };

enum outcome { SAME, DIFFERENT, SAME_TENSORS, UNREADABLE };

struct check {
	const struct scan_options *options;
	struct checksums wanted;
	enum outcome *outcomes;
};

static int hash_file(const char *path, char hex[DIGEST_HEX])
{
	uint8_t sha256[DIGEST_BYTES];
	struct file_stream f;
	DIGEST_AUTO struct digest d = {0};
	const void *chunk;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || file_stream_open(&f, fd, NULL, pool_cpus() > 1, NULL) < 0)
		return -1;
	int rc = digest_init(&d, NULL);
	while (rc == 0 && (n = stream_next(&f.stream, &chunk, NULL)) != 0)
		rc = n < 0 ? -1 : digest_update(&d, chunk, (size_t)n, NULL);
	file_stream_close(&f);
	if (rc < 0 || digest_final(&d, sha256, NULL) < 0)
		return -1;
	digest_hex(sha256, hex);
	return 0;
}

/* Whether the file's tensors have that digest, whatever became of the rest. */
static bool same_tensors(const struct check *c, const struct checksum *item)
{
	struct scan_stats stats;
	struct evidence ev;
	bool same = false;
	evidence_init(&ev);
	int rc = scan_run(c->options, &item->path, 1, &ev, &stats, NULL);
	for (size_t i = 0; rc == 0 && i < ev.count; i++) {
		const struct weights *w = ev.facts[i].detail;
		char hex[DIGEST_HEX];
		if (ev.facts[i].kind != FACT_WEIGHTS || !w->has_digest)
			continue;
		digest_hex(w->digest, hex);
		same = same || !strcmp(hex, item->weights_digest);
	}
	evidence_release(&ev);
	return same;
}

static void check_one(void *ctx, size_t i)
{
	struct check *c = ctx;
	const struct checksum *item = &c->wanted.at[i];
	char hex[DIGEST_HEX];
	if (hash_file(item->path, hex) < 0)
		c->outcomes[i] = UNREADABLE;
	else if (!strcasecmp(hex, item->sha256))
		c->outcomes[i] = SAME;
	else
		c->outcomes[i] = item->weights_digest && same_tensors(c, item) ? SAME_TENSORS : DIFFERENT;
}

static int report(const struct check *c, bool quiet)
{
	static const char *const words[] = {
		"OK", "FAILED", "FAILED, but its tensors are the same: only the rest of the file differs", "FAILED open or read"};
	size_t bad[4] = {0};
	for (size_t i = 0; i < c->wanted.count; i++) {
		const char *path = c->wanted.at[i].path;
		enum outcome outcome = c->outcomes[i];
		bad[outcome]++;
		if (quiet && outcome == SAME)
			continue;
		BUF_AUTO struct buf line;
		buf_init(&line, PATH_LINE);
		tty_escape(&line, path, strlen(path));
		printf("%s: %s\n", buf_str(&line), words[outcome]);
	}
	size_t different = bad[DIFFERENT] + bad[SAME_TENSORS];
	if (bad[UNREADABLE])
		fprintf(stderr, "licet: %zu of %zu files could not be read\n", bad[UNREADABLE], c->wanted.count);
	if (different)
		fprintf(stderr, "licet: %zu of %zu files are not what the manifest says\n", different, c->wanted.count);
	return bad[UNREADABLE] || different ? EXIT_POLICY : EXIT_PASS;
}

/* Before the manifest is parsed, which names the files: so any of them can be read. */
static int confine(const struct invocation *in, const struct scan_options *o, struct err *e)
{
	static const char *everything[] = {"/"};
	return command_confine(in, o->limits, &(struct sandbox){.reads = everything, .n_reads = 1}, NULL, e);
}

int hash_check(const struct invocation *in, const char *manifest, const struct scan_options *o, bool quiet, struct err *e)
{
	__attribute__((cleanup(checksums_release))) struct checksums wanted = {.arena = in->arena};
	const char *text;
	size_t len;
	if (confine(in, o, e) < 0 || file_read(manifest, MANIFEST_BYTES, in->arena, &text, &len, e) < 0 ||
	    checksums_read(&wanted, text, len, e) < 0)
		return -1;
	struct check c = {.options = o, .wanted = wanted};
	c.outcomes = arena_array(in->arena, wanted.count, sizeof *c.outcomes);
	pool_run(o->jobs > 0 ? (unsigned)o->jobs : pool_cpus(), wanted.count, check_one, &c);
	return report(&c, quiet);
}
