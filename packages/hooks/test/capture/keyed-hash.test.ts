import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keyedHash } from '../../src/capture/keyed-hash.js';

const disk = vi.hoisted(() => ({ fails: false }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const writeSync = ((file: number, bytes: Buffer) => {
    if (disk.fails) throw new Error('EIO');
    return fs.writeSync(file, bytes);
  }) as typeof fs.writeSync;
  return { ...fs, writeSync };
});

function makeRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'spoor-hash-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

describe('a keyed hash', () => {
  it('tells equal texts from different ones', () => {
    const dataDir = join(makeRoot(), 'data');
    const hash = keyedHash(dataDir, 'text');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(keyedHash(dataDir, 'text')).toBe(hash);
    expect(keyedHash(dataDir, 'texts')).not.toBe(hash);
  });

  it('is another one in another folder', () => {
    const root = makeRoot();
    expect(keyedHash(join(root, 'a'), 'text')).not.toBe(keyedHash(join(root, 'b'), 'text'));
  });

  it('has a key that only its owner can read, whatever the umask', () => {
    const mask = process.umask(0);
    onTestFinished(() => {
      process.umask(mask);
    });
    const dataDir = join(makeRoot(), 'data');
    const hash = keyedHash(dataDir, 'text');
    const path = join(dataDir, 'hash-key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(readFileSync(path)).toHaveLength(32);
    expect(readFileSync(path).toString('hex')).not.toContain(hash);
  });

  it('has a key as soon as it can be written, and nothing else', () => {
    const dataDir = join(makeRoot(), 'data');
    disk.fails = true;
    expect(keyedHash(dataDir, 'text')).toBeUndefined();
    disk.fails = false;
    expect(readdirSync(dataDir)).toEqual([]);
    expect(keyedHash(dataDir, 'text')).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(dataDir)).toEqual(['hash-key']);
  });

  it('is none when the key can neither be read nor made', () => {
    const root = makeRoot();
    writeFileSync(join(root, 'file'), '');
    expect(keyedHash(join(root, 'file'), 'text')).toBeUndefined();
    mkdirSync(join(root, 'data', 'hash-key'), { recursive: true, mode: 0o700 });
    expect(keyedHash(join(root, 'data'), 'text')).toBeUndefined();
    mkdirSync(join(root, 'short'), { mode: 0o700 });
    writeFileSync(join(root, 'short', 'hash-key'), 'short');
    expect(keyedHash(join(root, 'short'), 'text')).toBeUndefined();
    mkdirSync(join(root, 'noughts'), { mode: 0o700 });
    writeFileSync(join(root, 'noughts', 'hash-key'), Buffer.alloc(32));
    expect(keyedHash(join(root, 'noughts'), 'text')).toBeUndefined();
  });
});
