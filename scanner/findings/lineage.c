/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/lineage.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "findings/family.h"
#include "findings/finding.h"
#include "findings/known.h"
#include "findings/laundering.h"
#include "findings/phrase.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/shape.h"
#include "findings/tensor_hits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	HINTS = 20000,
	NAME_BYTES = 300,
	INITIALS_LEAST = 2,
	SHOWN_FAMILIES = 5,
	SHAPES = 16,
	PATHS_TRIED = 8,
	NAMED_FILES = 100,
	ROOT_BYTES = 4096,
	FACTS_LOOKED = 10000
};

/*
 * What tensors that another model has too say, by their percentage of all bytes of the model. Most of them: it is that model, whatever
 * else is in it. Less, but more than an architecture gives all its models (masks, tables of positions, untrained norms make up
 * a few hundredths at most): a piece of it is in this one. Less than that is a hint, as a tokenizer is.
 */
enum { PERCENT_MODEL = 50, PERCENT_PIECE = 10 };

struct hint { /* one piece of evidence for an edge */
	const char *parent, *relation, *license;
	bool family;
	struct edge_evidence evidence;
	size_t number; /* in the order found */
};

struct gathering {
	struct dossier *dossier;
	struct hint *at;
	size_t count, capacity, left_out;
	struct families declared, by_bytes; /* of the models that are declared as its parents; of known bytes */
	const struct fact *declared_fact, *bytes_fact;
	const char *bytes_of;	       /* what it has the bytes of, at least for the most part: "a model" */
	const struct fact *shape_fact; /* of the first sizes that fit anything */
	bool from_scratch;	       /* a card says so of the model here */
	struct shape shape;
	struct shape_fit fit;
};

const char *edge_strength_name(enum edge_strength s)
{
	static const char *const names[] = {"name", "shape", "trace", "declared", "bytes"};
	return names[s];
}

static struct arena *arena_of(const struct gathering *g)
{
	return g->dossier->arena;
}

static void add(struct gathering *g, struct hint h)
{
	if (g->count >= HINTS) {
		g->left_out++;
		return;
	}
	h.number = g->count;
	VEC_PUSH(g->at, g->count, g->capacity, h);
}

static const char *shown(const struct gathering *g, const char *words)
{
	return utf8_visible(arena_of(g), words, strlen(words), NAME_BYTES);
}

static void add_family(struct gathering *g, const char *family, const char *relation, struct edge_evidence why)
{
	add(g, (struct hint){.parent = family, .family = true, .relation = relation, .evidence = why});
}

/* --- what is declared, and what tools left --------------------------------------------------------------------------------- */

/* An address "scheme://host/owner/name/…" is a model by its owner and name; anything else stays as it is written. */
static const char *model_of(const struct gathering *g, const char *written)
{
	const char *host = strstr(written, "://");
	const char *path = host ? strchr(host + 3, '/') : NULL;
	if (!path)
		return shown(g, written);
	size_t owner = strcspn(++path, "/?#");
	size_t name = path[owner] == '/' ? strcspn(path + owner + 1, "/?#") : 0;
	return name ? shown(g, arena_strndup(arena_of(g), path, owner + 1 + name)) : shown(g, written);
}

static bool is_field(const struct fact *f, const char *key)
{
	return f->kind == FACT_DECLARED && f->key && f->value && !strcmp(f->key, key);
}

static const char *relation_of(const struct entry *e, const struct fact *parent)
{
	const struct fact *nearest = NULL;
	for (size_t i = 0; i < e->count; i++)
		if (is_field(&e->facts[i], "base_model_relation") && (!nearest || e->facts[i].at.start <= parent->at.start))
			nearest = &e->facts[i];
	return nearest ? nearest->value : "derived";
}

/* Where a word of the folded name tells how large the model is: "15b" of "tern-15b-v1"; its length, 0: none does. */
static size_t size_word(const char *folded, const char **at)
{
	for (const char *word = folded; *word; word += strcspn(word, "-"), word += *word == '-') {
		size_t n = strspn(word, "0123456789.");
		*at = word;
		if (n && word[n] == 'b' && (!word[n + 1] || word[n + 1] == '-'))
			return n + 1;
	}
	return 0;
}

/*
 * "lab_Wren-7B" in the recipe of a merge: the folder into which a tool puts lab/Wren-7B. The owner may be called as a family is, and tells
 * nothing of the model; without a size behind it the "_" may be one of the name itself.
 */
static const char *behind_owner_of_folder(const char *written)
{
	char folded[NAME_BYTES];
	const char *at;
	size_t owner = strcspn(written, "_");
	bool like_owner = owner && written[owner] && strcspn(written, "/:.0123456789") > owner;
	if (!like_owner || !is_letter(written[owner + 1]))
		return NULL;
	alias_fold(written + owner + 1, folded, sizeof folded);
	return size_word(folded, &at) && at != folded ? written + owner + 1 : NULL;
}

static const char *merged_from(const struct gathering *g, const char *written)
{
	const char *name = behind_owner_of_folder(written);
	int owner = name ? (int)(name - written) - 1 : 0;
	return name ? arena_printf(arena_of(g), "%.*s/%s", owner, written, name) : written;
}

static const char *source_of(const struct gathering *g, const struct fact *f)
{
	return arena_printf(arena_of(g), "%s (%s)", dossier_name(g->dossier, f->at.entry), f->reader ? f->reader : "?");
}

