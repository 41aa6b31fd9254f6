#!/usr/bin/env bash
# Times the command: a scan of 1,280 digits, MNIST's 10,000 test images as PNG files, and drawn-1000 where DIGITML_DATA has it, each
# from the start of the process to its end. Prints the table of artifacts/results/reading.md. Needs MNIST and GNU time.
# Usage: measure-reading.sh [folder for the pictures, a new one]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"

dotnet build -c Release --nologo -v quiet >&2
digitml="dotnet bin/Release/net10.0/DigitML.Cli.dll"
if [ ! -e "$folder/scan.png" ]; then
    DIGITML_PAGES_OUT=$folder bin/Release/net10.0/DigitML.Tests --filter "FullyQualifiedName~Read_ScannedForm" --progress off >&2 || true
fi
[ -d "$folder/mnist" ] || $digitml data convert mnist "$folder/mnist" --format png >&2
find "$folder/mnist/test" -name '*.png' | sort >"$folder/mnist.txt"
echo "$folder/scan.png" >"$folder/scan.txt"
lists=("$folder/mnist.txt")
for data in $(tr : " " <<<"${DIGITML_DATA:-}"); do
    if [ -d "$data/drawn-1000" ]; then
        find "$data/drawn-1000" -name '*.png' | sort >"$folder/drawn-1000.txt"
        lists+=("$folder/drawn-1000.txt")
    fi
done

measure() {
    local list=$1 seconds kilobytes
    shift
    for _ in 1 2 3; do
        command time -f '%e %M' -o "$folder/time.txt" $digitml predict - --json "$@" <"$list" >"$folder/answers.txt"
        cat "$folder/time.txt"
    done | sort -n | head -1 | {
        read -r seconds kilobytes
        echo "| $(basename "$list" .txt) | \`predict - --json${*:+ }$*\` | $seconds s |" \
            "$(awk -v n="$(wc -l <"$list")" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }') | $((kilobytes / 1024)) MB |"
    }
}
echo "| pictures | command | time, best of 3 | pictures a second | memory |"
echo "| --- | --- | --- | --- | --- |"
measure "$folder/scan.txt" --many
for list in "${lists[@]}"; do
    measure "$list"
    measure "$list" --many
done
