# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Stores of models, laid out as their tools do: the hub's cache and local directories, Ollama, OCI layouts (ModelPack, KitOps, plain
# archives), Docker's model runner; pointers; and the same stores with hostile content.
. "$(dirname "$0")/lib.sh"

sha() { sha256sum "$1" | cut -d' ' -f1; }
size() { wc -c <"$1" | tr -d ' '; }
git_id() { { printf 'blob %d\0' "$(size "$1")"; cat "$1"; } | sha1sum | cut -d' ' -f1; }
apache() { printf 'Licensed under the Apache License, Version 2.0.\n'; }
gguf() { # gguf FILE NAME: a small GGUF file with a name in it
	n=$(printf '%s' "$2" | wc -c | tr -d ' ')
	{ printf 'GGUF\003\000\000\000\000\000\000\000\000\000\000\000\001\000\000\000\000\000\000\000'
	printf '\014\000\000\000\000\000\000\000general.name\010\000\000\000'
	# shellcheck disable=SC2059
	printf "\\$(printf %03o "$n")\\000\\000\\000\\000\\000\\000\\000%s" "$2"; } >"$1"
}

# --- the hub's cache -----------------------------------------------------------------------------------------------------------

# hub_file REPO COMMIT NAME FILE: puts a file into a repository of the cache as the hub's tools do
hub_file() {
	case $3 in *.safetensors) hash=$(sha "$4") ;; *) hash=$(git_id "$4") ;; esac
	mkdir -p "$1/blobs" "$1/snapshots/$2" "$1/refs"
	cp "$4" "$1/blobs/$hash"
	ln -sf "../../blobs/$hash" "$1/snapshots/$2/$3"
}
C1=1111111111111111111111111111111111111111 C2=2222222222222222222222222222222222222222
weights w.safetensors
printf -- '---\nlicense: mit\n---\n# A\n' >card.md
printf -- '---\nlicense: apache-2.0\nbase_model: lab/tiny\n---\n# B\n' >card2.md
R=hub/models--lab--tiny
hub_file $R $C1 model.safetensors w.safetensors
hub_file $R $C1 README.md card.md
hub_file $R $C2 model.safetensors w.safetensors
hub_file $R $C2 README.md card2.md
printf %s $C2 >$R/refs/main
R2=hub/models--other--adapter
hub_file $R2 $C1 adapter_model.safetensors w.safetensors
hub_file $R2 $C1 README.md card2.md
printf %s $C1 >$R2/refs/main
mkdir -p hub/.locks/models--lab--tiny && : >hub/.locks/models--lab--tiny/x.lock

run scan -f json hub
expect 'hub cache: each snapshot is a model' 0 '"name": "lab/tiny"' '"name": "other/adapter"' \
	"\"path\": \"models--lab--tiny/snapshots/$C1\"" "\"path\": \"models--lab--tiny/snapshots/$C2\"" '"artifacts": 3'
refuse 'hub cache: blobs are not read a second time' '"path": "models--[a-z-]*/blobs'
refuse 'hub cache: nothing is tampered with' 'tampered'
run scan -f json hub/models--lab--tiny
expect 'hub cache: one repository' 0 '"name": "lab/tiny"' '"artifacts": 2'
run scan -f json hub/models--lab--tiny/snapshots/$C2
expect 'hub cache: one snapshot, whose blobs lie beside it' 0 '"name": "lab/tiny"' '"concluded": "Apache-2.0"' '"size": 72'

