# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Models in several files: what is missing, what the index does not name, what lies where it should not, what is of another model.
. "$(dirname "$0")/lib.sh"

# shard FILE TENSOR [METADATA]: a safetensors file with that tensor of eight bytes.
shard() {
	header="{${3:+\"__metadata__\":$3,}\"$2\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}"
	# shellcheck disable=SC2059
	printf "\\$(printf '%03o' "${#header}")\\0\\0\\0\\0\\0\\0\\0" >"$1"
	printf '%s12345678' "$header" >>"$1"
}

# model FOLDER: three shards with a, b and c, and their index
model() {
	rm -rf "$1"
	mkdir -p "$1"
	n=0
	for tensor in a b c; do
		n=$((n + 1))
		shard "$1/model-0000$n-of-00003.safetensors" "$tensor" '{"format":"pt"}'
	done
	index "$1" a=1 b=2 c=3
}

# index FOLDER TENSOR=SHARD…
index() {
	map=
	folder=$1
	shift
	for pair; do
		map="$map${map:+, }\"${pair%=*}\": \"model-0000${pair#*=}-of-00003.safetensors\""
	done
	printf '{"metadata": {"total_size": 24}, "weight_map": {%s}}' "$map" >"$folder/model.safetensors.index.json"
}

model m
run scan -f json m
expect 'a model that is all there' 0
refuse 'nothing is said of it' 'shards-|-shard|missing-'
tar -czf m.tgz m
run scan -f json m.tgz
expect 'and in an archive' 0
tar -cf m.tar m
run scan -f json --limit entries=6 m.tar
expect 'whose members count once, though it is gone through twice' 0
run scan -f json --limit entries=5 m.tar
expect 'as many as there are' 3 'more than 5 entries'

rm m/model-00002-of-00003.safetensors
run scan -f json m
expect 'a shard is missing' 3 '"weights_digest": null' 'Of the 3 shards of the model, one is not here: 2' "names 'model-00002-of-00003.safetensors', which is not here"
run hash m
expect 'hash says so, too' 3 'one is not here: 2' '"weights_digest": null'
tar -czf m.tgz m
run scan -f json m.tgz
expect 'in an archive as well' 3 'one is not here: 2'
rm m/model.safetensors.index.json m/model-00001-of-00003.safetensors
run scan -f json m
expect 'two are missing, and the index is' 3 '2 are not here: 1, 2'
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 99\n' 0 >m/model-00001-of-00003.safetensors
run scan -f json m
expect 'a pointer is not missing' 3 'one is not here: 2'

model m
index m a=1 b=2
run scan -f json m
expect 'the index does not name a shard and its tensor' 0 "shard-not-in-index" "lies beside 'model.safetensors.index.json', which does not name"
index m a=1 b=2 c=3 d=3
run scan -f json m
expect 'a tensor that is nowhere' 3 "names 1 tensor that is in none of its files: 'd'"
index m a=1 b=3 c=2
run scan -f json m
expect 'a tensor in another shard' 0 'tensor-in-another-shard' "'b', which is in 'model-00003-of-00003.safetensors' by"
model m
shard m/model-00003-of-00003.safetensors e
run scan -f json m
expect 'a tensor that is not in the index' 3 "has the tensor 'e', which the index does not name" "none of its files: 'c'"
shard m/model-00003-of-00003.safetensors a
run scan -f json m
expect 'a tensor in two shards' 3 'shards-mixed' "'a' is in 'model-00001-of-00003.safetensors' as well"

model m
shard m/model-00002-of-00003.safetensors b '{"modelspec.license":"heron"}'
shard m/model-00003-of-00003.safetensors c '{"modelspec.license":"crane"}'
run scan -f json m
expect 'shards of two models' 0 'shards-mixed' "license is heron in 'model-00002-of-00003.safetensors' and crane in"
model m
cp m/model-00001-of-00003.safetensors m/model-00001-of-00002.safetensors
run scan -f json m
expect 'two totals' 3 'numbered of 2, others of 3' 'shard-not-in-index'

model m
printf '{"weight_map": {"a": "../../etc/passwd", "b": "/x", "c": "model-00003-of-00003.safetensors"}}' >m/model.safetensors.index.json
run scan -f json m
expect 'an index that leads out of the model' 3 "said to lie in '../../etc/passwd', outside" "'/x', outside"
printf '{"weight_map": {"a": 3}}' >m/model.safetensors.index.json
run scan -f json m
expect 'an index of numbers' 3 'the name of a file is wanted here'
printf '{"weight_map": ["a"]}' >m/model.safetensors.index.json
run scan -f json m
expect 'an index without a map' 3 'an object is wanted here'
printf '{"weight_map": {"a": "model-00001-of-00003.safetensors"' >m/model.safetensors.index.json
run scan -f json m
expect 'an index that ends early' 3 '"message": "line 1, column'
model m
printf '{"weight_map": {"a": "model-00001-of-00003.safetensors", "a": "model-00002-of-00003.safetensors"}}' >m/model.safetensors.index.json
run scan -f json m
expect 'a tensor named twice' 3 "names the tensor 'a' twice"

model m
awk 'BEGIN {
	printf "{\"metadata\": {}, \"weight_map\": {"
	for (i = 0; i < 120000; i++) printf "%s\"layers.%d.mlp.down_proj.weight\": \"model-0000%d-of-00003.safetensors\"", i ? "," : "", i, i % 3 + 1
	print "}}"
}' >m/model.safetensors.index.json
run scan -f json m
expect 'an index of many megabytes is read to its end' 3 'names 120000 tensors that are in none'

