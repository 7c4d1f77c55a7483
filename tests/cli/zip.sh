# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Zips as few programs write them. In each a member has a wrong checksum: who found that read it, licet by the directory or libarchive.
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || { echo 'skip zips: python3 is not there'; echo finished; exit; }
python3 -B "$LICET_ROOT/tests/cli/zip.py" || echo 'not ok zip.py ends badly'

# by_directory NAME FILE MEMBER PATTERN…: licet reads the member, and finds the damaged one.
by_directory() {
	name=$1 file=$2 member=$3
	shift 3
	run scan -f json "$file"
	expect "$name" 3 "\"path\": \"$file!/$member\"" 'their CRC-32 is [0-9a-f]{8}, and the archive says 00000001' "$@"
}
# by_library: the same for libarchive.
by_library() {
	name=$1 file=$2 member=$3
	shift 3
	run scan -f json "$file"
	expect "$name" 3 "\"path\": \"$file!/$member\"" "\"path\": \"$file!/bad\"" "$@"
	refuse "$name: by libarchive" 'their CRC-32 is'
}
by_directory 'stored and deflated' plain.zip package.json '"path": "plain.zip!/deflated/package.json"'
by_directory 'numbers of 64 bits' large.zip package.json '"path": "large.zip!/deflated/package.json"'
by_directory 'and something before the archive' large-behind.zip package.json
by_directory 'something before the archive' behind.zip package.json
by_directory 'another zip before it' two-zips.zip package.json 'names no member before byte [1-9]'
run scan -f json plain.zip
refuse 'nothing before it' 'names no member before|Behind this member'
for zip in between between-lengths last; do
	by_directory "a member that the directory does not name: $zip" $zip.zip package.json 'Behind this member another one stands'
done
by_directory 'members of another zip in it' zip-in-zip.zip package.json
refuse 'are no members of it' 'Behind this member'
by_directory 'lengths behind the bytes' lengths.zip package.json '"path": "lengths.zip!/deflated/package.json"'
refuse 'are no other lengths' 'do not agree|Behind this member'
by_directory 'a name in a field of its own' field.zip été/package.json
refuse 'which goes with its other name' 'field.zip!/other'
by_directory 'members of the same bytes' shared.zip package.json 'do not agree on its name'
by_directory 'a member that leads out of the file' out.zip package.json 'its bytes would go beyond the end of the archive'
by_directory 'one that is shorter than it says' short.zip package.json 'it has 5 bytes less than the archive says'
by_directory 'one that is longer' long.zip package.json 'it unpacks to more than the 3 bytes'
by_directory 'one that is stored and has two sizes' two.zip package.json 'it is not packed, and has two sizes'
by_directory 'one that begins nowhere' nowhere.zip package.json 'there is no member where'
by_library 'another way of packing' bzip2.zip package.json
by_library 'a record less than the directory has' fewer.zip package.json
by_library 'a record more' more.zip package.json
by_library 'bytes behind the end' behind-end.zip package.json
echo finished
