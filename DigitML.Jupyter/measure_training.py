#!/usr/bin/python3
"""Trains the preset fast on MNIST in a cell and in the command line, and compares seconds and weights.

Each training is in a process of its own, in turn and on all processors, or both together. measure-training.sh builds what this needs. Prints
the seconds of each training, validation included, and the ratio of the medians; exit code 1 when the weights differ.
"""

import argparse
import json
import operator
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from jupyter_client.manager import start_new_kernel

NAME = "digitml-csharp"
MINUTES = 30
CLI = pathlib.Path(__file__).resolve().parent.parent / "DigitML.Cli/bin/Release/net10.0/DigitML.Cli.dll"

PARSER = argparse.ArgumentParser(description=__doc__.splitlines()[0])
PARSER.add_argument("--rounds", type=int, default=3)
PARSER.add_argument("--epochs", type=int, default=4)
PARSER.add_argument("--together", action="store_true", help="both at a time, each on a processor of its own: what slows the machine slows both")
OPTIONS = PARSER.parse_args()

# --epochs of the command line sets MinimumSteps to 0 too: both take as many steps.
CELL = """
DigitDataset data = DigitDataset.Load("mnist");
TrainingOptions options = Presets.Fast with { Seed = 1, Epochs = EPOCHS, MinimumSteps = 0 };
TrainingResult result = new CnnTrainer(options).Fit(data.Train, data.Validation, new LiveTraining());
Console.WriteLine($"{result.Seconds.ToString(CultureInfo.InvariantCulture)} {result.Classifier.WeightsSha256()}");
"""


def train_in_cell():
    """Returns the seconds and the weights' sum of a training in a new kernel."""
    manager, client = start_new_kernel(kernel_name=NAME)
    printed, errors = [], []

    def keep(message):
        if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
            printed.append(message["content"]["text"])
        elif message["msg_type"] == "error":
            errors.append(message["content"]["evalue"])

    try:
        client.execute_interactive(CELL.replace("EPOCHS", str(OPTIONS.epochs)), timeout=60 * MINUTES, output_hook=keep)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    if errors:
        sys.exit(f"The cell failed: {errors[0]}")
    seconds, weights = "".join(printed).split()
    return float(seconds), weights


def train_in_command_line():
    """Returns the seconds and the weights' sum of a training by the command."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["dotnet", str(CLI), "train", "mnist", "--preset", "fast", "--seed", "1", "--epochs", str(OPTIONS.epochs), "--no-report", "--json"]
        run = subprocess.run(command + ["--out", f"{folder}/model.safetensors"], capture_output=True, text=True, timeout=60 * MINUTES)
    if run.returncode != 0:
        sys.exit(f"The command failed: {run.stderr}")
    facts = json.loads(run.stdout.strip().splitlines()[-1])
    return facts["trainSeconds"], facts["weightsSha256"]


def pinned(train, processor):
    """Trains on one processor alone, of which both then take one thread."""
    os.sched_setaffinity(0, {processor})
    return train()


def main():
    names, seconds, weights = list(WAYS), {name: [] for name in WAYS}, set()
    with ThreadPoolExecutor(len(WAYS)) as pool:
        for turn in range(OPTIONS.rounds):
            # Who begins, or who has which processor, changes from round to round.
            order = names[:: -1 if turn % 2 else 1]
            if OPTIONS.together:
                taken = pool.map(pinned, [WAYS[name] for name in order], sorted(os.sched_getaffinity(0)))
            else:
                taken = (WAYS[name]() for name in order)
            for name, (took, checksum) in zip(order, taken):
                seconds[name].append(took)
                weights.add(checksum)
                print(f"round {turn + 1}, {name}: {took:.2f} s, weights {checksum[:12]}", flush=True)
    cell, command = (statistics.median(seconds[name]) for name in names)
    each = statistics.median(map(operator.truediv, *(seconds[name] for name in names)))
    print(f"medians: cell {cell:.2f} s, command line {command:.2f} s, ratio {cell / command:.3f}; median of the rounds' ratios {each:.3f}")
    print("the weights are the same" if len(weights) == 1 else f"the weights differ: {sorted(weights)}")
    sys.exit(0 if len(weights) == 1 else 1)


WAYS = {"cell": train_in_cell, "command line": train_in_command_line}
if __name__ == "__main__":
    main()
