import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SPOOR } from './spoor-process.js';

/** The command as it is built, alone in a package of its own. */
function ownPackage(): { folder: string; run: () => string } {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-compiled-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const text = readFileSync(SPOOR, 'utf8');
  const main = /import\("\.\/(main-[^"]+)"\)/.exec(text)?.[1] ?? '';
  writeFileSync(join(folder, 'dist', 'spoor.js'), text);
  writeFileSync(join(folder, 'dist', main), 'console.log("ran");');
  const command = [process.execPath, join(folder, 'dist', 'spoor.js')];
  const run = () =>
    execFileSync('sh', ['-c', 'umask 000; exec "$0" "$1"', ...command], { encoding: 'utf8' });
  return { folder, run };
}

test('what is compiled lies where nobody else can write', () => {
  const { folder, run } = ownPackage();
  expect(run()).toBe('ran\n');
  const compiled = statSync(join(folder, 'node_modules', '.cache', 'compiled'));
  expect(compiled.mode & 0o777).toBe(0o700);
  expect(run()).toBe('ran\n');
});

test('a command runs where nothing compiled can be kept', () => {
  const { folder, run } = ownPackage();
  writeFileSync(join(folder, 'node_modules'), 'no folder');
  expect(run()).toBe('ran\n');
});
