/* SPDX-License-Identifier: MIT */
/* json: one object for machines. Field names are a contract: fields are added, never renamed. */
#include "base/json_memory.h"
#include "base/pool.h"
#include "report/duties.h"
#include "report/issues.h"
#include "report/json_parts.h"
#include "report/lineage.h"
#include "report/openness.h"
#include "report/report.h"
#include "report/results_json.h"
#include "report/say.h"
#include "report/shown.h"
#include "report/json_text.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

static json_t *declared_json(const struct declared *d)
{
	json_t *object = json_object();
	json_put(object, "license", json_text(d->license));
	json_put(object, "resolved", json_boolean(d->expression != NULL));
	json_put(object, "as_written", json_text(d->as_written));
	json_put(object, "name", json_text(d->name));
	json_put(object, "link", json_text(d->link));
	json_put(object, "source", json_text(d->source));
	json_put_path(object, d->fact->at.entry);
	json_put(object, "line", json_line(d->fact->at.line_start));
	json_put(object, "lost_because", json_text(d->lost));
	return object;
}

static json_t *evidence_json(const struct fact *f)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	json_t *object = json_object();
	json_put_path(object, f->at.entry);
	json_put(object, "line", json_line(f->at.line_start));
	json_put(object, "start", json_integer((json_int_t)f->at.start));
	json_put(object, "end", json_integer((json_int_t)f->at.end));
	json_put(object, "what", json_text(say_fact(f, &a)));
	return object;
}

static json_t *waiver_json(const struct waiver *w)
{
	if (!w)
		return json_null();
	json_t *object = json_object();
	json_put(object, "reason", json_text(w->reason));
	json_put(object, "approver", json_text(w->approver));
	json_put(object, "expires", json_text(w->expires));
	json_put(object, "at", json_text(w->at));
	return object;
}

/* What a later scan finds it again by, and what it is beside the baseline. */
static void put_identity(json_t *object, const struct issue *i)
{
	json_put(object, "fingerprint", json_string_nocheck(i->fingerprint));
	if (*i->content)
		json_put(object, "content", json_string_nocheck(i->content));
	if (i->novelty != NOVELTY_UNKNOWN)
		json_put(object, "baseline", json_string_nocheck(novelty_name(i->novelty)));
}

static json_t *finding_json(const struct finding *f, const struct issue *issue)
{
	json_t *object = json_object(), *evidence = json_array();
	json_put(object, "id", json_text(f->id));
	json_put(object, "severity", json_string_nocheck(severity_name(f->severity)));
	json_put(object, "verdict", json_string_nocheck(verdict_name(f->verdict)));
	json_put(object, "decided_by", json_text(f->decided_by));
	json_put(object, "waiver", waiver_json(f->waiver));
	json_put(object, "message", json_text(f->message));
	json_put(object, "remedy", json_text(f->remedy));
	for (size_t i = 0; i < f->n_evidence; i++)
		json_array_append_new(evidence, evidence_json(f->evidence[i]));
	json_put(object, "evidence", evidence);
	put_identity(object, issue);
	return object;
}

static json_t *identified_restriction_json(const struct fact *f, const struct issue *issue)
{
	json_t *object = json_restriction(f);
	put_identity(object, issue);
	return object;
}

static json_t *facts_json(const struct fact *const *facts, size_t n, json_t *(*one)(const struct fact *))
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, one(facts[i]));
	return list;
}

/* told: of each of its texts, whether its words are in the report already. */
static json_t *texts_json(const struct artifact *a, const bool *told)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_texts; i++)
		json_array_append_new(list, json_terms_text(a->texts[i], !told || !told[i]));
	return list;
}

