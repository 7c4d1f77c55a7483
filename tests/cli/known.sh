# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Known weights: the built-in rows, sets of the user's own, what a scan makes of them; sizes in GGUF headers; the committed tables
# against the rows that they were made from.
. "$(dirname "$0")/lib.sh"

# --- the built-in set ------------------------------------------------------------------------------------------------------------

H=$(sed -n '3p' "$LICET_ROOT/licenses/known/weights.tsv" | cut -f1)
run known show "$H"
expect 'a built-in row' 0 "^$H"
run known show 0000000000000000000000000000000000000000000000000000000000000001
expect 'an unknown digest' 0 'is not known'
run known show 12
expect 'no digest at all' 2 'is no SHA-256'
printf '%s  a/%0400d\n\n%s\n' "$H" 0 "$H" >many
"$LICET" known show - <many >out 2>err
code=$?
expect 'many digests, with names of any length' 0 "^$H"
[ "$(grep -c "^$H" out)" -ge 2 ] && echo 'ok each of them' || echo 'not ok each of them'
run known list
[ "$(wc -l <out)" -eq "$(($(cat "$LICET_ROOT"/licenses/known/weights.tsv "$LICET_ROOT"/licenses/known/tensors.tsv \
	"$LICET_ROOT"/licenses/known/tokenizers.tsv | grep -cE '^[0-9a-f]{64}') + 1))" ] &&
	echo 'ok every row of the tables is in the program' || echo "not ok every row of the tables is in the program: $(wc -l <out)"

mkdir pointer
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 5\n' "$H" >pointer/model.h5
run scan -f json pointer
expect 'a pointer to known weights' 0 '"known-weights"' 'points to what is, byte for byte' '"relation": "same-bytes"'

# --- a set of one's own -------------------------------------------------------------------------------------------------------------

weights w.safetensors
mkdir model own && cp w.safetensors model/
run known add --into own --model 'Owl 8B' --repo lab/owl-8b --license gpl-3.0 model
expect 'adding weights' 0 'own.known: 1 rows'
run known list --data own owl
expect 'listing them' 0 'lab/owl-8b.Owl 8B.*gpl-3.0.entry'
run scan -f json --data own model
expect 'a scan knows them' 0 'lab/owl-8b \(w.safetensors\), as own knows it' '"license": "gpl-3.0"'
printf -- '---\nlicense: mit\n---\n' >model/README.md
run scan -f json --data own model
expect 'a claim against them is a finding' 0 'claim-contradicts-known-weights'
run scan -f json model
refuse 'without --data they are unknown' 'lab/owl-8b'

# A component of a pipeline that others published under a permissive license may stand in a whole under another one.
mkdir -p whole/text_encoder whole/unet free bound && cp w.safetensors whole/text_encoder/ && { head -c 64 w.safetensors && printf '87654321'; } >whole/unet/u.safetensors
printf '{"_class_name": "OwlPipeline", "text_encoder": ["t", "T"], "unet": ["u", "U"]}' >whole/model_index.json
printf -- '---\nlicense: apache-2.0\n---\n' >whole/README.md
run known add --into free --model 'Owl 8B' --repo lab/owl-8b --license mit w.safetensors
run scan -f json --data free whole
expect 'a permissive component is known' 0 '"known-weights"'
refuse 'and no contradiction' 'claim-contradicts-known-weights'
run known add --into bound --model 'Owl 8B' --repo lab/owl-8b --license gpl-3.0 w.safetensors
run scan -f json --data bound whole
expect 'one that binds is' 0 'claim-contradicts-known-weights'
rm whole/model_index.json && run scan -f json --data free whole
expect 'and one of no pipeline' 0 'claim-contradicts-known-weights'
rm -r whole

tar -cf whole.tar w.safetensors model/README.md && head -c 1536 whole.tar >cut.tar
mkdir part
run known add --into part cut.tar
expect 'what could not be read is said, the rest is added' 3 'own.known: 1 rows' '^licet: cut.tar'

# a tensor that another model has too, in a file that nobody knows
printf '\200\000\000\000\000\000\000\000%-128s%02048d12345678' \
	'{"wing":{"dtype":"U8","shape":[2048],"data_offsets":[0,2048]},"w":{"dtype":"U8","shape":[8],"data_offsets":[2048,2056]}}' 7 >t.safetensors
