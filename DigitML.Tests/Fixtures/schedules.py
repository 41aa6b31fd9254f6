"""Engine/Training/Fixtures/schedules.json: `rates[s]` is the learning rate that step s = 0 .. 99 is made with. PyTorch's formulas:

    OneCycleLR   from maximum / divisor at step 0 up to maximum at step warmUp * steps - 1, then down to
                 maximum / divisor / finalDivisor at step steps - 1; between two ends at fraction f of the way
                 cosine: end + (start - end) / 2 * (1 + cos(pi f)), linear: start + (end - start) f
    CosineAnnealingLR   minimum + (maximum - minimum) / 2 * (1 + cos(pi s / steps)): the minimum itself would be step 100
    StepLR              maximum * factor^floor(s / period)
    ExponentialLR       maximum * factor^s
"""

import torch
from torch.optim import lr_scheduler

from formula import numbers

STEPS = 100
MAXIMUM = 6e-3


def rates(schedule, arguments, **options):
    """`arguments` are PyTorch's, `options` the same under DigitML-like names for the JSON."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=MAXIMUM)
    scheduler = schedule(optimizer, **arguments)
    values = []
    for _ in range(STEPS):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(values) < STEPS:
            scheduler.step()
    return {"schedule": schedule.__name__, "steps": STEPS, "maximum": MAXIMUM} | options | {
        "rates": numbers(torch.tensor(values, dtype=torch.float64))}


def one_cycle(anneal):
    return rates(lr_scheduler.OneCycleLR,
                 {"max_lr": MAXIMUM, "total_steps": STEPS, "pct_start": 0.3, "div_factor": 25.0, "final_div_factor": 1e4,
                  "anneal_strategy": anneal, "cycle_momentum": False},
                 warmUp=0.3, divisor=25.0, finalDivisor=1e4, anneal=anneal)


def make():
    return {
        "oneCycle": one_cycle("cos"),
        "oneCycleLinear": one_cycle("linear"),
        "cosine": rates(lr_scheduler.CosineAnnealingLR, {"T_max": STEPS}, minimum=0.0),
        "cosineMinimum": rates(lr_scheduler.CosineAnnealingLR, {"T_max": STEPS, "eta_min": 1e-4}, minimum=1e-4),
        "step": rates(lr_scheduler.StepLR, {"step_size": 30, "gamma": 0.1}, period=30, factor=0.1),
        "exponential": rates(lr_scheduler.ExponentialLR, {"gamma": 0.97}, factor=0.97),
    }
