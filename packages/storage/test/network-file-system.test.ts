import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { networkFileSystemOf } from '../src/files/network-file-system.js';
import { judgeHealth, networkFileSystem, readDatabaseStatus, Spool } from '../src/index.js';
import { IS_ROOT, needs } from './support/left-out.js';
import { openDatabase, temporaryFolder } from './support/temporary.js';

describe('a network file system', () => {
  test.each([
    ['NFS', 0x6969],
    ['SMB', 0xfe534d42],
    ['SMB', 0xfe534d42 - 2 ** 32],
    ['FUSE', 0x65735546],
    ['9P', 0x01021997],
  ])('is known by its number: %s', (name, type) => {
    expect(networkFileSystemOf(type)).toBe(name);
  });

  test.each([
    ['ext4', 0xef53],
    ['btrfs', 0x9123683e],
    ['tmpfs', 0x01021994],
    ['overlay', 0x794c7630],
  ])('is none of the machine: %s', (_name, type) => {
    expect(networkFileSystemOf(type)).toBeNull();
  });

  test('is looked for where the file will be', () => {
    expect(networkFileSystem(join(temporaryFolder(), 'not', 'there', 'spoor.db'))).toBeNull();
  });

  test('is found by the system itself', (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount one');
    const folder = temporaryFolder();
    const mounted = join(folder, 'mounted');
    mkdirSync(mounted);
    chmodSync(folder, 0o755);
    // Nobody answers behind it: to a user other than the one who mounted it the kernel alone does.
    const mount =
      'mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 none "$0" 3<>/dev/fuse';
    needs(context, succeeds('bash', ['-c', mount, mounted]), 'this kernel has no FUSE');
    onTestFinished(() => void execFileSync('umount', ['-l', mounted]));
    const script =
      'process.stdout.write(require("fs").statfsSync(process.argv[1]).type.toString())';
    const type = execFileSync(process.execPath, ['-e', script, mounted], {
      uid: 65_534,
      gid: 65_534,
      cwd: '/',
      env: {},
      encoding: 'utf8',
    });
    expect(networkFileSystemOf(Number(type))).toBe('FUSE');
  });
});

test('a status tells of one, and what helps', () => {
  const db = openDatabase({ path: join(temporaryFolder(), 'spoor.db') });
  const status = readDatabaseStatus(db, new Spool([]));
  expect(status.networkFileSystem).toBeNull();
  const { reasons } = judgeHealth({ ...status, networkFileSystem: 'NFS' });
  expect(reasons).toContainEqual({
    what: expect.stringContaining('(NFS)'),
    advice: expect.stringContaining('SPOOR_DATA_DIR'),
  });
});

test('a status tells of a database that may not be written', () => {
  const db = openDatabase({ path: join(temporaryFolder(), 'spoor.db') });
  const status = readDatabaseStatus(db, new Spool([]));
  expect(status.writable).toBe(true);
  const { reasons } = judgeHealth({ ...status, writable: false });
  expect(reasons).toContainEqual({
    what: expect.stringContaining('read-only'),
    advice: expect.stringContaining('right to write'),
  });
});

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
