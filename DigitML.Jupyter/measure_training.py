#!/usr/bin/python3
"""Trains the preset fast on MNIST in a cell and in the command line, in turn, and compares seconds and weights.

Each training is in a process of its own. measure-training.sh builds what this needs. Arguments: how many rounds, 3 unless given; how many
epochs, 4 unless given. Prints the seconds of each training, validation included, and the ratio of the medians; exit code 1 when the weights differ.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

from jupyter_client.manager import start_new_kernel

NAME = "digitml-csharp"
MINUTES = 30
ROUNDS, EPOCHS = [int(argument) for argument in sys.argv[1:]] + [3, 4][len(sys.argv) - 1:]
CLI = pathlib.Path(__file__).resolve().parent.parent / "DigitML.Cli/bin/Release/net10.0/DigitML.Cli.dll"

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
        client.execute_interactive(CELL.replace("EPOCHS", str(EPOCHS)), timeout=60 * MINUTES, output_hook=keep)
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
        command = ["dotnet", str(CLI), "train", "mnist", "--preset", "fast", "--seed", "1", "--epochs", str(EPOCHS), "--no-report", "--json"]
        run = subprocess.run(command + ["--out", f"{folder}/model.safetensors"], capture_output=True, text=True, timeout=60 * MINUTES)
    if run.returncode != 0:
        sys.exit(f"The command failed: {run.stderr}")
    facts = json.loads(run.stdout.strip().splitlines()[-1])
    return facts["trainSeconds"], facts["weightsSha256"]


def main():
    ways = {"cell": train_in_cell, "command line": train_in_command_line}
    seconds, weights = {name: [] for name in ways}, set()
    for turn in range(ROUNDS):
        # Who begins changes from round to round.
        for name in list(ways)[:: -1 if turn % 2 else 1]:
            took, checksum = ways[name]()
            seconds[name].append(took)
            weights.add(checksum)
            print(f"round {turn + 1}, {name}: {took:.2f} s, weights {checksum[:12]}", flush=True)
    cell, command = (statistics.median(seconds[name]) for name in ways)
    print(f"medians: cell {cell:.2f} s, command line {command:.2f} s, ratio {cell / command:.3f}")
    print("the weights are the same" if len(weights) == 1 else f"the weights differ: {sorted(weights)}")
    sys.exit(0 if len(weights) == 1 else 1)


if __name__ == "__main__":
    main()
