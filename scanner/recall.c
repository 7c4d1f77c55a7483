/* SPDX-License-Identifier: MIT */
#include "recall.h"

#include "base/build_id.h"
#include "base/hash.h"
#include "base/pool.h"
#include "evidence/fact_code.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	FORMAT = 1,	      /* of what is kept */
	SETTLED = 2000000000, /* nanoseconds */
	IDENTITY_BYTES = 1 << 17,
};

/* --- what facts depend on --------------------------------------------------------------------------------------------------- */

/* Of the run: whatever differs here may read the same file in another way. */
static int digest_run(const struct scan_options *o, uint8_t out[DIGEST_BYTES], struct err *e)
{
	DIGEST_AUTO struct digest d = {0};
	size_t len;
	const void *id = build_id(&len);
	const uint8_t options[] = {
		FORMAT,
		o->rules != NULL,
		o->file_digests,
		o->digests,
		o->files_only,
		o->keep_texts,
		o->no_tensors
	};
	if (digest_init(&d, e) < 0 || digest_update(&d, LICET_VERSION, sizeof LICET_VERSION, e) < 0 ||
	    digest_update(&d, id, len, e) < 0 || digest_update(&d, o->catalog->digest, strlen(o->catalog->digest) + 1, e) < 0 ||
	    digest_update(&d, o->limits, sizeof *o->limits, e) < 0 || digest_update(&d, options, sizeof options, e) < 0)
		return -1;
	return digest_final(&d, out, e);
}

static void code_state(struct coder *c, const struct file_state *state)
{
	struct file_state s = *state;
	code_u64(c, &s.size);
	code_bytes(c, &s.mtime, sizeof s.mtime);
	code_bytes(c, &s.ctime, sizeof s.ctime);
}

static void code_expectation(struct coder *c, const struct expectation *of)
{
	struct expectation x = of ? *of : (struct expectation){0};
	code_choice(c, x.how, EXPECT_GIT_SHA1);
	code_bytes(c, x.digest, sizeof x.digest);
	code_bool(c, &x.downloaded);
}

/* The key is made of what stays the same when a file changes, so that its row is replaced then. */
static int64_t identify(const struct recall *r, const struct source_file *f, const struct file_state *state, struct buf *identity)
{
	struct file_state s = *state;
	uint8_t depends[DIGEST_BYTES];
	struct coder c = coder_to(identity, NULL);
	const char *name = f->name, *place = f->place;
	memcpy(depends, r->depends, sizeof depends);
	code_bytes(&c, depends, sizeof depends);
	code_u64(&c, &s.device);
	code_u64(&c, &s.inode);
	code_string(&c, &name);
	code_string(&c, &place);
	code_expectation(&c, f->expect);
	int64_t key = (int64_t)hash_bytes(identity->data, identity->len);
	code_state(&c, state);
	return key;
}

void recall_leave_out(struct recall *r, struct source_list *files)
{
	struct stat st[CACHE_FILES];
	files->n_left_out = r->cache ? cache_own_files(r->cache, st) : 0;
	for (size_t i = 0; i < files->n_left_out; i++)
		r->files[i] = file_state(&st[i]);
	files->left_out = r->files;
}

/* --- recalling -------------------------------------------------------------------------------------------------------------- */

static void code_stats(struct coder *c, struct scan_stats *s)
{
	code_u64(c, &s->entries);
	code_u64(c, &s->bytes_read);
	code_u64(c, &s->weights);
	code_u64(c, &s->texts);
}

struct looking {
	struct recall *recall;
	const struct source_list *files;
};

static bool take_in(struct recall *r, const struct source_file *file, const void *content, size_t len)
{
	ARENA_AUTO struct arena a;
	struct scan_stats stats = {0};
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, file->name);
	struct fact_coder f = {coder_from(content, len, &a), r->run->options->catalog, &r->run->tensors_left};
	code_stats(&f.coder, &stats);
	facts_code(&f, &sink);
	bool ok = coder_ok(&f.coder);
	if (ok) {
		evidence_add(r->run->evidence, &sink);
		run_count(r->run, &stats);
	}
	sink_release(&sink);
	return ok;
}

