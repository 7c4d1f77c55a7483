// SPDX-License-Identifier: MIT
module licet/bench/licensecheck

go 1.19

require github.com/google/licensecheck v0.3.1
