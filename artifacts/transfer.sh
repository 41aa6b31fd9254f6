#!/usr/bin/env bash
# Learns Kannada-MNIST from few images, from random weights and from the built-in model, and writes the table and the chart of artifacts/results/transfer.md.
# artifacts/transfer.sh try measures settings on held-out training images; artifacts/transfer.sh measures the chosen ones on the test images.
# Each run is a line of artifacts/results/transfer.csv; what has its line is not run again, so that it may be stopped at any time.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release -v q DigitML.Benchmarks >&2
transfer=(nice dotnet DigitML.Benchmarks/bin/Release/net10.0/DigitML.Benchmarks.dll transfer)
runs=artifacts/results/transfer.csv
# A setting is START:IMAGES A CLASS:RATE:FACTOR OF REUSED LAYERS:STEPS:SEED.
if [ "${1:-}" = try ]; then
    for images in 10 100; do
        for steps in 200 500; do
            for rate in 0.002 0.005 0.01 0.02; do
                "${transfer[@]}" "$runs" validation {scratch,frozen,unfrozen}:$images:$rate:1:$steps:1
            done
            "${transfer[@]}" "$runs" validation unfrozen:$images:0.01:{0.1,0.3}:$steps:1
        done
    done
    exit
fi
# What the held-out images chose.
"${transfer[@]}" "$runs" test scratch:10:0.02:1:500:{1,2,3} frozen:10:0.01:1:200:{1,2,3} unfrozen:10:0.01:1:500:{1,2,3}
"${transfer[@]}" "$runs" test {scratch,frozen,unfrozen}:{100,1000}:0.01:1:500:{1,2,3}
# Fewer steps, where a start from a model brings more.
"${transfer[@]}" artifacts/results/transfer-200.csv test {scratch,unfrozen}:100:0.01:1:200:{1,2,3}
"${transfer[@]}" report "$runs" artifacts/results/transfer.md artifacts/results/transfer.svg
