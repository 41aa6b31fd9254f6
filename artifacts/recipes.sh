#!/usr/bin/env bash
# Compares recipes for MNIST on writers that they have not seen, two stretches of 10,000 training images, each on a thread of its own:
#   artifacts/recipes.sh learn NAME PRESET [SETTING=VALUE...]   trains a recipe without each stretch; RecipeExperiment.cs lists the settings
#   artifacts/recipes.sh judge NAME[+NAME...][@VIEWS]...        prints errors and loss on the stretches
# For instance: learn a balanced, learn b balanced-5x5 seed=2, learn c best teachers= epochs=20, judge a b a+b a+b@5
# The models lie in artifacts/runs/recipes.
set -euo pipefail
if [ $# -lt 2 ]; then sed -n '2,6s/^# *//p' "$0" >&2; exit 1; fi
cd "$(dirname "$0")/.."
dotnet build -c Release -v q DigitML.Benchmarks >&2
action=$1
shift
if [ "$action" = learn ]; then set -- "$@" threads=1; fi
trainings=()
for first in 50000 40000; do
    dotnet DigitML.Benchmarks/bin/Release/net10.0/DigitML.Benchmarks.dll recipes artifacts/runs/recipes "$first" "$action" "$@" &
    trainings+=($!)
done
for training in "${trainings[@]}"; do wait "$training"; done
