/* SPDX-License-Identifier: MIT */
#include "report/html_lineage.h"

#include "base/tty.h"
#include "findings/lineage.h"
#include "report/lineage.h"
#include "report/say.h"
#include "report/shown.h"

#include <stdlib.h>
#include <string.h>

/*
 * The drawing: a column for each generation, the model itself at the right, so that arrows run from left to right as the weights did.
 * Parents that are in the same distribution are followed to theirs. Names are set in a fixed-width font, so that their room is known.
 */
enum { NODES = 40, ARROWS = 80, GENERATIONS = 6 };
enum { NAME_BYTES = 42, CHARACTER = 8, SMALL_CHARACTER = 7, PADDING = 12, BOX = 46, ROW = 66, TOP = 8, TABLE_ROWS = 100 };

struct node {
	const char *name, *note; /* escaped for reading, short */
	const char *key;	 /* as it is written, by which it is found again */
	const struct artifact *artifact;
	bool family;
	unsigned generation, row;
	int x, y, width;
};

struct arrow {
	size_t parent, child;
	const struct edge *edge;
};

struct drawing {
	const struct html_model *model;
	struct arena *arena;
	struct node nodes[NODES];
	struct arrow arrows[ARROWS];
	size_t n_nodes, n_arrows;
	unsigned generations, rows;
	int column_x[GENERATIONS], width, height;
	bool cut;
};

/* --- what is drawn --------------------------------------------------------------------------------------------------------- */

static int compare_path(const void *path, const void *artifact)
{
	return strcmp(path, (*(const struct artifact *const *)artifact)->path);
}

static const struct artifact *find_artifact(const struct html_model *m, const char *path)
{
	const struct artifact *const *found =
		path ? bsearch(path, m->by_path, m->results->artifacts->count, sizeof *m->by_path, compare_path) : NULL;
	return found ? *found : NULL;
}

static size_t find_node(const struct drawing *d, const char *key, const struct artifact *of, bool family)
{
	size_t i = 0;
	while (i < d->n_nodes && (of ? d->nodes[i].artifact != of : strcmp(d->nodes[i].key, key) || d->nodes[i].family != family))
		i++;
	return i;
}

static const char *note_of(const struct edge *e, const struct artifact *of, struct arena *a)
{
	const char *license = of ? of->concluded : e->license;
	const char *what = of ? "in this distribution" : e->family ? "a family of models" : "a model elsewhere";
	return license ? arena_printf(a, "%s, %s", shown(a, license, NAME_BYTES - 10), of ? "here" : "published so") : what;
}

/* The node of the edge's parent, new or known; NODES when there is no room for it. */
static size_t node_of(struct drawing *d, const struct edge *e, unsigned generation)
{
	const struct artifact *of = find_artifact(d->model, e->artifact);
	size_t i = find_node(d, e->parent, of, e->family);
	if (i == d->n_nodes && d->n_nodes < NODES)
		d->nodes[d->n_nodes++] = (struct node){.name = shown(d->arena, e->parent, NAME_BYTES),
						       .note = note_of(e, of, d->arena),
						       .key = e->parent,
						       .artifact = of,
						       .family = e->family,
						       .generation = generation};
	return i < d->n_nodes ? i : NODES;
}

static void follow(struct drawing *d, size_t child)
{
	const struct artifact *a = d->nodes[child].artifact;
	unsigned generation = d->nodes[child].generation + 1;
	for (size_t i = 0; a && i < a->n_lineage; i++) {
		const struct edge *e = &a->lineage[i];
		if (!lineage_is_shown(e))
			continue;
		size_t parent = generation < GENERATIONS && d->n_arrows < ARROWS ? node_of(d, e, generation) : NODES;
		if (parent == NODES)
			d->cut = true;
		else if (parent != child)
			d->arrows[d->n_arrows++] = (struct arrow){parent, child, e};
	}
}

/* Parents stand left of all their children; what goes round in a circle ends at the last generation. */
static void part_generations(struct drawing *d)
{
	for (int round = 0; round < GENERATIONS; round++)
		for (size_t i = 0; i < d->n_arrows; i++) {
			const struct arrow *w = &d->arrows[i];
			unsigned least = d->nodes[w->child].generation + 1;
			if (!w->edge->cycle && d->nodes[w->parent].generation < least && least < GENERATIONS)
				d->nodes[w->parent].generation = least;
		}
}