# split FILE NUMBER COUNT: a GGUF without tensors that says that it is that part, from 0, of so many
split() {
	printf 'GGUF\3\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0' >"$1"
	# shellcheck disable=SC2059
	printf "\\10\\0\\0\\0\\0\\0\\0\\0split.no\\2\\0\\0\\0\\$2\\0\\13\\0\\0\\0\\0\\0\\0\\0split.count\\2\\0\\0\\0\\$3\\0" >>"$1"
}

mkdir cut && weights cut/model.safetensors && printf -- '---\nlicense: mit\n---\n# A model\n' >cut/README.md
printf '{"metadata": {"total_size": 8}, "weight_map": {"w": "model.safetensors"}}' >whole.index
for size in 0 1 20 33 60; do
	head -c $size whole.index >cut/model.safetensors.index.json
	run scan -f json cut
	expect "an index of which $size bytes are here" 3 'index.json' '"id": "damaged"'
done
cp whole.index cut/model.safetensors.index.json
run scan -f json cut
expect 'all of it is here' 0
printf '{"metadata": {"total_size": 8}}' >cut/model.safetensors.index.json
run scan -f json cut
expect 'it has no map' 3 'it has no .*weight_map'

# TensorFlow.js: what model.json says of its files
mkdir js
tfjs() {
	printf '{"modelTopology":{},"weightsManifest":[{"paths":[%s],"weights":[{"name":"a","shape":[3],"dtype":"float32"},{"name":"q",
"shape":[2],"dtype":"float32","quantization":{"dtype":"uint8","min":0,"scale":1}}%s]}]}' "$1" "${2:-}" >js/model.json
}
tfjs '"./group1-shard1of1.bin"'
run scan -f json js
expect 'a shard of TensorFlow.js is missing' 3 "names 'group1-shard1of1.bin', which is not here"
for size in 0 8 13 14 15; do
	printf '\377\1\2\3\4\5\6\7\377\1\2\3\4\5\6' | head -c $size >js/group1-shard1of1.bin
	run scan -f json js
	[ $size -eq 14 ] && expect 'it is there' 0 && refuse 'and nothing is said of it' 'damaged' ||
		expect "it has $size bytes" 3 "should have 14 bytes, and they have $size"
done
tar -cf js.tar -C js group1-shard1of1.bin model.json
run scan -f json js.tar
expect 'it has another size in an archive, in front' 3 'should have 14 bytes, and they have 15'
tfjs '"m-shard1of2.bin", "m-shard2of2.bin"'
rm js/group1*
printf '\377\1\2\3\4\5\6\7' >js/m-shard1of2.bin # cut otherwise than the converter does
run scan -f json js
expect 'one of two is missing' 3 "names 'm-shard2of2.bin', which is not here"
printf '\377\1\2\3\4' >js/m-shard2of2.bin
run scan -f json js
expect 'they have less together' 3 'should have 14 bytes, and they have 13'
printf '\377\1\2\3\4\5' >js/m-shard2of2.bin
run scan -f json js
expect 'they have as much together' 0
tfjs '"m-shard1of2.bin"' ',{"name":"s","shape":[1],"dtype":"string"}'
run scan -f json js
expect 'what is not known is not asked' 0
refuse 'and not said' 'should have'

mkdir g
split g/m-00001-of-00002.gguf 0 2
split g/m-00002-of-00002.gguf 1 2
run scan -f json g
expect 'a GGUF in two files' 0
rm g/m-00001-of-00002.gguf
run scan -f json g
expect 'one of them is missing' 3 'Of the 2 shards of the model, one is not here: 1'
mv g/m-00002-of-00002.gguf g/renamed.gguf
run scan -f json g
expect 'it has another name' 3 'part 2 of 2 of a model, and its name does not tell'
split g/m-00001-of-00002.gguf 0 2
split g/m-00002-of-00002.gguf 2 3
rm g/renamed.gguf
run scan -f json g
expect 'a part of another model' 0 'shards-mixed' "'m-00002-of-00002.gguf' says of itself that it is part 3 of 3"
echo finished
