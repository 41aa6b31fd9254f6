"""Draws the page's ten Latin examples as PNG files of 400 x 400 pixels: python3 drawings.py FOLDER"""
import os
import re
import sys

from PIL import Image, ImageDraw

SIDE, PEN = 400, 26
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "..", "Assets", "numerals.js"), encoding="utf-8") as file:
    numerals = dict(re.findall(r"'(\d)': '([^']+)'", file.read()))
for label, strokes in numerals.items():
    image = Image.new("L", (SIDE, SIDE), 255)
    pen = ImageDraw.Draw(image)
    for stroke in strokes.split(";"):
        points = [tuple(SIDE * (.15 + .7 * float(part) / 100) for part in point.split(",")) for point in stroke.split(" ")]
        pen.line(points, fill=0, width=PEN, joint="curve")
        for x, y in points:
            pen.ellipse((x - PEN / 2, y - PEN / 2, x + PEN / 2, y + PEN / 2), fill=0)
    image.save(os.path.join(sys.argv[1], f"{label}.png"))
