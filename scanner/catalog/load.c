/* SPDX-License-Identifier: MIT */
#include "catalog/load.h"

#include "base/digest.h"
#include "base/buf.h"
#include "base/fd.h"
#include "catalog/index.h"
#include "catalog/known_load.h"
#include "catalog/links.h"
#include "catalog/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_CAP = 16 << 20, DIR_DEPTH = 4 };

/* --- reading files -------------------------------------------------------------------------------------------------------- */

static ssize_t read_on(int fd, void *to, size_t room)
{
	ssize_t n;
	while ((n = read(fd, to, room)) < 0 && errno == EINTR)
		continue;
	return n;
}

static int read_up_to(const char *path, size_t most, bool whole, struct arena *a, const char **bytes, size_t *len, struct err *e)
{
	FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	BUF_AUTO struct buf b;
	buf_init(&b, most);
	char chunk[16384];
	ssize_t n = 1;
	while ((b.len < most || whole) && (n = read_on(fd, chunk, sizeof chunk)) > 0) {
		size_t room = most - b.len;
		if (whole && (size_t)n > room)
			return err_set(e, ERR_DATA, "%s: larger than %zu bytes", path, most);
		buf_add(&b, chunk, (size_t)n < room ? (size_t)n : room);
	}
	if (n < 0)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	*bytes = arena_strndup(a, buf_str(&b), b.len);
	*len = b.len;
	return 0;
}

int file_read(const char *path, size_t cap, struct arena *a, const char **bytes, size_t *len, struct err *e)
{
	return read_up_to(path, cap, true, a, bytes, len, e);
}

int file_head(const char *path, size_t most, struct arena *a, const char **bytes, size_t *len, struct err *e)
{
	return read_up_to(path, most, false, a, bytes, len, e);
}

struct file_list {
	struct data_file *at;
	size_t count, capacity;
};

static void file_list_release(struct file_list *l)
{
	free(l->at);
}

static void close_dir(DIR **d)
{
	if (*d)
		closedir(*d);
}

/* Adds every *.yaml below root/sub, sorted later. A directory that is not there adds nothing. */
static int list_files(const char *root, const char *sub, int depth, struct arena *a, struct file_list *out, struct err *e)
{
	const char *path = arena_printf(a, "%s/%s", root, sub);
	__attribute__((cleanup(close_dir))) DIR *d = opendir(path);
	if (!d)
		return errno == ENOENT ? 0 : err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	errno = 0;
	for (struct dirent *entry; (entry = readdir(d)); errno = 0) {
		if (entry->d_name[0] == '.')
			continue;
		const char *name = arena_printf(a, "%s/%s", sub, entry->d_name);
		const char *full = arena_printf(a, "%s/%s", root, name);
		struct stat st;
		if (stat(full, &st) < 0)
			return err_set(e, ERR_SYSTEM, "%s: %s", full, strerror(errno));
		const char *dot = strrchr(entry->d_name, '.');
		if (S_ISDIR(st.st_mode) && depth < DIR_DEPTH) {
			if (list_files(root, name, depth + 1, a, out, e) < 0)
				return -1;
		} else if (S_ISREG(st.st_mode) && dot && !strcmp(dot, ".yaml")) {
			VEC_PUSH(out->at, out->count, out->capacity, (struct data_file){.path = name});
		}
	}
	return errno ? err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno)) : 0;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct data_file *)a)->path, ((const struct data_file *)b)->path);
}

static int read_files(const char *dir, struct arena *a, struct file_list *out, struct err *e)
{
	struct stat st;
	if (stat(dir, &st) < 0)
		return err_set(e, ERR_USAGE, "the data directory %s cannot be read: %s", dir, strerror(errno));
	if (list_files(dir, "licenses", 0, a, out, e) < 0 || list_files(dir, "rules", 0, a, out, e) < 0)
		return -1;
	if (!out->count && !known_is_there(dir))
		return err_set(e, ERR_USAGE, "the data directory %s holds no licenses/*.yaml and no rules/*/*.yaml", dir);
	if (!out->count)
		return 0;
	qsort(out->at, out->count, sizeof *out->at, compare_paths);
	for (size_t i = 0; i < out->count; i++)
		if (file_read(arena_printf(a, "%s/%s", dir, out->at[i].path), FILE_CAP, a, &out->at[i].bytes, &out->at[i].len,
			      e) < 0)
			return -1;
	return 0;
}

