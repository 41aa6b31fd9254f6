"""Engine/Layers/Fixtures/networks.json: one step of the networks `keras` and `mieczmik`, whole.

Per network: input [4, 28, 28, 1] in [0, 1), labels, parameters (formula values, in the order of the layers: weight, bias,
weight, bias ...), logits, loss (mean cross-entropy), lossSmoothed (the same with label smoothing 0.1), and of the gradient of
loss by each parameter and by the input a summary. Dropout is off.

    keras     Conv 3x3 32 valid, ReLU; Conv 3x3 64 valid, ReLU; MaxPool 2; Flatten; Dense 128, ReLU; Dense 10
    mieczmik  Conv 5x5 32 same, ReLU; Conv 5x5 32 same, ReLU; MaxPool 2; Conv 3x3 64 same, ReLU; Conv 3x3 64 same, ReLU; MaxPool 2;
              Flatten; Dense 256, ReLU; Dense 10
"""

import torch
import torch.nn.functional as F

from formula import formula, numbers, summary, whole

BATCH = 4
LABELS = [(i * 7 + 3) % 10 for i in range(BATCH)]

# The least distance to a kink of ReLU or to a tie in MaxPool that is let pass; activations in float32 are off by up to 4e-6
# here. A value nearer to the kink could fall on the other side and change a gradient for no fault of the engine.
MARGIN = 1e-5


class Network:
    """Runs layers, gives each its parameters, and keeps the least distance to a kink."""

    def __init__(self, first_key):
        self._key = first_key
        self.sources, self.leaves = {}, {}
        self.margin = float("inf")
        self.input_source, self.input = formula(first_key, (BATCH, 28, 28, 1))
        self.input.requires_grad_(True)

    def _parameters(self, name, weight_shape, fan_in):
        for part, shape, scale in ((".weight", weight_shape, (6 / fan_in) ** 0.5), (".bias", weight_shape[-1:], 0.05)):
            self._key += 1
            self.sources[name + part], leaf = formula(self._key, shape, scale)
            self.leaves[name + part] = leaf.requires_grad_(True)
        return self.leaves[name + ".weight"], self.leaves[name + ".bias"]

    def conv(self, x, name, filters, kernel, padding):
        weight, bias = self._parameters(name, (kernel, kernel, x.shape[3], filters), kernel * kernel * x.shape[3])
        y = F.conv2d(x.permute(0, 3, 1, 2), weight.permute(3, 2, 0, 1), bias, padding=padding)
        return self._relu(y.permute(0, 2, 3, 1))

    def dense(self, x, name, units, relu):
        weight, bias = self._parameters(name, (x.shape[1], units), x.shape[1])
        y = F.linear(x, weight.T, bias)
        return self._relu(y) if relu else y

    def _relu(self, x):
        self.margin = min(self.margin, x.detach().abs().min().item())
        return F.relu(x)

    def max_pool(self, x):
        x = x.permute(0, 3, 1, 2)
        first, second = F.unfold(x.detach().reshape(-1, 1, *x.shape[2:]), 2, stride=2).topk(2, 1).values.unbind(1)
        self.margin = min(self.margin, (first - second)[first > 0].min().item())
        return F.max_pool2d(x, 2).permute(0, 2, 3, 1)


def keras(network):
    x = network.conv(network.input, "conv1", 32, 3, "valid")
    x = network.max_pool(network.conv(x, "conv2", 64, 3, "valid"))
    x = network.dense(x.reshape(BATCH, -1), "dense1", 128, relu=True)
    return network.dense(x, "dense2", 10, relu=False)


def mieczmik(network):
    x = network.conv(network.input, "conv1", 32, 5, "same")
    x = network.max_pool(network.conv(x, "conv2", 32, 5, "same"))
    x = network.conv(x, "conv3", 64, 3, "same")
    x = network.max_pool(network.conv(x, "conv4", 64, 3, "same"))
    x = network.dense(x.reshape(BATCH, -1), "dense1", 256, relu=True)
    return network.dense(x, "dense2", 10, relu=False)


def figures(forward, first_key):
    network = Network(first_key)
    logits = forward(network)
    assert network.margin > MARGIN, f"{forward.__name__} with key {first_key}: {network.margin:.3g} from a kink; take another key"
    target = torch.tensor(LABELS)
    loss = F.cross_entropy(logits, target)
    loss.backward()
    return {"input": network.input_source, "labels": LABELS, "parameters": network.sources, "logits": whole(logits),
            "loss": numbers(loss)[0], "lossSmoothed": numbers(F.cross_entropy(logits, target, label_smoothing=0.1))[0],
            "gradients": {name: summary(leaf.grad) for name, leaf in network.leaves.items()},
            "inputGradient": summary(network.input.grad)}


def make():
    return {"keras": figures(keras, 1900), "mieczmik": figures(mieczmik, 2880)}
