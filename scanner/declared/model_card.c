/* SPDX-License-Identifier: MIT */
/*
 * Model card: Markdown that begins with a block of YAML between two lines "---". Loaders forgive tabs and byte order marks, and
 * so do we. When the block is no YAML the lines that claim a license are still picked out of it, and the damage is said. Cards are
 * pasted together: the front matter of another card may follow, or stand further below, and name another license (license_again). Where
 * no license stands in front, the first such block further below, or at the end, is the card's own.
 */
#define _GNU_SOURCE
#include "declared/declared.h"
#include "declared/mergekit.h"

#include <string.h>

enum { BLOCK_BYTES = 1 << 20, FURTHER_BYTES = 1 << 16, FURTHER_RULES = 500, RECIPES = 50, FENCE_BLANKS = 3 };

static const struct claim claims[] = {
	{"license", "license", CLAIM_DECLARED, "name"},
	{"licence", "license", CLAIM_DECLARED, "name"},
	{"license_name", "license_name", CLAIM_DECLARED, NULL},
	{"license_link", "license_link", CLAIM_DECLARED, NULL},
	{"base_model", "base_model", CLAIM_DECLARED, "name"},
	{"base_models", "base_model", CLAIM_DECLARED, "name"},
	{"base_model_relation", "base_model_relation", CLAIM_DECLARED, NULL},
	{"datasets", "dataset", CLAIM_DECLARED, "name"},
	{"dataset", "dataset", CLAIM_DECLARED, "name"},
	{"model_name", "name", CLAIM_META, NULL},
	{"model_creator", "author", CLAIM_META, NULL},
	{"quantized_by", "quantized_by", CLAIM_META, NULL},
	{"language", "language", CLAIM_META, NULL},
	{"library_name", "library", CLAIM_META, NULL},
	{"pipeline_tag", "task", CLAIM_META, NULL},
	{"new_version", "new_version", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
};

static bool is_card_data(const char *base)
{
	return name_is(base, "model_card_data.yaml");
}

static bool is_card_name(const char *base)
{
	return name_begins(base, "readme") || name_begins(base, "model_card") || name_begins(base, "modelcard") ||
	       name_begins(base, "card.");
}

static size_t skip_any(const char *bytes, size_t len, size_t at, const char *set)
{
	while (at < len && bytes[at] && strchr(set, bytes[at]))
		at++;
	return at;
}

/* Offset of the opening line, behind a byte order mark, empty lines, and blanks; len when there is none. */
static size_t find_opening(const char *bytes, size_t len)
{
	size_t at = skip_any(bytes, len, len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0, " \t\r\n");
	if (len - at < 4 || memcmp(bytes + at, "---", 3) != 0)
		return len;
	size_t after = skip_any(bytes, len, at + 3, " \t");
	return after < len && (bytes[after] == '\n' || bytes[after] == '\r') ? at : len;
}

static size_t line_end(const char *bytes, size_t len, size_t at)
{
	const char *newline = memchr(bytes + at, '\n', len - at);
	return newline ? (size_t)(newline - bytes) + 1 : len;
}

/* Offset of the closing line, or 0. */
static size_t find_closing(const char *bytes, size_t len, size_t opening)
{
	size_t stop = len - opening > BLOCK_BYTES ? opening + BLOCK_BYTES : len;
	for (size_t at = line_end(bytes, stop, opening); at < stop; at = line_end(bytes, stop, at)) {
		if (stop - at < 3 || memcmp(bytes + at, "---", 3) != 0)
			continue;
		size_t after = skip_any(bytes, stop, at + 3, " \t");
		if (after == stop || bytes[after] == '\n' || bytes[after] == '\r')
			return at;
	}
	return 0;
}

static bool is_key_character(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '-';
}

/* Does the first line with anything in it look like "key:"? Else the two rules are only lines across the page. */
static bool looks_like_fields(const char *block, size_t len)
{
	size_t start = skip_any(block, len, line_end(block, len, 0), " \t\r\n"), at = start;
	while (at < len && is_key_character(block[at]))
		at++;
	return at > start && at < len && block[at] == ':';
}

/* Offset of the next line that is "---" and outside of a fenced example; len when there is none. */
static size_t find_rule(const char *bytes, size_t len, size_t at)
{
	for (bool fenced = false; at < len; at = line_end(bytes, len, at)) {
		size_t left = len - at, after = left > 3 ? skip_any(bytes, len, at + 3, " \t") : len;
		size_t mark = skip_any(bytes, len, at, " "); /* of a fence, which may stand behind blanks */
		fenced ^= len - mark > 3 && mark - at <= FENCE_BLANKS &&
			  (!memcmp(bytes + mark, "```", 3) || !memcmp(bytes + mark, "~~~", 3));
		if (!fenced && left > 3 && !memcmp(bytes + at, "---", 3) && after < len &&
		    (bytes[after] == '\n' || bytes[after] == '\r'))
			return at;
	}
	return len;
}

struct block { /* of fields, from the line that opens it to the one that closes it, or to the end */
	size_t opening, closing;
	uint32_t line; /* of the opening */
};

static uint32_t count_lines(const char *bytes, size_t from, size_t to)
{
	uint32_t n = 0;
	for (size_t i = from; i < to; i++)
		n += bytes[i] == '\n';
	return n;
}

static bool is_behind_blank(const char *bytes, size_t at)
{
	return at < 2 || bytes[at - 2] == '\n' || (bytes[at - 2] == '\r' && at > 2 && bytes[at - 3] == '\n');
}

/* Nothing but such a line stands before: that of a front matter was written twice. */
static bool is_doubled(const char *bytes, size_t at)
{
	size_t opening = find_opening(bytes, at);
	return opening < at && line_end(bytes, at, opening) == at;
}

/* The line is of fields: "key: value", an item, or what goes on with one. */
static bool is_field_line(const char *bytes, size_t at, size_t end)
{
	size_t key = at;
	while (key < end && is_key_character(bytes[key]))
		key++;
	return strchr(" \t\r\n", bytes[at]) || (bytes[at] == '-' && at + 1 < end && bytes[at + 1] == ' ') ||
	       (key > at && key < end && bytes[key] == ':');
}

/* A front matter whose opening line was lost: the document begins with its fields, a license's among them, and more than one. */
static bool find_headless(const char *bytes, size_t len, struct block *out)
{
	static const char license[] = "license:";
	size_t start = skip_any(bytes, len, len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0, "\r\n");
	size_t closing =
		start < len && is_key_character(bytes[start]) && bytes[start] != '-' ? find_closing(bytes, len, start) : 0;
	bool licensed = false;
	unsigned fields = 0;
	for (size_t at = start; at < closing; at = line_end(bytes, closing, at)) {
		if (!is_field_line(bytes, at, line_end(bytes, closing, at)))
			return false;
		licensed |= closing - at > sizeof license && !memcmp(bytes + at, license, sizeof license - 1);
		fields += is_key_character(bytes[at]) && bytes[at] != '-';
	}
	*out = (struct block){start, closing, 1 + count_lines(bytes, 0, start)};
	return licensed && fields > 1;
}

/* The first block below other words that names a license, or one that has no opening line. A line under words is a heading's. */
static bool find_below(const char *bytes, size_t len, struct block *out)
{
	static const char field[] = "\nlicense:";
	if (find_headless(bytes, len, out))
		return true;
	size_t at = memmem(bytes, len, field, sizeof field - 1) ? 0 : len;
	for (int n = 0; n < FURTHER_RULES && (at = find_rule(bytes, len, at)) < len; n++, at = line_end(bytes, len, at)) {
		size_t stop = len - at > FURTHER_BYTES ? at + FURTHER_BYTES : len, closing = find_closing(bytes, stop, at);
		closing = closing ? closing : stop;
		if (!(is_behind_blank(bytes, at) || is_doubled(bytes, at)) || !looks_like_fields(bytes + at, closing - at) ||
		    !memmem(bytes + at, closing - at, field, sizeof field - 1))
			continue;
		*out = (struct block){at, closing, 1 + count_lines(bytes, 0, at)};
		return true;
	}
	return false;
}

static unsigned bid(const struct probe *p)
{
	struct block below;
	const char *bytes = (const char *)p->bytes;
	if (is_card_data(p->base))
		return p->len ? BID_FILE_NAME : 0;
	if (name_has(p->base, "template")) /* to be filled in for something else */
		return 0;
	bool named = name_ends(p->base, ".md") || name_ends(p->base, ".markdown") || name_is(p->base, "README");
	bool found =
		named && (find_opening(bytes, p->len) < p->len || (is_card_name(p->base) && find_below(bytes, p->len, &below)));
	return found ? BID_NAME_AND_CONTENT : 0;
}

/* Returns whether one of them names a license. */
static bool take_tags(struct reading *r, const struct yaml *tags)
{
	bool licensed = false;
	static const char *const relations[] = {"adapter:", "merge:", "quantized:", "finetune:"};
	for (size_t i = 0; tags && tags->type == YAML_LIST && i < tags->count; i++) {
		const struct yaml *tag = tags->items[i];
		if (tag->type != YAML_SCALAR)
			continue;
		if (!strncmp(tag->text, "license:", 8)) {
			claim_text(r, tag, "license", tag->text + 8, strlen(tag->text + 8));
			licensed = true;
		}
		if (strncmp(tag->text, "base_model:", 11) != 0)
			continue;
		const char *id = tag->text + 11;
		for (size_t k = 0; k < sizeof relations / sizeof *relations; k++) {
			size_t n = strlen(relations[k]);
			if (strncmp(id, relations[k], n) != 0)
				continue;
			claim_text(r, tag, "base_model_relation", relations[k], n - 1);
			id += n;
		}
		claim_text(r, tag, "base_model", id, strlen(id));
	}
	return licensed;
}

/* Returns whether the card names a license. */
static bool take_special(struct reading *r, const struct yaml *card)
{
	bool licensed = yaml_get(card, "licence") || yaml_get(card, "license_name");
	for (size_t i = 0; i < card->count; i++) {
		const struct yaml *key = card->keys[i], *value = card->items[i];
		if (!strcmp(key->text, "tags"))
			licensed |= take_tags(r, value);
		if (!strncmp(key->text, "extra_gated_", 12))
			reading_meta(r, "gated", key->text, key->text_len, key->start, value->end, key->line);
		licensed |= !strcmp(key->text, "license") && !yaml_is_null(value);
		if (!strcmp(key->text, "license") && yaml_is_null(value))
			sink_note(r->sink, "empty-license", "The card's license field at line %u is empty.", key->line);
		if (!strcmp(key->text, "model-index") && !yaml_get(card, "model_name"))
			claim_take(r, value, &(struct claim){.field = "name", .kind = CLAIM_META, .inner = "name"});
		if (!strcmp(key->text, "model-index") && !yaml_is_null(value)) /* its results */
			reading_meta(r, "evaluation", key->text, key->text_len, key->start, value->end, key->line);
	}
	return licensed;
}

/* The value of a line that YAML could not read: without a comment, brackets, quotes. */
static bool salvage_value(struct reading *r, const char *field, size_t start, size_t end, uint32_t line)
{
	static const char dress[] = " \t\r\n\"'[],";
	const char *b = (const char *)r->bytes;
	for (size_t at = start; at < end; at++)
		if (b[at] == '#' && (at == start || b[at - 1] == ' '))
			end = at;
	start = skip_any(b, end, start, dress);
	while (end > start && strchr(dress, b[end - 1]))
		end--;
	if (end > start)
		reading_declared(r, field, b + start, end - start, start, end, line);
	return end > start;
}

/* Picks the claims out of a block that is no YAML. Returns how many. */
static unsigned salvage(struct reading *r, size_t opening, size_t closing)
{
	static const char *const fields[] = {"license", "license_name", "license_link", "base_model"};
	const char *b = (const char *)r->bytes, *open_list = NULL;
	unsigned found = 0;
	uint32_t line = 1;
	for (size_t at = 0, end; at < closing; at = end, line++) {
		end = line_end(b, closing, at);
		size_t start = skip_any(b, end, at, " \t");
		if (at < opening)
			continue;
		if (open_list && start + 1 < end && b[start] == '-' && b[start + 1] == ' ') {
			found += salvage_value(r, open_list, start + 1, end, line);
			continue;
		}
		open_list = NULL;
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
			size_t n = strlen(fields[i]);
			if (end - start <= n || memcmp(b + start, fields[i], n) != 0 || b[start + n] != ':')
				continue;
			if (salvage_value(r, fields[i], start + n + 1, end, line))
				found++;
			else
				open_list = fields[i];
		}
	}
	return found;
}