static void take_declared(struct gathering *g, const struct entry *e, const struct fact *f)
{
	const char *relation = relation_of(e, f);
	const char *parent = model_of(g, strcmp(relation, "merge") != 0 ? f->value : merged_from(g, f->value));
	struct edge_evidence why = {EDGE_DECLARED,
				    arena_printf(arena_of(g), "%s names it as what the model is made from.", source_of(g, f)), f};
	add(g, (struct hint){.parent = parent, .relation = relation, .evidence = why});
	families_of_name(&g->dossier->catalog->hints, parent, &g->declared);
	if (!g->declared_fact)
		g->declared_fact = f;
}

static void take_trace(struct gathering *g, const struct fact *f)
{
	const char *how = is_field(f, "put_together_from") ? "it is loaded as a part of this one" : "it was loaded from there";
	struct edge_evidence why = {EDGE_TRACE, arena_printf(arena_of(g), "%s says that %s.", source_of(g, f), how), f};
	add(g, (struct hint){.parent = model_of(g, f->value), .relation = "loaded-from", .evidence = why});
}

/* --- what a card says in a sentence ----------------------------------------------------------------------------------------- */

static bool says(const struct fact *f, const char *key)
{
	return f->kind == FACT_META && f->key && f->value && !strcmp(f->key, key);
}

/* What the sentence has under that key, which stands beside the fact; NULL. Facts of an entry are in order of place. */
static const char *beside_in_sentence(const struct entry *e, const struct fact *f, const char *key)
{
	const struct fact *first = f, *end = e->facts + e->count;
	while (first > e->facts && first[-1].at.start == f->at.start)
		first--;
	for (; first < end && first->at.start == f->at.start; first++)
		if (says(first, key))
			return first->value;
	return NULL;
}

/* What the sentence calls the model that it speaks of; NULL: "this model" and the like. */
static const char *spoken_of(const struct entry *e, const struct fact *f)
{
	return beside_in_sentence(e, f, "made");
}

/* The sizes of a model lie beside the card, and its weights somewhere else. */
static bool lies_by_sizes(const struct dossier *d, const struct entry *card)
{
	struct shape s;
	for (size_t i = 0; i < d->group->count && i < PATHS_TRIED; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->dir == card->dir && !strncmp(e->name, card->name, card->dir) && shape_of(e, &s))
			return true;
	}
	return false;
}

/* What an adapter is like is told beside the card, and its weights may lie somewhere else. */
static bool lies_by_adapter(const struct dossier *d, const struct entry *card)
{
	for (size_t i = 0; i < d->group->count && i < PATHS_TRIED; i++) {
		const struct entry *e = d->group->entries[i];
		bool config = e->dir == card->dir && !strcmp(entry_base(e), "adapter_config.json") &&
			      !strncmp(e->name, card->name, card->dir);
		for (size_t k = 0; k < e->count && k < FACTS_LOOKED && config; k++)
			if (says(&e->facts[k], "adapter_type"))
				return true;
	}
	return false;
}

/* "MODEL_CARD.md" */
static bool is_called_model_card(const struct entry *e)
{
	const char *base = entry_base(e), *model = strcasestr(base, "model");
	return model && (!strncasecmp(model + 5, "card", 4) || (model[5] && !strncasecmp(model + 6, "card", 4)));
}

/*
 * Is it the card of a model, and not that of code which speaks of models: it is called so, weights, the sizes of a model or what an
 * adapter is like are here, or it declares a license in its fields, or it puts all weights alike under one, or calls a model by the name
 * of what is here and says of no weights which license they are under? Else it may tell several models from each other.
 */
static bool is_card_of_model(const struct dossier *d, const struct entry *e, const char *made)
{
	return e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e) &&
	       (is_called_model_card(e) || d->artifact->n_weights || e->claims || lies_by_sizes(d, e) || lies_by_adapter(d, e) ||
		(!said_of_some_weights(d) && (made || said_anything_of(d, SAID_OF_WEIGHTS))));
}

/* So it is by its form, where nothing else tells: by a label that cards of models are written from, "Finetuned from model". */
static bool is_card_by_label(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	return e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e) && !said_of_some_weights(d) &&
	       beside_in_sentence(e, f, "card_label");
}

/* "The Tern Song model", where what is here is called "lab--tern-song-fast": a name of several words that goes on in that of what is here. */
static bool goes_on_here(const struct dossier *d, const char *made)
{
	char name[NAME_BYTES], own[NAME_BYTES];
	alias_fold(made, name, sizeof name);
	alias_fold(scope_own_name(d), own, sizeof own);
	const char *at = strchr(name, '-') ? strstr(own, name) : NULL;
	return at && (at == own || at[-1] == '-') && at[strlen(name)] == '-';
}

static size_t word_length(const char *folded)
{
	return strcspn(folded, "-");
}

static const char *next_word(const char *folded)
{
	folded += word_length(folded);
	return folded + (*folded == '-');
}

/* Behind the words of the folded name whose first letters are the n of `short_word`, of which there are two at least; NULL: they are not. */
static const char *behind_initials(const char *name, const char *short_word, size_t n)
{
	for (size_t i = 0; i < n; i++, name = next_word(name))
		if (!is_letter(*name) || *name != short_word[i])
			return NULL;
	return n >= INITIALS_LEAST ? name : NULL;
}

