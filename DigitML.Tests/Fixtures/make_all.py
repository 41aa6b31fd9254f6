"""Computes every fixture anew with PyTorch: python3 DigitML.Tests/Fixtures/make_all.py (see Engine/Layers/Fixtures/README.md)."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import torch

import formula
import layers
import networks
import optimizers
import schedules

FOLDERS = {layers: "Engine/Layers", networks: "Engine/Layers", optimizers: "Engine/Training", schedules: "Engine/Training"}


def main():
    # One thread: sums are added in one order, so a second run writes the same digits.
    torch.set_num_threads(1)
    tests = Path(__file__).resolve().parent.parent
    for module, folder in FOLDERS.items():
        path = tests / folder / "Fixtures" / f"{module.__name__}.json"
        formula.write(path, module.make())
        print(f"{path.relative_to(tests)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
