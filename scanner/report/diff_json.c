/* SPDX-License-Identifier: MIT */
/* diff json: all that changed as one object (schema licet-diff/1). Field names are a contract: fields are added, never renamed. */
#include "report/diff_report.h"
#include "report/json_parts.h"
#include "report/shown.h"
#include "report/json_text.h"

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

static json_t *side_json(const struct side *s)
{
	json_t *o = json_object();
	json_put(o, "name", json_text(s->name));
	json_put(o, "schema", json_text(s->schema));
	json_put(o, "scanned", json_boolean(s->scanned));
	json_put(o, "version", json_text(s->tool.version));
	json_put(o, "data_digest", json_text(s->tool.data_digest));
	json_put(o, "policy", json_text(s->policy));
	json_put(o, "verdict", json_text(s->verdict));
	json_put(o, "gaps", json_integer((json_int_t)side_gaps(s)));
	return o;
}

static json_t *model_json(const struct side_model *m)
{
	if (!m)
		return json_null();
	json_t *o = json_object();
	json_put_path(o, m->path);
	json_put(o, "name", json_text(m->name));
	json_put(o, "version", json_text(m->version));
	json_put(o, "verdict", json_text(m->verdict));
	json_put(o, "concluded", json_text(m->concluded));
	json_put(o, "weights_digest", json_text(m->digest));
	json_put(o, "weights_digest_nameless", json_text(m->nameless));
	return o;
}

static json_t *section_json(const struct section_change *s)
{
	json_t *o = json_object();
	json_put(o, "from", json_text(s->from));
	json_put(o, "to", json_text(s->to));
	json_put(o, "words_from", json_integer(s->words_from));
	json_put(o, "words_to", json_integer(s->words_to));
	json_put(o, "common", json_integer(s->common));
	return o;
}

static json_t *delta_json(const struct delta *d)
{
	static const char *const weights[] = {"note", "difference", "alarm"};
	ARENA_AUTO struct arena a;
	arena_init(&a);
	json_t *o = json_object(), *sections = json_array();
	for (size_t i = 0; i < d->n_sections; i++)
		json_array_append_new(sections, section_json(&d->sections[i]));
	json_put(o, "id", json_text(delta_table[d->number].id));
	json_put(o, "weight", json_text(weights[delta_table[d->number].weight]));
	json_put(o, "message", json_text(diff_say_delta(d, &a)));
	json_put(o, "what", json_text(d->what));
	json_put(o, "from", json_text(d->from));
	json_put(o, "to", json_text(d->to));
	json_put(o, "sections", sections);
	return o;
}

static json_t *share_json(const struct tensor_share *s)
{
	json_t *o = json_object();
	json_put(o, "tensors", json_count(s->tensors));
	json_put(o, "parameters", json_count(s->parameters));
	return o;
}

/* Each fate with its tensors and parameters, and what all of each side are. */
static json_t *shares_json(const struct tensor_share *a, const struct tensor_share *b, const struct tensor_share *shares)
{
	json_t *o = json_object();
	json_put(o, "a", share_json(a));
	json_put(o, "b", share_json(b));
	for (int f = 0; f < N_FATES; f++)
		json_object_set_new(o, tensor_fate_name((enum tensor_fate)f), share_json(&shares[f]));
	return o;
}

static json_t *tensor_json(const struct tensor_delta *t)
{
	json_t *o = json_object();
	json_put(o, "fate", json_text(tensor_fate_name(t->fate)));
	json_put(o, "name", json_text(t->name));
	json_put(o, "was", json_text(t->was));
	json_put(o, "from", json_text(t->form_was));
	json_put(o, "to", json_text(t->form));
	return o;
}

static json_t *weights_json(const struct weights_diff *w)
{
	json_t *o = json_object(), *list = json_array();
	for (size_t i = 0; i < w->count; i++)
		json_array_append_new(list, tensor_json(&w->at[i]));
	json_put(o, "state", json_text(weights_state_name(w->state)));
	json_put(o, "counted", json_boolean(w->counted));
	json_put(o, "why", json_text(w->why));
	json_put(o, "shares", shares_json(&w->a, &w->b, w->shares));
	json_put(o, "tensors", list);
	json_put(o, "tensors_left_out", json_integer((json_int_t)w->left_out));
	return o;
}

static json_t *pair_json(const struct model_diff *m)
{
	json_t *o = json_object(), *deltas = json_array();
	for (size_t i = 0; i < m->count; i++)
		json_array_append_new(deltas, delta_json(&m->deltas[i]));
	json_put(o, "a", model_json(m->a));
	json_put(o, "b", model_json(m->b));
	json_put(o, "weights", weights_json(&m->weights));
	json_put(o, "changes", deltas);
	return o;
}

static int write(const struct diff *d, const struct output *out, struct err *e)
{
	json_t *o = json_object(), *models = json_array(), *notes = json_array();
	for (size_t i = 0; i < d->count; i++)
		json_array_append_new(models, pair_json(&d->models[i]));
	for (size_t i = 0; i < d->n_notes; i++)
		json_array_append_new(notes, json_text(d->notes[i]));
	json_put(o, "schema", json_text("licet-diff/1"));
	json_put(o, "tool", json_pack("{s:s, s:s}", "name", "licet", "version", LICET_VERSION));
	json_put(o, "outcome", json_text(diff_outcome(d)));
	json_put(o, "alarms", json_integer((json_int_t)diff_alarms(d)));
	json_put(o, "a", side_json(d->a));
	json_put(o, "b", side_json(d->b));
	json_put(o, "notes", notes);
	json_put(o, "shares", shares_json(&d->a_tensors, &d->b_tensors, d->shares));
	json_put(o, "models", models);
	return json_write(o, JSON_INDENTED, out->to, e);
}

const struct diff_report diff_report_json = {
	.id = "json",
	.title = "one JSON object, for other programs",
	.write = write,
};