/* "DS-13B", where what is here is called "deep-song-13b": all its words in their order, some by their first letters. */
static bool is_short_for_here(const struct dossier *d, const char *made)
{
	char shorter[NAME_BYTES], own[NAME_BYTES];
	const char *at = own;
	bool by_initials = false;
	alias_fold(made, shorter, sizeof shorter);
	alias_fold(scope_own_name(d), own, sizeof own);
	for (const char *word = shorter; *word && at; word = next_word(word)) {
		size_t n = word_length(word);
		bool same = n == word_length(at) && !strncmp(word, at, n);
		at = same ? next_word(at) : behind_initials(at, word, n);
		by_initials |= !same;
	}
	return by_initials && at && !*at;
}

/* Does the sentence speak of the model here? */
static bool is_spoken_of(const struct dossier *d, const char *made)
{
	return !made || scope_names_artifact(d, made) || scope_names_released(d, made) || goes_on_here(d, made) ||
	       is_short_for_here(d, made);
}

/*
 * "Tern-Song is made from lab/Tern", where Tern is here: another one is spoken of. Nor is Tern made from itself, where code loads it as
 * the base of "coop/Tern-lora".
 */
static bool is_made_from_here(const struct gathering *g, const char *made, const char *base)
{
	const char *slash = strrchr(base, '/');
	struct arena *a = arena_of(g);
	const char *own = phrase_squeeze(scope_own_name(g->dossier), a);
	return made && !strcmp(phrase_squeeze(slash ? slash + 1 : base, a), own);
}

/* Training began from nothing: what the model is called then tells of an architecture. */
static void take_scratch(struct gathering *g, const struct entry *e, const struct fact *f)
{
	const char *made = spoken_of(e, f);
	g->from_scratch |= is_card_of_model(g->dossier, e, made) && is_spoken_of(g->dossier, made);
}

/* In a table of a card beside weights, other rows call the model here by its whole name: this one is of another model of the family. */
static bool is_of_other_row(const struct dossier *d, const struct entry *e, const struct fact *base, const char *made)
{
	if (!made || !d->artifact->n_weights || !strcmp(base->reader, "rules") || scope_calls_artifact(d, made))
		return false;
	for (size_t i = 0; i < e->count && i < FACTS_LOOKED; i++) {
		const struct fact *f = &e->facts[i];
		if (says(f, "made") && strcmp(f->reader, "rules") != 0 && scope_calls_artifact(d, f->value))
			return true;
	}
	return false;
}

/* "Tern-15B", in the card of Tern-34B: a sister, which may have been made from something else. */
static bool is_of_other_size(const struct dossier *d, const char *made)
{
	char name[NAME_BYTES], own[NAME_BYTES];
	const char *a, *b;
	if (!made || scope_calls_artifact(d, made))
		return false;
	alias_fold(made, name, sizeof name);
	alias_fold(scope_own_name(d), own, sizeof own);
	size_t n = size_word(name, &a);
	return n && size_word(own, &b) && strncmp(a, b, n) != 0;
}

/* Counts where no field says it, of a model that is known or called by its owner, too. */
static void take_said(struct gathering *g, const struct entry *e, const struct fact *f)
{
	const struct dossier *d = g->dossier;
	struct edge edge = {.parent = f->value};
	const char *made = spoken_of(e, f);
	if (g->declared_fact || !(is_card_of_model(d, e, made) || is_card_by_label(d, e, f)) || is_of_other_row(d, e, f, made) ||
	    is_of_other_size(d, made))
		return;
	if (!is_spoken_of(d, made) || is_made_from_here(g, made, f->value) ||
	    !(strchr(f->value, '/') || parent_has_terms(d, &edge)))
		return;
	const char *how = arena_printf(arena_of(g), "%s, says that the model is made from it.", dossier_where(d, f));
	add(g, (struct hint){.parent = shown(g, f->value),
			     .relation = "derived",
			     .evidence = (struct edge_evidence){EDGE_DECLARED, how, f}});
}

/* --- bytes ------------------------------------------------------------------------------------------------------------------ */

struct looking_up {
	struct gathering *gathering;
	const struct fact *fact;
};

/* The names in a list with commas: how many, and the families that they hint at. */
static size_t families_of_list(const struct gathering *g, const char *names, struct families *out)
{
	size_t count = 0;
	for (const char *at = names; *at; at += strcspn(at, ","), at += *at == ',') {
		families_of_name(&g->dossier->catalog->hints, arena_strndup(arena_of(g), at, strcspn(at, ",")), out);
		count++;
	}
	return count;
}

/* Many models have the same tokenizer: the families of all that are known to, else the first of them. */
static void take_tokenizer(struct looking_up *l, const struct known_row *row)
{
	struct gathering *g = l->gathering;
	struct arena *a = arena_of(g);
	struct families found = {0};
	size_t count = families_of_list(g, row->model, &found);
	const char *first = count ? arena_strndup(a, row->model, strcspn(row->model, ",")) : known_title(row);
	const char *others = count > 1 ? arena_printf(a, " and of %zu more that are known", count - 1) : "";
	struct edge_evidence why = {
		.strength = EDGE_SHAPE,
		.how = arena_printf(
			a, "%s is the tokenizer of %s%s. Whoever begins from a model keeps its tokenizer, but so do others.",
			dossier_name(g->dossier, l->fact->at.entry), shown(g, first), others),
		.fact = l->fact,
	};
	for (size_t i = 0; i < found.count; i++)
		add_family(g, found.at[i], "tokenizer", why);
	if (!found.count)
		add(g, (struct hint){.parent = shown(g, first), .relation = "tokenizer", .evidence = why});
}