cp -R hub bad
printf 'changed' >>"bad/models--lab--tiny/blobs/$(git_id card.md)"
run scan -f json bad
expect 'hub cache: a blob with other bytes' 0 'tampered-store' 'git blob id is [0-9a-f]{40} and should be'
rm "bad/models--lab--tiny/blobs/$(sha w.safetensors)"
sed 's/12345678/outside!/' w.safetensors >outside.safetensors
ln -s /etc/passwd bad/models--lab--tiny/snapshots/$C1/passwd
ln -s "$T/outside.safetensors" bad/models--lab--tiny/snapshots/$C1/stolen.safetensors
ln -s . bad/models--lab--tiny/snapshots/$C1/loop
printf '../../../../etc' >bad/models--lab--tiny/refs/evil
printf '3333333333333333333333333333333333333333' >bad/models--lab--tiny/refs/gone
run scan -f json bad
expect 'hub cache: hostile' 3 '"missing-blob"' '"symlink-outside"' '"symlink-loop"' '"bad-ref"' 'names the snapshot 3333' \
	'holds ..\.\./\.\./\.\./\.\./etc' '"pointer": "store"' "\"sha256\": \"$(sha w.safetensors)\""
refuse 'hub cache: nothing outside is read' "$(sha outside.safetensors)"

# what tensors are in a blob is said of each name of it
run scan -f json --tensors hub
expect 'hub cache: tensors' 0 '"name": "w"' '"weights_digest": "[0-9a-f]{64}"'
[ "$(grep -c '"tensor_list"' out)" = 3 ] && echo 'ok hub cache: tensors of each name' || echo "not ok hub cache: tensors of each name: $(grep -c '"tensor_list"' out)"
run hash -f sha256sum hub
cp out sums
expect 'hub cache: hashes go by the names of a snapshot' 0 "hub/models--lab--tiny/snapshots/$C1/README.md\$"
sha256sum -c --quiet sums && echo 'ok hub cache: sha256sum agrees' || echo 'not ok hub cache: sha256sum agrees'

# of two shards one changed from one revision to the next: the other, and the index, are known by another name already
P=pair/models--lab--pair
weights first.safetensors
sed 's/"w"/"v"/' first.safetensors >second.safetensors
sed 's/12345678/87654321/' second.safetensors >changed.safetensors
printf '{"weight_map": {"w": "model-00001-of-00002.safetensors", "v": "model-00002-of-00002.safetensors"}}' >pair.json
for c in $C1 $C2; do
	hub_file "$P" "$c" model-00001-of-00002.safetensors first.safetensors
	hub_file "$P" "$c" model.safetensors.index.json pair.json
done
hub_file $P $C1 model-00002-of-00002.safetensors second.safetensors
hub_file $P $C2 model-00002-of-00002.safetensors changed.safetensors
run scan -f json pair
expect 'hub cache: a revision with one other shard' 0 '"artifacts": 2'
refuse 'hub cache: no shard is missed' 'missing-shard'
rm pair/models--lab--pair/snapshots/$C2/model-00002-of-00002.safetensors
run scan -f json pair
expect 'hub cache: a revision that lacks a shard' 3 "names 'model-00002-of-00002.safetensors', which is not here"

# blobs that lead on to a store that all repositories share: their names there are no SHA-256
mkdir -p shared/blobs/ab
printf 1 >shared/blobs/.huggingface-shared-blobs
hub_file shared/models--lab--xet $C1 model.safetensors w.safetensors
X=ab11111111111111111111111111111111111111111111111111111111111111
mv "shared/models--lab--xet/blobs/$(sha w.safetensors)" shared/blobs/ab/$X
ln -s ../../blobs/ab/$X "shared/models--lab--xet/blobs/$(sha w.safetensors)"
run scan -f json shared
expect 'hub cache: shared blobs' 0 '"artifacts": 1' '"weights": 1' "\"sha256\": \"$(sha w.safetensors)\""
refuse 'hub cache: shared blobs are not tampered with' 'tampered'

# --- a local directory of the hub ------------------------------------------------------------------------------------------------

mkdir -p local/.cache/huggingface/download
cp w.safetensors local/model.safetensors
cp card.md local/README.md
printf '%s\n%s\n1712656091.1\n' $C1 "$(sha w.safetensors)" >local/.cache/huggingface/download/model.safetensors.metadata
printf '%s\n%s\n1712656091.1\n' $C1 "$(git_id card2.md)" >local/.cache/huggingface/download/README.md.metadata
run scan -f json local
expect 'local directory: a file that is not what was downloaded' 0 'edited-download' 'README.md is not what was downloaded'
refuse 'local directory: its records are no files of the model' '"path": ".cache'

