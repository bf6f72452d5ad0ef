import { homedir, tmpdir, userInfo } from 'node:os';
import process from 'node:process';
import { isNodeSupported, OLDEST_NODE } from '@spoor/core';
import type { CliIo } from '../cli/io.js';
import { run } from '../cli/run.js';

const io: CliIo = {
  // A stream is opened by those that use it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  get stderr() {
    return process.stderr;
  },
  env: process.env,
  homeDir: orElse(homedir, undefined),
  cwd: orElse(process.cwd, '/'),
  platform: process.platform,
  uid: process.getuid?.(),
  userName: orElse(() => userInfo().username, null),
  now: Date.now,
  execPath: process.execPath,
  nodeVersion: process.version,
  tmpDir: tmpdir(),
  onInterrupt,
};

// A reader that has seen enough (`spoor sessions list | head -1`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  // The terminal has gone away: who draws on it hears so too, and ends.
  if (error.code === 'EIO') return;
  throw error;
});

if (isNodeSupported(process.version)) {
  process.exitCode = await run(process.argv.slice(2), io);
} else {
  // Its SQLite would crash the process.
  process.stderr.write(
    `spoor: needs Node ${OLDEST_NODE} or newer; this is ${process.version}. Run it with a newer Node.\n`,
  );
  process.exitCode = 1;
}

function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** These throw for a user whom the system does not know, or in a folder that is gone. */
function orElse<T, F>(read: () => T, otherwise: F): T | F {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
