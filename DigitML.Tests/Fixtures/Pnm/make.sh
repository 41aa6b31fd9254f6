#!/usr/bin/env bash
# PBM, PGM, PPM and PAM files by Netpbm. The raw PGM, PPM and PAM files are also what is expected of the other kinds. Debian: netpbm, imagemagick.
source "$(dirname "$0")/../pictures.sh"

plain() { # FILE PIXELS
  pnmtoplainpnm "$1" >"plain-$1"
  expect "plain-$1" "$2"
}
pbmtopgm 1 1 bits.pbm >bits.pgm
expect bits.pbm bits.pgm
plain bits.pbm bits.pgm
for file in grey.pgm color.ppm grey-{3,15,100,1023,65535}.pgm color-{3,15,100,1023,65535}.ppm; do
  plain "$file" "$file"
done
for file in color.ppm grey-1023.pgm alpha.pam greyalpha.pam; do expect "$file" "$file"; done
# The same pixels as PAM.
for file in color.ppm grey.pgm color-1023.ppm grey-100.pgm; do
  pamtopam <"$file" >"${file%.*}-as.pam"
  expect "${file%.*}-as.pam" "$file"
done
pamtopam <bits.pbm >bits-as.pam
expect bits-as.pam bits.pgm
# ImageMagick writes other headers: comments.
convert color.ppm -set comment "4 7" commented.ppm
expect commented.ppm color.ppm
convert grey.pgm -set comment "4 7" -compress none commented-plain.pgm
expect commented-plain.pgm grey.pgm
