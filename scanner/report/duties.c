/* SPDX-License-Identifier: MIT */
#include "report/duties.h"

#include "report/json_parts.h"
#include "report/say.h"

#include <string.h>

static json_t *place_json(const struct fact *f)
{
	if (!f)
		return json_null();
	json_t *object = json_object();
	json_put_path(object, f->at.entry);
	json_put(object, "line", json_line(f->at.line_start));
	json_put(object, "start", json_integer((json_int_t)f->at.start));
	json_put(object, "end", json_integer((json_int_t)f->at.end));
	return object;
}

static json_t *duty_json(const struct duty *d)
{
	json_t *object = json_object(), *looked = json_array();
	for (size_t i = 0; i < d->n_looked; i++) {
		json_t *one = json_object();
		json_put_path(one, d->looked[i]);
		json_array_append_new(looked, one);
	}
	json_put(object, "kind", json_text(d->kind->id));
	json_put(object, "license", json_text(d->license ? d->license->spdx : NULL));
	json_put(object, "base_model", json_text(d->of));
	json_put(object, "outcome", json_string_nocheck(duty_outcome_name(d->outcome)));
	json_put(object, "wanted", json_text(d->wanted));
	json_put(object, "how", json_text(d->how));
	json_put(object, "looked_in", looked);
	json_put(object, "demanded_at", place_json(d->demand));
	json_put(object, "shown_at", place_json(d->shown));
	return object;
}

json_t *duties_json(const struct artifact *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_duties; i++)
		json_array_append_new(list, duty_json(&a->duties[i]));
	return list;
}

/* "LicenseRef-tern, the license of lab/tern; at README.md:7" */
static const char *around(const struct artifact *of, const struct duty *d, struct arena *a)
{
	const char *base = d->of ? arena_printf(a, ", the license of %s", d->of) : "";
	const char *shown = d->shown ? arena_printf(a, "; at %s", say_place_in(of->path, &d->shown->at, a)) : "";
	return arena_printf(a, "%s%s%s", d->license ? d->license->spdx : "the license here", base, shown);
}

/* "looked in README.md and 2 more" */
static const char *looked_words(const struct artifact *of, const struct duty *d, struct arena *a)
{
	enum { SHOWN = 3 };
	if (!d->n_looked)
		return "nothing is here to look in";
	const char *out = "looked in";
	for (size_t i = 0; i < d->n_looked && i < SHOWN; i++)
		out = arena_printf(a, "%s%s %s", out, i ? "," : "",
				   say_place_in(of->path, &(struct place){.entry = d->looked[i]}, a));
	return d->n_looked > SHOWN ? arena_printf(a, "%s and %zu more", out, d->n_looked - SHOWN) : out;
}

void duties_put(struct page *p, const struct artifact *a)
{
	static const enum style styles[] = {
		[DUTY_PASS] = STYLE_GREEN, [DUTY_FAIL] = STYLE_RED, [DUTY_CANNOT_TELL] = STYLE_YELLOW};
	if (!a->n_duties)
		return;
	page_say(p, "\n  ");
	page_styled(p, STYLE_BOLD, "Are the duties met?");
	page_say(p, "\n");
	for (size_t i = 0; i < a->n_duties; i++) {
		const struct duty *d = &a->duties[i];
		page_say(p, "    ");
		page_styled(p, styles[d->outcome], duty_outcome_name(d->outcome));
		page_say(p, "%*s %s\n", 11 - (int)strlen(duty_outcome_name(d->outcome)), "", d->kind->id);
		page_wrap(p, "      ", "      ", 3, d->how);
		const char *where = around(a, d, &p->arena);
		if (!d->shown)
			where = arena_printf(&p->arena, "%s; %s", where, looked_words(a, d, &p->arena));
		page_wrap(p, "      ", "        ", 2, where);
	}
}

static void put_row(struct html *h, const struct html_model *m, const struct duty *d)
{
	html_put(
		h,
		"<tr><th scope=\"row\">%s</th><td><span class=\"tag d-%s\">%s</span></td><td>%s</td><td>%s <small>%s</small><ul>",
		d->kind->id, duty_outcome_name(d->outcome), duty_outcome_name(d->outcome), d->wanted ? d->wanted : "", d->how,
		around(m->artifact, d, &h->arena));
	for (size_t i = 0; i < d->n_looked; i++)
		html_put(h, "<li class=\"path\">%s</li>", d->looked[i]);
	html_put(h, "</ul></td></tr>\n");
}

void html_duties_put(struct html *h, const struct html_model *m)
{
	if (!m->artifact->n_duties)
		return;
	html_put(h,
		 "<section id=\"m%zu-duties\">\n<h3>Are the duties met?</h3>\n<table class=\"duties\">\n<thead><tr><th "
		 "scope=\"col\">Duty</th><th scope=\"col\">Met</th><th scope=\"col\">Words</th><th scope=\"col\">How that shows, "
		 "and where was looked</th></tr></thead>\n<tbody>\n",
		 m->number);
	for (size_t i = 0; i < m->artifact->n_duties && html_has_room(h); i++)
		put_row(h, m, &m->artifact->duties[i]);
	html_put(h, "</tbody></table>\n</section>\n");
	html_forget(h);
}
