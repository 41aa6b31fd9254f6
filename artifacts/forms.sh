#!/usr/bin/env bash
# Writes MNIST as CSV, NPZ, PNG and IDX files, trains an epoch on each, and compares the weights with those of MNIST itself:
# artifacts/forms.sh [FOLDER, a new one]. Then reads the CSV file of 60,000 rows three times and prints time and memory.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}
dotnet build -c Release -v q DigitML.Cli >&2
digitml=(dotnet DigitML.Cli/bin/Release/net10.0/DigitML.Cli.dll)
mkdir -p "$folder"
"${digitml[@]}" data convert mnist "$folder/csv" --format csv >&2
"${digitml[@]}" data convert mnist "$folder/mnist.npz" >&2
"${digitml[@]}" data convert mnist "$folder/png" --format png >&2
"${digitml[@]}" data convert mnist "$folder/idx" --format idx >&2
for set in mnist "$folder/csv" "$folder/mnist.npz" "$folder/png" "$folder/idx"; do
    sum=$("${digitml[@]}" train "$set" --epochs 1 --no-report --out "$folder/model" --json 2>/dev/null | tail -n 1 | sed 's/.*"weightsSha256":"\([^"]*\)".*/\1/')
    echo "$(basename "$set") $sum"
    [ "${first:=$sum}" = "$sum" ] || { echo "$set trains to other weights" >&2; exit 1; }
done
for _ in 1 2 3; do /usr/bin/time -f "train.csv: %e s, %M kB" "${digitml[@]}" data info "$folder/csv/train.csv" > /dev/null; done
