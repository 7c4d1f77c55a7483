/* SPDX-License-Identifier: MIT */
/*
 * scan: the pipeline from what the user named to the evidence. This, visit.h (one entry), abreast.h (members of an archive), weigh.h
 * (weights) and document.h (texts) are the only files that know every stage.
 *
 * Files are worked on by several threads, the largest first. Threads that find no other file help with an archive: they take members of
 * it (abreast.h), or unpack (entry/ahead.h) and hash (entry/hasher.h) for another. Each entry is read once. What goes wrong with
 * the input becomes a FACT_PROBLEM and the scan goes on.
 */
#ifndef LICET_SCAN_H
#define LICET_SCAN_H
#include "base/limits.h"
#include "base/progress.h"
#include "catalog/catalog.h"
#include "evidence/fact.h"
#include "findings/rules.h"
#include "report/report.h"

struct cache;

/* Who watches a scan; called from its threads. */
struct scan_watch {
	struct progress *progress; /* bytes of the named files; NULL */
	/* Each entry when it was read: as what ("safetensors", "zip archive", "text" …, "" when nothing looked at it), and its bytes. NULL. */
	void (*entry)(void *ctx, const char *name, const char *as, uint64_t bytes);
	void *ctx;
};

struct scan_options {
	const struct catalog *catalog;
	const struct limits *limits;
	struct rules *rules; /* over that catalog; NULL: of texts only their licenses are asked for */
	int jobs;	     /* threads; 0: as many as there are processors */
	bool file_digests;   /* a FACT_DIGEST of every file of the distribution; of texts and claims nothing is read,
				but what says which tensors lie in other files */
	bool digests;	     /* a FACT_DIGEST of every entry, members of archives too, beside all that is read */
	bool files_only;     /* with that: only these, no weights and no archives are looked for */
	bool keep_texts;     /* license texts are wanted word for word (FACT_TEXT) */
	bool no_tensors;     /* no digests of tensors */
	struct cache *cache; /* what earlier runs learned of the same files (recall.h), or NULL */
	struct scan_watch watch;
};

/*
 * Scans a distribution that the paths name ("-": standard input) and sorts its facts into *ev, which the caller has
 * initialised. The evidence does not depend on the number of threads. -1: a path does not exist, or the system refuses to
 * work (ERR_USAGE, ERR_SYSTEM).
 */
int scan_run(const struct scan_options *o, const char *const *paths, size_t n_paths, struct evidence *ev,
	     struct scan_stats *stats, struct err *e);

#endif