/*
 * As loaders do: what is no YAML for its tabs alone is read with blanks in their place. So is an opening line behind blanks, which opens no
 * document of YAML. The length stays.
 */
static int parse(struct reading *r, size_t opening, size_t closing, const struct yaml **root, struct err *e)
{
	const char *bytes = (const char *)r->bytes;
	bool indented = opening && strchr(" \t", bytes[opening - 1]);
	if (!indented && yaml_parse(bytes, closing, r->arena, root, e) == 0)
		return 0;
	if (!indented && !memchr(bytes + opening, '\t', closing - opening))
		return -1;
	char *blanks = arena_strndup(r->arena, bytes, closing);
	for (size_t i = opening; i < closing; i++)
		if (blanks[i] == '\t' || (indented && i < opening + 3))
			blanks[i] = ' ';
	return yaml_parse(blanks, closing, r->arena, root, indented ? e : NULL);
}

static int broken(struct reading *r, size_t opening, size_t closing, struct err *e)
{
	unsigned found = salvage(r, opening, closing);
	if (!found && !is_card_name(r->probe->base))
		return 0; /* a page of some documentation; its head is not ours to judge */
	err_prefix(e, "the card's front matter is not readable as YAML%s", found ? " (claims were picked out of its lines)" : "");
	return -1;
}

