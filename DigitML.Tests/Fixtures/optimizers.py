"""Engine/Training/Fixtures/optimizers.json: optimizers, clipping by global norm, and the moving average of weights.

A run starts at 50 formula parameters p (top-level `parameters`) and makes 12 steps; the gradient g of step t = 1 .. 12 is the
formula stream `firstGradientKey` + t - 1 with `gradientScale`. after1, after2, after12 are the parameters after that step. The tiny
gradients make epsilon count. PyTorch's formulas, which the figures follow:

    SGD       g += weightDecay p;  b = g at step 1, then momentum b + g;  p -= lr b;  Nesterov: p -= lr (g + momentum b)
    Adam      m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  p -= lr / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps)
    AdamW     p -= lr weightDecay p, then Adam's step with the same g
    RMSprop   v = alpha v + (1 - alpha) g^2;  d = g / (sqrt(v) + eps);  with momentum: b = momentum b + d, d = b;  p -= lr d
    Adagrad   s = initialAccumulator, then s += g^2 at each step;  p -= lr g / (sqrt(s) + eps)
    clipping  norm = sqrt(sum of all g^2 of all tensors);  g *= min(1, maximum / (norm + 1e-6))
    average   a = p before the first step, then a = d a + (1 - d) p after step t, d = min(decay, t / (t + 9)) (TensorFlow's warm-up)

Where Keras 3 differs:
    Adam      adds eps to sqrt(v), not to sqrt(v / (1 - b2^t)): its eps is the larger by 1 / sqrt(1 - b2^t) (32 times at step 1)
    RMSprop   g / sqrt(v + eps): eps inside the root; the buffer holds lr d, which matters when lr changes between steps
    Adagrad   g / sqrt(s + eps): eps inside the root
    SGD       the buffer holds lr b; weight decay is decoupled (p -= lr weightDecay p) for every optimizer
    clipping  global_clipnorm: g *= maximum / max(norm, maximum), without the 1e-6
"""

import torch

from formula import formula, numbers

COUNT = 50
STEPS = 12
KEPT = (1, 2, 12)
FIRST_GRADIENT_KEY = 4001
FIRST_WEIGHTS_KEY = 4101


def start():
    return formula(4000, (COUNT,), 1.0)


def run(optimizer, arguments, gradient_scale=0.5, **options):
    """The trajectory of one optimizer; `arguments` are PyTorch's, `options` the same under DigitML-like names for the JSON."""
    parameters = start()[1].requires_grad_(True)
    stepper = optimizer([parameters], foreach=False, **arguments)
    fields = {"optimizer": optimizer.__name__, "gradientScale": gradient_scale, "firstGradientKey": FIRST_GRADIENT_KEY} | options
    for step in range(1, STEPS + 1):
        parameters.grad = formula(FIRST_GRADIENT_KEY + step - 1, (COUNT,), gradient_scale)[1]
        stepper.step()
        if step in KEPT:
            fields[f"after{step}"] = numbers(parameters)
    return fields


def adam(epsilon, gradient_scale=0.5):
    return run(torch.optim.Adam, {"lr": 1e-2, "eps": epsilon}, gradient_scale,
               learningRate=1e-2, beta1=0.9, beta2=0.999, epsilon=epsilon)


def adam_w(weight_decay):
    return run(torch.optim.AdamW, {"lr": 1e-2, "eps": 1e-8, "weight_decay": weight_decay},
               learningRate=1e-2, beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=weight_decay)


def sgd(momentum=0.0, nesterov=False, weight_decay=0.0):
    return run(torch.optim.SGD, {"lr": 0.1, "momentum": momentum, "nesterov": nesterov, "weight_decay": weight_decay},
               learningRate=0.1, momentum=momentum, nesterov=nesterov, weightDecay=weight_decay)


def rms_prop(momentum=0.0, gradient_scale=0.5):
    return run(torch.optim.RMSprop, {"lr": 1e-2, "alpha": 0.9, "eps": 1e-7, "momentum": momentum}, gradient_scale,
               learningRate=1e-2, alpha=0.9, epsilon=1e-7, momentum=momentum)


def adagrad(initial_accumulator, gradient_scale=0.5):
    return run(torch.optim.Adagrad, {"lr": 1e-2, "initial_accumulator_value": initial_accumulator, "eps": 1e-7}, gradient_scale,
               learningRate=1e-2, initialAccumulator=initial_accumulator, epsilon=1e-7)


def clipping(first_key, scale):
    """Two gradient tensors clipped together to norm 1."""
    sources, gradients = zip(*(formula(first_key + i, shape, scale) for i, shape in enumerate(((4, 5), (30,)))))
    leaves = [torch.zeros_like(gradient, requires_grad=True) for gradient in gradients]
    for leaf, gradient in zip(leaves, gradients):
        leaf.grad = gradient.clone()
    norm = torch.nn.utils.clip_grad_norm_(leaves, 1.0)
    return {"maximum": 1.0, "first": sources[0], "second": sources[1], "norm": numbers(norm)[0],
            "firstClipped": numbers(leaves[0].grad), "secondClipped": numbers(leaves[1].grad)}


def average():
    """The moving average of weights that take the values of the stream firstWeightsKey + t - 1, scale 1, after step t."""
    decay, mean = 0.5, start()[1]
    fields = {"decay": decay, "firstWeightsKey": FIRST_WEIGHTS_KEY, "weightsScale": 1.0}
    for step in range(1, STEPS + 1):
        kept = min(decay, step / (step + 9))
        mean = kept * mean + (1 - kept) * formula(FIRST_WEIGHTS_KEY + step - 1, (COUNT,), 1.0)[1]
        if step in KEPT:
            fields[f"after{step}"] = numbers(mean)
    return fields


def make():
    return {
        "parameters": start()[0],
        "adam": adam(1e-7),
        "adamEpsilon1e8": adam(1e-8),
        "adamTinyGradients": adam(1e-7, 1e-7),
        "adamEpsilon1e8TinyGradients": adam(1e-8, 1e-7),
        "adamW": adam_w(0.05),
        "sgd": sgd(),
        "sgdMomentum": sgd(0.9),
        "sgdNesterov": sgd(0.9, True),
        "sgdWeightDecay": sgd(weight_decay=0.05),
        "sgdMomentumWeightDecay": sgd(0.9, weight_decay=0.05),
        "rmsProp": rms_prop(),
        "rmsPropMomentum": rms_prop(0.9),
        "rmsPropTinyGradients": rms_prop(gradient_scale=1e-7),
        "adagrad": adagrad(0.1),
        "adagradTinyGradients": adagrad(0.0, 1e-7),
        "clipping": clipping(4200, 0.5),
        "clippingBelowMaximum": clipping(4210, 0.1),
        "average": average(),
    }
