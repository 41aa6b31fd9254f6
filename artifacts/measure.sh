#!/usr/bin/env bash
# Trains a preset once for each seed and prints its row of artifacts/results/presets.md: artifacts/measure.sh DATASET PRESET SEED...
# MEASURE_OPTIONS holds further options of `digitml train`, such as "--models 7". Every run's JSON goes to artifacts/runs/.
set -euo pipefail
if [ $# -lt 3 ]; then echo "usage: artifacts/measure.sh DATASET PRESET SEED..., for instance: artifacts/measure.sh mnist fast 1 2 3" >&2; exit 1; fi
cd "$(dirname "$0")/.."
dataset=$1 preset=$2
shift 2
dotnet build -c Release -v q DigitML.Cli >&2
runs=artifacts/runs
mkdir -p "$runs"
lines="$runs/$(basename "$dataset")-$preset.json"
: > "$lines"
for seed in "$@"; do
    # shellcheck disable=SC2086 # the options are meant to be split
    dotnet DigitML.Cli/bin/Release/net10.0/DigitML.Cli.dll train "$dataset" --preset "$preset" --seed "$seed" ${MEASURE_OPTIONS:-} \
        --out "$runs/$(basename "$dataset")-$preset-$seed.safetensors" --json | tail -n 1 >> "$lines"
done
awk -v preset="$preset" '
    function field(name,   text) { text = $0; sub(".*\"" name "\":", "", text); sub("[,}].*", "", text); return text }
    {
        test = field("testAccuracy") * 100; validation = field("validationAccuracy") * 100
        sum += test; squares += test * test; seconds += field("trainSeconds"); rate += field("imagesPerSecond")
        if (NR == 1 || test > best) best = test
        if (NR == 1 || test < worst) worst = test
        each = each sprintf("%s%s: %.2f (%.2f)", NR > 1 ? ", " : "", field("seed"), test, validation)
        parameters = field("parameters"); epochs = field("epochs")
    }
    END {
        mean = sum / NR; deviation = NR > 1 ? sqrt((squares - NR * mean * mean) / (NR - 1)) : 0
        printf "| %s | %s | %s | %.2f ± %.2f %% | %.2f | %.2f | %.0f s | %.0f | %s |\n",
            preset, parameters, epochs, mean, deviation, best, worst, seconds / NR, rate / NR, each
    }' "$lines"
