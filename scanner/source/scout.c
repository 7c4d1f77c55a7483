/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "source/scout.h"

#include "base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 16, HELD = 1 << 15 }; /* directories of each level that the scout is told of; names */

enum state { WAITING, BEGUN, LISTED };

struct scouted { /* a directory */
	struct scouted *next;
	enum state state;
	size_t level; /* number of the directory that it is in: those in deeper ones come first */
	struct listing listing;
	char path[];
};

struct scout {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct scouted *first; /* in the order in which the walk will come to them */
	size_t levels;
	size_t held; /* names that were listed and wait for the walk */
	int root;
	bool stop;
};

/* --- listing ----------------------------------------------------------------------------------------------------------------- */

void listing_release(struct listing *l)
{
	names_release(&l->names);
	free(l->found);
	*l = (struct listing){0};
}

static void look_at_all(struct listing *l, int dir)
{
	l->found = mem_array(l->names.count, sizeof *l->found);
	for (size_t i = 0; i < l->names.count; i++)
		if (fstatat(dir, l->names.at[i], &l->found[i], AT_SYMLINK_NOFOLLOW) < 0)
			l->found[i].st_nlink = 0;
}

static void read_listing(struct listing *l, int root, const char *path)
{
	FD_AUTO int dir = source_open_beneath(root, path, O_RDONLY | O_DIRECTORY);
	int own = dir < 0 ? -1 : fcntl(dir, F_DUPFD_CLOEXEC, 0); /* names_read takes it over */
	l->why = own < 0 ? errno : names_read(&l->names, own);
	if (!l->why && l->names.count < HELD)
		look_at_all(l, dir);
}

/* --- the scout's side -------------------------------------------------------------------------------------------------------- */

static struct scouted *first_waiting(const struct scout *s)
{
	struct scouted *d = s->first;
	while (d && d->state != WAITING)
		d = d->next;
	return s->held < HELD ? d : NULL;
}

static void *go_ahead(void *arg)
{
	struct scout *s = arg;
	pthread_mutex_lock(&s->lock);
	while (!s->stop) {
		struct scouted *d = first_waiting(s);
		if (!d) {
			pthread_cond_wait(&s->changed, &s->lock);
			continue;
		}
		d->state = BEGUN;
		pthread_mutex_unlock(&s->lock);
		read_listing(&d->listing, s->root, d->path);
		pthread_mutex_lock(&s->lock);
		d->state = LISTED;
		s->held += d->listing.names.count;
		pthread_cond_broadcast(&s->changed);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

struct scout *scout_start(int root)
{
	struct scout *s = mem_alloc(sizeof *s);
	*s = (struct scout){.root = root};
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
	if (pthread_create(&s->thread, NULL, go_ahead, s) == 0)
		return s;
	free(s);
	return NULL;
}

/* --- the walk's side --------------------------------------------------------------------------------------------------------- */

/* Takes one off the list, once the scout does nothing with it; with the lock held. */
static struct scouted *take_off(struct scout *s, struct scouted *d)
{
	while (d->state == BEGUN)
		pthread_cond_wait(&s->changed, &s->lock);
	struct scouted **at = &s->first;
	while (*at != d)
		at = &(*at)->next;
	*at = d->next;
	s->held -= d->listing.names.count;
	pthread_cond_broadcast(&s->changed);
	return d;
}

/* Those that the walk passed by, of levels from that one on. */
static void drop(struct scout *s, size_t level)
{
	pthread_mutex_lock(&s->lock);
	while (s->first && s->first->level >= level) {
		struct scouted *d = take_off(s, s->first);
		listing_release(&d->listing);
		free(d);
	}
	pthread_mutex_unlock(&s->lock);
}

void scout_stop(struct scout *s)
{
	if (!s)
		return;
	drop(s, 0);
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->changed);
	free(s);
}

struct scout_level scout_enter(struct scout *s)
{
	return (struct scout_level){.number = s ? ++s->levels : 0};
}

/* Behind those of the same level. */
static void add(struct scout *s, const struct scout_level *level, const char *path, const char *name)
{
	size_t n = strlen(path), m = strlen(name) + 1;
	struct scouted *d = mem_alloc(sizeof *d + n + 1 + m);
	memcpy(d->path, path, n);
	d->path[n] = '/';
	memcpy(d->path + n + (n > 0), name, m);
	pthread_mutex_lock(&s->lock);
	struct scouted **at = &s->first;
	while (*at && (*at)->level >= level->number)
		at = &(*at)->next;
	d->level = level->number;
	d->next = *at;
	*at = d;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

void scout_go_on(struct scout *s, struct scout_level *level, const char *path, const struct names *names, size_t number)
{
	if (!s)
		return;
	if (level->next > number && names_type(names, number) == DT_DIR)
		level->ahead--;
	else if (level->next <= number)
		level->next = number + 1; /* what the walk comes to now it looks at itself */
	for (; level->next < names->count && level->ahead < AHEAD; level->next++)
		if (names_type(names, level->next) == DT_DIR) {
			add(s, level, path, names->at[level->next]);
			level->ahead++;
		}
}

void scout_leave(struct scout *s, const struct scout_level *level)
{
	if (!s || !level->number)
		return;
	drop(s, level->number);
	s->levels = level->number - 1;
}

bool scout_take(struct scout *s, const char *path, struct listing *out)
{
	if (!s)
		return false;
	pthread_mutex_lock(&s->lock);
	struct scouted *d = s->first;
	while (d && strcmp(d->path, path) != 0)
		d = d->next;
	if (d)
		take_off(s, d);
	pthread_mutex_unlock(&s->lock);
	bool listed = d && d->state == LISTED;
	if (listed)
		*out = d->listing;
	free(d);
	return listed;
}
