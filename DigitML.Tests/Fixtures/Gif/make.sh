#!/usr/bin/env bash
# GIF files by Netpbm and ImageMagick, and their pixels by the same. Debian: netpbm, imagemagick.
source "$(dirname "$0")/../pictures.sh"

# Netpbm's own, read back by Netpbm.
for colors in 2 4 16 256; do
  for way in plain interlace nolzw; do
    file=$way-$colors.gif
    pamtogif $([ $way = plain ] || echo -$way) colors$colors.ppm >"$file" 2>/dev/null
    giftopnm "$file" >pixels 2>/dev/null
    [ "$(head -c 2 pixels)" = P4 ] && { convert pixels -depth 8 pgm:again; mv again pixels; }
    expect "$file" pixels
  done
done
pamtogif grey.pgm >grey.gif 2>/dev/null
giftopnm grey.gif >pixels 2>/dev/null
expect grey.gif pixels

# ImageMagick's: both versions, transparency, a screen larger than the frame, and frames with palettes of their own.
keep() { # NAME ARGUMENTS...
  local name=$1; shift
  convert "$@" "$name.gif"
  convert "$name.gif[0]" -coalesce -background white -flatten -depth 8 pam:pixels
  expect "$name.gif" pixels
}
convert colors16.ppm gif87:gif87.gif
convert gif87.gif -depth 8 pam:pixels
expect gif87.gif pixels
keep transparent alpha.png -channel A -threshold 50% +channel -colors 7
keep transparent-interlaced alpha.png -channel A -threshold 50% +channel -colors 33 -interlace GIF
# Around an opaque frame ImageMagick takes the background colour, where a browser shows what is behind the picture: white here.
convert colors16.ppm -repage "$((width + 9))x$((height + 7))+4+3" offset.gif
convert offset.gif -alpha set -background white -compose over -flatten -depth 8 pam:pixels
expect offset.gif pixels
keep animation colors16.ppm colors4.ppm grey.pgm
