// SPDX-License-Identifier: MIT

// google/licensecheck on the files named on standard input: a line "file<TAB>id" for each license found.
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/google/licensecheck"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		text, err := os.ReadFile(names.Text())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, match := range licensecheck.Scan(text).Match {
			fmt.Fprintf(out, "%s\t%s\n", names.Text(), match.ID)
		}
	}
}
