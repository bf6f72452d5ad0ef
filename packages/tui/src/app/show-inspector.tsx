import process from 'node:process';
import { render } from 'ink';
import { Inspector } from './components/inspector.js';
import { guardTerminal, type HostProcess } from './components/terminal-guard.js';
import { DatabaseWatch } from './live/database-watch.js';
import { createHistoryImporter } from './live/history-importer.js';
import { InspectorStore } from './live/inspector-store.js';
import { createOutside } from './live/outside.js';
import { createPerformer } from './live/performer.js';
import { createReaderPool } from './live/reader-pool.js';
import { startRhythm } from './live/rhythm.js';
import type { Writer } from './live/writer.js';
import type { InspectorOptions } from './open-inspector.js';
import { chooseTheme } from './present/theme.js';
import { firstStartScreen } from './screens/first-start/first-start-screen.js';
import { mainScreens } from './screens/main-screens.js';
import type { InspectorEnd } from './state/inspector-state.js';
import type { Health, InspectorFacts } from './state/screen.js';

/** Shows the inspector on the whole screen until the user quits. */
export async function showInspector(options: InspectorOptions): Promise<InspectorEnd> {
  const { databasePath, stdout, now, host = process } = options;
  const watch = new DatabaseWatch(databasePath);
  const readers = createReaderPool(databasePath);
  const writer = options.startWriter?.();
  const importer =
    options.history === undefined ? undefined : createHistoryImporter(options.history);
  const store = new InspectorStore({
    beginning: {
      ...sizeOf(stdout),
      facts: factsOf(options),
      screens: mainScreens(),
      firstStart: firstStartScreen(),
    },
    watch,
    readers,
    outside: options.site === undefined ? undefined : createOutside(options.site),
    now,
    health: async () => writerHealth(writer) ?? (await options.health?.()) ?? null,
    perform: createPerformer({ stdout, writer }),
    importHistory: importer?.start,
  });
  const stopRhythm = startRhythm({
    databasePath,
    poll: () => store.poll(),
    isReady: () => store.isReady(),
    tick: () => store.tick(),
    checkHealth: () => store.checkHealth(),
  });
  try {
    await show(store, { ...options, host });
    return store.end();
  } finally {
    stopRhythm();
    watch.close();
    await Promise.all([readers.leave(), writer?.stop(), importer?.stop()]);
  }
}

async function show(
  store: InspectorStore,
  { stdin, stdout, host }: InspectorOptions & { host: HostProcess },
): Promise<void> {
  const resize = () => store.dispatch({ type: 'resize', ...sizeOf(stdout) });
  const screen = render(<Inspector store={store} theme={chooseTheme(host.env)} />, {
    stdin,
    stdout,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
  });
  const restore = guardTerminal(host, stdout, () => {
    screen.unmount();
    // Ink leaves raw mode a moment later, which a process that ends now doesn't see.
    stdin.setRawMode(false);
  });
  stdout.on('resize', resize);
  stdin.once('end', screen.unmount);
  try {
    await screen.waitUntilExit();
  } finally {
    stdout.off('resize', resize);
    stdin.off('end', screen.unmount);
    restore();
  }
}

function factsOf(options: InspectorOptions): InspectorFacts {
  const { databasePath, homeDir = null, configuration = null, site, offersDemo } = options;
  const offers = [
    ...(site === undefined ? [] : (['recorder'] as const)),
    ...(offersDemo === true ? (['demo'] as const) : []),
  ];
  return { databasePath, homeDir, configuration, offers };
}

function writerHealth(writer: Writer | undefined): Health | null {
  const problem = writer?.problem() ?? null;
  return problem === null ? null : { ok: false, message: problem };
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): { columns: number; rows: number } {
  return { columns: Math.max(1, columns || 80), rows: Math.max(1, rows || 24) };
}
