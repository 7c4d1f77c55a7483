/* SPDX-License-Identifier: MIT */
#include "base/crypto.h"

#include "base/library.h"

#include <pthread.h>
#include <unistd.h>

static struct crypto functions;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
#define SYMBOL(name) {#name, &functions.name},
	static const struct library_symbol symbols[] = {CRYPTO_FUNCTIONS(SYMBOL)};
#undef SYMBOL
	static const char sentence[] =
		"licet: " LIBRARY_CRYPTO " cannot be loaded (Debian: libssl3), or there is no memory for it\n";
	if (library_load(LIBRARY_CRYPTO, symbols, sizeof symbols / sizeof *symbols))
		return;
	if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
		_exit(2);
	_exit(2);
}

const struct crypto *crypto(void)
{
	pthread_once(&once, load);
	return &functions;
}
