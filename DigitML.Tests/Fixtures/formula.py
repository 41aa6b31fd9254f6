"""Values that Python and C# compute alike, so that a fixture stores a key and not the numbers.

Value i of the stream named by an integer key (FormulaValues.cs is the same in C#), all modulo 2^64:

    z = (key * 1000003 + i + 1) * 0x9E3779B97F4A7C15
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9
    z = (z ^ z >> 27) * 0x94D049BB133111EB
    z = z ^ z >> 31
    u = top 24 bits of z / 2^24                      in [0, 1), exact in float
    unit value   = float(u)
    signed value = float((u * 2 - 1) * scale)        computed in double, rounded once to float

Everything is stored in DigitML's layouts: activations [N, H, W, C], convolution weights [ky, kx, C, K], dense weights
[in, out]; Flatten keeps the order (h, w, c). The leaves given to PyTorch are in these layouts too and are permuted inside
the computation, so that autograd returns every gradient in DigitML's layout. The arithmetic is in float64.
"""

import json

import numpy
import torch


def unit(key, count):
    """Values in [0, 1) as float32."""
    index = numpy.arange(1, count + 1, dtype=numpy.uint64)
    z = (numpy.uint64(key * 1000003) + index) * numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    z = z ^ (z >> numpy.uint64(31))
    return ((z >> numpy.uint64(40)).astype(numpy.float64) / 2**24).astype(numpy.float32)


def signed(key, count, scale):
    """Values in [-scale, scale) as float32."""
    return ((unit(key, count).astype(numpy.float64) * 2 - 1) * scale).astype(numpy.float32)


class Case:
    """One entry of a fixture: `fields` becomes its JSON; every new input takes the next key."""

    def __init__(self, first_key, **fields):
        self._key = first_key
        self.fields = fields

    def input(self, name, shape, scale=None):
        """Stores where the values of an input come from (scale None: in [0, 1)) and returns them as a float64 leaf."""
        self.fields[name], values = formula(self._key, shape, scale)
        self._key += 1
        return values.requires_grad_(True)

    def output(self, name, tensor):
        """Stores a whole tensor."""
        self.fields[name] = whole(tensor)


def formula(key, shape, scale=None):
    """The JSON that names a tensor of formula values, and the tensor in float64."""
    count = int(numpy.prod(shape))
    values = unit(key, count) if scale is None else signed(key, count, scale)
    source = {"key": key, "shape": list(shape)} | ({} if scale is None else {"scale": scale})
    return source, torch.from_numpy(values).double().reshape(shape)


def numbers(tensor):
    """The values rounded to nine digits, more than a float holds."""
    values = tensor.detach().double().reshape(-1).tolist()
    assert numpy.isfinite(values).all()
    return [float("%.9g" % value) for value in values]


def whole(tensor):
    """A tensor with its shape and all its values."""
    return {"shape": list(tensor.shape), "values": numbers(tensor)}


def summary(tensor, samples=48):
    """What is kept of a large tensor: count, sum, absoluteSum, norm, largest magnitude, and values at evenly spread indices.

    The indices step by count / 48 and wander inside the step: a plain stride is a multiple of the output channels in most
    layers and would only ever see the first channel.
    """
    flat = tensor.detach().reshape(-1)
    count = flat.numel()
    stride = max(1, count // samples)
    indices = [i * stride + i * 37 % stride for i in range(min(samples, count))]
    sum_, absolute, norm, largest = numbers(torch.stack([flat.sum(), flat.abs().sum(), flat.norm(), flat.abs().max()]))
    return {"shape": list(tensor.shape), "count": count, "sum": sum_, "absoluteSum": absolute, "norm": norm,
            "largest": largest, "indices": indices, "samples": numbers(flat[indices])}


def write(path, entries):
    """Writes one compact line an entry, so that a change shows as the lines of the entries it touches."""
    lines = [json.dumps(name) + ":" + json.dumps(value, separators=(",", ":")) for name, value in entries.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
