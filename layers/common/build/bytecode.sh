#!/bin/sh
# Compiles a folder to bytecode for the path where Lambda unpacks it: bytecode.sh PYTHON VERSION FOLDER WHERE
# The compiling Python must have the version that runs the code. Unchecked hashes make builds reproducible, and valid
# whatever the files' times are. pyenv may have the version without showing it on PATH.
for candidate in "$1" "python$2" "$(pyenv prefix "$2" 2>/dev/null)/bin/python"; do
	if "$candidate" -c 'import sys; sys.exit(sys.argv[1] != "%d.%d" % sys.version_info[:2])' "$2" 2>/dev/null; then
		exec "$candidate" -m compileall -q --invalidation-mode unchecked-hash "$3" -s "$3" -p "$4"
	fi
done
echo "No Python $2 here: $4 is built without bytecode, and cold starts take longer (0.4 s for the layer). Install it and build again."
