"""Engine/Layers/Fixtures/layers.json: small layers with whole tensors.

Each case has input, weight, bias ... and upstream (the gradient of the output) as formula values, and output, inputGradient,
weightGradient, biasGradient as numbers. Gradients are sums over the batch, not means: upstream already carries any division.
"""

import math

import torch
import torch.nn.functional as F

from formula import Case, formula, numbers, whole

BATCH = 2


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1)


def same_padding(size, kernel, stride):
    """Keras' 'same': ceil(size / stride) outputs; of an odd total the extra row or column comes after, at the bottom or right."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def finish(case, key, output, **leaves):
    """Adds the output, and the gradients of the leaves for an upstream gradient from the formula."""
    case.fields["upstream"], upstream = formula(key, output.shape, 1.0)
    output.backward(upstream)
    case.output("output", output)
    for name, leaf in leaves.items():
        case.output(name + "Gradient", leaf.grad)
    return case.fields


def conv(key, height, width, channels, filters, kernel, stride=1, padding="valid", has_bias=True):
    case = Case(key, layer="Conv2D", kernel=kernel, stride=stride, padding=padding, filters=filters, hasBias=has_bias)
    leaves = {"input": case.input("input", (BATCH, height, width, channels), 1.0),
              "weight": case.input("weight", (kernel, kernel, channels, filters), 0.5)}
    if has_bias:
        leaves["bias"] = case.input("bias", (filters,), 0.5)
    x = channels_first(leaves["input"])
    if padding == "same":
        x = F.pad(x, same_padding(width, kernel, stride) + same_padding(height, kernel, stride))
    y = channels_last(F.conv2d(x, leaves["weight"].permute(3, 2, 0, 1), leaves.get("bias"), stride))
    return finish(case, key + 9, y, **leaves)


def dense(key, inputs, outputs, has_bias=True):
    case = Case(key, layer="Dense", units=outputs, hasBias=has_bias)
    leaves = {"input": case.input("input", (4, inputs), 1.0), "weight": case.input("weight", (inputs, outputs), 0.5)}
    if has_bias:
        leaves["bias"] = case.input("bias", (outputs,), 0.5)
    return finish(case, key + 9, F.linear(leaves["input"], leaves["weight"].T, leaves.get("bias")), **leaves)


def pool(key, layer, function, height, width, window, stride):
    """Pooling without padding; rows and columns that don't fill a window are left out."""
    case = Case(key, layer=layer, window=window, stride=stride)
    x = case.input("input", (BATCH, height, width, 5), 1.0)
    return finish(case, key + 9, channels_last(function(channels_first(x), window, stride)), input=x)


def elementwise(key, layer, function, shape=(BATCH, 3, 4, 5), **fields):
    case = Case(key, layer=layer, **fields)
    x = case.input("input", shape, 1.0)
    return finish(case, key + 9, function(x), input=x)


def batch_norm(key, shape, training):
    """PyTorch's BatchNorm over all axes but the last: y = gamma (x - mean) / sqrt(variance + epsilon) + beta.

    Training normalises with the batch's biased variance (divisor n) and moves running = 0.9 running + 0.1 batch with the
    unbiased one (divisor n - 1); Keras moves it with the biased one, with momentum 0.99 and epsilon 1e-3 as defaults.
    Inference normalises with the running figures; its gradients treat them as constants.
    """
    case = Case(key, layer="BatchNorm", training=training, epsilon=1e-5, momentum=0.1)
    x = case.input("input", shape, 1.0)
    gamma, beta = case.input("gamma", shape[-1:], 1.0), case.input("beta", shape[-1:], 0.5)
    mean, variance = case.input("runningMean", shape[-1:], 0.5).detach(), case.input("runningVariance", shape[-1:]).detach()
    y = F.batch_norm(x.reshape(-1, shape[-1]), mean, variance, gamma, beta, training, 0.1, 1e-5).reshape(shape)
    fields = finish(case, key + 9, y, input=x, gamma=gamma, beta=beta)
    if training:
        fields |= {"runningMeanAfter": whole(mean), "runningVarianceAfter": whole(variance)}
    return fields


