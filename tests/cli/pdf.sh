# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2016
# SPDX-License-Identifier: MIT
# Licenses in PDF files: read through poppler where it is installed, and never in silence where they cannot be read.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

# make_pdf TEXT: a PDF of the text's lines, with a head and a page number on each page.
make_pdf() {
	LC_ALL=C awk '
	function put(s) { out = out s; at += length(s) }
	function object(n, s) { offset[n] = at; put(n " 0 obj\n" s "\nendobj\n") }
	function show(y, s) {
		gsub(/[\\()]/, "\\\\&", s)
		content = content "1 0 0 1 72 " y " Tm (" s ") Tj\n"
	}
	function end_page() {
		show(30, pages + 1)
		kids = kids (5 + 2 * pages) " 0 R "
		object(5 + 2 * pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents " \
			(6 + 2 * pages) " 0 R>>")
		object(6 + 2 * pages, "<</Length " length(content) ">>\nstream\nBT /F 10 Tf\n" content "ET\nendstream")
		pages++
		content = ""
	}
	BEGIN { put("%PDF-1.4\n") }
	NR % 30 == 1 { if (NR > 1) end_page(); show(770, "Example Labs, a running head") }
	{ if ($0 != "") show(740 - 12 * ((NR - 1) % 30), $0) }
	END {
		end_page()
		object(1, "<</Type/Catalog/Pages 2 0 R>>")
		object(2, "<</Type/Pages/Kids[" kids "]/Count " pages ">>")
		object(3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
		object(4, "null")
		start = at
		n = 5 + 2 * pages
		put("xref\n0 " n "\n0000000000 65535 f \n")
		for (i = 1; i < n; i++)
			put(sprintf("%010d 00000 n \n", offset[i]))
		put("trailer\n<</Size " n "/Root 1 0 R>>\nstartxref\n" start "\n%%EOF\n")
		printf "%s", out
	}' "$1"
}

make_pdf "$fixture/LICENSE" >LICENSE.pdf
run identify -f json LICENSE.pdf
if grep -q '"no-pdf"' out; then
	expect 'a PDF without what reads it' 3 'install the poppler library'
	echo 'skip PDF licenses: poppler is not installed'
	echo finished
	exit 0
fi
expect 'a license as a PDF' 0 '"license": ?"LicenseRef-example-community"' '"state": ?"exact"' '"kind": ?"usage-cap"'
"$LICET" pdf-text <LICENSE.pdf >text
grep -q 'running head' text && echo 'not ok running heads are left out' || echo 'ok running heads are left out'
grep -qx '[0-9]*' text && grep -qx '[0-9][0-9]*' text && echo 'not ok page numbers are left out' || echo 'ok page numbers are left out'
run identify -f json text
expect 'the extracted text is what is matched' 0 '"state": ?"exact"'
run help
refuse 'the helper is no command for people' 'pdf-text'

mkdir model && weights model/model.safetensors && cp LICENSE.pdf model/
run scan -f json model
expect 'a distribution with a PDF license' 0 '"concluded": "LicenseRef-example-community"' '"LICENSE.pdf"|/LICENSE.pdf"'
tar -czf model.tar.gz model
run scan -f json model.tar.gz
expect 'in an archive' 0 '"concluded": "LicenseRef-example-community"'
cp LICENSE.pdf model/paper.pdf && rm model/LICENSE.pdf
run scan -f json model
refuse 'a paper is left alone' 'LicenseRef-example-community'

head -c 4000 LICENSE.pdf >cut.pdf
run identify cut.pdf
expect 'a truncated PDF' 3 'PDF file that (breaks off|is damaged)'
mkdir broken && weights broken/model.safetensors && { printf '%%PDF-1.7\n'; head -c 3000 "$LICET"; } >broken/LICENSE.pdf
run scan -f json broken
expect 'a broken PDF' 3 '"verdict": "incomplete"' 'PDF file that is damaged' 'LICENSE.pdf'
printf '%%PDF-' >tiny.pdf
run identify tiny.pdf
expect 'nothing but the first bytes of a PDF' 3 'damaged'
run identify --limit pdf-bytes=1K LICENSE.pdf
expect 'a PDF larger than the limit' 3 'pdf-bytes'
run identify --limit text-bytes=500 LICENSE.pdf
expect 'text longer than the limit' 3 'text-bytes'
if grep -q __asan_init "$LICET"; then
	echo 'skip a PDF that takes too much memory: the sanitizer needs more than any limit'
else
	run identify --limit pdf-memory=1M LICENSE.pdf
	expect 'a PDF that takes too much memory' 3 'PDF file'
fi
printf '\n' >blank && make_pdf blank | sed 's/(Example Labs, a running head)/()/; s/(1) Tj/() Tj/' >blank.pdf
run identify blank.pdf
expect 'a PDF without text' 3 'without any text|damaged'

if [ -d "$LICET_SHARED/texts" ]; then
	for pdf in "$LICET_SHARED"/texts/*/original.pdf; do
		id=$(basename "$(dirname "$pdf")")
		"$LICET" identify "$pdf" >out 2>err
		code=$?
		expect "the publisher's PDF of $id" 0 "^  (exact|edited) +LicenseRef-$id,"
	done
else
	echo "skip the publishers' PDF files: LICET_SHARED is not there"
fi
echo finished
