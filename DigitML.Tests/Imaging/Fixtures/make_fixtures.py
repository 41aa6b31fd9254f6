"""Writes the PNG fixtures of this folder and expected.txt, the grey value of each of their pixels in hexadecimal.

The pictures are encoded here, with a random filter for every row; the expected values come from ImageMagick (libpng), which decodes them to
16-bit RGBA, so the tested reader agrees with a decoder that shares nothing with it.
Usage: python3 make_fixtures.py [CONVERT], where CONVERT is ImageMagick's convert (default: convert).
"""
import pathlib, random, struct, subprocess, sys, zlib

WIDTH, HEIGHT = 11, 9
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack(samples, depth):
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(row, above, distance, kind):
    out = bytearray([kind])
    for i, value in enumerate(row):
        a = row[i - distance] if i >= distance else 0
        c = above[i - distance] if i >= distance else 0
        forecast = [0, a, above[i], (a + above[i]) // 2, paeth(a, above[i], c)][kind]
        out.append((value - forecast) & 255)
    return bytes(out)


def encode(color, depth, interlace, pixels, palette=b"", transparency=b""):
    distance = max(1, CHANNELS[color] * depth // 8)
    raw = b""
    for left, top, step_x, step_y in ADAM7 if interlace else [(0, 0, 1, 1)]:
        above = None
        for y in range(top, HEIGHT, step_y):
            row = pack([s for x in range(left, WIDTH, step_x) for s in pixels[y][x]], depth)
            if row:
                raw += filtered(row, above or bytes(len(row)), distance, random.randrange(5))
                above = row
    data = zlib.compress(raw, 9)
    cut = random.randrange(1, len(data))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, color, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + (chunk(b"PLTE", palette) if palette else b"")
            + (chunk(b"tRNS", transparency) if transparency else b"")
            + chunk(b"IDAT", data[:cut]) + chunk(b"IDAT", data[cut:]) + chunk(b"IEND", b""))


def expected(path, convert):
    raw = subprocess.run([convert, str(path), "-depth", "16", "-endian", "LSB", "rgba:-"], check=True, capture_output=True).stdout
    values = struct.unpack(f"<{WIDTH * HEIGHT * 4}H", raw)
    gray = bytearray()
    for red, green, blue, alpha in zip(*[iter(values)] * 4):
        luma = 299 * red + 587 * green + 114 * blue
        white = 1000 * 65535 * 65535
        gray.append(((luma * alpha + 1000 * 65535 * (65535 - alpha)) * 255 * 2 + white) // (2 * white))
    return gray.hex()


def picture(color, depth):
    """Noise with a gradient, so that every filter has something to do and some samples repeat."""
    top = (1 << depth) - 1
    return [[[random.choice([0, top, x * top // WIDTH, y * top // HEIGHT, random.randint(0, top)]) for _ in range(CHANNELS[color])]
             for x in range(WIDTH)] for y in range(HEIGHT)]


def main():
    random.seed(7)
    folder = pathlib.Path(__file__).parent
    lines = []
    for color, depths in DEPTHS.items():
        for depth in depths:
            for interlace in (0, 1):
                for transparent in (0, 1) if color in (0, 2, 3) else (0,):
                    pixels = picture(color, depth)
                    entries = 1 << min(depth, 5)
                    if color == 3:
                        pixels = [[[p[0] % entries] for p in row] for row in pixels]
                    palette = random.randbytes(3 * entries) if color == 3 else b""
                    transparency = b""
                    if transparent:
                        transparency = (random.randbytes(entries // 2) if color == 3
                                        else b"".join(struct.pack(">H", s) for s in pixels[3][4]))
                    name = f"color{color}-depth{depth}{'-interlaced' if interlace else ''}{'-transparent' if transparent else ''}.png"
                    (folder / name).write_bytes(encode(color, depth, interlace, pixels, palette, transparency))
                    lines.append(f"{name} {expected(folder / name, sys.argv[1] if len(sys.argv) > 1 else 'convert')}")
    (folder / "expected.txt").write_text("\n".join(lines) + "\n")


main()
