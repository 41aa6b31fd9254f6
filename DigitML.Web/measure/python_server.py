"""The same network behind Python's http.server and PyTorch, to compare with: python3 python_server.py MODEL.safetensors PORT"""
import io
import json
import struct
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import torch
from PIL import Image

torch.set_num_threads(1)  # A thread a request: more would fight for the same processors.
with open(sys.argv[1], "rb") as file:
    content = file.read()
size = struct.unpack("<Q", content[:8])[0]
header = json.loads(content[8:8 + size])
metadata = header.pop("__metadata__")
mean, deviation, temperature = (float(metadata[name]) for name in ("pixelMean", "pixelDeviation", "temperature"))


def tensor(name):
    entry = header[name]
    start, end = entry["data_offsets"]
    kind = {"F16": np.float16, "F32": np.float32}[entry["dtype"]]
    return torch.from_numpy(np.frombuffer(content[8 + size + start:8 + size + end], kind).astype(np.float32).reshape(entry["shape"]))


def build():
    layers, counts, channels = [], {}, 1
    for layer in json.loads(metadata["network"])["layers"]:
        kind = layer["type"]
        base = {"Conv2D": "conv2d", "BatchNorm": "batch_norm", "Dense": "dense"}.get(kind)
        number = counts.get(base, 0)
        counts[base] = number + 1
        name = base if not number else f"{base}_{number}"
        if kind == "Conv2D":
            module = torch.nn.Conv2d(channels, layer["filters"], layer["kernelHeight"], bias=layer["useBias"])
            module.weight.data = tensor(f"{name}.weight").permute(3, 2, 0, 1).contiguous()
            if layer["useBias"]:
                module.bias.data = tensor(f"{name}.bias")
            channels = layer["filters"]
        elif kind == "BatchNorm":
            module = torch.nn.BatchNorm2d(channels, eps=layer["epsilon"])
            module.weight.data, module.bias.data = tensor(f"{name}.weight"), tensor(f"{name}.bias")
            module.running_mean, module.running_var = tensor(f"{name}.running_mean"), tensor(f"{name}.running_var")
        elif kind == "Dense":
            weight = tensor(f"{name}.weight")
            module = torch.nn.Linear(*weight.shape)
            module.weight.data, module.bias.data = weight.T.contiguous(), tensor(f"{name}.bias")
        else:
            module = {"Relu": torch.nn.ReLU, "MaxPool2D": lambda: torch.nn.MaxPool2d(2), "Dropout": torch.nn.Identity,
                      "Flatten": lambda: ChannelsLastFlatten()}[kind]()
        layers.append(module)
    return torch.nn.Sequential(*layers).eval()


class ChannelsLastFlatten(torch.nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


network = build()


def normalize(data):
    """MNIST's recipe: the ink fitted into 20 x 20 pixels, its centre of mass in the middle of 28 x 28."""
    ink = 255 - np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    rows, columns = np.flatnonzero(ink.max(1) > 25), np.flatnonzero(ink.max(0) > 25)
    cut = Image.fromarray(ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1])
    scale = 20 / max(cut.size)
    small = np.asarray(cut.resize([max(1, round(side * scale)) for side in cut.size], Image.BOX), np.float32)
    ys, xs = np.mgrid[:small.shape[0], :small.shape[1]]
    top = min(max(0, round(14 - (ys * small).sum() / small.sum())), 28 - small.shape[0])
    left = min(max(0, round(14 - (xs * small).sum() / small.sum())), 28 - small.shape[1])
    image = np.zeros((28, 28), np.float32)
    image[top:top + small.shape[0], left:left + small.shape[1]] = small
    return image


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body in one packet; in two, the second waits 40 ms for the first one's receipt.

    def do_POST(self):
        image = normalize(self.rfile.read(int(self.headers["Content-Length"])))
        with torch.inference_mode():
            scores = network(torch.from_numpy((image / 255 - mean) / deviation)[None, None])
            shares = torch.softmax(scores / temperature, 1)[0].tolist()
        ranked = sorted(enumerate(shares), key=lambda pair: -pair[1])
        answer = json.dumps({"label": str(ranked[0][0]), "confidences": [{"label": str(i), "confidence": share} for i, share in ranked]})
        body = answer.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # The generator hangs up at its end.


Server(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