# --- Ollama ------------------------------------------------------------------------------------------------------------------------

# ollama_blob FILE: into the store; prints a descriptor's digest and size
ollama_blob() { cp "$1" "ollama/blobs/sha256-$(sha "$1")" && printf '"digest":"sha256:%s","size":%d' "$(sha "$1")" "$(size "$1")"; }
mkdir -p ollama/blobs ollama/manifests/registry.ollama.ai/library/tiny ollama/manifests/hf.co/lab/tiny
gguf m.gguf Tiny
printf '{"model_format":"gguf","model_family":"llama","rootfs":{"type":"layers","diff_ids":[]}}' >config
cp "$LICET_ROOT/LICENSE" license
printf '{{ if .System }}<|start_header_id|>system<|end_header_id|>{{ end }}' >template
D=application/vnd.docker.distribution.manifest.v2+json
ollama_manifest() { # further members of the model layer
	printf '{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.docker.container.image.v1+json",%s},"layers":[' \
		$D "$(ollama_blob config)"
	printf '{"mediaType":"application/vnd.ollama.image.model",%s%s},' "$(ollama_blob m.gguf)" "$1"
	printf '{"mediaType":"application/vnd.ollama.image.template",%s},' "$(ollama_blob template)"
	printf '{"mediaType":"application/vnd.ollama.image.license",%s},' "$(ollama_blob license)"
	printf '{"mediaType":"application/vnd.ollama.image.license",%s}]}' "$(ollama_blob card.md)"
}
ollama_manifest '' >ollama/manifests/registry.ollama.ai/library/tiny/latest
ollama_manifest ',"from":"library/parent:8b"' >ollama/manifests/hf.co/lab/tiny/Q4_0
run scan -f json ollama
expect 'Ollama: two models that share their blobs' 0 '"name": "tiny:latest"' '"name": "hf.co/lab/tiny:Q4_0"' '"artifacts": 2' \
	'"path": "manifests/registry.ollama.ai/library/tiny/latest"' 'latest!/LICENSE"' 'latest!/LICENSE-2' '"concluded": "MIT"' \
	'library/parent:8b'
grep -c '"path": ".*!/model.gguf"' out >count
expect 'Ollama: weights are listed for each' 0 'Q4_0!/model.gguf' 'latest!/model.gguf'
run scan ollama
expect 'Ollama: in words' 0 'tiny:latest' 'hf.co/lab/tiny:Q4_0'

run hash -f sha256sum ollama
cp out sums
expect 'Ollama: hashes go by the blobs' 0 "^$(sha m.gguf)  ollama/blobs/sha256-$(sha m.gguf)\$"
sha256sum -c --quiet sums && echo 'ok Ollama: sha256sum agrees' || echo 'not ok Ollama: sha256sum agrees'
run hash ollama
cp out manifest
expect 'Ollama: a manifest has both names' 0 '"path": "ollama/blobs/sha256-' '"name": "ollama/manifests/registry.ollama.ai/library/tiny/latest!/model.gguf"'
run hash --check manifest
expect 'Ollama: a manifest is checked' 0 "^ollama/blobs/sha256-$(sha m.gguf): OK"

cp -R ollama obad
: >obad/blobs/sha256-orphan-partial
printf x >>"obad/blobs/sha256-$(sha m.gguf)"
rm "obad/blobs/sha256-$(sha license)"
M=obad/manifests/registry.ollama.ai/library
L=application/vnd.ollama.image
mkdir -p $M/evil
printf '{"layers":[{"mediaType":"%s.model","digest":"sha256:../../../../etc/passwd","size":1},{"mediaType":"%s.license","digest":"sha256-zz","size":-1}]}' \
	$L $L >$M/evil/digest
