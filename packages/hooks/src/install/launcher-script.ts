import { shellQuote } from './shell-quote.js';

/** What the launcher starts, all real paths. */
export interface LauncherTarget {
  readonly node: string;
  readonly hook: string;
  /** The data folder, when the environment alone wouldn't say it. */
  readonly dataDir?: string | undefined;
}

/** Variables that change how Node starts, or make it fail before the hook's first line. */
const CLEARED = [
  'NODE_OPTIONS',
  'NODE_V8_COVERAGE',
  'NODE_CHANNEL_FD',
  'NODE_COMPILE_CACHE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_REDIRECT_WARNINGS',
  'OPENSSL_CONF',
];

/**
 * The launcher's text. It starts Node as a child and always exits 0; on a signal it waits for the
 * hook, which handles the signal itself. One that comes while Node is still starting (in `-p` the
 * client sends SIGTERM about 10 ms after a result) kills it before it could, and before it has read
 * anything of its input: it is started again. The shell's own messages go nowhere, the hook's one
 * warning line to stderr. Run or read by another shell, it does the same.
 */
export function launcherScript({ node, hook, dataDir }: LauncherTarget): string {
  const [nodeWord, hookWord] = [shellQuote(node), shellQuote(hook)];
  return [
    '#!/bin/sh',
    '# Written by `spoor hooks install`: starts the hook that records, and never fails.',
    `[ -f ${nodeWord} ] && [ -x ${nodeWord} ] && [ -r ${hookWord} ] || exit 0`,
    `unset ${CLEARED.join(' ')}`,
    ...(dataDir === undefined ? [] : dataDirLines(dataDir)),
    'trap : HUP INT TERM',
    'exec 3>&2 2>/dev/null',
    'for attempt in 1 2 3; do',
    `  ${nodeWord} ${hookWord} >/dev/null 2>&3 3>&-`,
    '  case $? in 129|130|143) ;; *) exit 0 ;; esac',
    'done',
    'exit 0',
    '',
  ].join('\n');
}

/** An absolute `SPOOR_DATA_DIR` of the session wins, as it does everywhere else. */
function dataDirLines(dataDir: string): string[] {
  const assignment = `SPOOR_DATA_DIR=${shellQuote(dataDir)}; export SPOOR_DATA_DIR`;
  return [`case "\${SPOOR_DATA_DIR-}" in /*) ;; *) ${assignment} ;; esac`];
}