/* --- building ------------------------------------------------------------------------------------------------------------- */

struct builder {
	struct load load;
	struct catalog *out;
	struct record *records;
	size_t n_records, records_capacity;
	struct rule *rules;
	size_t n_rules, rules_capacity;
	const struct yaml *openness; /* rules/openness.yaml, or NULL: there is none */
	bool laid_over;		     /* what is read now is laid over another catalog */
	struct data_file *policies;
	size_t n_policies, policies_capacity;
};

static void builder_release(struct builder *b)
{
	free(b->records);
	free(b->rules);
	free(b->policies);
}

/* As all errors of a data file: what the parser calls "line 2, column 3: …" or "byte 17: …" is path:2:3 here. */
static int fail_yaml(const struct data_file *f, const char *problem, struct err *e)
{
	unsigned line = 1, column = 1;
	size_t byte = 0;
	int words = 0;
	if (sscanf(problem, "line %u, column %u: %n", &line, &column, &words) < 2 &&
	    sscanf(problem, "byte %zu: %n", &byte, &words) == 1)
		for (size_t i = 0; i < byte && i < f->len; i++) {
			column = f->bytes[i] == '\n' ? 1 : column + 1;
			line += f->bytes[i] == '\n';
		}
	return err_set(e, ERR_DATA, "%s:%u:%u: %s", f->path, line, column, problem + words);
}

static int parse(struct builder *b, const struct data_file *f, const struct yaml **root, struct err *e)
{
	b->load.path = f->path;
	struct err problem = {0};
	return yaml_parse_only(f->bytes, f->len, b->load.arena, root, &problem) < 0 ? fail_yaml(f, problem.text, e) : 0;
}

/* The file's name must be the id, so that one finds the other. */
static int check_id(const struct builder *b, const struct yaml *root, const char *id, struct err *e)
{
	const char *base = strrchr(b->load.path, '/');
	base = base ? base + 1 : b->load.path;
	size_t len = strlen(id);
	if (!strncmp(base, id, len) && !strcmp(base + len, ".yaml"))
		return 0;
	return load_fail(&b->load, yaml_get(root, "id"), e, "the id '%s' is not the name of the file", id);
}

static int add_license(struct builder *b, const struct yaml *root, struct err *e)
{
	struct record r = {.path = b->load.path, .root = root};
	if (license_read(&b->load, root, &r.license, e) < 0 || check_id(b, root, r.license.id, e) < 0)
		return -1;
	for (size_t i = 0; i < b->n_records; i++) {
		struct record *old = &b->records[i];
		if (strcmp(old->license.id, r.license.id) != 0)
			continue;
		if (old->root)
			return load_fail(&b->load, yaml_get(root, "id"), e, "%s is the record '%s' already", old->path,
					 r.license.id);
		*old = r;
		return 0;
	}
	VEC_PUSH(b->records, b->n_records, b->records_capacity, r);
	return 0;
}

static int add_rule(struct builder *b, const struct yaml *root, struct err *e)
{
	struct rule r = {0};
	if (rule_read(&b->load, root, &r, e) < 0 || check_id(b, root, r.id, e) < 0)
		return -1;
	r.laid_over = b->laid_over;
	for (size_t i = 0; i < b->n_rules; i++)
		if (!strcmp(b->rules[i].id, r.id)) {
			b->rules[i] = r;
			return 0;
		}
	VEC_PUSH(b->rules, b->n_rules, b->rules_capacity, r);
	return 0;
}

static void add_policy(struct builder *b, const struct data_file *f)
{
	for (size_t i = 0; i < b->n_policies; i++)
		if (!strcmp(b->policies[i].path, f->path)) {
			b->policies[i] = *f;
			return;
		}
	VEC_PUSH(b->policies, b->n_policies, b->policies_capacity, *f);
}

