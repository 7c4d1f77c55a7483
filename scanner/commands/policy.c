/* SPDX-License-Identifier: MIT */
/* policy: begin a policy, check one, say what it lets through. */
#include "base/digest.h"
#include "base/tty.h"
#include "commands/command.h"
#include "commands/license_words.h"
#include "commands/policy_init.h"
#include "commands/suggest.h"
#include "policy/explain.h"
#include "policy/schema.h"
#include "report/json_text.h"
#include "report/page.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

static struct opt_list uses;
static const char *output;

static const struct opt options[] = {
	{"use", 0, OPT_EACH, "NAME[=VALUE]", "init: what you mean to do: commercial, users=2M, revenue='5M USD', regions=US,EU …",
	 &uses},
	{"output", 'o', OPT_STRING, "FILE", "init: write there, where no file is, instead of to standard output", &output},
	{0},
};

static void page_open(struct page *p)
{
	int columns = tty_columns(STDOUT_FILENO);
	page_init(p, tty_wants_color(STDOUT_FILENO), columns < 100 ? columns : 100);
}

static int need_policy(const struct invocation *in, struct err *e)
{
	if (in->count < 2)
		return err_set(e, ERR_USAGE, "policy %s needs a policy: a file, or the name of a built-in one", in->operands[0]);
	return 0;
}

static void put_reason(struct page *p, const char *before, const struct reason *r)
{
	const char *at = r->at && !strstr(r->sentence, r->at) ? arena_printf(&p->arena, " (%s)", r->at) : "";
	const char *clause = r->clause ? arena_printf(&p->arena, "%s: ", clause_words(r->clause, &p->arena)) : "";
	page_wrap(p, before, "    ", 0, arena_printf(&p->arena, "%s%s%s", clause, r->sentence, at));
}

static enum style style_of(enum verdict v)
{
	return v == VERDICT_PASS ? STYLE_GREEN : v == VERDICT_FAIL ? STYLE_RED : STYLE_YELLOW;
}

/* --- list, schema ----------------------------------------------------------------------------------------------------------- */

static int list(const struct invocation *in, struct err *e)
{
	PAGE_AUTO struct page p;
	page_open(&p);
	for (uint32_t i = 0; i < in->catalog->n_policies; i++) {
		const struct data_file *f = &in->catalog->policies[i];
		const struct policy *policy;
		if (policy_read(in->catalog, f, in->arena, &policy, e) < 0)
			return -1;
		page_put(&p, policy_name(policy));
		page_say(&p, "\n");
		page_wrap(&p, "  ", "  ", 0, policy_description(policy));
	}
	return page_write(&p, stdout, e);
}

static int schema(const struct invocation *in, struct err *e)
{
	return json_write(policy_schema(in->catalog), JSON_INDENTED, stdout, e) < 0 ? -1 : EXIT_PASS;
}

static int init(const struct invocation *in, struct err *e)
{
	if (in->count > 2)
		return err_set(e, ERR_USAGE, "policy init takes one name of a policy to begin with");
	return policy_init(in, in->count == 2 ? in->operands[1] : "default", &uses, output, e);
}

/* --- check ------------------------------------------------------------------------------------------------------------------ */

static size_t put_effects(struct page *p, const struct policy *policy, enum effect which)
{
	static const char *const titles[N_EFFECTS] = {
		[EFFECT_USE] = "The use",
		[EFFECT_UNSAID] = "Not said of the use, so that a license that asks needs a review",
		[EFFECT_FAILS] = "Fails",
		[EFFECT_REVIEW] = "Needs a review",
		[EFFECT_FREE] = "Is allowed or ignored",
		[EFFECT_WAIVED] = "Waived",
		[EFFECT_EXPIRED] = "Waivers that have expired and waive nothing",
	};
	struct reasons r = {0};
	policy_effects(policy, which, &p->arena, &r);
	if (r.count) {
		page_say(p, "\n");
		page_styled(p, STYLE_BOLD, titles[which]);
		page_say(p, "\n");
	}
	for (size_t i = 0; i < r.count; i++)
		put_reason(p, "  ", &r.at[i]);
	return r.count;
}

static size_t put_policy(struct page *p, const struct policy *policy)
{
	size_t counts[N_EFFECTS];
	for (int which = 0; which < N_EFFECTS; which++)
		counts[which] = put_effects(p, policy, (enum effect)which);
	return counts[EFFECT_EXPIRED];
}

/* Sets *expired when a waiver has. */
static int check_one(const struct invocation *in, const char *path, struct page *p, bool *expired, struct err *e)
{
	const struct policy *policy = NULL;
	if (policy_load(in->catalog, path, NULL, 0, in->arena, &policy, e) < 0)
		return -1;
	page_say(p, p->text.len ? "\n" : "");
	page_put(p, path);
	page_say(p, ": the policy \"");
	page_put(p, policy_name(policy));
	page_say(p, "\" is well formed\n");
	*expired |= put_policy(p, policy) > 0;
	return 0;
}