printf 'sha256\tkind\tfile\trepo\tsource\n%s\ttensor\tblk.0.wing\tlab/tern\tbirds\n' "$(printf %02048d 7 | sha256sum | cut -c1-64)" >tensors.tsv
mkdir birds
run known add --into birds --rows tensors.tsv
expect 'adding tensors' 0 'own.known: 1 rows'
mkdir tern && mv t.safetensors tern/
run scan -f json --data birds tern
expect 'a scan knows one of its tensors' 0 '"relation": "same-tensor"' '"parent": "lab/tern"' 'has 1 tensor of it among its 2, 99 % of all bytes \(."wing." is its blk.0.wing\)'
run scan -f json --no-tensor-digests --data birds tern
refuse 'but not where tensors are not hashed' 'lab/tern'
printf 'sha256\tfile\tlicense\tscope\n%s\tsecond\tmit\tcard\n' "$(sha256sum model/w.safetensors | cut -d' ' -f1)" >rows.tsv
run known add --rows --into own rows.tsv
expect 'adding rows to the same set' 0 'own.known: 2 rows'
run scan -f json --data own model
refuse 'one row that agrees is enough' 'claim-contradicts-known-weights'
mkdir -p tables/licenses/known && cp rows.tsv tables/licenses/known/mine.tsv
run scan -f json --data tables model
expect 'a table does as well as a set' 0 'known-weights'
cp -r tables 'tables [1]*'
run scan -f json --data 'tables [1]*' model
expect 'in a folder of any name' 0 'known-weights'
printf '# one family\nfamily\tname\nowl\towl\n\000\nand\tmore\n' >tables/licenses/known/names.tsv
run scan --data tables model
expect 'a table with a NUL' 2 'names.tsv: the table has a NUL'
printf 'sha256\tcolor\n' >bad.tsv
run known add --rows --into own bad.tsv
expect 'a table with a wrong column' 2 'bad.tsv:1: a table of known weights has no such column'
{ printf licetKN1 && head -c 200 /dev/zero; } >own/licenses/known/own.known
run scan --data own model
expect 'a damaged set' 2 'own.known: the set of known weights is damaged'
printf 'no set at all' >own/licenses/known/own.known
run known add --into own model
expect 'adding to what is no set' 2 'it is no set of known weights'
run known add --into nowhere pointer/nothing
expect 'weights that are not there' 2 'pointer/nothing'
[ -e nowhere ] && echo 'not ok nothing is written then' || echo 'ok nothing is written then'
run known add --into nowhere model
expect 'a data directory that is not there is made' 0 'nowhere/licenses/known/own.known: 1 rows'

# --- archives and tokenizers are hashed when they are called like known ones -----------------------------------------------------------

mkdir -p arch/data/licenses/known && tar -czf arch/birds.tar.gz model
printf 'a vocabulary' >arch/birds.tiktoken
printf 'sha256\tkind\tfile\tmodel\n%s\tarchive\tbirds.tar.gz\tAll Birds\n%s\ttokenizer\tbirds.tiktoken\tWren 2,Wren 3\n' \
	"$(sha256sum arch/birds.tar.gz | cut -d' ' -f1)" "$(sha256sum arch/birds.tiktoken | cut -d' ' -f1)" >arch/data/licenses/known/birds.tsv
run scan -f json --data arch/data arch/birds.tar.gz
expect 'a known archive' 0 'is, byte for byte, All Birds'
mkdir scanned && cp arch/birds.tiktoken w.safetensors scanned/
run scan -f json --data arch/data scanned
expect 'a known tokenizer' 0 '"relation": "tokenizer"' 'is the tokenizer of Wren 2 and of 1 more that are known'

# --- sizes in a GGUF header -------------------------------------------------------------------------------------------------------------

le() { # le BYTES NUMBER: little-endian
	i=0 v=$2
	while [ $i -lt "$1" ]; do
		# shellcheck disable=SC2059
		printf "\\$(printf %03o $((v % 256)))"
		v=$((v / 256)) i=$((i + 1))
	done
}
key() { le 8 ${#1} && printf %s "$1"; }
u32() { key "$1" && le 4 4 && le 4 "$2"; }
mkdir gguf && {
	printf 'GGUF' && le 4 3 && le 8 0 && le 8 8
	key general.architecture && le 4 8 && le 8 5 && printf llama
	u32 llama.block_count 32
	u32 llama.embedding_length 4096
	u32 llama.feed_forward_length 14336
	u32 llama.attention.head_count 32
	u32 llama.attention.head_count_kv 8
	key llama.rope.freq_base && le 4 6 && printf '\000\044\364\110'
	u32 llama.vocab_size 128256
} >gguf/model.gguf
run scan -f json gguf
expect 'sizes in a GGUF header' 0 '"relation": "architecture"' 'has the sizes of [0-9]+ known models' 'sizes cannot tell .* apart'

# --- the tables and what they were made from ----------------------------------------------------------------------------------------------

rows=$LICET_SHARED/known-weights
if [ -d "$rows" ]; then
	for pair in weights:weights tensor-hashes:tensors tokenizers:tokenizers; do
		"$LICET" known table "$rows/${pair%:*}.jsonl" >out 2>err
		cmp -s out "$LICET_ROOT/licenses/known/${pair#*:}.tsv" && echo "ok ${pair#*:}.tsv is as its rows" ||
			echo "not ok ${pair#*:}.tsv is as its rows: renew it (README.md, Known weights)"
	done
else
	echo 'skip the tables against their rows: the shared rows are not here'
fi
echo finished