/* part: what of the model the file has the bytes of: "" for all, or "tensors of ". */
static void take_known(struct gathering *g, const struct known_row *row, struct edge_evidence why, const char *part)
{
	struct arena *a = arena_of(g);
	const struct fact *f = why.fact;
	bool counts = *row->license && known_scope_is_evidence(row->scope);
	add(g, (struct hint){.parent = shown(g, known_title(row)),
			     .relation = *part ? "same-tensor" : "same-bytes",
			     .license = counts ? shown(g, row->license) : NULL,
			     .evidence = why});
	if (!*row->family)
		return;
	why.how = arena_printf(a, "%s has the bytes of %s%s, which is counted to that family.",
			       dossier_name(g->dossier, f->at.entry), part, shown(g, known_title(row)));
	add_family(g, row->family, "family", why);
	if (why.strength < EDGE_BYTES)
		return;
	families_add(&g->by_bytes, row->family);
	if (g->bytes_fact)
		return;
	g->bytes_fact = f;
	g->bytes_of = arena_printf(a, "%sa model", part);
}

static void take_row(void *ctx, const struct known_row *row)
{
	struct looking_up *l = ctx;
	struct gathering *g = l->gathering;
	if (row->kind == KNOWN_TOKENIZER) {
		take_tokenizer(l, row);
		return;
	}
	const char *how = arena_printf(arena_of(g), "%s has the bytes of its %s, as %s knows them.",
				       dossier_name(g->dossier, l->fact->at.entry), shown(g, row->file), shown(g, row->source));
	bool tensor = row->kind == KNOWN_TENSOR; /* as a file of its own: a piece, of which more is not known */
	take_known(g, row, (struct edge_evidence){tensor ? EDGE_TRACE : EDGE_BYTES, how, l->fact}, tensor ? "a tensor of " : "");
}

static enum edge_strength strength_of_share(double percent)
{
	return percent >= PERCENT_MODEL ? EDGE_BYTES : percent >= PERCENT_PIECE ? EDGE_TRACE : EDGE_SHAPE;
}

static void take_hit(struct gathering *g, const struct shards *files, const struct tensor_hits *hits,
		     const struct tensor_hit *hit)
{
	struct arena *a = arena_of(g);
	double percent = 100 * hit->bytes / hits->bytes;
	const char *share = percent < 1 ? "less than 1" : arena_printf(a, "%u", (unsigned)percent);
	const char *pieces = files->count > 1 ? arena_printf(a, " (in %zu shards)", files->count) : "";
	const char *how = arena_printf(
		a, "%s%s has %llu tensor%s of it among its %llu, %s %% of all bytes (\"%s\" is its %s), as %s knows them.",
		dossier_name(g->dossier, files->name), pieces, (unsigned long long)hit->tensors, hit->tensors == 1 ? "" : "s",
		(unsigned long long)hits->tensors, share, hit->name, shown(g, hit->row.file), shown(g, hit->row.source));
	take_known(g, &hit->row, (struct edge_evidence){strength_of_share(percent), how, hit->file}, "tensors of ");
}

static void take_tensors(struct gathering *g)
{
	const struct artifact *artifact = g->dossier->artifact;
	struct shards *models;
	size_t n = shards_group(artifact->weights, artifact->n_weights, arena_of(g), &models);
	for (size_t i = 0; i < n; i++) {
		struct tensor_hits hits;
		tensor_hits_find(&hits, g->dossier->catalog, &models[i], arena_of(g));
		for (size_t k = 0; k < hits.count; k++)
			take_hit(g, &models[i], &hits, &hits.at[k]);
		g->left_out += hits.more;
	}
}

static void take_bytes(struct gathering *g, const struct fact *f)
{
	struct looking_up l = {g, f};
	uint8_t sha256[32];
	if (known_digest_of(f, sha256))
		known_each(g->dossier->catalog, sha256, take_row, &l);
}

/* --- hints at families ------------------------------------------------------------------------------------------------------ */

/* "a", "a and b", "a, b, c and 4 more" */
static const char *listed(const char *const *names, size_t kept, size_t all, struct arena *a)
{
	const char *out = "";
	size_t n = kept < SHOWN_FAMILIES ? kept : SHOWN_FAMILIES;
	for (size_t i = 0; i < n; i++)
		out = arena_printf(a, "%s%s%s", out, !i ? "" : i + 1 == all ? " and " : ", ", names[i]);
	return all > n ? arena_printf(a, "%s and %zu more", out, all - n) : out;
}

/* Does the entry say sizes? */
static bool take_shape(struct gathering *g, const struct entry *e)
{
	struct arena *a = arena_of(g);
	struct shape s;
	if (!shape_of(e, &s))
		return false;
	struct shape_fit fit = shape_match(&g->dossier->catalog->hints, &s);
	size_t kept = fit.n_families < SHAPE_FAMILIES ? fit.n_families : SHAPE_FAMILIES;
	if (!fit.models)
		return true;
	if (!g->shape_fact) {
		g->shape_fact = s.fact;
		g->shape = s;
		g->fit = fit;
	}
	const char *tell = fit.n_families > 1
				   ? arena_printf(a, "sizes cannot tell %s apart", listed(fit.families, kept, fit.n_families, a))
				   : "all of them of this family";
	const char *how = arena_printf(a, "%s has the sizes of %zu known model%s (%s); %s.", dossier_name(g->dossier, e->name),
				       fit.models, fit.models == 1 ? "" : "s", shape_in_words(&s, a), tell);
	for (size_t i = 0; i < kept; i++)
		add_family(g, fit.families[i], "architecture", (struct edge_evidence){EDGE_SHAPE, how, s.fact});
	return true;
}

