import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { NotHere } from '../attack.ts';

let built: string | undefined;

/**
 * The library that stands between a process and the C library; compiled once a run, gone at its end.
 * @throws NotHere where there is no Linux or no C compiler.
 */
export function watchLibrary(): string {
  built ??= build();
  return built;
}

function build(): string {
  if (process.platform !== 'linux') throw new NotHere('calls are watched on Linux only');
  const folder = mkdtempSync(join(tmpdir(), 'spoor-watch-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const library = join(folder, 'watch.so');
  const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.c'));
  const options = ['-shared', '-fPIC', '-O2', '-Wall', '-Werror', '-U_FORTIFY_SOURCE'];
  const compiler = process.env['CC'] || 'cc';
  const { error, status, stderr } = spawnSync(
    compiler,
    [...options, '-o', library, ...sources, '-ldl', '-lpthread'],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  );
  if (error !== undefined) throw new NotHere(`no C compiler: ${error.message}`);
  if (status !== 0) throw new Error(`${compiler} failed:\n${stderr}`);
  return library;
}
