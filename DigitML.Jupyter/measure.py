#!/usr/bin/python3
"""Measures the kernel through Jupyter's own client: start, a small cell, an interrupt. The kernel must be installed (digitml-jupyter install).

Needs python3-jupyter-client. Argument: how many kernels are started, 5 unless given. Prints medians, and the worst in brackets.
"""

import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel

NAME = "digitml-csharp"
WARM_UP, CELLS = 20, 100


def run(client, code):
    """Runs a cell; returns the seconds until its reply and until it was idle, whichever is later."""
    start = time.perf_counter()
    request = client.execute(code)
    client.get_shell_msg(timeout=60)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle":
            return time.perf_counter() - start


def interrupt(manager, client, code):
    """Interrupts an endless cell; returns the seconds from the interrupt until its reply."""
    client.execute('Console.WriteLine("running");\n' + code)
    while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    start = time.perf_counter()
    manager.interrupt_kernel()
    client.get_shell_msg(timeout=60)
    return time.perf_counter() - start


def show(what, seconds):
    print(f"{what}: {statistics.median(seconds) * 1000:.0f} ms ({max(seconds) * 1000:.0f} ms)")


def main():
    kernels = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ready, first, small, loops, waits = [], [], [], [], []
    for _ in range(kernels):
        start = time.perf_counter()
        manager, client = start_new_kernel(kernel_name=NAME)
        ready.append(time.perf_counter() - start)
        run(client, "1+1")
        first.append(time.perf_counter() - start)
        for _ in range(WARM_UP):
            run(client, "1+1")
        small.extend(run(client, "1+1") for _ in range(CELLS))
        loops.append(interrupt(manager, client, "while (true) { }"))
        waits.append(interrupt(manager, client, "Thread.Sleep(1_000_000);"))
        client.stop_channels()
        manager.shutdown_kernel()
    show("start until the kernel is ready", ready)
    show("start until the first cell has answered", first)
    show("1+1, after warm-up", small)
    show("interrupt of while (true) { }", loops)
    show("interrupt of Thread.Sleep", waits)


if __name__ == "__main__":
    main()
