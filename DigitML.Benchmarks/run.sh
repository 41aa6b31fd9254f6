#!/usr/bin/env bash
# Measures all kernels on one thread, about seven minutes, and writes artifacts/results/kernels.md.
# With a filter (./run.sh '*Pooling*') it measures some and only prints their tables.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
filter=${1:-*}

artifacts=$(mktemp -d)
trap 'rm -rf "$artifacts"' EXIT
dotnet build -c Release --nologo -v quiet >&2
# All in one process: a build a benchmark would take most of the time.
dotnet bin/Release/net10.0/DigitML.Benchmarks.dll --filter "$filter" --inProcess \
  --warmupCount 2 --iterationCount 10 --iterationTime 200 --artifacts "$artifacts" >&2
reports=("$artifacts"/results/*-report-github.md)
[ -e "${reports[0]}" ] || { echo "run.sh: no benchmark matches '$filter'; try '*Pooling*'" >&2; exit 1; }

# Nothing of BenchmarkDotNet's own description of the machine but the runtime and the instruction set.
runtime=$(sed -nE 's/^ *\[Host\] *: (\.NET [0-9.]+).*/\1/p' "${reports[0]}")
simd=$(sed -nE 's/^ *\[Host\] *:.*(AVX-512|AVX2|AVX|SSE[0-9.]*|AdvSIMD).*/\1/p' "${reports[0]}")

# The tables, each below the first sentence of what its class says of itself.
tables() {
  cat <<HEADER
# Speed of the kernels
$(nproc) cores, ${simd:-no vectors}, $runtime; one thread. Written by \`run.sh\`.

A multiply-add counts as two floating-point operations. Of a kernel that saves some, those of the plain sum are counted, so that it can pass
100 % of the peak, which is what one thread reaches when it does nothing else. GB/s are the bytes that must be read and written, each once.
HEADER
  for report in "${reports[@]}"; do
    class=$(basename "$report" -report-github.md)
    class=${class##*.}
    printf '\n## %s\n%s\n\n' "${class%Benchmarks}" "$(sed -nE 's|^/// <summary>(.*)</summary>|\1|p' "$class.cs")"
    grep '^|' "$report" | sed 's/\*\*//g'
  done
}

if [ "$filter" = '*' ]; then tables >../artifacts/results/kernels.md; else tables; fi
if grep -qE '\| +NA \|' "${reports[@]}"; then echo "run.sh: some benchmarks failed; their times are NA" >&2; exit 1; fi
