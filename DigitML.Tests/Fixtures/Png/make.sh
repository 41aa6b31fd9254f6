#!/usr/bin/env bash
# PNG files by Netpbm and ImageMagick, and their pixels by the same. Debian: netpbm, imagemagick.
source "$(dirname "$0")/../pictures.sh"

# Netpbm's own, read back by Netpbm.
for picture in bits.pbm {grey,grey-65535}.pgm {color,color-65535}.ppm colors{2,4,16,256}.ppm; do
  for way in plain interlace; do
    file=$way-${picture%.*}.png
    pnmtopng $([ $way = plain ] || echo -$way) "$picture" >"$file" 2>/dev/null
    pngtopam "$file" >pixels 2>/dev/null
    # A picture of two colours comes as PBM.
    [ "$(head -c 2 pixels)" = P4 ] && { pbmtopgm 1 1 pixels >again; mv again pixels; }
    expect "$file" pixels
  done
done

# ImageMagick's: every kind that it has a name for, every depth of grey, alpha, and a row filter of each kind.
keep() { # NAME ARGUMENTS...
  local name=$1; shift
  convert "$@" "$name.png"
  convert "${name#*:}.png" -depth 16 pam:pixels
  expect "${name#*:}.png" pixels
}
for kind in png8 png24 png32 png48 png64; do
  keep "$kind:$kind-alpha" alpha.png
  keep "$kind:$kind-interlace" alpha.png -interlace PNG
done
for depth in 1 2 4 8 16; do keep "png:grey-depth$depth" grey.pgm -depth $depth -define png:color-type=0 -define png:bit-depth=$depth; done
for filter in 0 1 2 3 4 5; do keep "png:filter$filter" color.ppm -quality "9$filter"; done
keep png:grey-alpha alpha.png -colorspace Gray -define png:color-type=4
