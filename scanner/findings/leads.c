/* SPDX-License-Identifier: MIT */
#include "findings/leads.h"

#include "findings/scope.h"

#include <string.h>
#include <strings.h>

struct way { /* the path without its dots, and the folder that they lead to: the first len bytes of the name */
	const char *name, *path;
	size_t len;
	size_t out; /* folders above all that was scanned */
};

static struct way begin(const struct dossier *d, const struct entry *from, const char *path)
{
	bool top = *path == '/';
	struct way w = {from->name, path, top ? strlen(d->group->root) : from->dir, 0};
	for (; *w.path == '/' || !strncmp(w.path, "./", 2) || !strncmp(w.path, "../", 3); w.path = strchr(w.path, '/') + 1) {
		bool up = !strncmp(w.path, "../", 3);
		w.out += up && !w.len;
		w.len = up && w.len ? path_parent(w.name, w.len) : w.len;
	}
	w.len = w.out ? from->dir : w.len;
	return w;
}

/*
 * Hosts show a repository's documents at "blob/main/README.md", from where "../main/LICENSE" and "../../blob/main/LICENSE" lead to its top:
 * the path from there, NULL where it is no such one.
 */
static const char *behind_branch(const struct way *w)
{
	static const char *const views[] = {"blob/", "tree/", "raw/"};
	const char *branch = w->out == 1 ? w->path : NULL;
	for (size_t i = 0; i < sizeof views / sizeof *views && w->out == 2 && !branch; i++)
		if (!strncmp(w->path, views[i], strlen(views[i])))
			branch = w->path + strlen(views[i]);
	const char *slash = branch ? strchr(branch, '/') : NULL;
	return slash ? slash + 1 : NULL;
}

bool lead_goes_out(const struct dossier *d, const struct entry *from, const char *path)
{
	static const char *const branches[] = {"main/", "master/"};
	struct way w = begin(d, from, path);
	bool shown = w.out == 2 && behind_branch(&w);
	for (size_t i = 0; i < sizeof branches / sizeof *branches; i++)
		shown |= w.out == 1 && !strncmp(w.path, branches[i], strlen(branches[i]));
	return w.out && !shown && !strstr(from->name, "!/");
}

static const struct entry *at(struct dossier *d, const struct way *w, size_t len)
{
	return entries_find(d->entries, arena_printf(d->arena, "%.*s%s%s", (int)len, w->name, len ? "/" : "", w->path));
}

/* Whether the name ends with the path in whatever letters; sets the length of the folder before it. */
static bool ends_with_path(const char *name, const char *path, size_t *folder)
{
	size_t n = strlen(name), m = strlen(path);
	if (!m || n < m || strcasecmp(name + n - m, path) != 0 || (n > m && name[n - m - 1] != '/'))
		return false;
	*folder = n > m ? n - m - 1 : 0;
	return true;
}

/* The file of the artifact that is called so: the nearest above, else, where that will do, any. */
static struct lead called(struct dossier *d, const struct entry *from, const struct way *w, bool anywhere)
{
	struct lead found = {0};
	size_t nearest = 0, folder;
	for (size_t i = 0; i < d->group->count && d->link_work < LINK_WORK; i++, d->link_work++) {
		const struct entry *e = d->group->entries[i];
		if (!ends_with_path(e->name, w->path, &folder))
			continue;
		bool above = folder <= w->len && path_below(w->name, e->name, folder);
		bool nearer = above && ((found.how != LEAD_ABOVE && found.how != LEAD_LETTERS) || folder > nearest);
		if (nearer) {
			found = (struct lead){e, folder == w->len ? LEAD_LETTERS : LEAD_ABOVE};
			nearest = folder;
		} else if (anywhere && !found.entry) {
			found = (struct lead){e, path_below(e->name, w->name, w->len) ? LEAD_BELOW : LEAD_SOMEWHERE};
		}
	}
	if (!found.entry && d->link_work >= LINK_WORK)
		dossier_cut(d, from, LINK_WORK_CUT);
	return found;
}

struct lead lead_follow(struct dossier *d, const struct entry *from, const char *path)
{
	struct way w = begin(d, from, path);
	const char *inside = behind_branch(&w);
	struct lead found = {inside ? entries_find(d->entries, inside) : w.out ? NULL : at(d, &w, w.len), LEAD_THERE};
	found.entry = found.entry || *path != '/' ? found.entry : at(d, &w, 0);
	if (!found.entry)
		found = called(d, from, &w, !scope_is_folder_card(d, from));
	if (found.entry && w.out)
		found.how = LEAD_THERE;
	return found;
}

struct lead lead_follow_repository(struct dossier *d, const struct entry *from, const char *path)
{
	struct lead found = lead_follow(d, from, arena_printf(d->arena, "/%s", path));
	return found.how == LEAD_THERE || scope_is_folder_card(d, from) ? found : lead_follow(d, from, path);
}
