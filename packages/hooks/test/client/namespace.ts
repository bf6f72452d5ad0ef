import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Availability, available, unavailable } from './availability.ts';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: readonly string[]];

const ENTER = fileURLToPath(new URL('./enter-namespace.sh', import.meta.url));
const ROOT: Command = ['unshare', '-n', '-m'];
const USER: Command = ['unshare', '-r', '-n', '-m'];

let found: Availability<Command> | undefined;

/** The words to put before a command so that it sees no network but loopback. */
export function findNamespace(): Availability<Command> {
  found ??= probe();
  return found;
}

function probe(): Availability<Command> {
  const reasons: string[] = [];
  for (const unshare of [ROOT, USER]) {
    const enter: Command = [...unshare, 'sh', ENTER];
    const [program, ...args] = enter;
    const trial = spawnSync(program, [...args, 'true'], { encoding: 'utf8', timeout: 10_000 });
    if (trial.status === 0) {
      return available(enter);
    }
    reasons.push(`${unshare.join(' ')}: ${trial.error?.message ?? trial.stderr.trim()}`);
  }
  return unavailable(`no network namespace with loopback only (${reasons.join('; ')})`);
}
