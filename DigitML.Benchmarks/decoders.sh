#!/usr/bin/env bash
# Writes a picture in every format with other programs, and times decoding it to grey: DigitML, Pillow, and djpeg for JPEG; best of seven.
# Needs netpbm, libjpeg-turbo-progs, libtiff-tools and a Python with Pillow (PYTHON).
# Usage: decoders.sh PICTURE.png [folder for the files, a new one]
set -euo pipefail
picture=$(realpath "$1") folder=${2:-$(mktemp -d)} python=${PYTHON:-python3}
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p "$folder"

pngtopnm "$picture" >"$folder/gray.pgm"
pgmtoppm black-rgbi:.9/.95/1 "$folder/gray.pgm" >"$folder/color.ppm" 2>/dev/null
cjpeg -quality 75 "$folder/gray.pgm" >"$folder/gray.jpg"
cjpeg -quality 75 "$folder/color.ppm" >"$folder/color-420.jpg"
cjpeg -quality 75 -progressive "$folder/color.ppm" >"$folder/color-420-progressive.jpg"
pnmtopng "$folder/gray.pgm" >"$folder/gray.png" 2>/dev/null
pnmtopng "$folder/color.ppm" >"$folder/color.png" 2>/dev/null
pamtotiff -lzw "$folder/gray.pgm" -output "$folder/lzw.tiff" 2>/dev/null
pgmtopbm -threshold "$folder/gray.pgm" | pamtotiff -g4 -output "$folder/g4.tiff" 2>/dev/null
ppmtobmp "$folder/color.ppm" >"$folder/color.bmp" 2>/dev/null
ppmtogif "$folder/gray.pgm" >"$folder/gray.gif" 2>/dev/null

files=("$folder"/{gray.jpg,color-420.jpg,color-420-progressive.jpg,gray.png,color.png,lzw.tiff,g4.tiff,color.bmp,gray.gif,gray.pgm,color.ppm})
dotnet build -c Release --nologo -v quiet >&2
dotnet bin/Release/net10.0/DigitML.Benchmarks.dll decoders "${files[@]}" >"$folder/ours.txt"
"$python" - "${files[@]}" >"$folder/pillow.txt" <<'END'
import io, sys, time
from PIL import Image
for path in sys.argv[1:]:
    content, best = open(path, "rb").read(), 1e9
    for _ in range(7):
        start = time.perf_counter()
        Image.open(io.BytesIO(content)).convert("L")
        best = min(best, time.perf_counter() - start)
    print(path, f"{1000 * best:.1f}")
END
best_of_djpeg() {
    for _ in 1 2 3 4 5 6 7; do
        start=$(date +%s%N)
        djpeg -grayscale "$1" >/dev/null
        echo $(($(date +%s%N) - start))
    done | sort -n | head -1 | awk '{ printf "%.1f", $1 / 1e6 }'
}
echo "| file | DigitML, ms | Pillow, ms | djpeg, ms |"
echo "| --- | --- | --- | --- |"
paste -d ' ' "$folder/ours.txt" "$folder/pillow.txt" | while read -r path ours _ pillow; do
    djpeg=""
    case "$path" in *.jpg) djpeg=$(best_of_djpeg "$path") ;; esac
    echo "| $(basename "$path") | $ours | $pillow | $djpeg |"
done