def cross_entropy(logits_source, logits, labels, smoothing):
    """Mean over the batch of -sum_k q_k log softmax(z)_k, q = (1 - smoothing) onehot + smoothing / classes."""
    logits = logits.detach().clone().requires_grad_(True)
    target = torch.tensor(labels)
    loss = F.cross_entropy(logits, target, label_smoothing=smoothing)
    loss.backward()
    each = F.cross_entropy(logits, target, label_smoothing=smoothing, reduction="none")
    return {"layer": "SoftmaxCrossEntropy", "labelSmoothing": smoothing, "labels": labels, "logits": logits_source,
            "probabilities": whole(logits.softmax(1)), "loss": numbers(loss)[0], "lossEach": numbers(each),
            "logitsGradient": whole(logits.grad)}


def losses():
    mild_source, mild = formula(900, (4, 10), 3.0)
    huge = torch.tensor([[100.0, -100.0, 0.0, 99.0], [100.0, -100.0, 0.0, 99.0], [-100.0] * 4, [100.0] * 4], dtype=torch.float64)
    yield "crossEntropy", cross_entropy(mild_source, mild, [3, 0, 7, 4], 0.0)
    yield "crossEntropySmoothed", cross_entropy(mild_source, mild, [3, 0, 7, 4], 0.1)
    yield "crossEntropyHuge", cross_entropy(whole(huge), huge, [0, 1, 2, 3], 0.0)
    yield "crossEntropyHugeSmoothed", cross_entropy(whole(huge), huge, [0, 1, 2, 3], 0.1)


def make():
    return {
        "conv3x3Valid": conv(100, 7, 9, 1, 3, 3),
        "conv5x5Same": conv(110, 7, 9, 3, 5, 5, padding="same"),
        "conv3x3SameChannels7To10": conv(120, 6, 5, 7, 10, 3, padding="same"),
        "conv3x3ValidChannels33To4": conv(130, 6, 5, 33, 4, 3),
        "conv3x3ValidChannels8To16": conv(140, 5, 6, 8, 16, 3),
        "conv3x3Stride2Valid": conv(150, 7, 9, 3, 5, 3, stride=2),
        "conv3x3Stride2ValidEven": conv(160, 8, 6, 3, 5, 3, stride=2),
        "conv3x3Stride2SameOdd": conv(170, 7, 9, 3, 5, 3, stride=2, padding="same"),
        "conv3x3Stride2SameEven": conv(180, 8, 6, 3, 5, 3, stride=2, padding="same"),
        "conv1x1": conv(190, 5, 4, 7, 10, 1),
        "conv2x2Same": conv(200, 6, 7, 3, 5, 2, padding="same"),
        "conv3x3SameNoBias": conv(210, 7, 9, 3, 5, 3, padding="same", has_bias=False),
        "dense7To10": dense(300, 7, 10),
        "dense33To4": dense(310, 33, 4),
        "dense7To10NoBias": dense(320, 7, 10, has_bias=False),
        "maxPool2": pool(400, "MaxPool2D", F.max_pool2d, 6, 8, 2, 2),
        "maxPool2Odd": pool(410, "MaxPool2D", F.max_pool2d, 7, 9, 2, 2),
        "maxPool3Stride2": pool(420, "MaxPool2D", F.max_pool2d, 7, 9, 3, 2),
        "averagePool2": pool(430, "AveragePool2D", F.avg_pool2d, 6, 8, 2, 2),
        "averagePool2Odd": pool(440, "AveragePool2D", F.avg_pool2d, 7, 9, 2, 2),
        "averagePool3Stride2": pool(450, "AveragePool2D", F.avg_pool2d, 7, 9, 3, 2),
        "globalAveragePool": elementwise(460, "GlobalAveragePool2D", lambda x: x.mean((1, 2)), (BATCH, 7, 9, 5)),
        "relu": elementwise(500, "Relu", F.relu),
        "leakyRelu": elementwise(510, "LeakyRelu", lambda x: F.leaky_relu(x, 0.3), slope=0.3),
        "batchNormTraining": batch_norm(600, (4, 3, 4, 5), True),
        "batchNormInference": batch_norm(610, (4, 3, 4, 5), False),
        "batchNormDenseTraining": batch_norm(620, (6, 7), True),
    } | dict(losses())