printf '{"layers":[{"mediaType":"a","digest":"sha256:%s","digest":"sha256:%s","size":1,"size":2}]}' "$(sha template)" "$(sha config)" >$M/evil/twice
printf '{"layers":[{"mediaType":"a"' >$M/evil/cut
printf '[]' >$M/evil/array
ln -s /etc/passwd $M/evil/link
: >$M/evil/empty
{ printf '{"layers":['; yes '{"mediaType":"x.y","digest":"sha256:00"},' | head -n 12000 | tr -d '\n'; printf '{}]}'; } >$M/evil/many
run scan -f json obad
expect 'Ollama: hostile' 3 'tampered-store' 'unused-blobs' 'wrong-size' 'missing-blob' 'which is no digest; nothing was opened' \
	'stands for the second time' 'the manifest is damaged|The manifest is damaged' 'more than 10000 layers'
refuse 'Ollama: nothing outside is read' '"path": "[^"]*passwd'

# a directory that only looks like a store hides nothing
for form in ollama oci runner hub; do
	mkdir -p "hide/$form"
done
mkdir -p hide/ollama/manifests hide/ollama/blobs hide/oci/blobs/md5 hide/runner/manifests hide/runner/blobs \
	hide/hub/models--a--b/snapshots hide/hub/models--a--b/blobs
printf '{"manifests":[]}' >hide/oci/index.json
printf '{}' >hide/oci/oci-layout
printf '{"models":[]}' >hide/runner/models.json
for folder in ollama ollama/manifests ollama/blobs oci oci/blobs oci/blobs/md5 runner hub/models--a--b hub/models--a--b/blobs; do
	cp w.safetensors hide/$folder/hidden.safetensors
done
run scan -f json hide
expect 'what only looks like a store hides nothing' 0 '"weights": 9,'

# --- OCI layouts ---------------------------------------------------------------------------------------------------------------------

oci_blob() { cp "$1" "$O/blobs/sha256/$(sha "$1")" && printf '"digest":"sha256:%s","size":%d' "$(sha "$1")" "$(size "$1")"; }
oci_begin() { O=$1 && mkdir -p "$O/blobs/sha256" && printf '{"imageLayoutVersion":"1.0.0"}' >"$O/oci-layout"; }
oci_index() { # oci_index TAG MANIFEST…
	printf '{"schemaVersion":2,"manifests":['
	sep=
	while [ $# -ge 2 ]; do
		printf '%s{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"annotations":{"org.opencontainers.image.ref.name":"%s"}}' \
			"$sep" "$(oci_blob "$2")" "$1"
		sep=,
		shift 2
	done
	printf ']}'
}
V=application/vnd.cncf.model
oci_begin modelpack
printf '{"descriptor":{"name":"tiny","family":"tinies","licenses":["Apache-2.0"]},"config":{"format":"gguf"},"modelfs":{"type":"layers","diffIds":[]}}' >mp.json
mkdir -p doc && cp "$LICET_ROOT/LICENSE" doc/LICENSE && tar -cf doc.tar -C doc LICENSE
{
	printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"%s.manifest.v1+json",' $V
	printf '"config":{"mediaType":"%s.config.v1+json",%s},"layers":[' $V "$(oci_blob mp.json)"
	printf '{"mediaType":"%s.weight.v1.raw",%s,"annotations":{"org.cncf.model.filepath":"weights/tiny.gguf"}},' $V "$(oci_blob m.gguf)"
	printf '{"mediaType":"%s.doc.v1.tar",%s}]}' $V "$(oci_blob doc.tar)"
} >mp.manifest
oci_index tiny:v1 mp.manifest >modelpack/index.json
run scan -f json modelpack
expect 'ModelPack: config, weights and a layer of documents' 0 '"name": "tiny:v1"' '"path": "tiny:v1!/weights/tiny.gguf"' \
	'"path": "tiny:v1!/doc.tar!/LICENSE"' '"as_written": "Apache-2.0"' 'claim-contradicts-text'

oci_begin kit
printf '{"manifestVersion":"1.0","package":{"name":"kit","license":"MIT"},"model":{"name":"m","path":"m.gguf","license":"MIT"}}' >kitfile
mkdir -p km && cp m.gguf km/ && tar -czf km.tar.gz -C km m.gguf
{
	printf '{"schemaVersion":2,"config":{"mediaType":"application/vnd.kitops.modelkit.config.v1+json",%s},' "$(oci_blob kitfile)"
	printf '"layers":[{"mediaType":"application/vnd.kitops.modelkit.model.v1.tar+gzip",%s}]}' "$(oci_blob km.tar.gz)"
} >kit.manifest
oci_index '' kit.manifest >kit/index.json
oci_index latest kit.manifest >"kit/$(printf 'jozu.example/lab/kit0' | base64 | tr '+/' '-_')-index.json"
run scan -f json kit
expect 'KitOps: an index for each repository' 0 '"name": "jozu.example/lab/kit0:latest"' '"artifacts": 1' 'model.tar.gz!/m.gguf' \
	'"source": "kitfile"' '"concluded": "MIT"'

for form in tar tar.gz; do
	case $form in tar) tar -cf mp.tar -C modelpack . ;; *) tar -czf mp.tar.gz -C modelpack . ;; esac
	run scan -f json mp.$form
	expect "ModelPack in a .$form: layers have their names" 0 '"name": "tiny:v1"' "\"path\": \"tiny:v1!/weights/tiny.gguf\"|!/tiny:v1!/weights/tiny.gguf" \
		'!/tiny:v1!/doc.tar!/LICENSE' '"as_written": "Apache-2.0"' 'claim-contradicts-text'
