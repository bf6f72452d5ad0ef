#!/usr/bin/env node
import { homedir, userInfo } from 'node:os';
import process from 'node:process';
import { isNodeSupported, OLDEST_NODE } from '@spoor/core';
import { runHooksCli } from '../cli/run.js';

if (isNodeSupported(process.version)) {
  process.exitCode = await runHooksCli(process.argv.slice(2), {
    name: 'spoor-hooks',
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    homeDir: orElse(homedir, undefined),
    cwd: process.cwd(),
    platform: process.platform,
    uid: process.getuid?.(),
    userName: orElse(() => userInfo().username, null),
    execPath: process.execPath,
    nodeVersion: process.version,
    now: Date.now,
  });
} else {
  // Its SQLite would crash the process.
  process.stderr.write(
    `spoor-hooks: needs Node ${OLDEST_NODE} or newer; this is ${process.version}. Run it with a newer Node.\n`,
  );
  process.exitCode = 1;
}

/** Both throw for a user whom the system doesn't know. */
function orElse<T, U>(ask: () => T, otherwise: U): T | U {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}
