#!/usr/bin/env bash
# TIFF files by Netpbm, libtiff's tools and ImageMagick, and their pixels by tifftopnm and ImageMagick. Debian: netpbm, libtiff-tools, imagemagick.
source "$(dirname "$0")/../pictures.sh"

keep() { # FILE [ORIGINAL]: expects what tifftopnm finds (in the file that was copied, as it reads no tiles by row); bits as PGM
  tifftopnm -byrow "${2:-$1}" >pixels 2>/dev/null
  [ "$(head -c 2 pixels)" = P4 ] && { pbmtopgm 1 1 pixels >again; mv again pixels; }
  expect "$1" pixels
}
keep_im() { # FILE: expects what ImageMagick finds
  convert "$1[0]" -auto-orient -depth "${2:-8}" pam:pixels
  expect "$1" pixels
}

# Netpbm's: every kind of sample, as it is and compressed.
for picture in bits.pbm grey-3.pgm grey-15.pgm grey.pgm grey-65535.pgm color.ppm color-65535.ppm; do
  for way in none packbits lzw adobeflate; do
    file=${picture%.*}-$way.tif
    pamtotiff -$way -truecolor "$picture" >"$file" 2>/dev/null
    keep "$file"
  done
done
for colors in 2 4 16 256; do
  for way in none lzw; do
    pamtotiff -$way -color -indexbits=1,2,4,8 colors$colors.ppm >palette$colors-$way.tif 2>/dev/null
    keep palette$colors-$way.tif
  done
done
for way in "g3" "g3 -2d" "g3 -fill" "g3 -2d -fill" "g4"; do
  for order in msb2lsb lsb2msb; do
    for ground in miniswhite minisblack; do
      file=fax-${way// /}-$order-$ground.tif
      pamtotiff -$way -$order -$ground bits.pbm >"$file" 2>/dev/null
      keep "$file"
    done
  done
done

# libtiff's: strips, tiles, planes, both orders of bytes and bits, predictors.
copy() { # NAME SOURCE OPTIONS...
  local name=$1 original=$2; shift 2
  tiffcp "$@" "$original" "$name.tif" 2>/dev/null
  keep "$name.tif" "$original"
}
for original in grey-none grey-65535-none color-none color-65535-none; do
  for order in B L; do
    copy "$original-$order-lzw2" $original.tif -$order -c lzw:2 -r 5
    copy "$original-$order-zip2" $original.tif -$order -c zip:2 -r 100
  done
  copy "$original-tiles" $original.tif -t -w 16 -l 16 -c packbits
  copy "$original-tiles-lzw2" $original.tif -t -w 32 -l 16 -c lzw:2
done
for way in none lzw:2 zip packbits; do
  copy "planes-${way/:/}" color-none.tif -p separate -c $way -r 7
done
copy planes-tiles color-none.tif -p separate -t -w 16 -l 16 -c lzw
for way in g3:1d g3:2d g3:1d:fill g3:2d:fill g4 packbits lzw zip none; do
  copy "bits-${way//:/}-strips" bits-none.tif -c $way -r 4
  copy "bits-${way//:/}-reversed" bits-none.tif -c $way -f lsb2msb
  copy "bits-${way//:/}-tiles" bits-none.tif -c $way -t -w 16 -l 16
done
copy palette16-tiles palette16-none.tif -t -w 16 -l 16 -c lzw
copy pages bits-none.tif -c g4
tiffcp bits-none.tif grey-none.tif color-none.tif pages.tif
keep pages.tif

# Runs of every length that has a code word of its own; PictureCorpus does not list them, FaxDecoderTests knows what is in them.
awk 'BEGIN { print "P1 5200 103"; for (i = 1; i <= 103; i++) { run = i < 64 ? i : (i - 63) * 64; row = ""
  for (x = 0; x < 5200; x++) row = row (x >= run && x < 2 * run ? 1 : 0); gsub(/.{60}/, "&\n", row); print row } }' >runs.pbm
for way in g3 g4; do pamtotiff -$way runs.pbm >"$folder/runs-$way.tif" 2>/dev/null; done

# ImageMagick's: alpha, orientations, the plain fax codes.
for endian in LSB MSB; do
  convert alpha.png -endian $endian -compress Zip alpha-$endian.tif
  keep_im alpha-$endian.tif
done
convert greyalpha.pam -compress LZW greyalpha.tif
keep_im greyalpha.tif
for orientation in 1 2 3 4 5 6 7 8; do
  cp color-lzw.tif oriented$orientation.tif
  tiffset -s 274 $orientation oriented$orientation.tif
  keep_im oriented$orientation.tif
done
for way in RLE Group4 Fax; do
  convert bits.pbm -type bilevel -compress $way im-$way.tif
  keep_im im-$way.tif
done
for depth in 1 2 4 8 16; do
  convert grey.pgm -depth $depth -compress LZW im-depth$depth.tif
  keep im-depth$depth.tif
done
