#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# edu-test.sh: the test of the edu driver in the oracle's machine. The tests of edu_test; the driver
# in use, which must not be unloaded; and loading and unloading it a hundred times.
#
#   edu-test.sh [PARAMETER=VALUE...]     parameters of the module
#
# Leaves the driver loaded and its device with work, so that the restart that follows finds it so.
here=$(cd "$(dirname "$0")" && pwd)
option=-a
case " $* " in
*' intx=1 '*) option=-ai ;;
esac
failed=0

fail() {
	echo "FAILED: $*"
	failed=1
}

# Removing the driver waits for the device two seconds, on purpose.
echo 10 >/proc/sys/kernel/hung_task_timeout_secs

insmod "$here/edu.ko" "$@" || exit 1
"$here/edu_test" $option || fail 'edu_test'

exec 3</dev/edu0
rmmod edu 2>/dev/null && fail 'the driver was unloaded while a file was open'
exec 3<&-
rmmod edu || fail 'it was not unloaded after the last file was closed'

insmod "$here/edu.ko" intx=perhaps 2>/dev/null && fail 'it was loaded with a wrong parameter'
round=0
while [ $round -lt 100 ] && [ $failed = 0 ]; do
	round=$((round + 1))
	insmod "$here/edu.ko" "$@" || fail "not loaded in round $round"
	# Every other time with work under way.
	if [ $((round % 2)) = 1 ] && ! "$here/edu_test" traffic >/tmp/traffic; then
		cat /tmp/traffic
		fail "no traffic in round $round"
	fi
	rmmod edu || fail "not unloaded in round $round"
done
echo "loaded and unloaded $round times"

insmod "$here/edu.ko" "$@" || fail 'not loaded at the end'
"$here/edu_test" $option factorials traffic || fail 'edu_test at the end'
exit $failed
