"""Writes python.safetensors with nothing but struct and json: an independent view of the format.

The header is neither sorted nor padded to 8 bytes (its length is odd), has a non-ASCII name, an empty tensor and a number without
dimensions; the data is F32, F16 and I64.
"""
import json
import pathlib
import struct

TENSORS = [
    ("weight", "F32", [2, 3], struct.pack("<6f", 0.0, -1.5, 3.25, 1e-8, 6.5e30, -0.1)),
    ("half", "F16", [4], struct.pack("<4e", 1.0, -2.5, 0.0999755859375, 65504.0)),
    ("empty", "F32", [0, 7], b""),
    ("ಅಂಕಿ", "F32", [], struct.pack("<f", 42.0)),
    ("steps", "I64", [1], struct.pack("<q", -5)),
]


def main():
    header = {"__metadata__": {"zeta": "first in the file", "alpha": "1 \"quoted\" {}"}}
    buffer = b""
    for name, dtype, shape, data in TENSORS:
        header[name] = {"shape": shape, "data_offsets": [len(buffer), len(buffer) + len(data)], "dtype": dtype}
        buffer += data
    text = json.dumps(header, ensure_ascii=False, indent=1).encode("utf-8")
    text += b" " * (1 - len(text) % 2)
    assert len(text) % 2 == 1
    path = pathlib.Path(__file__).with_name("python.safetensors")
    path.write_bytes(struct.pack("<Q", len(text)) + text + buffer)


if __name__ == "__main__":
    main()
