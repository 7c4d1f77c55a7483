/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/unfilled.h"

#include "text/subjects.h"

#include <string.h>
#include <strings.h>

enum { LINK_WORDS = 5 };

static bool is_one_of(const char *s, size_t n, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == n && !strncasecmp(s, *list, n))
			return true;
	return false;
}

/* A piece of an address that stands for another one: "your-org", "<user>", "{repo}". */
static bool is_blank_to_fill(const char *s, size_t n)
{
	static const char *const blanks[] = {"username",  "yourusername",	  "yourname",	 "yourrepo",	    "yourorg",
					     "reponame",  "yourproject",	  "repo-name",	 "repo_name",	    "link-here",
					     "path-to",	  "example.com",	  "example.org", "www.example.com", "org-name",
					     "user-name", "your-github-username", "owner-name",	 "username-here",   NULL};
	return is_one_of(s, n, blanks) || (n > 5 && (!strncasecmp(s, "your-", 5) || !strncasecmp(s, "your_", 5))) ||
	       (n > 2 && *s &&
		((*s == '<' && s[n - 1] == '>') || (*s == '{' && s[n - 1] == '}') || (*s == '[' && s[n - 1] == ']')));
}

bool unfilled_is_blank(const char *url, size_t n)
{
	static const char *const whole[] = {"",
					    "#",
					    "todo",
					    "tbd",
					    "tba",
					    "fixme",
					    "xxx",
					    "link",
					    "url",
					    "link-to-license",
					    "license-link",
					    "license_link",
					    "license-url",
					    "license_url",
					    NULL};
	return is_one_of(url, n, whole);
}

static bool is_unfilled(const char *url)
{
	static const char *const owners[] = {"user", "org", "owner", "organization", NULL}, *const repositories[] = {
												    "repo", "repository",
												    "project", NULL};
	const char *host = strstr(url, "://"), *at = host ? host + 3 : url;
	if (unfilled_is_blank(url, strlen(url)))
		return true;
	for (size_t n, before = 0; at; at = at[n] ? at + n + 1 : NULL, before = n) {
		n = strcspn(at, "/?#");
		if (is_blank_to_fill(at, n) || (before == 4 && n == 2 && !strncasecmp(at - before - 1, "path/to", 7)) ||
		    (before && is_one_of(at, n, repositories) && is_one_of(at - before - 1, before, owners)))
			return true;
		if (at[n] && at[n] != '/')
			return false;
	}
	return false;
}

/* The words of the link, or those right before it, or the file that it leads to. */
static bool speaks_of_license(const struct text *t, uint32_t link)
{
	uint32_t end = t->links[link].plain, before = link;
	while (before && t->links[before - 1].plain == end)
		before--; /* of the image that stands in for the words */
	uint32_t to = word_after(t, end), from = to > LINK_WORDS ? to - LINK_WORDS : 0;
	if (before && t->links[before - 1].plain > (from < t->n_words ? t->words[from].start : 0))
		from = word_after(t, t->links[before - 1].plain);
	return any_word_is(t, from, to, licensing_words) || strcasestr(t->links[link].url, "/license");
}

bool unfilled_license_link(const struct text *t, uint32_t link)
{
	return is_unfilled(t->links[link].url) && speaks_of_license(t, link);
}
