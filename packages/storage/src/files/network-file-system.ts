import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * File systems behind which another machine or another program keeps the files: by the numbers that
 * statfs(2) gives them on Linux (`linux/magic.h` and their own sources).
 */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x65735546, 'FUSE'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x20030528, 'OrangeFS'],
  [0xaad7aaea, 'PanFS'],
  [0x786f4256, 'a shared folder of VirtualBox'],
  [0xbacbacbc, 'a shared folder of VMware'],
]);

/** The name of a file system by its number in statfs(2); null for those of the machine's own disks. */
export function networkFileSystemOf(type: number): string | null {
  // Numbers with the highest bit set come negative where they are read as 32 bits.
  return NAMES.get(type >>> 0) ?? null;
}

/**
 * The file system of a path, which need not be there yet, if it isn't one of the machine's own
 * disks: locks and the log's index, which all processes share in memory, may not hold there. Null
 * where the system doesn't tell, as outside of Linux.
 */
export function networkFileSystem(path: string): string | null {
  if (process.platform !== 'linux') return null;
  for (let place = path; ; place = dirname(place)) {
    try {
      return networkFileSystemOf(statfsSync(place).type);
    } catch {
      if (place === dirname(place)) return null;
    }
  }
}
