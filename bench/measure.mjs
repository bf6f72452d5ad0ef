import { spawn } from 'node:child_process';

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Runs variants of a process in turn, one uncounted round first, so that a slow moment of the
 * machine meets all of them.
 * @returns the median wall time of each in milliseconds, by name.
 */
export async function alternate(variants, rounds) {
  const times = new Map(variants.map((variant) => [variant.name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const variant of variants) {
      const ms = await time(variant);
      if (round > 0) times.get(variant.name).push(ms);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

function time({ command, input = '', env = process.env }) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command[0], command.slice(1), {
      env,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('exit', (code) => {
      if (code !== 0) reject(new Error(`${command.join(' ')} ended with ${code}`));
      else resolve(Number(process.hrtime.bigint() - start) / 1e6);
    });
  });
}