/* *licensed: it names a license, or cannot be read. */
static int read_block(struct reading *r, size_t opening, size_t closing, bool *licensed, struct err *e)
{
	const struct yaml *card;
	*licensed = true;
	if (parse(r, opening, closing, &card, e) < 0)
		return broken(r, opening, closing, e);
	if (!card || card->type != YAML_MAP)
		return 0;
	CLAIMS_TAKE(r, card, claims);
	*licensed = take_special(r, card);
	return 0;
}

/* --- further blocks ----------------------------------------------------------------------------------------------------------- */

/* What was read from a block has its places in the document. */
static void move_places(struct yaml *node, const struct block *by)
{
	node->start += by->opening;
	node->end += by->opening;
	node->line += by->line - 1;
	for (size_t i = 0; i < node->count; i++)
		move_places(node->items[i], by);
}

/*
 * The fields of a block that does not stand at the beginning, with their places in the document; NULL: it has none. Tabs are blanks. -1: no
 * YAML.
 */
static int fields_of(const struct reading *r, const struct block *b, const struct yaml **fields)
{
	size_t len = b->closing - b->opening;
	char *block = arena_strndup(r->arena, (const char *)r->bytes + b->opening, len);
	const struct yaml *root = NULL;
	*fields = NULL;
	for (size_t i = 0; i < len; i++)
		block[i] = block[i] == '\t' ? ' ' : block[i];
	if (yaml_parse(block, len, r->arena, &root, NULL) < 0)
		return -1;
	if (!root || root->type != YAML_MAP)
		return 0;
	for (size_t i = 0; i < root->count; i++)
		move_places(root->items[i], b);
	*fields = root;
	return 0;
}

