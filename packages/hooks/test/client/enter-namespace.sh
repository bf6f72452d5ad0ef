#!/bin/sh
# Raises loopback in a new network and mount namespace, then runs the command.
# Without `ip` the flag is set through a sysfs of this namespace, mounted over /mnt here only.
ip link set lo up 2>/dev/null || {
  mount -t sysfs sysfs /mnt && echo 0x9 >/mnt/class/net/lo/flags && umount /mnt
} || exit 1
exec "$@"