/* --- where it stands ------------------------------------------------------------------------------------------------------- */

static int node_width(const struct node *n)
{
	int name = tty_width(n->name, strlen(n->name)) * CHARACTER, note = tty_width(n->note, strlen(n->note)) * SMALL_CHARACTER;
	return 2 * PADDING + (name > note ? name : note);
}

static const char *arrow_words(const struct arrow *w, struct arena *a)
{
	return arena_printf(a, "%s · %s", shown(a, w->edge->relation, 24), edge_strength_name(w->edge->strength));
}

/* The room between two columns: that of the longest words on an arrow. */
static int gap_width(const struct drawing *d)
{
	int most = 0;
	for (size_t i = 0; i < d->n_arrows; i++) {
		const char *words = arrow_words(&d->arrows[i], d->arena);
		int n = tty_width(words, strlen(words)) * SMALL_CHARACTER;
		most = n > most ? n : most;
	}
	return most + 36;
}

static void place_nodes(struct drawing *d)
{
	unsigned rows[GENERATIONS] = {0};
	int widths[GENERATIONS] = {0}, gap = gap_width(d);
	for (size_t i = 0; i < d->n_nodes; i++) {
		struct node *n = &d->nodes[i];
		n->row = rows[n->generation]++;
		n->width = node_width(n);
		if (n->width > widths[n->generation])
			widths[n->generation] = n->width;
		if (rows[n->generation] > d->rows)
			d->rows = rows[n->generation];
		if (n->generation >= d->generations)
			d->generations = n->generation + 1;
	}
	d->width = 2;
	for (unsigned g = d->generations; g-- > 0; d->width += widths[g] + (g ? gap : 0))
		d->column_x[g] = d->width;
	d->width += 2;
	d->height = 2 * TOP + (int)d->rows * ROW - (ROW - BOX);
	for (size_t i = 0; i < d->n_nodes; i++) {
		struct node *n = &d->nodes[i];
		n->width = widths[n->generation];
		n->x = d->column_x[n->generation];
		n->y = TOP + (int)n->row * ROW + (int)(d->rows - rows[n->generation]) * ROW / 2;
	}
}

/* --- the drawing ----------------------------------------------------------------------------------------------------------- */

static void put_arrow(struct html *h, const struct drawing *d, const struct arrow *w)
{
	const struct node *from = &d->nodes[w->parent], *to = &d->nodes[w->child];
	int x1 = from->x + from->width, y1 = from->y + BOX / 2, x2 = to->x, y2 = to->y + BOX / 2, bend = (x2 - x1) / 2;
	if (x2 <= x1) { /* a circle: over the top of both */
		x2 = to->x + to->width;
		bend = 40;
	}
	html_put(h, "<path class=\"arrow s-%s\" d=\"M%d %dC%d %d %d %d %d %d\"/>", edge_strength_name(w->edge->strength), x1, y1,
		 x1 + bend, y1, x2 - bend, y2, x2 - 7, y2);
	html_put(h, "<path class=\"head\" d=\"M%d %dl-9 -4v8z\"/>\n", x2, y2);
}

/* Beside the parent, where arrows do not yet run together. */
static void put_arrow_words(struct html *h, const struct drawing *d, size_t i)
{
	const struct node *from = &d->nodes[d->arrows[i].parent];
	int before = 0; /* arrows of the same parent */
	for (size_t k = 0; k < i; k++)
		before += d->arrows[k].parent == d->arrows[i].parent;
	html_put(h, "<text class=\"words\" x=\"%d\" y=\"%d\">%s</text>\n", from->x + from->width + 8,
		 from->y + BOX / 2 - 7 + 21 * before, arrow_words(&d->arrows[i], &h->arena));
}

static void put_node(struct html *h, const struct node *n, bool self)
{
	html_put(h, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"7\"/>",
		 self	     ? "self"
		 : n->family ? "family"
			     : "node",
		 n->x, n->y, n->width, BOX);
	html_put(h, "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text><text class=\"note\" x=\"%d\" y=\"%d\">%s</text>\n",
		 n->x + PADDING, n->y + 20, n->name, n->x + PADDING, n->y + 36, n->note);
}