/* issues: those of the artifact, its findings first. */
static json_t *artifact_json(const struct artifact *a, const struct issue *issues, const bool *told, bool tensors)
{
	json_t *object = json_object(), *declared = json_array(), *findings = json_array(), *restrictions = json_array(),
	       *weights = json_array();
	for (size_t i = 0; i < a->n_weights; i++)
		json_array_append_new(weights, json_weights(a->weights[i], tensors));
	for (size_t i = 0; i < a->n_declared; i++)
		json_array_append_new(declared, declared_json(&a->declared[i]));
	for (size_t i = 0; i < a->n_findings; i++)
		json_array_append_new(findings, finding_json(&a->findings[i], issues++));
	for (size_t i = 0; i < a->n_restrictions; i++)
		json_array_append_new(restrictions, identified_restriction_json(a->restrictions[i], issues++));
	json_put_path(object, a->path);
	json_put(object, "name", json_text(a->name));
	json_put(object, "version", json_text(a->version));
	json_put(object, "verdict", json_string_nocheck(verdict_name(a->verdict)));
	json_put(object, "weights", weights);
	json_put_digests(object, a->has_digest, a->digest, a->nameless);
	json_put(object, "declared", declared);
	json_put(object, "texts", texts_json(a, told));
	json_put(object, "detected", facts_json(a->matches, a->n_matches, json_match));
	json_put(object, "concluded", json_text(a->concluded));
	json_put(object, "concluded_how", json_text(a->concluded_how));
	json_put(object, "grants", facts_json(a->grants, a->n_grants, json_grant));
	json_put(object, "references", facts_json(a->references, a->n_references, json_restriction));
	json_put(object, "restrictions", restrictions);
	json_put(object, "lineage", lineage_json(a));
	json_put(object, "lineage_cut", json_integer((json_int_t)a->lineage_cut));
	json_put(object, "openness", openness_json(a));
	json_put(object, "duties", duties_json(a));
	json_put(object, "findings", findings);
	return object;
}

static json_t *diagnostic_json(const struct fact *f, const struct issue **issues)
{
	json_t *object = json_object();
	json_put(object, "severity", json_string_nocheck(f->kind == FACT_PROBLEM ? "error" : "note"));
	json_put(object, "id", json_text(f->key));
	json_put(object, "message", json_text(f->value));
	json_put_path(object, f->at.entry);
	json_put(object, "offset", json_integer((json_int_t)f->at.start));
	json_put(object, "line", json_line(f->at.line_start));
	if (f->kind == FACT_PROBLEM)
		put_identity(object, (*issues)++);
	else
		json_put(object, "fingerprint", json_null());
	return object;
}

static json_t *diagnostics_json(const struct evidence *ev, const struct issue *gaps)
{
	json_t *list = json_array();
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_PROBLEM || ev->facts[i].kind == FACT_NOTE)
			json_array_append_new(list, diagnostic_json(&ev->facts[i], &gaps));
	return list;
}

static json_t *tool_json(const struct results *r)
{
	json_t *object = json_object();
	json_put(object, "name", json_string_nocheck("licet"));
	json_put(object, "version", json_string_nocheck(LICET_VERSION));
	json_put(object, "data_digest", json_text(r->catalog->digest));
	return object;
}

static json_t *stats_json(const struct results *r)
{
	json_t *object = json_object();
	json_put(object, "entries", json_integer((json_int_t)r->stats.entries));
	json_put(object, "bytes_read", json_integer((json_int_t)r->stats.bytes_read));
	json_put(object, "weights", json_integer((json_int_t)r->stats.weights));
	json_put(object, "texts", json_integer((json_int_t)r->stats.texts));
	json_put(object, "artifacts", json_integer((json_int_t)r->artifacts->count));
	return object;
}

/* What the scan was told beside the policy: the limits that are not the defaults, and --fail-on. */
static json_t *parameters_json(const struct results *r)
{
	json_t *object = json_object(), *limits = json_object(), *fail_on = json_array();
#define LIMIT(title, field, value, unit, help)        \
	if (r->limits && r->limits->field != (value)) \
		json_object_set_new(limits, title, json_integer((json_int_t)r->limits->field));
#include "base/limits.def"
#undef LIMIT
	for (size_t i = 0; r->fail_on && i < r->fail_on->count; i++)
		json_array_append_new(fail_on, json_text(r->fail_on->at[i]));
	json_put(object, "limits", limits);
	json_put(object, "fail_on", fail_on);
	return object;
}

static json_t *gone_json(const struct past *p)
{
	json_t *object = json_object();
	json_put(object, "id", json_text(p->id));
	json_put(object, "severity", json_text(p->severity));
	json_put(object, "message", json_text(p->message));
	json_put_path(object, p->path);
	json_put(object, "fingerprint", json_text(p->fingerprint));
	return object;
}

/* How many things are new, changed and the same, and those that are gone. */
static json_t *baseline_json(const struct baseline *b, const struct issues *all)
{
	json_t *object = json_object(), *gone = json_array();
	json_int_t counts[NOVELTY_GONE + 1] = {0};
	for (size_t i = 0; i < all->count; i++)
		counts[all->at[i].novelty]++;
	for (size_t i = 0; i < b->count; i++)
		if (!b->at[i].seen)
			json_array_append_new(gone, gone_json(&b->at[i]));
	json_put(object, "report", json_text(b->side.name));
	json_put(object, "verdict", json_text(b->side.verdict));
	json_put(object, "data_digest", json_text(b->side.tool.data_digest));
	for (enum novelty n = NOVELTY_NEW; n <= NOVELTY_SAME; n++)
		json_object_set_new(object, novelty_name(n), json_integer(counts[n]));
	json_put(object, "gone", gone);
	return object;
}