done
{ cat mp.tar; } | "$LICET" scan -f json - >out 2>err
code=$?
expect 'ModelPack in a stream: incomplete, because names come too late' 3 '"oci-stream"'

oci_begin oevil
{
	printf '{"layers":[{"mediaType":"%s.weight.v1.raw",%s,"annotations":{"org.cncf.model.filepath":"../../../../tmp/evil.gguf"}},' $V "$(oci_blob m.gguf)"
	printf '{"mediaType":"%s.doc.v1.raw",%s,"annotations":{"org.cncf.model.filepath":"/etc/LICENSE"}}]}' $V "$(oci_blob license)"
} >evil.manifest
printf x >>"oevil/blobs/sha256/$(sha license)"
oci_index evil evil.manifest >oevil/index.json
H=$(sha oevil/index.json)
cp oevil/index.json "oevil/blobs/sha256/$H"
printf '{"manifests":[{"digest":"sha256:%s","size":1},{"digest":"sha256:%s"},{"digest":"md5:00"},{"digest":"sha256:%064d"}]}' "$H" "$H" 0 >oevil/index.json
run scan -f json oevil
expect 'OCI: hostile' 3 'unsafe-name' 'would lead elsewhere' 'tampered-store' 'which is no digest' 'which is not here' \
	'"path": "evil!/tmp/evil.gguf"' '"path": "evil!/etc/LICENSE"'
tar -cf oevil.tar -C oevil .
run scan -f json oevil.tar
expect 'OCI in an archive: hostile' 3 'wrong-size' 'unsafe-name' 'would lead elsewhere' 'tampered-store' 'which is no digest' 'which is not here'

oci_begin plain
printf '{"layers":[{"mediaType":"application/vnd.docker.ai.gguf.v3",%s}]}' "$(oci_blob m.gguf)" >plain.manifest
printf '{"manifests":[{%s,"annotations":{"org.opencontainers.image.licenses":"MIT"}}]}' "$(oci_blob plain.manifest)" >plain/index.json
run scan -f json plain
expect 'OCI: an index declares a license' 0 '"source": "oci-index"' '"concluded": "MIT"'

# --- DDUF: a zip of a pipeline is one model -------------------------------------------------------------------------------------------

