# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Archives on several threads: whatever is in them, and whichever limit is reached, the report is that of one thread.
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || { echo 'skip archives on several threads: python3 is not there'; echo finished; exit; }
python3 -B -W ignore "$LICET_ROOT/tests/cli/unpack.py" || echo 'not ok unpack.py ends badly'

# same NAME CODE ARG…: scans with one thread and with more, and compares all that is said.
same() {
	name=$1 want=$2
	shift 2
	run "$@" -j 1
	cp out one
	expect "$name" "$want"
	for jobs in 2 8; do
		run "$@" -j $jobs
		[ "$code" -eq "$want" ] && cmp -s out one && echo "ok $name -j $jobs" || {
			echo "not ok $name: exit code $code, -j $jobs says something else"
			diff one out | head -n 8
		}
	done
}

same 'odd members' 3 scan -f json odd.zip
cp one all
for word in 'unsafe-name' 'encrypted' 'duplicate-member' 'link-member' 'truncated' 'last/LICENSE' 'inner.zip!/in.safetensors'; do
	grep -q "$word" all && echo "ok $word" || echo "not ok $word is not in the report"
done
same 'all digests' 3 hash odd.zip
same 'a second archive beside it' 3 scan -f json odd.zip broken.zip big.tar.gz
same 'a member that is damaged' 3 scan -f json broken.zip
grep -q 'packed data are damaged' one && grep -q 'broken.zip!/last/LICENSE' one && echo 'ok those behind it are read' ||
	echo 'not ok those behind it are read'
same 'names and places that differ' 3 scan -f json crossed.zip
grep -q 'do not agree on its name' one && echo 'ok that names differ is said' || echo 'not ok that names differ is said'
same 'no directory' 3 scan -f json cut.zip
same 'a bomb' 3 scan -f json bomb.zip
grep -q 'limit ratio' one && echo 'ok the bomb is said' || echo 'not ok the bomb is not said'
for limit in entries=57 entries=199 expanded-bytes=1M expanded-bytes=18M expanded-bytes=19700000 tensors=1000000; do
	same "--limit $limit" 3 scan -f json --limit $limit odd.zip
done
for archive in odd.tar cut.tar odd.tar.gz around.tar in-small.tar in-small.tar.gz; do
	same $archive 3 scan -f json $archive
done
for archive in small.tar small.tar.gz; do
	same "$archive, of which only the beginnings are wanted" 0 scan -f json $archive
done
for limit in entries=57 entries=199 expanded-bytes=1M expanded-bytes=18M tensors=1000000; do
	same "odd.tar.gz, --limit $limit" 3 scan -f json --limit $limit odd.tar.gz
done
if command -v zstd >/dev/null; then
	zstd -q odd.tar -o odd.tar.zst
	head -c $(($(wc -c <odd.tar.zst) / 2)) odd.tar.zst >cut.tar.zst
	same odd.tar.zst 3 scan -f json odd.tar.zst
	grep -v '"bytes_read"' one >whole
	{
		printf 'P*M\030\004\000\000\000skip'
		head -c 1000 odd.tar | zstd -q
		tail -c +1001 odd.tar | head -c 700000 | zstd -q
		tail -c +701001 odd.tar | zstd -q
	} >odd.tar.zst
	same 'several frames' 3 scan -f json odd.tar.zst
	grep -v '"bytes_read"' one | cmp -s - whole && echo 'ok several frames are as one' || echo 'not ok several frames are not as one'
	same cut.tar.zst 3 scan -f json cut.tar.zst
	grep -q 'Truncated zstd input' one && echo 'ok that it is cut is said' || echo 'not ok that it is cut is not said'
else
	echo 'skip odd.tar.zst: zstd is not there'
fi
for kind in gz xz; do
	same "big.tar.$kind" 0 scan -f json big.tar.$kind
	same "cut.tar.$kind" 3 scan -f json cut.tar.$kind
done
same spoiled.tar.xz 3 scan -f json spoiled.tar.xz
mkdir cache
run scan -f json -j 2 --cache cache big.tar.gz
run scan -f json -j 2 --cache cache big.tar.gz
cp out two
run scan -f json -j 1 big.tar.gz
cmp -s out two && echo 'ok what is recalled is the same' || echo 'not ok what is recalled differs'
echo finished
