#!/bin/sh
# Keeps the payload of one hook event as a file of its own, whatever signal arrives meanwhile.
trap '' TERM HUP INT
cat >"$1/$$.json"
