/* SPDX-License-Identifier: MIT */
#include "recall.h"

#include "base/build_id.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/pool.h"
#include "evidence/fact_code.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	FORMAT = 1,	      /* of what is kept */
	SETTLED = 2000000000, /* nanoseconds */
	IDENTITY_BYTES = 1 << 17,
	OWN_BITS = 40,	   /* of a key that are not of the directory */
	PART_LEAST = 1024, /* files that are worth a thread */
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

/*
 * The key is made of what stays the same when a file changes, so that its row is replaced then. It begins with the directory: the rows of
 * those that lie beside each other do so as well, and few pages of a large cache are read or written for them.
 */
static int64_t key_of(const char *name, const struct buf *identity)
{
	uint64_t beside = hash_bytes(name, (size_t)(path_base(name) - name)), own = hash_bytes(identity->data, identity->len);
	return (int64_t)(beside << OWN_BITS | own >> (64 - OWN_BITS));
}

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
	int64_t key = key_of(name, identity);
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

struct found { /* the facts of a file, in the evidence of a part */
	size_t first;
	uint32_t count, part;
};

struct looking {
	struct recall *recall;
	const struct source_list *files;
	struct cache_wish *wishes;
	struct found *found;		 /* by number of file */
	struct evidence in[CACHE_PARTS]; /* what a part found: threads that add to the same one wait for each other */
};

static bool take_in(struct run *run, const struct source_file *file, const void *content, size_t len, struct evidence *to)
{
	ARENA_AUTO struct arena a;
	struct scan_stats stats = {0};
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, file->name);
	struct fact_coder f = {coder_from(content, len, &a), run->options->catalog, &run->tensors_left};
	code_stats(&f.coder, &stats);
	facts_code(&f, &sink);
	bool ok = coder_ok(&f.coder);
	if (ok) {
		evidence_add(to, &sink);
		run_count(run, &stats);
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

static bool found(void *ctx, size_t part, const struct cache_wish *wish, const void *content, size_t len)
{
	struct looking *l = ctx;
	const struct source_file *file = &l->files->at[wish->number];
	size_t first = l->in[part].count;
	bool ok = take_in(l->recall->run, file, content, len, &l->in[part]);
	l->recall->known[wish->number] = ok;
	l->found[wish->number] = (struct found){first, (uint32_t)(l->in[part].count - first), (uint32_t)part};
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

struct wishing { /* for files that lie beside each other */
	const struct looking *looking;
	size_t first, end, count;
	struct arena identities;
};

static void wish(void *ctx, size_t part)
{
	struct wishing *w = (struct wishing *)ctx + part;
	const struct looking *l = w->looking;
	struct cache_wish *wishes = l->wishes + w->first;
	BUF_AUTO struct buf identity;
	buf_init(&identity, IDENTITY_BYTES);
	for (size_t i = w->first; i < w->end; i++) {
		const struct source_file *f = &l->files->at[i];
		if (!may_be_known(f))
			continue;
		buf_clear(&identity);
		int64_t key = identify(l->recall, f, &f->state, &identity);
		void *kept = arena_memdup(&w->identities, identity.data, identity.len);
		wishes[w->count++] = (struct cache_wish){.key = key, .identity = kept, .len = identity.len, .number = i};
	}
	qsort(wishes, w->count, sizeof *wishes, by_key);
}

/* Puts sorted wishes behind others that are sorted, and all in order. */
static size_t merge_wishes(struct cache_wish *all, size_t n, const struct cache_wish *more, size_t n_more)
{
	struct cache_wish *own = mem_array(n_more, sizeof *own);
	memcpy(own, more, n_more * sizeof *own);
	for (size_t to = n + n_more, i = n, j = n_more; j > 0;)
		all[--to] = i && by_key(&all[i - 1], &own[j - 1]) > 0 ? all[--i] : own[--j];
	free(own);
	return n + n_more;
}

/* Wishes for all files that may be known are made, sorted and looked for. */
static void look(struct looking *l, unsigned threads)
{
	struct wishing parts[CACHE_PARTS];
	size_t files = l->files->count, n = 0, count = threads < CACHE_PARTS ? threads : CACHE_PARTS;
	if (files / PART_LEAST < count)
		count = files / PART_LEAST + 1;
	for (size_t i = 0; i < count; i++)
		parts[i] = (struct wishing){.looking = l, .first = files * i / count, .end = files * (i + 1) / count};
	pool_run(threads, count, wish, parts);
	for (size_t i = 0; i < count; i++)
		n = merge_wishes(l->wishes, n, l->wishes + parts[i].first, parts[i].count);
	cache_look_up(l->recall->cache, l->wishes, n, threads, found, l);
	for (size_t i = 0; i < count; i++)
		arena_release(&parts[i].identities);
}

/* In the order of the files, so that there is little to sort. */
static void hand_over(struct looking *l, struct evidence *to)
{
	for (size_t i = 0; i < l->files->count; i++) {
		const struct found *f = &l->found[i];
		evidence_move(to, &l->in[f->part], f->first, f->first + f->count);
	}
	for (size_t i = 0; i < CACHE_PARTS; i++)
		evidence_adopt(to, &l->in[i]);
}

void recall_files(struct recall *r, const struct source_list *files)
{
	if (!r->cache)
		return;
	struct looking l = {.recall = r,
			    .files = files,
			    .wishes = mem_array(files->count, sizeof *l.wishes),
			    .found = mem_array(files->count, sizeof *l.found)};
	r->known = mem_array(files->count, sizeof *r->known);
	for (size_t i = 0; i < CACHE_PARTS; i++)
		evidence_init(&l.in[i]);
	look(&l, pool_threads(r->run->options->jobs));
	hand_over(&l, r->run->evidence);
	for (size_t i = 0; i < CACHE_PARTS; i++)
		evidence_release(&l.in[i]);
	free(l.wishes);
	free(l.found);
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
