/* SPDX-License-Identifier: MIT */
#include "commands/policy_init.h"

#include "base/buf.h"
#include "commands/suggest.h"
#include "policy/explain.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { POLICY_CAP = 1 << 20 };

/* --- what the user says ----------------------------------------------------------------------------------------------------- */

static int fail_unknown(const struct invocation *in, const char *name, struct err *e)
{
	struct suggest s;
	suggest_init(&s, name);
	for (uint32_t i = 0; i < in->catalog->n_uses; i++)
		suggest_offer(&s, in->catalog->uses[i].id, in->catalog->uses[i].id);
	return err_set(e, ERR_USAGE, "--use %.200s: there is no such use%s", name,
		       s.count ? suggest_words(&s, in->arena) : "; `licet policy init` lists them");
}

/* As YAML has it: "true", "2M", "[US, DE]". */
static const char *value_of(const struct use *u, const char *written, struct arena *a)
{
	const char *list = "";
	if (!written)
		return u->form == USE_YES_NO ? "true" : "";
	if (u->form != USE_REGIONS && u->form != USE_WORDS)
		return written;
	for (const char *at = written; *at; at += strcspn(at, ","), at += *at == ',')
		list = arena_printf(a, "%s%s%.*s", list, *list ? ", " : "", (int)strcspn(at, ","), at);
	return arena_printf(a, "[%s]", list);
}

/* One value for each use of the catalog, or NULL: of --use, else of the starter. */
static int collect(const struct invocation *in, const struct policy *starter, const struct opt_list *uses, const char **values,
		   struct err *e)
{
	const struct catalog *c = in->catalog;
	for (uint32_t i = 0; i < c->n_uses; i++)
		values[i] = policy_use(starter, &c->uses[i]);
	for (size_t i = 0; i < uses->count; i++) {
		const char *sign = strchr(uses->at[i], '=');
		const char *name = sign ? arena_strndup(in->arena, uses->at[i], (size_t)(sign - uses->at[i])) : uses->at[i];
		const struct use *u = catalog_use(c, name);
		if (!u)
			return fail_unknown(in, name, e);
		values[u - c->uses] = value_of(u, sign ? sign + 1 : NULL, in->arena);
	}
	return 0;
}

/* --- writing ---------------------------------------------------------------------------------------------------------------- */

static void put_words(struct buf *out, const struct use *u)
{
	if (u->words.count)
		buf_add_str(out, "  # one or more of:");
	for (uint32_t i = 0; i < u->words.count; i++)
		buf_printf(out, "%s%s%s", i ? "," : "", i && i % 8 == 0 ? "\n  #   " : " ", u->words.at[i]);
	if (u->words.count)
		buf_add_char(out, '\n');
}

static void put_uses(struct buf *out, const struct catalog *c, const char *const *values)
{
	static const char *const examples[] = {[USE_YES_NO] = "true",
					       [USE_NUMBER] = "2M",
					       [USE_MONEY] = "5M USD",
					       [USE_REGIONS] = "[US, EU]",
					       [USE_WORDS] = "[]"};
	buf_add_str(out, "# What you mean to do. Where a license restricts something that is not answered here, a person must "
			 "look.\nuse:\n");
	for (uint32_t i = 0; i < c->n_uses; i++) {
		const struct use *u = &c->uses[i];
		buf_printf(out, "  # %s\n", u->asks);
		put_words(out, u);
		buf_printf(out, values[i] ? "  %s: %s\n" : "  # %s: %s\n", u->id, values[i] ? values[i] : examples[u->form]);
	}
}

static const char *line_end(const char *line)
{
	const char *end = strchr(line, '\n');
	return end ? end + 1 : line + strlen(line);
}

static bool begins(const char *s, const char *word)
{
	return !strncmp(s, word, strlen(word));
}

/* Does a field of the policy begin here, other than those that say what it is called? */
static bool is_field(const char *line)
{
	return isalpha((unsigned char)*line) && !begins(line, "name:") && !begins(line, "description:");
}

/* The starter with its own `use` left out and ours in front of what it decides. */
static void put_policy(struct buf *out, const char *starter, const struct catalog *c, const char *const *values)
{
	bool put = false, skipping = false;
	for (const char *line = starter; *line; line = line_end(line)) {
		if (skipping && (*line == ' ' || *line == '\n'))
			continue;
		skipping = begins(line, "use:");
		if (!put && is_field(line)) {
			put_uses(out, c, values);
			put = true;
		}
		if (!skipping)
			buf_add(out, line, (size_t)(line_end(line) - line));
	}
	if (!put)
		put_uses(out, c, values);
}

static const char waivers_help[] =
	"# What somebody has looked at and accepts. A waiver is bound to a path, to a SHA-256, or better to both.\n"
	"# waivers:\n"
	"# - finding: use-unclear        # `licet policy explain FILE PATH` writes one that fits\n"
	"#   kind: usage-cap\n"
	"#   path: LICENSE\n"
	"#   reason: Why it may be used all the same.\n"
	"#   approver: Who says so.\n"
	"#   expires: 2099-12-31          # the last day on which it holds\n";

static int write_out(const struct buf *b, const char *path, struct err *e)
{
	FILE *f = path ? fopen(path, "wxe") : stdout;
	if (!f)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	bool bad = fwrite(buf_str(b), 1, b->len, f) != b->len || fflush(f);
	if (path)
		bad |= fclose(f) != 0;
	return bad ? err_set(e, ERR_SYSTEM, "%s could not be written", path ? path : "the policy") : EXIT_PASS;
}

int policy_init(const struct invocation *in, const char *starter, const struct opt_list *uses, const char *output, struct err *e)
{
	struct data_file file;
	const struct policy *p, *made;
	const char **values = arena_array(in->arena, in->catalog->n_uses, sizeof *values);
	if (policy_file(in->catalog, starter, in->arena, &file, e) < 0 || policy_read(in->catalog, &file, in->arena, &p, e) < 0 ||
	    collect(in, p, uses, values, e) < 0)
		return -1;
	BUF_AUTO struct buf out;
	buf_init(&out, POLICY_CAP);
	put_policy(&out, file.bytes, in->catalog, values);
	buf_add_str(&out, waivers_help);
	const struct data_file result = {"the policy of --use", buf_str(&out), out.len};
	if (policy_read(in->catalog, &result, in->arena, &made, e) < 0) /* a value that --use cannot have */
		return -1;
	return write_out(&out, output, e);
}
