import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findWorkplace } from '../../src/capture/workplace.js';

it('does not wait for a pipe that stands where HEAD should', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-pipe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.git'));
  execFileSync('mkfifo', [join(folder, '.git', 'HEAD')]);
  expect(findWorkplace(folder)).toEqual({ cwd: folder, projectId: folder });
});