static int add_patterns(struct builder *b, const struct yaml *root, struct err *e)
{
	struct pairs more = {0};
	if (field_pairs(&b->load, root, &more, e) < 0)
		return -1;
	uint32_t old = b->out->patterns.count;
	struct pair *at = arena_array(b->load.arena, (size_t)more.count + old, sizeof *at);
	for (uint32_t i = 0; i < more.count + old; i++) /* the later ones win: they are looked up first */
		at[i] = i < more.count ? more.at[i] : b->out->patterns.at[i - more.count];
	b->out->patterns = (struct pairs){at, more.count + old};
	return 0;
}

static bool begins(const char *s, const char *beginning)
{
	return !strncmp(s, beginning, strlen(beginning));
}

/* What records and rules are read with comes first: kinds, patterns, codes. */
static int take_shared(struct builder *b, const struct data_file *f, struct err *e)
{
	struct catalog *c = b->out;
	const struct yaml *root;
	if (!begins(f->path, "rules/") || strchr(f->path + 6, '/'))
		return 0;
	if (parse(b, f, &root, e) < 0)
		return -1;
	if (!strcmp(f->path, "rules/vocabulary.yaml"))
		return vocabulary_read(&b->load, root, c, e);
	if (!strcmp(f->path, "rules/regions.yaml"))
		return codes_read(&b->load, root, &c->regions, &c->n_regions, e);
	if (!strcmp(f->path, "rules/jurisdictions.yaml"))
		return codes_read(&b->load, root, &c->jurisdictions, &c->n_jurisdictions, e);
	if (!strcmp(f->path, "rules/acts.yaml"))
		return codes_read(&b->load, root, &c->acts, &c->n_acts, e);
	if (!strcmp(f->path, "rules/subjects.yaml"))
		return codes_read(&b->load, root, &c->subjects, &c->n_subjects, e);
	if (!strcmp(f->path, "rules/openness.yaml")) {
		b->openness = root;
		return openness_read(&b->load, root, &c->openness, e);
	}
	if (!strcmp(f->path, "rules/patterns.yaml"))
		return add_patterns(b, root, e);
	return load_fail(&b->load, NULL, e, "a rule belongs into a folder of rules/; this file has no meaning here");
}

static int take_file(struct builder *b, const struct data_file *f, struct err *e)
{
	const struct yaml *root;
	if (begins(f->path, "rules/policies/")) {
		add_policy(b, f);
		return 0;
	}
	bool license = begins(f->path, "licenses/");
	if (!license && !strchr(f->path + 6, '/'))
		return 0;
	if (parse(b, f, &root, e) < 0)
		return -1;
	return license ? add_license(b, root, e) : add_rule(b, root, e);
}

static int compare_rules(const void *a, const void *b)
{
	return strcmp(((const struct rule *)a)->id, ((const struct rule *)b)->id);
}

/* --- what is derived from subjects ------------------------------------------------------------------------------------------ */

static void list_subjects(struct catalog *c, struct arena *a)
{
	struct first_words *words = ARENA_NEW(a, struct first_words);
	struct named_code *phrases = arena_array(a, c->n_subjects, sizeof *phrases);
	c->n_phrases = 0; /* not those of the catalog that this one is laid over */
	for (uint32_t i = 0; i < c->n_subjects; i++) {
		whole_names_add(words, c->subjects[i].name);
		if (strchr(c->subjects[i].name, '-'))
			phrases[c->n_phrases++] = c->subjects[i];
	}
	c->subject_names = words;
	c->phrases = phrases;
}

/* --- what is derived from the records ------------------------------------------------------------------------------------- */

static void build_index(struct catalog *c, struct arena *a)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < c->n_licenses; i++)
		n += c->licenses[i].n_fingerprints;
	struct fingerprint_ref *refs = arena_array(a, n, sizeof *refs);
	const struct fingerprint **all = arena_array(a, n, sizeof *all);
	n = 0;
	for (uint32_t i = 0; i < c->n_licenses; i++)
		for (uint32_t k = 0; k < c->licenses[i].n_fingerprints; k++) {
			refs[n] = (struct fingerprint_ref){i, k};
			all[n++] = &c->licenses[i].fingerprints[k];
		}
	c->fingerprints = refs;
	c->n_fingerprints = n;
	shingle_index_build(all, n, a, &c->index);
}

