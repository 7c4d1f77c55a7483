/* SPDX-License-Identifier: MIT */
/*
 * config.json of a model in the Hugging Face manner: architecture, and where the weights were loaded from before they were
 * changed.
 */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"_name_or_path", "name_or_path", CLAIM_DECLARED, NULL},
	{"base_model_name_or_path", "base_model", CLAIM_DECLARED, NULL},
	{"text_model_id", "put_together_from", CLAIM_DECLARED, NULL},
	{"audio_model_id", "put_together_from", CLAIM_DECLARED, NULL},
	{"vision_model_id", "put_together_from", CLAIM_DECLARED, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
	{"model_type", "model_type", CLAIM_META, NULL},
	{"architectures", "architecture", CLAIM_META, NULL},
	{"_class_name", "architecture", CLAIM_META, NULL},
	{"transformers_version", "transformers_version", CLAIM_META, NULL},
};

/* The sizes that tell a family (catalog/signature.h), as the libraries call them. */
static const struct claim size_claims[] = {
	{"vocab_size", "vocab_size", CLAIM_META, NULL},
	{"padded_vocab_size", "vocab_size", CLAIM_META, NULL},
	{"hidden_size", "hidden_size", CLAIM_META, NULL},
	{"n_embd", "hidden_size", CLAIM_META, NULL},
	{"d_model", "hidden_size", CLAIM_META, NULL},
	{"num_hidden_layers", "num_hidden_layers", CLAIM_META, NULL},
	{"n_layer", "num_hidden_layers", CLAIM_META, NULL},
	{"n_layers", "num_hidden_layers", CLAIM_META, NULL},
	{"num_layers", "num_hidden_layers", CLAIM_META, NULL},
	{"intermediate_size", "intermediate_size", CLAIM_META, NULL},
	{"ffn_hidden_size", "intermediate_size", CLAIM_META, NULL},
	{"ffn_dim", "intermediate_size", CLAIM_META, NULL},
	{"n_inner", "intermediate_size", CLAIM_META, NULL},
	{"num_attention_heads", "num_attention_heads", CLAIM_META, NULL},
	{"n_head", "num_attention_heads", CLAIM_META, NULL},
	{"n_heads", "num_attention_heads", CLAIM_META, NULL},
	{"num_key_value_heads", "num_key_value_heads", CLAIM_META, NULL},
	{"multi_query_group_num", "num_key_value_heads", CLAIM_META, NULL},
	{"rope_theta", "rope_theta", CLAIM_META, NULL},
};

/* Where a model of several kinds of input keeps the part that is a language model. */
static const char *const language_parts[] = {"text_config", "llm_config", "language_config"};

static unsigned bid(const struct probe *p)
{
	/* Many programs have a config.json. */
	static const char *const ours[] = {"\"model_type\"", "\"architectures\"", "\"_class_name\"", "\"_name_or_path\""};
	if (!name_is(p->base, "config.json") || !probe_is_object(p))
		return 0;
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (probe_mentions(p, ours[i]))
			return BID_NAME_AND_CONTENT;
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, claims);
	const struct yaml *language = root;
	for (size_t i = 0; i < sizeof language_parts / sizeof *language_parts; i++)
		if (yaml_get(root, language_parts[i]))
			language = yaml_get(root, language_parts[i]);
	CLAIMS_TAKE(r, language, size_claims);
	CLAIMS_TAKE(r, yaml_get(language, "rope_parameters"), size_claims);
	return 0;
}

const struct reader reader_hf_config = {
	.id = "config",
	.title = "model configuration",
	.spec = "https://huggingface.co/docs/transformers/main_classes/configuration",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
