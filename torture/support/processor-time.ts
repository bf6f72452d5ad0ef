import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** The processor time in milliseconds that this process takes for some work. */
export function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The median of what some works measure, done in turn. */
export function medians(works: readonly (() => number)[], rounds: number): number[] {
  const results = works.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, work] of works.entries()) results[i]?.push(work());
  }
  return results.map((numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0);
}

/** The processor time in milliseconds that a new process takes from its start to its end. */
export function timeOfProcess(program: string): number {
  const script = `${program}
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(1, String((user + system) / 1000));
});`;
  const { stdout, status, stderr } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