static void take_template(struct gathering *g, const struct fact *f)
{
	struct families found = {0};
	families_of_template(&g->dossier->catalog->hints, f->value, &found);
	const char *others = found.count > 1 ? arena_printf(arena_of(g), ", as that of %zu families", found.count) : "";
	const char *how = arena_printf(arena_of(g), "Its chat template has marks of this family%s (%s).", others,
				       dossier_name(g->dossier, f->at.entry));
	for (size_t i = 0; i < found.count; i++)
		add_family(g, found.at[i], "template", (struct edge_evidence){EDGE_SHAPE, how, f});
}

/*
 * "wren-7b-auk", where a card says that it was made from lab/wren-7b, whose own name tells of no such family: what the name goes on with
 * says how it was changed, its format for one.
 */
static bool goes_on_from_stated(const struct gathering *g, const char *name)
{
	char own[NAME_BYTES], base[NAME_BYTES];
	alias_fold(name, own, sizeof own);
	for (size_t i = 0; i < g->count; i++) {
		const struct hint *h = &g->at[i];
		const char *slash = strrchr(h->parent, '/');
		struct families known = {0};
		if (h->family || h->evidence.strength != EDGE_DECLARED)
			continue;
		alias_fold(slash ? slash + 1 : h->parent, base, sizeof base);
		families_of_name(&g->dossier->catalog->hints, h->parent, &known);
		if (*base && !known.count && !strncmp(own, base, strlen(base)) && own[strlen(base)] == '-')
			return true;
	}
	return false;
}

/* Did the name tell of any family? */
static bool take_name(struct gathering *g, const char *name, const struct fact *f)
{
	struct families found = {0};
	if (!goes_on_from_stated(g, name))
		families_of_model(&g->dossier->catalog->hints, g->dossier->model_names, name, &found);
	const char *how = arena_printf(arena_of(g), "It is called \"%s\".", shown(g, name));
	for (size_t i = 0; i < found.count; i++)
		add_family(g, found.at[i], "name", (struct edge_evidence){EDGE_NAME, how, f});
	return found.count;
}

static void keep_common(struct families *all, const struct families *other)
{
	struct families both = {0};
	for (size_t i = 0; i < all->count; i++)
		if (families_have(other, all->at[i]))
			families_add(&both, all->at[i]);
	*all = both;
}

/* A folder called anything, and the model's name on its files: what all of them have in common, as some may be parts that models share. */
static void take_file_names(struct gathering *g)
{
	const struct artifact *a = g->dossier->artifact;
	struct families common = {0};
	for (size_t i = 0; i < a->n_weights && i < NAMED_FILES && (!i || common.count); i++) {
		struct families found = {0};
		families_of_name(&g->dossier->catalog->hints, path_base(a->weights[i]->at.entry), &found);
		if (i)
			keep_common(&common, &found);
		else
			common = found;
	}
	if (!common.count)
		return;
	const struct fact *first = a->weights[0];
	const char *how = arena_printf(arena_of(g), "Its weights are called \"%s\".", shown(g, path_base(first->at.entry)));
	for (size_t i = 0; i < common.count; i++)
		add_family(g, common.at[i], "name", (struct edge_evidence){EDGE_NAME, how, first});
}

/* --- gathering -------------------------------------------------------------------------------------------------------------- */

/* "FROM tern" and no adapter: what runs by that recipe has nothing of the weights that lie here. */
static bool is_of_recipe(const struct gathering *g, const struct entry *e, const struct fact *f)
{
	bool recipe =
		g->dossier->artifact->n_weights && is_field(f, "base_model") && f->reader && !strcmp(f->reader, "modelfile");
	for (size_t i = 0; i < e->count && recipe; i++)
		recipe = !says(&e->facts[i], "adapter");
	return recipe;
}

static void take_fact(struct gathering *g, const struct entry *e, const struct fact *f)
{
	if (is_of_recipe(g, e, f))
		return;
	if (is_field(f, "base_model") || is_field(f, "base_model_name"))
		take_declared(g, e, f);
	else if (is_field(f, "name_or_path") || is_field(f, "put_together_from"))
		take_trace(g, f);
	else if (says(f, "chat_template"))
		take_template(g, f);
	else if (says(f, "made_from"))
		take_said(g, e, f);
	else if (says(f, "from_scratch"))
		take_scratch(g, e, f);
	else
		take_bytes(g, f);
}

static void gather(struct gathering *g)
{
	const struct dossier *d = g->dossier;
	const struct fact *first = NULL;
	size_t shapes = 0;
	for (size_t i = 0; i < d->group->count - d->group->inherited; i++) {
		const struct entry *e = d->group->entries[i];
		if (scope_is_elsewhere(d, e) && (!d->artifact->n_weights || scope_is_of_show(d, e)))
			continue; /* an example, or a folder of a repository of code */
		for (size_t k = 0; k < e->count; k++)
			take_fact(g, e, &e->facts[k]);
		if (shapes < SHAPES)
			shapes += take_shape(g, e);
		if (!first && e->count)
			first = &e->facts[0];
	}
	take_tensors(g);
	if (g->from_scratch)
		return;
	if (!first || !d->artifact->name || !take_name(g, d->artifact->name, first))
		take_file_names(g);
}

