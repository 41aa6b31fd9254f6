# Read by the make.sh of each picture format: pictures to encode, made with Netpbm alone, and the list of what to expect.
# usage: make.sh [FOLDER [WIDTH HEIGHT]]; as they are committed: the script's own folder, 17 x 9.
set -euo pipefail
folder=$(realpath "${1:-$(dirname "$0")}")
width=${2:-17} height=${3:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

pbmtext -builtin fixed "47" | pamscale -nomix -width "$width" -height "$height" >bits.pbm
pgmramp -lr "$width" "$height" >red.pgm
pgmramp -tb "$width" "$height" >green.pgm
pgmramp -ellipse "$width" "$height" >blue.pgm
pamarith -max red.pgm bits.pbm >grey.pgm 2>/dev/null
rgb3toppm grey.pgm green.pgm blue.pgm >color.ppm
for colors in 2 4 16 256; do pnmquant -nofloyd "$colors" color.ppm >colors$colors.ppm 2>/dev/null; done
for maximum in 3 15 100 1023 65535; do pamdepth "$maximum" color.ppm >color-$maximum.ppm 2>/dev/null; done
for maximum in 3 15 100 1023 65535; do pamdepth "$maximum" grey.pgm >grey-$maximum.pgm 2>/dev/null; done
# Colour with soft transparency.
pamstack -quiet -tupletype=RGB_ALPHA color.ppm red.pgm >alpha.pam
pamstack -quiet -tupletype=GRAYSCALE_ALPHA green.pgm red.pgm >greyalpha.pam
convert color.ppm red.pgm -alpha off -compose CopyOpacity -composite -depth 8 alpha.png

find "$folder" -type f ! -name make.sh -delete
# expect FILE PIXELS: keeps a file and says which pixels, a raw Netpbm file, a decoder must find in it.
expect() {
  local kept
  kept=pixels-$(md5sum <"$2" | cut -c1-8).pnm
  cp "$1" "$folder/$(basename "$1")"
  cp "$2" "$folder/$kept"
  echo "$1 $kept" >>"$folder/expected.txt"
}
