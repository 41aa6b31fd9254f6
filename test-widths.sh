#!/usr/bin/env bash
# Runs the tests of kernels, layers and augmentation at every register width of this machine; each run asserts the width it got.
# DIGITML_MACHINE_WIDTH overrides the width found in /proc/cpuinfo: 16, 8 or 4 floats.
set -euo pipefail
cd "$(dirname "$0")"

flags=" $(grep -m 1 '^flags' /proc/cpuinfo 2>/dev/null || true) "
case "$flags" in
  *' avx512vl '*) found=16 ;;
  *' avx2 '*) found=8 ;;
  *) found=4 ;;
esac
machine=${DIGITML_MACHINE_WIDTH:-$found}

dotnet build -c Release DigitML.Tests

failed=0
# run WIDTH SWITCH: the tests, with a switch of the .NET runtime that leaves registers of WIDTH floats.
run() {
  if (( $1 > machine )); then
    echo "-- width $1: skipped, the registers of this machine hold $machine floats"
    return
  fi
  echo "-- width $1: $2"
  env "$2" DIGITML_EXPECTED_WIDTH="$1" dotnet DigitML.Tests/bin/Release/net10.0/DigitML.Tests.dll --no-ansi \
    --filter 'FullyQualifiedName~DigitML.Tests.Engine.Numerics|FullyQualifiedName~DigitML.Tests.Engine.Threading|FullyQualifiedName~DigitML.Tests.Engine.Kernels|FullyQualifiedName~DigitML.Tests.Engine.Layers|FullyQualifiedName~DigitML.Tests.Engine.Augmentation' || failed=1
}

run 16 DOTNET_EnableAVX512=1
run 8 DOTNET_EnableAVX512=0
run 4 DOTNET_EnableAVX2=0
run 1 DOTNET_EnableHWIntrinsic=0
exit $failed