static int data_digest(const struct file_list *files, const char *base, struct arena *a, const char **out, struct err *e)
{
	DIGEST_AUTO struct digest d = {0};
	uint8_t sum[DIGEST_BYTES];
	int rc = digest_init(&d, e);
	if (rc == 0)
		rc = digest_update(&d, base, strlen(base) + 1, e);
	for (size_t i = 0; rc == 0 && i < files->count; i++) {
		const struct data_file *f = &files->at[i];
		uint64_t len = f->len;
		rc = digest_update(&d, f->path, strlen(f->path) + 1, e);
		rc = rc < 0 ? rc : digest_update(&d, &len, sizeof len, e);
		rc = rc < 0 ? rc : digest_update(&d, f->bytes, f->len, e);
	}
	if (rc < 0 || digest_final(&d, sum, e) < 0)
		return -1;
	char *hex = arena_alloc(a, DIGEST_HEX);
	digest_hex(sum, hex);
	*out = hex;
	return 0;
}

static int finish(struct builder *b, struct err *e)
{
	struct catalog *c = b->out;
	struct arena *a = b->load.arena;
	if (b->n_rules)
		qsort(b->rules, b->n_rules, sizeof *b->rules, compare_rules);
	if (b->n_policies)
		qsort(b->policies, b->n_policies, sizeof *b->policies, compare_paths);
	c->rules = arena_memdup(a, b->rules, b->n_rules * sizeof *b->rules);
	c->n_rules = (uint32_t)b->n_rules;
	c->policies = arena_memdup(a, b->policies, b->n_policies * sizeof *b->policies);
	c->n_policies = (uint32_t)b->n_policies;
	if (records_link(b->records, b->n_records, c, a, e) < 0)
		return -1;
	list_subjects(c, a);
	build_index(c, a);
	return b->openness ? openness_check(&b->load, b->openness, c, e) : 0;
}

static void lay_base(struct builder *b, const struct catalog *base)
{
	b->laid_over = true;
	*b->out = *base;
	for (uint32_t i = 0; i < base->n_licenses; i++)
		VEC_PUSH(b->records, b->n_records, b->records_capacity, ((struct record){.license = base->licenses[i]}));
	for (uint32_t i = 0; i < base->n_placeholders; i++)
		VEC_PUSH(b->records, b->n_records, b->records_capacity, ((struct record){.license = base->placeholders[i]}));
	for (uint32_t i = 0; i < base->n_rules; i++)
		VEC_PUSH(b->rules, b->n_rules, b->rules_capacity, base->rules[i]);
	for (uint32_t i = 0; i < base->n_policies; i++)
		VEC_PUSH(b->policies, b->n_policies, b->policies_capacity, base->policies[i]);
}

static bool stands_alone(const struct file_list *files)
{
	for (size_t i = 0; i < files->count; i++)
		if (!strcmp(files->at[i].path, "rules/vocabulary.yaml"))
			return true;
	return false;
}

int catalog_load(const char *dir, const struct catalog *base, struct arena *a, struct catalog *out, struct err *e)
{
	__attribute__((cleanup(file_list_release))) struct file_list files = {0};
	__attribute__((cleanup(builder_release))) struct builder b = {.load = {.arena = a}, .out = out};
	*out = (struct catalog){.digest = ""};
	if (read_files(dir, a, &files, e) < 0)
		return -1;
	if (!stands_alone(&files))
		lay_base(&b, base);
	const char *known;
	if (known_load(dir, a, out, &known, e) < 0)
		return -1;
	if (data_digest(&files, arena_printf(a, "%s%s", out->digest, known), a, &out->digest, e) < 0)
		return -1;
	if (!files.count) /* known weights alone: all else is as it was */
		return 0;
	for (size_t i = 0; i < files.count; i++)
		if (take_shared(&b, &files.at[i], e) < 0)
			return -1;
	b.load.kinds = out->kinds;
	b.load.n_kinds = out->n_kinds;
	b.load.patterns = &out->patterns;
	b.load.catalog = out;
	for (size_t i = 0; i < files.count; i++)
		if (take_file(&b, &files.at[i], e) < 0)
			return -1;
	return finish(&b, e);
}