/* --- edges ------------------------------------------------------------------------------------------------------------------ */

static int compare_parents(const struct hint *x, const struct hint *y)
{
	int order = (int)x->family - (int)y->family;
	if (!order)
		order = strcasecmp(x->parent, y->parent);
	return order;
}

/* Evidence of one parent together, the strongest first, then as found. */
static int by_parent(const void *a, const void *b)
{
	const struct hint *x = a, *y = b;
	int order = compare_parents(x, y);
	if (!order)
		order = (int)y->evidence.strength - (int)x->evidence.strength;
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_strength(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	int order = (int)x->self - (int)y->self;
	if (!order)
		order = (int)y->strength - (int)x->strength;
	if (!order)
		order = (int)x->family - (int)y->family;
	return order ? order : strcmp(x->parent, y->parent);
}

/* "derived" says least: another word of the same strength for what the parent was to the model says more. */
static const char *best_relation(const struct hint *hints, size_t n)
{
	for (size_t i = 0; i < n && hints[i].evidence.strength == hints[0].evidence.strength; i++)
		if (strcmp(hints[i].relation, "derived") != 0)
			return hints[i].relation;
	return hints[0].relation;
}

/* Is it the model here, or one in a folder of its own? A model that is known stays one of others, also where a copy of it lies here. */
static bool is_own(const struct dossier *d, const char *name)
{
	if (d->artifact->name && !strcasecmp(name, d->artifact->name))
		return true;
	return scope_is_own_model(d, name) && !parent_has_terms(d, &(struct edge){.parent = name});
}

static struct edge make_edge(const struct gathering *g, const struct hint *hints, size_t n)
{
	size_t kept = n < LINEAGE_EVIDENCE ? n : LINEAGE_EVIDENCE;
	struct edge_evidence *evidence = arena_array(arena_of(g), kept, sizeof *evidence);
	struct edge edge = {
		.parent = hints[0].parent,
		.family = hints[0].family,
		.relation = best_relation(hints, n),
		.strength = hints[0].evidence.strength,
		.evidence = evidence,
		.n_evidence = kept,
		.more_evidence = n - kept,
		.self = !hints[0].family && is_own(g->dossier, hints[0].parent),
	};
	for (size_t i = 0; i < n; i++) {
		if (i < kept)
			evidence[i] = hints[i].evidence;
		edge.license = edge.license ? edge.license : hints[i].license;
	}
	return edge;
}

static void make_edges(struct gathering *g)
{
	struct artifact *a = g->dossier->artifact;
	struct edge *edges = arena_array(arena_of(g), g->count, sizeof *edges);
	size_t n = 0;
	if (g->count)
		qsort(g->at, g->count, sizeof *g->at, by_parent);
	for (size_t i = 0, end; i < g->count; i = end) {
		for (end = i + 1; end < g->count && !compare_parents(&g->at[i], &g->at[end]);)
			end++;
		edges[n++] = make_edge(g, &g->at[i], end - i);
	}
	if (n)
		qsort(edges, n, sizeof *edges, by_strength);
	a->lineage = edges;
	a->n_lineage = n < LINEAGE_EDGES ? n : LINEAGE_EDGES;
	a->lineage_cut = n - a->n_lineage + g->left_out;
}

/* --- findings --------------------------------------------------------------------------------------------------------------- */

static bool any_agrees(const struct families *declared, const char *const *families, size_t n)
{
	for (size_t i = 0; i < declared->count; i++)
		for (size_t k = 0; k < n; k++)
			if (families_agree(declared->at[i], families[k]))
				return true;
	return false;
}

/* Sizes of a declared family are on record; only then can they be missed. */
static bool has_sizes(const struct hints *hints, const char *family)
{
	for (uint32_t i = 0; i < hints->n_signatures; i++)
		if (families_agree(hints->signatures[i].family, family))
			return true;
	return false;
}

static bool all_have_sizes(const struct hints *hints, const struct families *declared)
{
	for (size_t i = 0; i < declared->count; i++)
		if (!has_sizes(hints, declared->at[i]))
			return false;
	return declared->count > 0;
}

static const char *fitting(const struct gathering *g)
{
	size_t kept = g->fit.n_families < SHAPE_FAMILIES ? g->fit.n_families : SHAPE_FAMILIES;
	return listed(g->fit.families, kept, g->fit.n_families, arena_of(g));
}

static void say_contradiction(struct gathering *g)
{
	struct dossier *d = g->dossier;
	const struct fact *evidence[] = {g->declared_fact, g->shape_fact};
	finding_add(d->artifact, d->arena, FINDING_LINEAGE_CONTRADICTS, evidence, 2,
		    "%s says that the model is made from %s, but %s has the sizes of %s (%s).",
		    dossier_name(d, g->declared_fact->at.entry), shown(g, g->declared_fact->value),
		    dossier_name(d, g->shape_fact->at.entry), fitting(g), shape_in_words(&g->shape, d->arena));
}

/* A sentence of the card says that the model is made from one of the family. */
static bool is_said_of(const struct gathering *g, const struct edge *edge, const char *family)
{
	struct families found = {0};
	if (edge->family || edge->strength != EDGE_DECLARED)
		return false;
	families_of_model(&g->dossier->catalog->hints, g->dossier->model_names, edge->parent, &found);
	return any_agrees(&found, &family, 1);
}

/* Does its name, or what is declared, already name the family? */
static bool names_itself_so(const struct gathering *g)
{
	const struct artifact *a = g->dossier->artifact;
	for (size_t i = 0; i < a->n_lineage; i++)
		for (size_t k = 0; k < g->fit.n_families && k < SHAPE_FAMILIES; k++)
			if (is_said_of(g, &a->lineage[i], g->fit.families[k]) ||
			    (a->lineage[i].family && families_agree(a->lineage[i].parent, g->fit.families[k]) &&
			     (a->lineage[i].strength > EDGE_SHAPE ||
			      a->lineage[i].evidence[a->lineage[i].n_evidence - 1].strength == EDGE_NAME)))
				return true;
	return g->declared_fact != NULL;
}

static void say_undeclared(struct gathering *g)
{
	struct dossier *d = g->dossier;
	const char *tell = g->fit.n_families == 1 ? "all of one family" : "of families that sizes cannot tell apart";
	finding_add(d->artifact, d->arena, FINDING_LINEAGE_UNDECLARED, &g->shape_fact, 1,
		    "%s has the sizes of %zu known model%s, %s: %s (%s). Nothing here says that it was made from one, and other "
		    "models may "
		    "have these sizes too%s.",
		    dossier_name(d, g->shape_fact->at.entry), g->fit.models, g->fit.models == 1 ? "" : "s", tell, fitting(g),
		    shape_in_words(&g->shape, d->arena), g->fit.full ? "" : "; heads and positions could not be compared");
}

/* Bytes that are counted to one family, and a claim that names another. */
static void compare_bytes(struct gathering *g)
{
	struct dossier *d = g->dossier;
	const struct fact *evidence[] = {g->declared_fact, g->bytes_fact};
	if (!g->declared_fact || !g->bytes_fact || !g->declared.count ||
	    any_agrees(&g->declared, g->by_bytes.at, g->by_bytes.count))
		return;
	finding_add(d->artifact, d->arena, FINDING_LINEAGE_CONTRADICTS, evidence, 2,
		    "%s says that the model is made from %s, but %s has the bytes of %s that is counted to the family %s.",
		    dossier_name(d, g->declared_fact->at.entry), shown(g, g->declared_fact->value),
		    dossier_name(d, g->bytes_fact->at.entry), g->bytes_of, g->by_bytes.at[0]);
}

static void judge(struct gathering *g)
{
	size_t kept = g->fit.n_families < SHAPE_FAMILIES ? g->fit.n_families : SHAPE_FAMILIES;
	compare_bytes(g);
	if (!g->shape_fact)
		return;
	if (g->declared_fact && all_have_sizes(&g->dossier->catalog->hints, &g->declared) &&
	    !any_agrees(&g->declared, g->fit.families, kept))
		say_contradiction(g);
	else if (!names_itself_so(g))
		say_undeclared(g);
}

void lineage_collect(struct dossier *d)
{
	struct gathering g = {.dossier = d};
	gather(&g);
	make_edges(&g);
	judge(&g);
	free(g.at);
}

/* --- between artifacts ------------------------------------------------------------------------------------------------------ */

struct named { /* an artifact by its name, or by its path */
	const char *name;
	size_t number;
};

struct directory {			 /* of all artifacts */
	struct named *by_name, *by_path; /* in order; of the same the first artifact comes first */
	size_t count;
};

typedef int comparing(const char *, const char *);

static int by_number(const struct named *x, const struct named *y)
{
	return (x->number > y->number) - (x->number < y->number);
}

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);
	return order ? order : by_number(x, y);
}

