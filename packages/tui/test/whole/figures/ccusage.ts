import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';
import { leaveOut } from '../../../../hooks/test/left-out.js';
import type { DayTokens } from './day-tokens.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** The counter's launcher; its program is a package for each platform, without which the test is left out. */
export function needCcusage(context: TestContext): string {
  const manifest = require.resolve('ccusage/package.json');
  const name = `@ccusage/ccusage-${process.platform}-${process.arch}`;
  try {
    createRequire(manifest).resolve(`${name}/bin/ccusage`);
  } catch {
    leaveOut(context, `${name} is not installed`);
  }
  return join(dirname(manifest), 'src', 'cli.js');
}

/** What ccusage counts by day in a client's configuration folder. */
export async function countWithCcusage(
  launcher: string,
  folder: string,
  zone: string,
): Promise<DayTokens[]> {
  const { stdout } = await run(
    process.execPath,
    [launcher, 'claude', 'daily', '--json', '--offline'],
    {
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, CLAUDE_CONFIG_DIR: folder, TZ: zone },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { daily } = JSON.parse(stdout) as { daily: readonly CcusageDay[] };
  return daily
    .map((day) => ({
      day: day.date,
      input: day.inputTokens,
      output: day.outputTokens,
      cacheWrite: day.cacheCreationTokens,
      cacheRead: day.cacheReadTokens,
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

interface CcusageDay {
  readonly date: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheCreationTokens: number;
  readonly cacheReadTokens: number;
}
