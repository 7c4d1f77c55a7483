/* SPDX-License-Identifier: MIT */
#include "base/crypto.h"
#include "base/sandbox.h"
#include "commands/command.h"
#include "entry/archive_lib.h"

#include <jansson.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <utf8proc.h>

static int run(const struct invocation *in, struct err *e)
{
	(void)e;
	const struct catalog *c = in->catalog;
	char pcre2[64];
	pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
	printf("licet %s\n", LICET_VERSION);
	printf("data: %u licenses, %u rules, %u kinds, digest sha256:%s\n", c->n_licenses, c->n_rules, c->n_kinds, c->digest);
	struct sandbox_state sandbox = sandbox_probe();
	printf("sandbox: %s\n", sandbox_describe(&sandbox, in->arena));
	printf("with: %s, %s, jansson %s, PCRE2 %s, utf8proc %s\n",
	       archive_lib_load() ? archive_lib.version_string() : "no libarchive", crypto()->OpenSSL_version(OPENSSL_VERSION),
	       jansson_version_str(), pcre2, utf8proc_version());
	return EXIT_PASS;
}

const struct command command_version = {
	.name = "version",
	.usage = "",
	.summary = "say the version of the program, its data and its libraries",
	.run = run,
};
