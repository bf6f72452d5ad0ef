import { statSync } from 'node:fs';
import { isNodeSupported, OLDEST_NODE, SpoorError } from '@spoor/core';
import type { HookContext } from './context.js';
import { realPath } from './real-path.js';

/** Folders that package runners empty when they like. */
const RUNNER_CACHE = /[\\/](_npx|dlx|dlx-[^\\/]+|bunx-[^\\/]+)[\\/]/;

/**
 * Refuses to install where the hooks would not work or not last.
 * @throws SpoorError that says what to do.
 */
export function refuseUnsuitable(context: HookContext): void {
  refusePlatform(context);
  refuseNode(context);
  refuseRunnerCache(context);
  refuseBorrowedHome(context);
}

/** @throws SpoorError on Windows, whose launcher doesn't exist. */
export function refusePlatform({ platform }: HookContext): void {
  if (platform !== 'win32') return;
  throw new SpoorError(
    'Hooks can be installed on Linux and macOS; on Windows they are not supported.',
  );
}

function refuseNode({ nodeVersion }: HookContext): void {
  if (isNodeSupported(nodeVersion)) return;
  throw new SpoorError(
    `Hooks need Node ${OLDEST_NODE} or newer; this is ${nodeVersion}. Run the command with a newer Node.`,
  );
}

function refuseRunnerCache({ hookSource, nodePath }: HookContext): void {
  const inside = [hookSource.hook, realPath(hookSource.hook), realPath(nodePath)].find((path) =>
    RUNNER_CACHE.test(path),
  );
  if (inside === undefined) return;
  throw new SpoorError(
    `Spoor runs from a temporary package cache (${inside}). Install it first, for instance with \`npm install -g\`, and run the command again.`,
  );
}

/** Under `sudo` with the user's own home, every file would belong to root. */
function refuseBorrowedHome({ env, uid, homeDir }: HookContext): void {
  if (uid !== 0 || !env['SUDO_UID'] || env['SUDO_UID'] === '0') return;
  const home = statSync(homeDir, { throwIfNoEntry: false });
  if (home === undefined || home.uid === 0) return;
  throw new SpoorError(`${homeDir} is not root's home. Run the command without \`sudo\`.`);
}