static void tell_watch(const struct scan_watch *w, const struct source_file *file)
{
	if (w->entry)
		w->entry(w->ctx, file->name, "the cache remembers it", (uint64_t)file->size);
	if (w->progress)
		atomic_fetch_add(&w->progress->done, (uint64_t)file->size);
}

static bool found(void *ctx, const struct cache_wish *wish, const void *content, size_t len)
{
	struct looking *l = ctx;
	const struct source_file *file = &l->files->at[wish->number];
	bool ok = take_in(l->recall, file, content, len);
	l->recall->known[wish->number] = ok;
	if (ok)
		tell_watch(&l->recall->run->options->watch, file);
	return ok;
}

static bool may_be_known(const struct source_file *f)
{
	return f->state.inode && !f->bytes && !f->first;
}

static int by_key(const void *a, const void *b)
{
	int64_t x = ((const struct cache_wish *)a)->key, y = ((const struct cache_wish *)b)->key;
	return x < y ? -1 : x > y;
}

void recall_files(struct recall *r, const struct source_list *files)
{
	if (!r->cache)
		return;
	ARENA_AUTO struct arena a;
	BUF_AUTO struct buf identity;
	size_t n = 0;
	arena_init(&a);
	buf_init(&identity, IDENTITY_BYTES);
	struct cache_wish *wishes = mem_array(files->count, sizeof *wishes);
	r->known = mem_array(files->count, sizeof *r->known);
	memset(r->known, 0, files->count * sizeof *r->known);
	for (size_t i = 0; i < files->count; i++) {
		const struct source_file *f = &files->at[i];
		if (!may_be_known(f))
			continue;
		buf_clear(&identity);
		int64_t key = identify(r, f, &f->state, &identity);
		wishes[n++] = (struct cache_wish){
			.key = key, .identity = arena_memdup(&a, identity.data, identity.len), .len = identity.len, .number = i};
	}
	qsort(wishes, n, sizeof *wishes, by_key);
	cache_look_up(r->cache, wishes, n, pool_threads(r->run->options->jobs), found, &(struct looking){r, files});
	free(wishes);
}

bool recall_has(const struct recall *r, size_t file)
{
	return r->known && r->known[file];
}

/* --- keeping ---------------------------------------------------------------------------------------------------------------- */

static bool settled(const struct recall *r, const struct file_state *s)
{
	return s->mtime < r->begun - SETTLED && s->ctime < r->begun - SETTLED;
}

void recall_keep(const struct recall *r, const struct source_file *file, const struct file_stream *stream, struct take *take)
{
	struct stat now;
	if (!r->cache || take->unfit || !file->state.inode || fstat(stream->fd, &now) < 0)
		return;
	struct file_state before = file_state(&stream->before), after = file_state(&now);
	if (memcmp(&before, &after, sizeof before) != 0 || !settled(r, &before))
		return;
	BUF_AUTO struct buf identity;
	BUF_AUTO struct buf content;
	buf_init(&identity, IDENTITY_BYTES);
	buf_init(&content, take->facts.cap + 100);
	struct coder c = coder_to(&content, NULL);
	code_stats(&c, &take->stats);
	buf_add(&content, take->facts.data, take->facts.len);
	int64_t key = identify(r, file, &before, &identity);
	if (!identity.overflow && !content.overflow)
		cache_put(r->cache, key, identity.data, identity.len, content.data, content.len);
}

int recall_init(struct recall *r, struct cache *cache, struct run *run, struct err *e)
{
	struct timespec now;
	*r = (struct recall){.cache = cache, .run = run};
	if (!cache)
		return 0;
	clock_gettime(CLOCK_REALTIME, &now);
	r->begun = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
	return digest_run(run->options, r->depends, e);
}

void recall_release(struct recall *r)
{
	free(r->known);
}
