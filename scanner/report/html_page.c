/* SPDX-License-Identifier: MIT */
#include "report/html_page.h"

#include "base/crypto.h"
#include "base/digest.h"
#include "base/incbin.h"
#include "report/shown.h"

#include <stdarg.h>
#include <string.h>

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

INCBIN(html_style, "scanner/report/html.css");
INCBIN(html_script, "scanner/report/html.js");

void html_init(struct html *h, FILE *to)
{
	*h = (struct html){.to = to};
	arena_init(&h->arena);
}

void html_release(struct html *h)
{
	arena_release(&h->arena);
}

void html_forget(struct html *h)
{
	arena_release(&h->arena);
}

/* --- writing --------------------------------------------------------------------------------------------------------------- */

static void put_bytes(struct html *h, const char *bytes, size_t len)
{
	h->bytes += fwrite(bytes, 1, len, h->to);
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void put_text(struct html *h, const char *s)
{
	for (size_t n; *s; s += n) {
		n = strcspn(s, "&<>\"'");
		put_bytes(h, s, n);
		if (s[n]) {
			const char *e = entity(s[n++]);
			put_bytes(h, e, strlen(e));
		}
	}
}

/* Nothing of it needs to be made visible: most words are so. */
static bool is_simple(const char *s)
{
	size_t n = 0;
	for (; s[n] >= ' ' && s[n] < 0x7F && s[n] != '\\' && n <= SHOWN_SENTENCE; n++)
		if (s[n] == ' ' && (!n || s[n + 1] == ' ' || !s[n + 1]))
			return false;
	return !s[n];
}

static void put_untrusted(struct html *h, const char *s)
{
	if (!s || is_simple(s)) {
		put_text(h, s ? s : "");
		return;
	}
	ARENA_AUTO struct arena a;
	arena_init(&a);
	put_text(h, shown(&a, s, SHOWN_NAME));
}

/* One directive behind its '%'; returns its length. */
static size_t put_value(struct html *h, const char *directive, va_list *ap)
{
	char digits[32];
	size_t n = strspn(directive, "zl");
	const char kind = directive[n];
	int len = 0;
	if (kind == 's')
		put_untrusted(h, va_arg(*ap, const char *));
	else if (kind == '%')
		put_bytes(h, "%", 1);
	else if (kind == 'd')
		len = snprintf(digits, sizeof digits, "%d", va_arg(*ap, int));
	else if (!n)
		len = snprintf(digits, sizeof digits, "%u", va_arg(*ap, unsigned));
	else if (*directive == 'z')
		len = snprintf(digits, sizeof digits, "%zu", va_arg(*ap, size_t));
	else
		len = snprintf(digits, sizeof digits, "%llu", va_arg(*ap, unsigned long long));
	if (len > 0)
		put_bytes(h, digits, (size_t)len);
	return n + 1;
}

void html_put(struct html *h, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	for (size_t n; *format;) {
		n = strcspn(format, "%");
		put_bytes(h, format, n);
		format += n;
		if (*format)
			format += 1 + put_value(h, format + 1, &ap);
	}
	va_end(ap);
}

/* --- the frame ------------------------------------------------------------------------------------------------------------- */

enum { DIGEST_BASE64 = (DIGEST_BYTES + 2) / 3 * 4 + 1 };

/* As a Content-Security-Policy names the content of an element. */
static void digest_base64(const char *content, char out[DIGEST_BASE64])
{
	uint8_t sha256[DIGEST_BYTES] = {0};
	DIGEST_AUTO struct digest d = {0};
	if (digest_init(&d, NULL) == 0 && digest_update(&d, content, strlen(content), NULL) == 0)
		digest_final(&d, sha256, NULL);
	crypto()->EVP_EncodeBlock((unsigned char *)out, sha256, DIGEST_BYTES);
}

void html_head(struct html *h, const char *title)
{
	char style[DIGEST_BASE64], script[DIGEST_BASE64];
	digest_base64(html_style, style);
	digest_base64(html_script, script);
	html_put(h,
		 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
		 "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
		 "trusted-types licet\">\n"
		 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		 "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
		 "<meta name=\"generator\" content=\"licet %s\">\n<title>%s</title>\n<style>",
		 style, script, LICET_VERSION, title);
	put_bytes(h, html_style, strlen(html_style));
	html_put(h, "</style>\n</head>\n<body>\n");
}

void html_tail(struct html *h)
{
	html_put(h, "<script>");
	put_bytes(h, html_script, strlen(html_script));
	html_put(h, "</script>\n</body>\n</html>\n");
}
