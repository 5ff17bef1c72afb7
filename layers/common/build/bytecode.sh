#!/bin/sh
# Compiles what stands in a folder, for where Lambda unpacks it: bytecode.sh PYTHON VERSION FOLDER WHERE
# Bytecode has to come from the version that runs it. Unchecked hashes make it the same at every build, and valid whatever
# the files' times. pyenv may have the version and not show it.
for candidate in "$1" "python$2" "$(pyenv prefix "$2" 2>/dev/null)/bin/python"; do
	if "$candidate" -c 'import sys; sys.exit(sys.argv[1] != "%d.%d" % sys.version_info[:2])' "$2" 2>/dev/null; then
		exec "$candidate" -m compileall -q --invalidation-mode unchecked-hash "$3" -s "$3" -p "$4"
	fi
done
echo "No Python $2 here: $4 goes without bytecode, and cold starts take longer (a layer's: 0.4 s). Install it, and build again."
