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
	json_object_set_new(o, "name", json_text(s->name));
	json_object_set_new(o, "schema", json_text(s->schema));
	json_object_set_new(o, "scanned", json_boolean(s->scanned));
	json_object_set_new(o, "version", json_text(s->tool.version));
	json_object_set_new(o, "data_digest", json_text(s->tool.data_digest));
	json_object_set_new(o, "policy", json_text(s->policy));
	json_object_set_new(o, "verdict", json_text(s->verdict));
	json_object_set_new(o, "gaps", json_integer((json_int_t)side_gaps(s)));
	return o;
}

static json_t *model_json(const struct side_model *m)
{
	if (!m)
		return json_null();
	json_t *o = json_object();
	json_put_path(o, m->path);
	json_object_set_new(o, "name", json_text(m->name));
	json_object_set_new(o, "version", json_text(m->version));
	json_object_set_new(o, "verdict", json_text(m->verdict));
	json_object_set_new(o, "concluded", json_text(m->concluded));
	json_object_set_new(o, "weights_digest", json_text(m->digest));
	json_object_set_new(o, "weights_digest_nameless", json_text(m->nameless));
	return o;
}

static json_t *section_json(const struct section_change *s)
{
	json_t *o = json_object();
	json_object_set_new(o, "from", json_text(s->from));
	json_object_set_new(o, "to", json_text(s->to));
	json_object_set_new(o, "words_from", json_integer(s->words_from));
	json_object_set_new(o, "words_to", json_integer(s->words_to));
	json_object_set_new(o, "common", json_integer(s->common));
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
	json_object_set_new(o, "id", json_text(delta_table[d->number].id));
	json_object_set_new(o, "weight", json_text(weights[delta_table[d->number].weight]));
	json_object_set_new(o, "message", json_text(diff_say_delta(d, &a)));
	json_object_set_new(o, "what", json_text(d->what));
	json_object_set_new(o, "from", json_text(d->from));
	json_object_set_new(o, "to", json_text(d->to));
	json_object_set_new(o, "sections", sections);
	return o;
}

static json_t *share_json(const struct tensor_share *s)
{
	json_t *o = json_object();
	json_object_set_new(o, "tensors", json_count(s->tensors));
	json_object_set_new(o, "parameters", json_count(s->parameters));
	return o;
}

/* Each fate with its tensors and parameters, and what all of each side are. */
static json_t *shares_json(const struct tensor_share *a, const struct tensor_share *b, const struct tensor_share *shares)
{
	json_t *o = json_object();
	json_object_set_new(o, "a", share_json(a));
	json_object_set_new(o, "b", share_json(b));
	for (int f = 0; f < N_FATES; f++)
		json_object_set_new(o, tensor_fate_name((enum tensor_fate)f), share_json(&shares[f]));
	return o;
}

static json_t *tensor_json(const struct tensor_delta *t)
{
	json_t *o = json_object();
	json_object_set_new(o, "fate", json_text(tensor_fate_name(t->fate)));
	json_object_set_new(o, "name", json_text(t->name));
	json_object_set_new(o, "was", json_text(t->was));
	json_object_set_new(o, "from", json_text(t->form_was));
	json_object_set_new(o, "to", json_text(t->form));
	return o;
}

static json_t *weights_json(const struct weights_diff *w)
{
	json_t *o = json_object(), *list = json_array();
	for (size_t i = 0; i < w->count; i++)
		json_array_append_new(list, tensor_json(&w->at[i]));
	json_object_set_new(o, "state", json_text(weights_state_name(w->state)));
	json_object_set_new(o, "counted", json_boolean(w->counted));
	json_object_set_new(o, "why", json_text(w->why));
	json_object_set_new(o, "shares", shares_json(&w->a, &w->b, w->shares));
	json_object_set_new(o, "tensors", list);
	json_object_set_new(o, "tensors_left_out", json_integer((json_int_t)w->left_out));
	return o;
}

static json_t *pair_json(const struct model_diff *m)
{
	json_t *o = json_object(), *deltas = json_array();
	for (size_t i = 0; i < m->count; i++)
		json_array_append_new(deltas, delta_json(&m->deltas[i]));
	json_object_set_new(o, "a", model_json(m->a));
	json_object_set_new(o, "b", model_json(m->b));
	json_object_set_new(o, "weights", weights_json(&m->weights));
	json_object_set_new(o, "changes", deltas);
	return o;
}

static int write(const struct diff *d, const struct output *out, struct err *e)
{
	json_t *o = json_object(), *models = json_array(), *notes = json_array();
	for (size_t i = 0; i < d->count; i++)
		json_array_append_new(models, pair_json(&d->models[i]));
	for (size_t i = 0; i < d->n_notes; i++)
		json_array_append_new(notes, json_text(d->notes[i]));
	json_object_set_new(o, "schema", json_text("licet-diff/1"));
	json_object_set_new(o, "tool", json_pack("{s:s, s:s}", "name", "licet", "version", LICET_VERSION));
	json_object_set_new(o, "outcome", json_text(diff_outcome(d)));
	json_object_set_new(o, "alarms", json_integer((json_int_t)diff_alarms(d)));
	json_object_set_new(o, "a", side_json(d->a));
	json_object_set_new(o, "b", side_json(d->b));
	json_object_set_new(o, "notes", notes);
	json_object_set_new(o, "shares", shares_json(&d->a_tensors, &d->b_tensors, d->shares));
	json_object_set_new(o, "models", models);
	return json_write(o, JSON_INDENTED, out->to, e);
}

const struct diff_report diff_report_json = {
	.id = "json",
	.title = "one JSON object, for other programs",
	.write = write,
};