static int by_path(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : by_number(x, y);
}

static void directory_make(struct directory *d, const struct artifacts *as)
{
	*d = (struct directory){mem_array(as->count, sizeof *d->by_name), mem_array(as->count, sizeof *d->by_path), as->count};
	for (size_t i = 0; i < as->count; i++) {
		d->by_name[i] = (struct named){as->at[i].name ? as->at[i].name : "", i};
		d->by_path[i] = (struct named){as->at[i].path, i};
	}
	qsort(d->by_name, d->count, sizeof *d->by_name, by_name);
	qsort(d->by_path, d->count, sizeof *d->by_path, by_path);
}

static void directory_release(struct directory *d)
{
	free(d->by_name);
	free(d->by_path);
}

/* Where the first is that does not come before the name. */
static size_t lower(const struct named *at, size_t n, const char *name, comparing *compare)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(at[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first artifact of that name, SIZE_MAX for none. */
static size_t find_named(const struct directory *d, const char *name)
{
	size_t at = lower(d->by_name, d->count, name, strcasecmp);
	return at < d->count && !strcasecmp(d->by_name[at].name, name) ? d->by_name[at].number : SIZE_MAX;
}

/* The artifact, but that one, whose root is the path below the first n bytes of a folder; SIZE_MAX for none. */
static size_t find_at(const struct directory *d, size_t but, const char *folder, size_t n, const char *path, size_t len)
{
	char root[ROOT_BYTES];
	int bytes = snprintf(root, sizeof root, "%.*s%s%.*s", (int)n, folder, n && len ? "/" : "", (int)len, path);
	if (bytes < 0 || (size_t)bytes >= sizeof root)
		return SIZE_MAX;
	size_t at = lower(d->by_path, d->count, root, strcmp);
	for (; at < d->count && !strcmp(d->by_path[at].name, root); at++)
		if (d->by_path[at].number != but)
			return d->by_path[at].number;
	return SIZE_MAX;
}

/* A path ("../base", "./base", "base"), from the artifact's folder or from one above it: the artifact that is there; SIZE_MAX for none. */
static size_t find_beside(const struct directory *d, const struct artifacts *as, size_t from, const char *written)
{
	const char *folder = as->at[from].path, *at = written;
	size_t n = strlen(folder), found = SIZE_MAX;
	bool up = false;
	while (!strncmp(at, "./", 2) || !strncmp(at, "../", 3) || !strcmp(at, "..")) {
		up = at[1] == '.';
		n = up ? path_parent(folder, n) : n;
		at += up ? strnlen(at, 3) : 2;
	}
	size_t len = strlen(at);
	while (len && at[len - 1] == '/')
		len--;
	if (strchr(at, ':') || (!len && !up))
		return SIZE_MAX;
	for (;; n = path_parent(folder, n)) {
		found = find_at(d, from, folder, n, at, len);
		if (found != SIZE_MAX || !n || !len)
			return found;
	}
}

static bool is_between(const struct edge *e)
{
	return e->artifact && !e->self;
}

/* --- circles: the strongly connected components (Tarjan), with a stack of our own ------------------------------------------------- */

struct node {
	size_t *target;	   /* of each edge: the artifact it leads to, or SIZE_MAX */
	size_t edge;	   /* the next to follow */
	size_t order, low; /* when it was reached, from 1; the earliest that can be reached from it */
	size_t component;  /* from 1, once it is known */
	size_t caller;	   /* from where it was reached */
};

struct graph {
	const struct artifacts *as;
	struct node *nodes;
	size_t *open, n_open; /* reached, component not known yet */
	size_t reached, components;
};

static void enter(struct graph *g, size_t i, size_t caller)
{
	g->nodes[i].order = g->nodes[i].low = ++g->reached;
	g->nodes[i].caller = caller;
	g->open[g->n_open++] = i;
}

static void close_component(struct graph *g, size_t i)
{
	size_t member;
	g->components++;
	do {
		member = g->open[--g->n_open];
		g->nodes[member].component = g->components;
	} while (member != i);
}

/* Follows the next edge of i, or goes back from it. Where to go on; SIZE_MAX: nowhere. */
static size_t step(struct graph *g, size_t i)
{
	struct node *n = &g->nodes[i];
	if (n->edge == g->as->at[i].n_lineage) {
		if (n->low == n->order)
			close_component(g, i);
		else if (n->caller != SIZE_MAX && n->low < g->nodes[n->caller].low)
			g->nodes[n->caller].low = n->low;
		return n->caller;
	}
	size_t to = n->target[n->edge++];
	if (to == SIZE_MAX || g->nodes[to].component)
		return i;
	if (!g->nodes[to].order) {
		enter(g, to, i);
		return to;
	}
	if (g->nodes[to].order < n->low)
		n->low = g->nodes[to].order;
	return i;
}

static void find_components(struct graph *g)
{
	for (size_t i = 0; i < g->as->count; i++) {
		if (g->nodes[i].order)
			continue;
		enter(g, i, SIZE_MAX);
		for (size_t at = i; at != SIZE_MAX;)
			at = step(g, at);
	}
}

/* --- linking ----------------------------------------------------------------------------------------------------------------- */

static void link_edges(struct artifacts *as, size_t i, const struct directory *d, struct node *node)
{
	struct edge *edges = as->at[i].lineage;
	node->target = arena_array(&as->arena, as->at[i].n_lineage, sizeof *node->target);
	for (size_t k = 0; k < as->at[i].n_lineage; k++) {
		size_t to = edges[k].family ? SIZE_MAX : find_named(d, edges[k].parent);
		const char *slash = edges[k].family ? NULL : strrchr(edges[k].parent, '/');
		if (to == SIZE_MAX && !edges[k].family && k < PATHS_TRIED)
			to = find_beside(d, as, i, edges[k].parent);
		if (to == SIZE_MAX && slash && slash[1]) /* "owner/name", and a folder that is called so */
			to = find_named(d, slash + 1);
		if (to != SIZE_MAX)
			edges[k].artifact = as->at[to].path;
		node->target[k] = is_between(&edges[k]) ? to : SIZE_MAX;
	}
}

static void mark_circles(const struct artifacts *as, struct node *nodes)
{
	struct graph g = {.as = as, .nodes = nodes, .open = mem_array(as->count, sizeof *g.open)};
	find_components(&g);
	for (size_t i = 0; i < as->count; i++) {
		for (size_t k = 0; k < as->at[i].n_lineage; k++) {
			size_t to = nodes[i].target[k];
			as->at[i].lineage[k].cycle = to != SIZE_MAX && to != i && nodes[to].component == nodes[i].component;
		}
	}
	free(g.open);
}

void lineage_link(struct artifacts *as)
{
	if (as->count < 2)
		return;
	struct directory d;
	struct node *nodes = mem_array(as->count, sizeof *nodes);
	directory_make(&d, as);
	for (size_t i = 0; i < as->count; i++)
		link_edges(as, i, &d, &nodes[i]);
	mark_circles(as, nodes);
	directory_release(&d);
	free(nodes);
}
