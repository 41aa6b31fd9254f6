#!/usr/bin/env bash
# Makes the JPEG files of this folder and, beside each, the grey pixels that it must give (PGM).
# Needs Debian's libjpeg-turbo-progs, imagemagick and python3. The reference is djpeg's red, green and blue, weighted by Rec. 601;
# for the orientations, which djpeg leaves alone, ImageMagick's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f ./*.jpg ./*.pgm

# A small colour picture of a size: gradients, saturated patches, dark strokes.
picture() {
  python3 - "$1" "$2" <<'PY'
import sys
w, h = int(sys.argv[1]), int(sys.argv[2])
out = bytearray()
for y in range(h):
    for x in range(w):
        color = 255 * x // max(1, w - 1), 255 * y // max(1, h - 1), 128 + (x * 5 + y * 3) % 100
        if (x // 6 + y // 6) % 5 == 0:
            color = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)][(x // 6 + 2 * (y // 6)) % 4]
        if abs(x - y - 4) < 2 or abs((x - w // 2) ** 2 + (y - h // 2) ** 2 - 80) < 20:
            color = 20, 10, 30
        out += bytes(color)
sys.stdout.buffer.write(b"P6\n%d %d\n255\n" % (w, h) + bytes(out))
PY
}

# From PPM or PGM on standard input to PGM: Rec. 601, halves up.
gray() {
  python3 -c '
import sys
kind, size, maximum, data = sys.stdin.buffer.read().split(b"\n", 3)
if kind == b"P6":
    data = bytes((299 * r + 587 * g + 114 * b + 500) // 1000 for r, g, b in zip(data[0::3], data[1::3], data[2::3]))
sys.stdout.buffer.write(b"P5\n" + size + b"\n255\n" + data)'
}

# Puts an Exif segment with an orientation after SOI, in Intel's or Motorola's order of bytes.
orient() {
  python3 -c '
import struct, sys
order, orientation, jpeg = sys.argv[1], int(sys.argv[2]), sys.stdin.buffer.read()
tiff = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "IHHHIHHHHIHHI", 8, 2,
    0x0100, 3, 1, 7, 0, 0x0112, 3, 1, orientation, 0, 0)
exif = b"Exif\0\0" + tiff
sys.stdout.buffer.write(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])' "$1" "$2"
}

expect() { djpeg "$1.jpg" | gray > "$1.pgm"; }

# make NAME OPTION...: compresses the picture.
make() {
  local name=$1
  shift
  cjpeg "$@" "$work/picture.ppm" > "$name.jpg"
  expect "$name"
}

picture 37 29 > "$work/picture.ppm"
printf '0;\n1;\n2;\n' > "$work/separate.txt"
# Many passes: single coefficients, several bits one after the other, components mixed.
cat > "$work/passes.txt" <<'PASSES'
0,1,2: 0-0, 0, 3;
0: 1-1, 0, 4;
0: 2-63, 0, 3;
1: 1-63, 0, 1;
0,1,2: 0-0, 3, 2;
0,2: 0-0, 2, 1;
1: 0-0, 2, 1;
0: 1-1, 4, 3;
0: 1-63, 3, 2;
0: 1-5, 2, 1;
0: 6-63, 2, 1;
2: 1-63, 0, 0;
1: 1-63, 1, 0;
0: 1-63, 1, 0;
0,1,2: 0-0, 1, 0;
PASSES

for factors in 1x1 2x1 1x2 2x2 4x1 1x4 4x2 2x4; do make "color-$factors" -sample "$factors"; done
make color-4x4-separate -sample 4x4 -scans "$work/separate.txt"
make color-2x2-2x1-1x2 -sample 2x2,2x1,1x2
make color-1x1-2x2-1x1 -sample 1x1,2x2,1x1
make color-3x1 -sample 3x1
make color-2x2-separate -scans "$work/separate.txt"
make color-2x2-optimized -optimize
make color-2x2-restart-1 -restart 1B
make color-2x1-restart-row -sample 2x1 -restart 1
make color-2x2-separate-restart -scans "$work/separate.txt" -restart 3B
make color-quality-1 -quality 1
make color-quality-5 -quality 5 -baseline
make color-quality-100 -quality 100 -sample 1x1
make rgb -rgb
make rgb-progressive -rgb -progressive
make progressive-1x1 -progressive -sample 1x1
make progressive-2x2 -progressive
make progressive-2x2-restart -progressive -restart 2B
make progressive-4x1 -progressive -sample 4x1
make progressive-many-passes -sample 2x2 -scans "$work/passes.txt" -quality 90
make gray -grayscale
make gray-2x2 -grayscale -sample 2x2
make gray-progressive -grayscale -progressive
for size in 1x1 2x1 3x2 8x8 9x17 16x16; do
  picture "${size%x*}" "${size#*x}" > "$work/small.ppm"
  cjpeg "$work/small.ppm" > "size-$size.jpg"
  expect "size-$size"
done

# Four inks; the second is the first with another meaning, as no tool writes it.
convert "$work/picture.ppm" -colorspace CMYK -quality 80 cmyk.jpg
convert "$work/picture.ppm" -colorspace CMYK -quality 80 -interlace JPEG -sampling-factor 2x2 "$work/cmyk.jpg"
python3 -c '
import sys
data = sys.stdin.buffer.read()
at = data.index(b"Adobe") + 11
sys.stdout.buffer.write(data[:at] + b"\2" + data[at + 1:])' < "$work/cmyk.jpg" > ycck-progressive.jpg
expect cmyk
expect ycck-progressive

picture 13 9 | cjpeg -grayscale -optimize > "$work/small.jpg"
for orientation in 1 2 3 4 5 6 7 8; do
  orient "$([ $((orientation % 2)) = 0 ] && echo '<' || echo '>')" "$orientation" < "$work/small.jpg" > "orientation-$orientation.jpg"
  convert "orientation-$orientation.jpg" -auto-orient ppm:- | gray > "orientation-$orientation.pgm"
done

# A kind that is refused.
cjpeg -arithmetic "$work/picture.ppm" > refused-arithmetic.jpg