static int check(const struct invocation *in, struct err *e)
{
	bool expired = false, wrong = false;
	if (need_policy(in, e) < 0)
		return -1;
	PAGE_AUTO struct page p;
	page_open(&p);
	for (int i = 1; i < in->count; i++) {
		struct err of_it;
		if (check_one(in, in->operands[i], &p, &expired, &of_it) == 0)
			continue;
		command_say(of_it.text);
		wrong = true;
	}
	return page_write(&p, stdout, e) < 0 ? -1 : wrong ? EXIT_COULD_NOT : expired ? EXIT_POLICY : EXIT_PASS;
}

/* --- explain ---------------------------------------------------------------------------------------------------------------- */

static void put_license(struct page *p, const struct policy *policy, const struct license *l)
{
	struct reasons r = {0};
	enum verdict v = policy_on_license(policy, l, &p->arena, &r);
	page_styled(p, style_of(v), verdict_name(v));
	page_say(p, "  ");
	page_put(p, l->spdx);
	page_say(p, ", by its record: ");
	page_put(p, l->name);
	page_say(p, "\n");
	for (int wanted = VERDICT_FAIL; wanted >= VERDICT_PASS; wanted--)
		for (size_t i = 0; i < r.count; i++)
			if ((int)r.at[i].verdict == wanted)
				put_reason(p, arena_printf(&p->arena, "  %-6s ", verdict_name(r.at[i].verdict)), &r.at[i]);
	if (!r.count)
		page_say(p, "  Nothing that its record says is denied, or asks for a review.\n");
}

static void put_kind(struct page *p, const struct policy *policy, const struct kind *k)
{
	struct reasons r = {0};
	policy_on_kind(policy, k, &p->arena, &r);
	page_put(p, k->id);
	page_say(p, ": ");
	page_put(p, k->title);
	page_say(p, "\n");
	for (size_t i = 0; i < r.count; i++)
		put_reason(p, arena_printf(&p->arena, "  %-6s ", verdict_name(r.at[i].verdict)), &r.at[i]);
}

static bool is_judged(const struct license *l)
{
	return !l->exception && !l->placeholder && !l->policy;
}

/* All licenses of the catalog, a line for each with what decides. */
static void put_licenses(struct page *p, const struct policy *policy, const struct catalog *c)
{
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		struct reasons r = {0};
		if (!is_judged(&c->licenses[i]))
			continue;
		enum verdict v = policy_on_license(policy, &c->licenses[i], &p->arena, &r);
		const char *because = "";
		for (size_t k = r.count; k-- > 0;)
			if (r.at[k].verdict == v && v != VERDICT_PASS)
				because = r.at[k].sentence;
		page_styled(p, style_of(v), arena_printf(&p->arena, "%-7s", verdict_name(v)));
		page_column(p, c->licenses[i].spdx, *because ? 42 : 0, false);
		page_say(p, "%s", *because ? " " : "");
		page_put(p, because);
		page_say(p, "\n");
	}
}

static void put_counts(struct page *p, const struct policy *policy, const struct catalog *c)
{
	size_t counts[VERDICT_FAIL + 1] = {0};
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		struct reasons r = {0};
		if (is_judged(&c->licenses[i]))
			counts[policy_on_license(policy, &c->licenses[i], &p->arena, &r)]++;
	}
	page_say(p,
		 "\nOf the licenses that are known, by their records: %zu pass, %zu need a review, %zu fail.\n"
		 "`licet policy explain FILE licenses` lists them.\n",
		 counts[VERDICT_PASS], counts[VERDICT_REVIEW], counts[VERDICT_FAIL]);
}

static void put_kinds(struct page *p, const struct policy *policy, const struct catalog *c)
{
	page_say(p, "\n");
	page_styled(p, STYLE_BOLD, "What it makes of restrictions");
	page_say(p, "\n");
	for (uint32_t i = 0; i < c->n_kinds; i++) {
		struct reasons r = {0};
		if (c->kinds[i].role != ROLE_RESTRICTION)
			continue;
		policy_on_kind(policy, &c->kinds[i], &p->arena, &r);
		for (size_t k = 0; k < r.count; k++)
			if (r.at[k].verdict != VERDICT_PASS || r.at[k].at)
				put_reason(p, arena_printf(&p->arena, "  %-22s %s", c->kinds[i].id, ""), &r.at[k]);
	}
}

static int hash_stream(FILE *f, const char *path, uint8_t out[DIGEST_BYTES], struct err *e)
{
	DIGEST_AUTO struct digest d = {0};
	char chunk[CHUNK];
	if (digest_init(&d, e) < 0)
		return -1;
	for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
		if (digest_update(&d, chunk, n, e) < 0)
			return -1;
	if (ferror(f))
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	return digest_final(&d, out, e);
}

