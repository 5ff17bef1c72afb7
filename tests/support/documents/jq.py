"""The command `jq`, as the documents use it. It is not on every machine; this one runs the library of the same name.

It knows the options `-n`, `-r` and `--argjson NAME JSON`.
"""

import argparse
import json
import sys

import jq


def main() -> None:
    parser = argparse.ArgumentParser(prog="jq")
    parser.add_argument("-n", dest="null_input", action="store_true")
    parser.add_argument("-r", dest="raw_output", action="store_true")
    parser.add_argument("--argjson", nargs=2, action="append", default=[], metavar=("NAME", "JSON"))
    parser.add_argument("filter")
    options = parser.parse_args()
    program = jq.compile(options.filter, args={name: json.loads(text) for name, text in options.argjson})
    for value in program.input_text("null" if options.null_input else sys.stdin.read()):
        raw = options.raw_output and isinstance(value, str)
        sys.stdout.write(value if raw else json.dumps(value, indent=2, ensure_ascii=False))
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
