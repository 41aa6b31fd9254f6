#!/usr/bin/env bash
# Runs every notebook twice into a temporary folder, by Jupyter's nbconvert and by digitml-jupyter run, prints the seconds of each, and
# compares what both have put out. Ends with exit code 1 when a notebook fails or the outputs differ.
# DIGITML_QUICK=1 takes fewer images and epochs; DIGITML_DATA says where Kannada-MNIST is. Needs the .NET 10 SDK, MNIST in the cache
# (digitml data fetch mnist) and nbconvert (Debian: jupyter-nbconvert). Arguments: names of notebooks without extension; all six unless given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

names=("$@")
if [ ${#names[@]} = 0 ]; then
  for notebook in notebooks/*.ipynb; do names+=("$(basename "$notebook" .ipynb)"); done
fi

for name in "${names[@]}"; do
  [ -f "notebooks/$name.ipynb" ] || { echo "measure-notebooks.sh: there is no notebooks/$name.ipynb; give names such as 02-train" >&2; exit 1; }
done

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
mkdir "$results/nbconvert" "$results/digitml"
# The kernel is installed here by the documented command, beside whatever the user has.
export JUPYTER_DATA_DIR=$results/jupyter JUPYTER_CONFIG_DIR=$results/config JUPYTER_RUNTIME_DIR=$results/runtime
dotnet run -c Release --project DigitML.Jupyter -- install

# Runs a command and prints how many seconds it took; its own words are shown when it fails.
seconds() {
  local start=$EPOCHREALTIME
  "$@" >"$results/log" 2>&1 || { cat "$results/log" >&2; echo "measure-notebooks.sh: failed: $*" >&2; return 1; }
  awk -v from="$start" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f\n", to - from }'
}
sum() { awk "BEGIN { printf \"%.1f\n\", $1 + $2 }"; }

by_nbconvert=0 by_digitml=0
printf '%-24s %12s %12s\n' "seconds${DIGITML_QUICK:+ (quick)}" nbconvert "run"
for name in "${names[@]}"; do
  one=$(seconds /usr/bin/python3 -W ignore -m jupyter nbconvert --to notebook --execute --ExecutePreprocessor.timeout=3600 \
    --output-dir "$results/nbconvert" "notebooks/$name.ipynb")
  two=$(seconds dotnet DigitML.Jupyter/bin/Release/net10.0/DigitML.Jupyter.dll run "notebooks/$name.ipynb" --timeout 3600 \
    --out "$results/digitml/$name.ipynb")
  printf '%-24s %12s %12s\n' "$name" "$one" "$two"
  by_nbconvert=$(sum "$by_nbconvert" "$one") by_digitml=$(sum "$by_digitml" "$two")
done
printf '%-24s %12s %12s\n' together "$by_nbconvert" "$by_digitml"

/usr/bin/python3 DigitML.Jupyter/compare_outputs.py "$results/nbconvert" "$results/digitml" "${names[@]}"
