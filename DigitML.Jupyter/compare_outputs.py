#!/usr/bin/python3
"""Compares the outputs of notebooks that were run in two ways: types, forms and contents of each, apart from how long things took.

Arguments: two folders, and the names of notebooks that are in both, without extension. Prints every difference; exit code 1 if there is one.
"""

import json
import pathlib
import re
import sys

# What a clock has written.
CLOCK = [(re.compile(r"\b\d+(\.\d+)? s\b"), "# s"), (re.compile(r"Seconds = [\d.E-]+"), "Seconds = #")]


def text_of(value):
    return "".join(value) if isinstance(value, list) else value


def without_clock(text):
    for pattern, replacement in CLOCK:
        text = pattern.sub(replacement, text)
    return text


def live_curve_without_steps(text):
    """What a live curve says, and its epochs: how long each step took decides where its faint line has corners, and so its axis."""
    if 'class="digitml-live"' not in text:
        return text
    return "\n".join(re.findall(r'aria-label="[^"]*"|<title>[^<]*</title>|class="mark [^"]*"', text))


def table_without_seconds(text):
    """Empties the cells of a table's column of seconds."""
    heads = re.findall(r"<th[^>]*>(.*?)</th>", text)
    if "Seconds" not in heads:
        return text
    place = heads.index("Seconds")

    def empty(row):
        cells = re.findall(r"<td[^>]*>.*?</td>", row.group(0))
        return "".join(cells[:place] + ["#"] + cells[place + 1:]) if len(cells) == len(heads) else row.group(0)

    return re.sub(r"<tr>.*?</tr>", empty, text, flags=re.DOTALL)


def parts(output):
    """The type of an output, and its contents by form."""
    kind = output["output_type"]
    if kind == "stream":
        return f"stream {output['name']}", {"text": without_clock(text_of(output["text"]))}
    if kind == "error":
        return kind, {"error": f"{output['ename']}: {output['evalue']}"}
    forms = {}
    for mime, value in output["data"].items():
        if mime.endswith("json"):
            forms[mime] = json.dumps(value, sort_keys=True)
        else:
            text = text_of(value)
            forms[mime] = text if mime == "image/png" else live_curve_without_steps(table_without_seconds(without_clock(text)))
    return kind, forms


def outputs(cell):
    """The outputs of a cell; what follows in the same stream is one."""
    joined = []
    for output in cell.get("outputs", []):
        kind, forms = parts(output)
        if joined and kind.startswith("stream") and joined[-1][0] == kind:
            joined[-1][1]["text"] += forms["text"]
        else:
            joined.append((kind, forms))
    return joined


def first_difference(one, two):
    place = next((i for i, (a, b) in enumerate(zip(one, two)) if a != b), min(len(one), len(two)))
    return f"...{one[max(0, place - 30):place + 50]!r} / ...{two[max(0, place - 30):place + 50]!r}"


def compare(name, one, two):
    """Compares two runs of a notebook; returns how many outputs were compared and what differs."""
    first, second = ([cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"] for path in (one, two))
    if [text_of(cell["source"]) for cell in first] != [text_of(cell["source"]) for cell in second]:
        return 0, [f"{name}: the cells themselves differ"]
    count, found = 0, []
    for number, (a, b) in enumerate(zip(first, second), 1):
        here = f"{name}, cell {number}"
        if a["execution_count"] != b["execution_count"]:
            found.append(f"{here}: execution count {a['execution_count']} / {b['execution_count']}")
        kinds = [[(kind, sorted(forms)) for kind, forms in outputs(cell)] for cell in (a, b)]
        if kinds[0] != kinds[1]:
            found.append(f"{here}: types {kinds[0]} / {kinds[1]}")
            continue
        for (kind, forms), (_, others) in zip(outputs(a), outputs(b)):
            count += len(forms)
            found += [f"{here}, {kind}, {form}: {first_difference(forms[form], others[form])}" for form in forms if forms[form] != others[form]]
    return count, found


def main():
    one, two, *names = sys.argv[1:]
    total, found = 0, []
    for name in names:
        count, differences = compare(name, *(pathlib.Path(folder, name + ".ipynb") for folder in (one, two)))
        total += count
        found += differences
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{total} outputs compared, {len(found)} differ")
    sys.exit(1 if found or total == 0 else 0)


if __name__ == "__main__":
    main()
