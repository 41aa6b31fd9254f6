#!/usr/bin/env bash
# Measures whether a training in a cell takes as long as the same one in the command line: see measure_training.py, which gets the arguments.
# Needs the .NET 10 SDK, MNIST in the cache (digitml data fetch mnist) and Jupyter's client (Debian: python3-jupyter-client).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# The kernel is installed here by the documented command, beside whatever the user has.
export JUPYTER_DATA_DIR=$results/jupyter JUPYTER_CONFIG_DIR=$results/config JUPYTER_RUNTIME_DIR=$results/runtime
dotnet build -c Release --nologo -v quiet DigitML.Cli
dotnet run -c Release --project DigitML.Jupyter -- install
/usr/bin/python3 DigitML.Jupyter/measure_training.py "$@"
