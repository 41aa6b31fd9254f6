#!/usr/bin/env bash
# Measures the drawing page's server under load beside a Python server with the same network, in turn and in one run, on loopback only.
# Needs wrk, python3-torch and python3-pil (Debian). Three turns each.
# Usage: load.sh [SECONDS OF A TURN, default 60] [CONNECTIONS, default 64]
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60} connections=${2:-64} work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
dotnet build -c Release -v quiet --nologo ..
/usr/bin/python3 drawings.py "$work"

cat > "$work/post.lua" <<'LUA'
local bodies, next = {}, 0
function init()
  for digit = 0, 9 do
    local file = assert(io.open(os.getenv("DRAWINGS") .. "/" .. digit .. ".png", "rb"))
    bodies[digit] = file:read("*a")
    file:close()
  end
end
function request()
  next = (next + 1) % 10
  return wrk.format("POST", "/api/predict", { ["Content-Type"] = "image/png" }, bodies[next])
end
LUA
export DRAWINGS="$work"

dotnet ../bin/Release/net10.0/DigitML.Web.dll --port 7871 --flags '' > /dev/null & pids+=($!)
digitml=$!
/usr/bin/python3 python_server.py ../../artifacts/latin.safetensors 7872 & pids+=($!)
python=$!
for port in 7871 7872; do
  for attempt in $(seq 100); do
    curl -s -o /dev/null -X POST -H 'Content-Type: image/png' --data-binary "@$work/7.png" "http://127.0.0.1:$port/api/predict" && break
    sleep .2
  done
  echo "port $port reads $(for digit in 0 1 2 3 4 5 6 7 8 9; do
    curl -s -X POST -H 'Content-Type: image/png' --data-binary "@$work/$digit.png" "http://127.0.0.1:$port/api/predict" | grep -o '"label": *"."' | head -1 | tail -c 3 | head -c 1
  done)"
done

# Processor time of a process in seconds, all threads; unlike an elapsed time it hardly depends on what else the machine does.
used() { awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) / tick }' "/proc/$1/stat"; }
# each NAME PID PORT: the load and what a request cost.
each() {
  local before after requests
  before=$(used "$2")
  shoot "$connections" "$seconds" "$3" > "$work/$1.txt"
  after=$(used "$2") requests=$(awk '/requests in/ { print $1 }' "$work/$1.txt")
  echo "--- $1, $connections connections"; cat "$work/$1.txt"
  awk -v name="$1" -v cpu="$after" -v start="$before" -v n="$requests" \
    'BEGIN { printf "%s: %.2f ms of processor time a request\n", name, 1000 * (cpu - start) / n }'
}
memory() { awk '/VmRSS/ { print $2 / 1024 " MB" }' "/proc/$digitml/status"; }
shoot() { wrk -t"$(($1 > 1 ? 2 : 1))" -c"$1" -d"$2s" --timeout 30s --latency -s "$work/post.lua" "http://127.0.0.1:$3"; }
shoot "$connections" 20 7871 > /dev/null
shoot "$connections" 5 7872 > /dev/null
echo "digitml after warm-up: $(memory)"
# In turn, since the machine's speed may change from minute to minute.
for turn in 1 2 3; do
  each digitml "$digitml" 7871
  echo "digitml after the load: $(memory)"
  each Python "$python" 7872
done
connections=1 seconds=10
each digitml "$digitml" 7871
each Python "$python" 7872
curl -s http://127.0.0.1:7871/metrics | grep -E '^digitml_requests_total'
