/* SPDX-License-Identifier: MIT */
#include "report/openness.h"

#include "findings/openness.h"
#include "report/json_parts.h"
#include "report/say.h"

static const char *class_words(const struct openness_class *c, struct arena *a)
{
	return c ? arena_printf(a, "Class %s (%s)", c->id, c->title) : "no class";
}

/* "no class; for Class III (Open Model) this lacks …", "whether Class III (Open Model) is reached cannot be told: …" */
static const char *class_sentence(const struct openness *o, struct arena *a)
{
	const char *reached = class_words(o->reached, a);
	if (!o->next)
		return arena_printf(a, "%s.", reached);
	if (o->lacking)
		return arena_printf(a, "%s; for %s this lacks %s.", reached, class_words(o->next, a), o->missing);
	return arena_printf(a, "%s%swhether %s is reached cannot be told: %s.", o->reached ? reached : "", o->reached ? "; " : "",
			    class_words(o->next, a), o->missing);
}

/* --- JSON ------------------------------------------------------------------------------------------------------------------ */

static json_t *component_json(const struct component_state *c)
{
	json_t *object = json_object();
	bool here = c->presence == PRESENCE_HERE;
	json_put(object, "component", json_text(c->component->id));
	json_put(object, "class", json_text(c->component->class_id));
	json_put(object, "required", json_boolean(!c->component->optional));
	json_put(object, "presence", json_string_nocheck(presence_name(c->presence)));
	json_put(object, "why", json_text(c->why));
	json_put(object, "license", json_text(c->license));
	json_put(object, "open", here ? json_string_nocheck(answer_name(c->open)) : json_null());
	if (c->fact) {
		json_put_path(object, c->fact->at.entry);
		json_put(object, "line", json_line(c->fact->at.line_start));
	}
	return object;
}

json_t *openness_json(const struct artifact *a)
{
	const struct openness *o = a->openness;
	if (!o)
		return json_null();
	json_t *object = json_object(), *components = json_array();
	json_put(object, "is", json_string_nocheck(openness_kind_name(o->kind)));
	json_put(object, "reason", json_text(o->reason));
	json_put(object, "parameters", json_string_nocheck(answer_name(o->parameters)));
	json_put(object, "code", json_string_nocheck(answer_name(o->code)));
	json_put(object, "data", json_string_nocheck(answer_name(o->data)));
	json_put(object, "class", json_text(o->reached ? o->reached->id : NULL));
	json_put(object, "next_class", json_text(o->next ? o->next->id : NULL));
	json_put(object, "missing", json_text(o->missing));
	json_put(object, "next_class_reached",
		 o->next ? json_string_nocheck(answer_name(o->lacking ? ANSWER_NO : ANSWER_UNKNOWN)) : json_null());
	for (size_t i = 0; i < o->n_components; i++)
		json_array_append_new(components, component_json(&o->components[i]));
	json_put(object, "components", components);
	return object;
}

/* --- text ------------------------------------------------------------------------------------------------------------------ */

void openness_put(struct page *p, const struct artifact *a)
{
	const struct openness *o = a->openness;
	if (!o)
		return;
	page_say(p, "\n  ");
	page_styled(p, STYLE_BOLD, arena_printf(&p->arena, "Openness: %s", openness_kind_name(o->kind)));
	page_say(p, "\n");
	page_wrap(p, "    ", "    ", 4, o->reason);
	page_wrap(p, "    MOF: ", "    ", 4, class_sentence(o, &p->arena));
}

/* --- HTML ------------------------------------------------------------------------------------------------------------------ */

static const char *presence_words(const struct component_state *c)
{
	return c->presence == PRESENCE_HERE ? "here" : c->presence == PRESENCE_UNSURE ? c->why : "not here";
}

static const char *open_words(enum answer a)
{
	return a == ANSWER_YES ? "open" : a == ANSWER_NO ? "not open" : "not known to be open";
}

static void put_row(struct html *h, const struct html_model *m, const struct component_state *c)
{
	html_put(h, "<tr><th scope=\"row\">%s</th><td>%s%s</td><td>%s", c->component->title, c->component->class_id,
		 c->component->optional ? ", optional" : "", presence_words(c));
	if (c->presence == PRESENCE_HERE && c->fact)
		html_put(h, ": <span class=\"path\">%s</span>", say_place_in(m->artifact->path, &c->fact->at, &h->arena));
	html_put(h, "</td><td>");
	if (c->presence == PRESENCE_HERE)
		html_put(h, "%s <small>%s</small>", c->license ? c->license : "", open_words(c->open));
	html_put(h, "</td></tr>\n");
	html_forget(h);
}

void openness_html_put(struct html *h, const struct html_model *m)
{
	const struct openness *o = m->artifact->openness;
	if (!o || !html_has_room(h))
		return;
	html_put(h, "<section id=\"m%zu-openness\">\n<h3>Openness: %s</h3>\n<p>%s</p>\n", m->number, openness_kind_name(o->kind),
		 o->reason);
	html_put(h, "<p>Model Openness Framework: %s</p>\n", class_sentence(o, &h->arena));
	html_put(h, "<table>\n<thead><tr><th scope=\"col\">Component</th><th scope=\"col\">Class</th><th scope=\"col\">Is it "
		    "here?</th>"
		    "<th scope=\"col\">License</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < o->n_components; i++)
		put_row(h, m, &o->components[i]);
	html_put(h, "</tbody></table>\n</section>\n");
}