static int hash_file(const char *path, uint8_t out[DIGEST_BYTES], struct err *e)
{
	FILE *f = fopen(path, "rbe");
	if (!f)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	int rc = hash_stream(f, path, out, e);
	fclose(f);
	return rc;
}

/* What is waived of a file or folder, and the beginning of a waiver for it. */
static int put_path(struct page *p, const struct policy *policy, const char *path, struct err *e)
{
	uint8_t sha256[DIGEST_BYTES];
	char hex[DIGEST_HEX] = "";
	struct reasons r = {0};
	struct stat st;
	bool folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
	if (!folder && hash_file(path, sha256, e) < 0)
		return -1;
	if (!folder)
		digest_hex(sha256, hex);
	policy_waivers_of(policy, path, folder ? NULL : sha256, &p->arena, &r);
	page_put(p, path);
	page_say(p, r.count ? ": waivers that are bound to it\n" : ": no waiver is bound to it\n");
	for (size_t i = 0; i < r.count; i++)
		put_reason(p, "  ", &r.at[i]);
	page_say(p, "\n`licet scan --policy FILE` says what it finds there. A waiver for it has\n- path: ");
	page_put(p, path);
	page_say(p, "  # as reports name it: from the top of what is scanned\n");
	if (!folder)
		page_say(p, "  sha256: %s\n", hex);
	page_say(p, "beside finding (or kind), reason, approver and expires.\n");
	return 0;
}

static int fail_unknown(const struct invocation *in, const char *what, struct err *e)
{
	struct suggest s;
	suggest_init(&s, what);
	suggest_licenses(&s, in->catalog);
	suggest_kinds(&s, in->catalog);
	return err_set(e, ERR_USAGE, "'%.200s' is no license, no kind, and no file that is here%s", what,
		       suggest_words(&s, in->arena));
}

/* An id of its own goes before a file, and a file before a name that a license is also written by. */
static int explain_one(const struct invocation *in, const struct policy *policy, const char *what, struct page *p, struct err *e)
{
	const struct kind *kind = catalog_kind(in->catalog, what);
	const struct license *license = catalog_license(in->catalog, what);
	if (!strcmp(what, "licenses")) {
		put_licenses(p, policy, in->catalog);
		return 0;
	}
	if (kind) {
		put_kind(p, policy, kind);
		return 0;
	}
	if (!license && access(what, F_OK) == 0)
		return put_path(p, policy, what, e);
	license = license ? license : license_named(in->catalog, what, in->arena);
	if (!license || license->placeholder)
		return fail_unknown(in, what, e);
	put_license(p, policy, license);
	return 0;
}

static int explain(const struct invocation *in, struct err *e)
{
	const struct policy *policy = NULL;
	if (need_policy(in, e) < 0 || policy_load(in->catalog, in->operands[1], NULL, 0, in->arena, &policy, e) < 0)
		return -1;
	PAGE_AUTO struct page p;
	page_open(&p);
	if (in->count == 2) {
		page_put(&p, policy_name(policy));
		page_say(&p, "\n");
		page_wrap(&p, "  ", "  ", 0, policy_description(policy));
		put_policy(&p, policy);
		put_kinds(&p, policy, in->catalog);
		put_counts(&p, policy, in->catalog);
	}
	for (int i = 2; i < in->count; i++)
		if (explain_one(in, policy, in->operands[i], &p, e) < 0)
			return -1;
	return page_write(&p, stdout, e);
}

/* --- the run ---------------------------------------------------------------------------------------------------------------- */

static int run_verb(const struct invocation *in, struct err *e)
{
	static const struct {
		const char *name;
		int (*run)(const struct invocation *, struct err *);
	} verbs[] = {{"list", list}, {"init", init}, {"check", check}, {"explain", explain}, {"schema", schema}};
	const char *verb = in->count ? in->operands[0] : "list";
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verb, verbs[i].name))
			return verbs[i].run(in, e);
	return err_set(e, ERR_USAGE, "policy can list, init, check, explain and schema, not '%s'", verb);
}

static int run(const struct invocation *in, struct err *e)
{
	int rc = run_verb(in, e);
	opt_list_release(&uses);
	return rc;
}

const struct command command_policy = {
	.name = "policy",
	.usage = "list | init [NAME] [--use NAME=VALUE]… | check FILE… | explain FILE [KIND | LICENSE | PATH | licenses]… | "
		 "schema",
	.summary = "policies: begin one by what you mean to do, check it, say what it lets through",
	.more = "init writes a policy to begin with, with a comment for each question; NAME is a policy of `list`.\n"
		"check says what is wrong with line and column (exit 2), else what the policy does; exit 1 when a waiver has "
		"expired.\n"
		"explain says it in plain words: of all, of a kind of restriction, of a license by its record, of the waivers "
		"for a\n"
		"file, or of all licenses. schema prints the JSON schema of policies.\n"
		"The day on which waivers expire is that of the clock, or of SOURCE_DATE_EPOCH, in UTC.",
	.options = options,
	.run = run,
};
