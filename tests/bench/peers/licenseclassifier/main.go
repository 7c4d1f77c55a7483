// SPDX-License-Identifier: MIT

// licenseclassifier v2, its own corpus and threshold, on the files named on standard input: a line "file<TAB>id" for each match.
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/google/licenseclassifier/v2/assets"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	classifier, err := assets.DefaultClassifier()
	check(err)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		text, err := os.ReadFile(names.Text())
		check(err)
		for _, match := range classifier.Match(text).Matches {
			if match.MatchType != "Copyright" {
				fmt.Fprintf(out, "%s\t%s\n", names.Text(), match.Name)
			}
		}
	}
}
