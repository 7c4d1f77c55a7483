// SPDX-License-Identifier: MIT
module licet/bench/licenseclassifier

go 1.19

require github.com/google/licenseclassifier/v2 v2.0.0