if command -v python3 >/dev/null 2>&1; then
	python3 - w.safetensors <<-'EOF'
	import sys, zipfile
	with zipfile.ZipFile("tiny.dduf", "w", zipfile.ZIP_STORED) as z:
	    z.writestr("model_index.json", '{"_class_name":"Tiny","unet":["diffusers","UNet"],"vae":["diffusers","VAE"]}')
	    for part in ("unet", "vae"):
	        z.writestr(part + "/config.json", '{"_class_name":"X","_name_or_path":"lab/%s"}' % part)
	        z.write(sys.argv[1], part + "/diffusion_pytorch_model.safetensors")
	EOF
	mkdir dduf && mv tiny.dduf dduf/ && cp w.safetensors dduf/other.safetensors
	run scan -f json dduf
	expect 'DDUF: one model' 0 '"path": "tiny.dduf"' '"parent": "lab/vae"' '"artifacts": 2'
else
	echo 'skip DDUF: python3 is not installed'
fi

# tensors in a blob: under the layer's name, in the directory, in a tar of it, and where a byte of the blob was changed
oci_begin flock
printf '{"layers":[{"mediaType":"%s.weight.v1.raw",%s,"annotations":{"org.cncf.model.filepath":"w.safetensors"}}]}' $V "$(oci_blob w.safetensors)" >flock.manifest
oci_index flock flock.manifest >flock/index.json
run hash w.safetensors
digest=$(sed -n 's/.*"weights_digest": "\([0-9a-f]*\)".*/\1/p' out | head -n 1)
tar -cf flock.tar -C flock .
for where in flock flock.tar; do
	run scan -f json $where
	expect "OCI: tensors of a blob in $where" 0 "\"weights_digest\": \"$digest\"" "\"sha256\": \"$(sha w.safetensors)\""
	refuse "OCI: nothing is tampered with in $where" 'tampered'
	run hash $where
	expect "OCI: their digest in $where" 0 'flock!/w.safetensors' "\"weights_digest\": \"$digest\""
done
printf x | dd of="flock/blobs/sha256/$(sha w.safetensors)" bs=1 seek=70 conv=notrunc 2>/dev/null
tar -cf flock.tar -C flock .
for where in flock flock.tar; do
	run scan -f json $where
	expect "OCI: other tensors in $where" 0 'tampered-store' 'its SHA-256 is' '"weights_digest": "[0-9a-f]{64}"'
	refuse "OCI: their digest is that of the bytes in $where" "\"weights_digest\": \"$digest\""
done

# a manifest is a blob as well: one more space leaves it as good as it was, but for its digest
oci_begin forged
oci_blob w.safetensors >/dev/null
oci_index forged flock.manifest >forged/index.json
printf ' ' >>"forged/blobs/sha256/$(sha flock.manifest)"
tar -cf forged.tar -C forged .
for where in forged forged.tar; do
	run scan -f json $where
	expect "OCI: a manifest with other bytes in $where" 3 'tampered-store' 'wrong-size' 'forged!/manifest.json' '"weights_digest": "[0-9a-f]{64}"'
done

# a document of a few bytes may name one archive many times: what is said of it is bounded
mkdir -p crowd && for i in 1 2 3 4 5 6 7 8 9; do apache >"crowd/LICENSE.$i"; done
tar -cf crowd.layer -C crowd .
oci_begin many
{
	printf '{"layers":['
	for i in 1 2 3 4 5 6 7 8 9; do printf '{"mediaType":"%s.doc.v1.tar",%s,"annotations":{"org.cncf.model.filepath":"%d/d.tar"}},' $V "$(oci_blob crowd.layer)" $i; done
	printf '{"mediaType":"application/vnd.docker.ai.license",%s}]}' "$(oci_blob license)"
} >many.manifest
oci_index many many.manifest >many/index.json
run scan -f json many
expect 'OCI: one archive under nine names' 0 'many!/9/d.tar!/LICENSE.9'
run scan -f json --limit entries=100 many
expect 'OCI: and what is said of it is bounded' 3 'There is more to say of files that have several names than 100 things'

