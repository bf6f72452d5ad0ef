import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CapturedEvent, isJsonObject } from '@spoor/core';
import { MAINTENANCE_INTERVAL_MS, maintainedFile, touchMaintained } from '@spoor/storage';

/** Where the daily upkeep is started from. */
export interface MaintenanceSite {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Starts the store's daily upkeep after a session's end, with the command that the installer has
 * noted. It costs one stat, and once a day the start of a process. Never throws.
 */
export function startMaintenance(event: CapturedEvent, site: MaintenanceSite): void {
  if (event.kind !== 'event' || event.hookType !== 'SessionEnd') return;
  startMaintenanceIfDue(site, () => readCommand(site.dataDir));
}

/**
 * Starts the daily upkeep, if it is due, in a process of its own that outlives this one.
 * `SPOOR_MAINTENANCE=off` in the environment keeps it from starting. Never throws.
 * @param findCommand a program and its arguments; asked only when they are needed.
 */
export function startMaintenanceIfDue(
  site: MaintenanceSite,
  findCommand: () => readonly string[],
): void {
  if (site.env['SPOOR_MAINTENANCE'] === 'off') return;
  try {
    if (!isDue(site)) return;
    const [program, ...args] = findCommand();
    if (program === undefined) return;
    // Noted before the start: one that fails is not tried again by every session's end.
    touchMaintained(site.dataDir, site.now);
    spawnDetached(program, args, site);
  } catch {
    // The next day comes.
  }
}

function isDue({ dataDir, now }: MaintenanceSite): boolean {
  const stats = statSync(maintainedFile(dataDir), { throwIfNoEntry: false });
  if (stats === undefined) return true;
  const age = now - stats.mtimeMs;
  return !(age >= 0 && age < MAINTENANCE_INTERVAL_MS);
}

/** What the installer has noted; nothing where the package is gone or was never installed. */
function readCommand(dataDir: string): string[] {
  const record: unknown = JSON.parse(readFileSync(join(dataDir, 'hook', 'install.json'), 'utf8'));
  const launcher = isJsonObject(record) ? record['launcher'] : null;
  const command = isJsonObject(launcher) ? launcher['maintain'] : null;
  if (!Array.isArray(command) || command.length < 2) return [];
  const words = command.filter((word) => typeof word === 'string');
  const files = words.slice(0, 2);
  return files.every((path) => statSync(path, { throwIfNoEntry: false })?.isFile()) ? words : [];
}

/** The module is loaded here only: it costs every hook a millisecond. */
function spawnDetached(program: string, args: string[], { dataDir, env }: MaintenanceSite): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    stdio: 'ignore',
    env: { ...env, SPOOR_DATA_DIR: dataDir },
  });
  child.on('error', () => undefined);
  child.unref();
}