/* Fields that only the cards of data sets have: what such a block names is the license of one, and none of the model. */
static bool is_of_data(const struct yaml *card)
{
	static const char *const fields[] = {"pretty_name",	     "size_categories", "task_categories", "dataset_info",
					     "annotations_creators", "source_datasets", "task_ids"};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (yaml_get(card, fields[i]))
			return true;
	return false;
}

/*
 * The license that such a block names; NULL: it is none, but two lines across the page, or that of a data set, or no YAML, of which the line
 * is read.
 */
static const struct yaml *license_of_block(struct reading *r, const struct block *b)
{
	const char *bytes = (const char *)r->bytes, *begin = bytes + b->opening, *line;
	const struct yaml *card;
	size_t len = b->closing - b->opening;
	if (!looks_like_fields(begin, len) || !(line = memmem(begin, len, "\nlicense:", 9)))
		return NULL;
	if (fields_of(r, b, &card) < 0) {
		size_t at = (size_t)(line + 1 - bytes);
		salvage_value(r, "license_again", at + sizeof "license:" - 1, line_end(bytes, r->len, at),
			      b->line + count_lines(bytes, b->opening, at));
	}
	if (!card || is_of_data(card))
		return NULL;
	const struct yaml *name = yaml_get(card, "license_name"), *license = yaml_get(card, "license");
	return name && name->type == YAML_SCALAR && *name->text ? name : license;
}

