#!/bin/sh
# Renders the page of a canister: render.sh CONFIG RESULT CANISTER
#
# The same page comes out however often it is called, and it is moved into its place in one step, so nobody ever sees
# half of it. The schema lets nothing into the config that means anything to sed or in HTML.
set -eu

config=$1
result=$2
canister=$3
page=$PAGES/$canister.html

field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$config"
}

name=$(field name)
greeting=$(field greeting)
if [ -z "$name" ] || [ -z "$greeting" ]; then
  echo "The config has no name or no greeting." >&2
  exit 65
fi

if ! { mkdir -p "$PAGES" && draft=$(mktemp "$PAGES/.draft.XXXXXX"); }; then
  echo "The folder of the pages cannot be written." >&2
  exit 75
fi
trap 'rm -f "$draft"' EXIT
sed -e "s/{{name}}/$name/g" -e "s/{{greeting}}/$greeting/g" "$(dirname "$0")/page.html" > "$draft"
chmod 644 "$draft"
mv "$draft" "$page"

printf '{"page": "%s.html"}\n' "$canister" > "$result"