/* --- in pieces -------------------------------------------------------------------------------------------------------------- */

struct text_number { /* a text of an artifact, numbered through all of them */
	const uint8_t *sha256;
	size_t number;
};

static int by_digest(const void *a, const void *b)
{
	const struct text_number *x = a, *y = b;
	int order = memcmp(x->sha256, y->sha256, DIGEST_BYTES);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

/* A text that several models have tells its words where it comes first. */
static void mark_told(struct results_json *j)
{
	const struct artifacts *as = j->results->artifacts;
	size_t n = j->first_text[as->count], at = 0;
	struct text_number *texts = mem_array(n, sizeof *texts);
	j->told = arena_array(&j->arena, n, sizeof *j->told);
	for (size_t i = 0; i < as->count; i++)
		for (size_t k = 0; k < as->at[i].n_texts; k++, at++)
			texts[at] = (struct text_number){((const struct terms_text *)as->at[i].texts[k]->detail)->sha256, at};
	qsort(texts, n, sizeof *texts, by_digest);
	for (size_t i = 1; i < n; i++)
		j->told[texts[i].number] = !memcmp(texts[i - 1].sha256, texts[i].sha256, DIGEST_BYTES);
	free(texts);
}

void results_json_init(struct results_json *j, const struct results *r, bool apart)
{
	const struct artifact *of = r->artifacts->at;
	size_t n = r->artifacts->count;
	*j = (struct results_json){.results = r};
	arena_init(&j->arena);
	issues_collect(&j->issues, r, false, &j->arena);
	j->first = arena_array(&j->arena, n + 1, sizeof *j->first);
	j->first_text = arena_array(&j->arena, n + 1, sizeof *j->first_text);
	for (size_t i = 0; i < n; i++) {
		j->first[i + 1] = j->first[i] + of[i].n_findings + of[i].n_restrictions;
		j->first_text[i + 1] = j->first_text[i] + of[i].n_texts;
	}
	if (!apart)
		mark_told(j);
}

void results_json_release(struct results_json *j)
{
	arena_release(&j->arena);
}

json_t *json_artifact(const struct results_json *j, size_t number)
{
	return artifact_json(&j->results->artifacts->at[number], j->issues.at + j->first[number],
			     j->told ? j->told + j->first_text[number] : NULL, j->results->tensors);
}

json_t *json_scan(const struct results_json *j)
{
	const struct results *r = j->results;
	json_t *object = json_object();
	json_put(object, "schema", json_string_nocheck("licet-scan/1"));
	json_put(object, "tool", tool_json(r));
	json_put(object, "parameters", parameters_json(r));
	json_put(object, "input", json_text(r->input));
	json_put(object, "policy", json_text(policy_name(r->policy)));
	json_put(object, "verdict", json_string_nocheck(verdict_name(r->verdict)));
	json_put(object, "artifacts", json_array());
	json_put(object, "diagnostics", diagnostics_json(r->evidence, j->issues.at + j->first[r->artifacts->count]));
	if (r->baseline)
		json_put(object, "baseline", baseline_json(r->baseline, &j->issues));
	json_put(object, "stats", stats_json(r));
	return object;
}

json_t *json_results(const struct results *r)
{
	struct results_json j;
	results_json_init(&j, r, false);
	json_t *object = json_scan(&j), *artifacts = json_object_get(object, "artifacts");
	for (size_t i = 0; i < r->artifacts->count; i++)
		json_array_append_new(artifacts, json_artifact(&j, i));
	results_json_release(&j);
	return object;
}

/* --- several at a time ------------------------------------------------------------------------------------------------------ */

enum { HELD_FOR_A_THREAD = 32 };

struct piece {
	char *text; /* NULL: it is not made, or is written */
	size_t len;
};

/* Pieces are made by all threads, and written in order by whichever has made the next one. */
struct writing {
	const struct results_json *json;
	const struct artifact_writer *writer;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t moved;
	struct piece *pieces; /* by their numbers modulo `most` */
	size_t most, next;    /* that is to be written */
	bool busy;	      /* a thread is writing */
	atomic_int rc;	      /* 0, or -1 and *e: no more is made */
	struct err *e;
};

static struct piece make_piece(const struct writing *w, size_t number)
{
	struct piece p;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	json_memory_from(&a);
	json_t *artifact = json_artifact(w->json, number);
	p.text = json_write_text(w->writer->wrap(w->writer->ctx, artifact), w->writer->style, &p.len);
	json_memory_from(NULL);
	return p;
}

static void write_next(struct writing *w)
{
	struct piece *slot = &w->pieces[w->next % w->most], p = *slot;
	*slot = (struct piece){0};
	pthread_mutex_unlock(&w->lock);
	w->rc = w->writer->write(w->writer->ctx, w->next, p.text, p.len, w->e);
	free(p.text);
	pthread_mutex_lock(&w->lock);
	w->next++;
	pthread_cond_broadcast(&w->moved);
}

static void make_and_write(void *ctx, size_t number)
{
	struct writing *w = ctx;
	if (w->rc < 0)
		return;
	struct piece p = make_piece(w, number);
	pthread_mutex_lock(&w->lock);
	while (w->rc == 0 && number >= w->next + w->most)
		pthread_cond_wait(&w->moved, &w->lock);
	if (w->rc < 0)
		free(p.text);
	else
		w->pieces[number % w->most] = p;
	if (!w->busy) {
		w->busy = true;
		while (w->rc == 0 && w->pieces[w->next % w->most].text)
			write_next(w);
		w->busy = false;
	}
	pthread_mutex_unlock(&w->lock);
}

int json_artifacts_write(const struct results_json *j, const struct artifact_writer *writer, struct err *e)
{
	const struct artifacts *as = j->results->artifacts;
	struct writing w = {.json = j, .writer = writer, .most = (size_t)HELD_FOR_A_THREAD * as->threads, .e = e};
	w.pieces = mem_array(w.most, sizeof *w.pieces);
	pthread_mutex_init(&w.lock, NULL);
	pthread_cond_init(&w.moved, NULL);
	pool_run(as->threads, as->count, make_and_write, &w);
	pthread_cond_destroy(&w.moved);
	pthread_mutex_destroy(&w.lock);
	for (size_t i = 0; i < w.most; i++)
		free(w.pieces[i].text);
	free(w.pieces);
	return w.rc;
}

/* --- the report ------------------------------------------------------------------------------------------------------------- */

/* A document around a list, as it is written with an indent of 2. */
static const char list_begin[] = "{\n  \"artifacts\": [\n", list_end[] = "\n  ]\n}\n", no_list[] = "\n  \"artifacts\": [";

static json_t *in_list(const void *ctx, json_t *artifact)
{
	json_t *object = json_object(), *list = json_array();
	(void)ctx;
	json_array_append_new(list, artifact);
	json_put(object, "artifacts", list);
	return object;
}

static int put(FILE *to, const char *text, size_t len, struct err *e)
{
	return fwrite(text, 1, len, to) == len ? 0 : err_set(e, ERR_SYSTEM, "the report could not be written");
}

static int put_member(const void *ctx, size_t number, const char *text, size_t len, struct err *e)
{
	FILE *to = ((const struct output *)ctx)->to;
	size_t before = sizeof list_begin - 1, behind = sizeof list_end - 1;
	if (number && put(to, ",", 1, e) < 0)
		return -1;
	return put(to, "\n", 1, e) < 0 ? -1 : put(to, text + before, len - before - behind, e);
}

/* The frame is that of a report without artifacts: what comes before its empty list, the artifacts, and what comes after it. */
static int write_in_frame(const struct results_json *j, const char *frame, size_t len, const struct output *out, struct err *e)
{
	const struct artifact_writer w = {.wrap = in_list, .write = put_member, .ctx = out, .style = JSON_INDENTED};
	size_t before = (size_t)(strstr(frame, no_list) - frame) + sizeof no_list - 1;
	int rc = put(out->to, frame, before, e);
	if (rc == 0)
		rc = json_artifacts_write(j, &w, e);
	if (rc == 0 && j->results->artifacts->count)
		rc = put(out->to, "\n  ", 3, e);
	if (rc == 0)
		rc = put(out->to, frame + before, len - before, e);
	return rc == 0 && fflush(out->to) == EOF ? err_set(e, ERR_SYSTEM, "the report could not be written") : rc;
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	struct results_json j;
	size_t len;
	results_json_init(&j, r, false);
	char *frame = json_write_text(json_scan(&j), JSON_INDENTED, &len);
	int rc = write_in_frame(&j, frame, len, out, e);
	free(frame);
	results_json_release(&j);
	return rc;
}

const struct report report_json = {
	.id = "json",
	.title = "one JSON object, for other programs",
	.write = write,
};
