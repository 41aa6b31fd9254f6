#!/usr/bin/env bash
# Reads generated pages of every set and prints the table of artifacts/results/reading.md. Wrongly read pages stay in a folder, with boxes.
# Usage: measure-pages.sh [pages a set, 200] [folder for failures, a new one] [digits: test or validation, test]
# Tune on validation digits; test digits are for the figures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DIGITML_PAGES=${1:-200} DIGITML_PAGES_OUT=${2:-$(mktemp -d)} DIGITML_PAGES_DIGITS=${3:-test}
mkdir -p "$DIGITML_PAGES_OUT"
rm -f "$DIGITML_PAGES_OUT"/{pages.md,failures.txt,*.png}
dotnet build -c Release --nologo -v quiet >&2
status=0
bin/Release/net10.0/DigitML.Tests --filter "FullyQualifiedName~PageReaderTests" --progress off >&2 || status=$?
echo "| set | pages | lines | lines right | digits | right | wrong label | merged | cut | missed | false digits a page |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
cat "$DIGITML_PAGES_OUT/pages.md"
echo "Wrongly read pages: $DIGITML_PAGES_OUT" >&2
exit "$status"
