#!/usr/bin/env bash
# BMP files by Netpbm and ImageMagick, and their pixels by the same. Debian: netpbm, imagemagick.
source "$(dirname "$0")/../pictures.sh"

# Netpbm's own, read back by Netpbm.
for version in windows os2; do
  for bits in 1:2 4:16 8:256 24:256; do
    file=$version-${bits%:*}.bmp
    ppmtobmp -$version -bpp "${bits%:*}" "colors${bits#*:}.ppm" >"$file" 2>/dev/null
    bmptopnm "$file" >pixels 2>/dev/null
    expect "$file" pixels
  done
done
ppmtobmp -windows bits.pbm >bits.bmp 2>/dev/null
bmptopnm bits.bmp >pixels 2>/dev/null
# A picture of two colours comes as PBM.
pbmtopgm 1 1 pixels >pixels.pgm
expect bits.bmp pixels.pgm

# ImageMagick's, in each version of the header.
each() { # NAME ARGUMENTS...: writes bmp2, bmp3 and bmp (the newest header that is needed)
  local name=$1; shift
  for version in bmp2 bmp3 bmp; do
    convert "$@" "$version:$version-$name.bmp"
    convert "$version-$name.bmp" -depth 8 pam:pixels
    expect "$version-$name.bmp" pixels
  done
}
each bits bits.pbm -type bilevel
each palette16 colors16.ppm -type palette
each palette256 colors256.ppm -type palette
each grey grey.pgm
each rgb color.ppm
for file in palette256 grey; do
  convert "bmp3-$file.bmp" -compress RLE bmp3:"runs-$file.bmp"
  convert "runs-$file.bmp" -depth 8 pam:pixels
  expect "runs-$file.bmp" pixels
done
convert alpha.png bmp:alpha.bmp
convert alpha.bmp -depth 8 pam:pixels
expect alpha.bmp pixels
# ImageMagick writes ARGB4444 and ARGB1555 too, but reads their full parts as 240 and 128 instead of 255: a test has such pixels by hand.
for kind in RGB555 RGB565; do
  convert alpha.png -define bmp:subtype=$kind "bmp:$kind.bmp"
  convert "$kind.bmp" -depth 8 pam:pixels
  expect "$kind.bmp" pixels
done