static void put_drawing(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	struct drawing *d = ARENA_NEW(&h->arena, struct drawing);
	*d = (struct drawing){.model = m, .arena = &h->arena, .n_nodes = 1};
	d->nodes[0] = (struct node){.name = shown(&h->arena, a->name, NAME_BYTES),
				    .note = a->concluded ? shown(&h->arena, a->concluded, NAME_BYTES) : "this model",
				    .key = "",
				    .artifact = a};
	for (size_t i = 0; i < d->n_nodes; i++)
		follow(d, i);
	part_generations(d);
	place_nodes(d);
	html_put(h,
		 "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Lineage of %s, drawn\">"
		 "<svg class=\"lineage\" role=\"img\" aria-label=\"Arrows lead from what the model was made from to the model. "
		 "The table below says the same.\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
		 a->name, d->width, d->height, d->width, d->height);
	for (size_t i = 0; i < d->n_arrows; i++)
		put_arrow(h, d, &d->arrows[i]);
	for (size_t i = 0; i < d->n_nodes; i++)
		put_node(h, &d->nodes[i], i == 0);
	for (size_t i = 0; i < d->n_arrows; i++)
		put_arrow_words(h, d, i);
	html_put(h, "</svg></div>\n");
	if (d->cut)
		html_put(h, "<p class=\"rest\">The drawing leaves out some; the table has them.</p>\n");
}

/* --- the table ------------------------------------------------------------------------------------------------------------- */

static void put_evidence(struct html *h, const struct html_model *m, const struct edge *e)
{
	html_put(h, "<ul>");
	for (size_t i = 0; i < e->n_evidence; i++)
		html_put(h, "<li><span class=\"tag s-%s\">%s</span> %s <span class=\"path\">%s</span></li>",
			 edge_strength_name(e->evidence[i].strength), edge_strength_name(e->evidence[i].strength),
			 e->evidence[i].how, say_place_in(m->artifact->path, &e->evidence[i].fact->at, &h->arena));
	html_put(h, "</ul>");
	html_put_rest(h, e->n_evidence, e->n_evidence + e->more_evidence, "pieces of evidence");
}

static void put_edge(struct html *h, const struct html_model *m, const struct edge *e)
{
	html_put(h, "<tr><th scope=\"row\">%s %s", e->family ? "the family" : "", e->parent);
	if (e->artifact)
		html_put(h, " <small>(here: %s)</small>", *e->artifact ? e->artifact : "the top");
	html_put(h, "</th><td>%s%s</td><td>%s</td><td>", e->relation,
		 e->cycle ? "; that says the same of this one, so one of them is wrong" : "",
		 e->license ? e->license : "not known");
	put_evidence(h, m, e);
	html_put(h, "</td></tr>\n");
}

void html_lineage_put(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t all = 0, n = 0;
	for (size_t i = 0; i < a->n_lineage; i++)
		all += lineage_is_shown(&a->lineage[i]);
	if (!all)
		return;
	html_put(h, "<section id=\"m%zu-lineage\">\n<h3>Made from, as far as it shows</h3>\n", m->number);
	put_drawing(h, m);
	html_put(h, "<ul class=\"legend\"><li class=\"s-bytes\">the same bytes</li><li class=\"s-declared\">declared</li>"
		    "<li class=\"s-trace\">a trace in the files</li><li class=\"s-shape\">like sizes</li>"
		    "<li class=\"s-name\">like names</li></ul>\n"
		    "<table class=\"edges\">\n<thead><tr><th scope=\"col\">From</th><th scope=\"col\">How</th>"
		    "<th scope=\"col\">Its license, as published</th><th scope=\"col\">Evidence, the strongest "
		    "first</th></tr></thead>"
		    "\n<tbody>\n");
	for (size_t i = 0; i < a->n_lineage && n < TABLE_ROWS && html_has_room(h); i++)
		if (lineage_is_shown(&a->lineage[i])) {
			put_edge(h, m, &a->lineage[i]);
			n++;
		}
	html_put(h, "</tbody></table>\n");
	html_put_rest(h, n, all + a->lineage_cut, "parents");
	html_put(h, "</section>\n");
	html_forget(h);
}