oci_begin faults
{ printf '{"manifests":['; i=0; while [ $i -lt 300 ]; do printf '{"digest":"md5:%d"},' $i; i=$((i + 1)); done; printf '{"digest":"x"}]}'; } >faults/index.json
run scan -f json faults
expect 'OCI: many faults' 3 'which is no digest' 'more such faults, which are not listed'
[ "$(grep -c 'which is no digest' out)" -le 200 ] && echo 'ok OCI: and not all are listed' || echo "not ok OCI: and not all are listed: $(grep -c 'which is no digest' out)"

rm "modelpack/blobs/sha256/$(sha m.gguf)"
tar -cf gap.tar -C modelpack .
for where in modelpack gap.tar; do
	run scan -f json $where
	expect "OCI: weights that are missing in $where are known by their digest" 3 'missing-blob' '"pointer": "store"' "\"sha256\": \"$(sha m.gguf)\""
done

# --- Docker's model runner -------------------------------------------------------------------------------------------------------------

mkdir -p runner/blobs/sha256 runner/manifests/sha256
O=runner
printf '{"version":"1.0.0"}' >runner/layout.json
printf '{"config":{"format":"gguf","gguf":{"general.license":"mit"}},"descriptor":{},"rootfs":{}}' >dm.json
{
	printf '{"schemaVersion":2,"config":{"mediaType":"application/vnd.docker.ai.model.config.v0.1+json",%s},"layers":[' "$(oci_blob dm.json)"
	printf '{"mediaType":"application/vnd.docker.ai.gguf.v3",%s},' "$(oci_blob m.gguf)"
	printf '{"mediaType":"application/vnd.docker.ai.license",%s}]}' "$(oci_blob license)"
} >dm.manifest
cp dm.manifest "runner/manifests/sha256/$(sha dm.manifest)"
printf '{"models":[{"id":"sha256:%s","tags":["docker.io/ai/tiny:1B"],"files":[]},{"id":"../x","tags":[]}]}' "$(sha dm.manifest)" >runner/models.json
run scan -f json runner
expect "Docker's model runner" 3 '"name": "docker.io/ai/tiny:1B"' '1B!/model.gguf' '1B!/LICENSE' '"concluded": "MIT"' 'which is no digest'

# --- pointers ----------------------------------------------------------------------------------------------------------------------------

mkdir -p ptr
printf '# xet version 0\nfilesize = 77\nhash = '"'%064d'\n" 0 >ptr/model.safetensors
printf '{"hash":"%064d","file_size":9,"sha256":"%s"}' 0 "$(sha w.safetensors)" >ptr/other.safetensors
run scan -f json ptr
expect 'Xet pointers' 3 '"absent"' 'its 77 bytes were not fetched' '"pointer": "xet"' "\"sha256\": \"$(sha w.safetensors)\""

# --- what the hub's own tool says ----------------------------------------------------------------------------------------------------------

python=${LICET_HUB_PYTHON:-python3}
if "$python" -c 'import huggingface_hub' 2>/dev/null; then
	"$python" - hub >theirs <<-'EOF'
	import sys, huggingface_hub
	for repo in huggingface_hub.scan_cache_dir(sys.argv[1]).repos:
	    for revision in repo.revisions:
	        for file in revision.files:
	            print(file.file_path.relative_to(__import__("os").path.abspath(sys.argv[1])))
	EOF
	run scan -f json hub
	name='the hub: every file of scan_cache_dir is one of ours'
	missing=0
	while read -r file; do
		case $file in *.safetensors | *README.md) grep -q "\"path\": \"$file\"" out || missing=$((missing + 1)) ;; esac
	done <theirs
	[ "$(wc -l <theirs)" -ge 6 ] && [ $missing -eq 0 ] && echo "ok $name" || echo "not ok $name: $missing missing"
else
	echo 'skip scan_cache_dir: huggingface_hub is not installed (LICET_HUB_PYTHON)'
fi
echo finished
