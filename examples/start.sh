# shellcheck shell=bash
# For the lines of docs/*/quick-start.md and of examples/through-the-service, which people copy into a shell:
#
#     start LOG PAGE PROGRAM…
#
# starts a server, waits until that page of it answers, and keeps the process in $servers. What LOG.log has is shown where
# it does not come up; what was started is ended then, so that the lines can be begun again. Nothing waits for ever, and
# another server at that address is not taken for this one.
servers=

start() {
  local log=$1.log page=$2 name=${1##*/} taken=0
  shift 2
  curl -s -m 5 -o "$log" "$page" || taken=$?
  # 7: nobody listens there.
  if [ "$taken" -ne 7 ]; then
    give_up "$page: the port is taken, perhaps by make run. Set SERVICE_PORT and SANDBOX_PORT to free ones and begin again."
    return 1
  fi
  "$@" >"$log" 2>&1 &
  servers="$servers $!"
  for _ in {1..150}; do
    if curl -sf -m 5 -o "$log.answer" "$page"; then return; fi
    kill -0 "$!" 2>/dev/null || break
    sleep 0.2
  done
  give_up "$name does not answer at $page. It said: $(cat "$log")"
  return 1
}

give_up() {
  echo "$1" >&2
  # shellcheck disable=SC2086 # several processes
  [ -z "$servers" ] || kill $servers 2>/dev/null || :
  servers=
}