/* licensed: a block before names a license. Else the first that does is the card's own. */
static void read_further(struct reading *r, size_t at, bool licensed)
{
	static const struct claim own = {.field = "license", .kind = CLAIM_DECLARED, .inner = "name"},
				  again = {.field = "license_again", .kind = CLAIM_DECLARED, .inner = "name"};
	const char *bytes = (const char *)r->bytes;
	struct block f = {.line = 1};
	for (int n = 0; (at = find_rule(bytes, r->len, at)) < r->len; n++) {
		if (n == FURTHER_RULES) {
			sink_problem(r->sink, "limit",
				     "It has more lines across the page than are looked behind for another front matter.");
			return;
		}
		size_t stop = r->len - at > FURTHER_BYTES ? at + FURTHER_BYTES : r->len;
		f.line += count_lines(bytes, f.opening, at);
		f.opening = at;
		f.closing = find_closing(bytes, stop, at);
		const struct yaml *license = f.closing ? license_of_block(r, &f) : NULL;
		claim_take(r, license, licensed ? &again : &own);
		licensed |= license != NULL;
		at = line_end(bytes, r->len, license ? f.closing : at);
	}
}

static int read_below(struct reading *r)
{
	struct block at;
	const struct yaml *card;
	if (!find_below((const char *)r->bytes, r->len, &at) || fields_of(r, &at, &card) < 0 || !card || is_of_data(card))
		return 0;
	CLAIMS_TAKE(r, card, claims);
	take_special(r, card);
	read_further(r, at.closing, true);
	return 0;
}

static bool is_fence(const char *bytes, size_t at, size_t len)
{
	return len - at >= 3 && (!memcmp(bytes + at, "```", 3) || !memcmp(bytes + at, "~~~", 3));
}

static bool is_recipe(const char *block, size_t len)
{
	return memmem(block, len, "merge_method:", 13) || memmem(block, len, "source_model:", 13);
}

/* A card shows how its model was merged as an example between fences. */
static void read_recipes(struct reading *r)
{
	const char *bytes = (const char *)r->bytes;
	struct block b = {.line = 1}; /* behind the fence before */
	bool open = false;
	int found = 0;
	if (!is_recipe(bytes, r->len))
		return;
	for (size_t at = 0; at < r->len; at = line_end(bytes, r->len, at)) {
		const struct yaml *recipe;
		if (!is_fence(bytes, at, r->len))
			continue;
		b.closing = at;
		if (open && is_recipe(bytes + b.opening, at - b.opening)) {
			if (found++ == RECIPES) {
				sink_problem(r->sink, "limit", "It shows more recipes of merges than are read.");
				return;
			}
			if (fields_of(r, &b, &recipe) == 0 && recipe)
				mergekit_take(r, recipe);
		}
		open = !open;
		size_t next = line_end(bytes, r->len, at);
		b.line += count_lines(bytes, b.opening, next);
		b.opening = next;
	}
}

static int read(struct reading *r, struct err *e)
{
	const char *bytes = (const char *)r->bytes;
	bool licensed;
	if (is_card_data(r->probe->base))
		return read_block(r, 0, r->len, &licensed, e);
	size_t opening = find_opening(bytes, r->len);
	if (opening == r->len)
		return read_below(r);
	if (!looks_like_fields(bytes + opening, r->len - opening))
		return is_card_name(r->probe->base) ? read_below(r) : 0;
	size_t closing = find_closing(bytes, r->len, opening);
	if (closing) {
		int result = read_block(r, opening, closing, &licensed, e);
		read_further(r, line_end(bytes, r->len, closing), licensed);
		read_recipes(r);
		return result;
	}
	err_set(e, ERR_INPUT, "the block that \"---\" opens is never closed");
	return broken(r, opening, r->len - opening > BLOCK_BYTES ? opening + BLOCK_BYTES : r->len, e);
}

const struct reader reader_model_card = {
	.id = "model-card",
	.title = "model card",
	.spec = "https://github.com/huggingface/hub-docs/blob/main/modelcard.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
