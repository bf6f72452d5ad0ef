import process from 'node:process';
import { render } from 'ink';
import { Inspector } from './components/inspector.js';
import { guardTerminal, type HostProcess } from './components/terminal-guard.js';
import { createHistoryImporter } from './live/history-importer.js';
import { InspectorStore } from './live/inspector-store.js';
import { LiveFeed } from './live/live-feed.js';
import type { SpoolWriter } from './live/spool-writer.js';
import type { InspectorOptions } from './open-inspector.js';
import { chooseTheme } from './present/theme.js';
import type { Health } from './state/inspector-state.js';

/** Shows the inspector on the whole screen until the user quits. */
export async function showInspector(options: InspectorOptions): Promise<void> {
  const { stdout, now, host = process } = options;
  const feed = new LiveFeed(options.databasePath);
  const writer = options.startWriter?.();
  const importer =
    options.history === undefined ? undefined : createHistoryImporter(options.history);
  const store = new InspectorStore({
    feed,
    now,
    health: () => writerHealth(writer) ?? options.health?.() ?? null,
    importHistory: importer?.start,
    size: sizeOf(stdout),
  });
  const stopTimers = startTimers(store);
  try {
    await show(store, { ...options, host });
  } finally {
    stopTimers();
    feed.close();
    await Promise.all([writer?.stop(), importer?.stop()]);
  }
}

async function show(
  store: InspectorStore,
  { stdin, stdout, host }: InspectorOptions & { host: HostProcess },
): Promise<void> {
  const resize = () => store.resize(sizeOf(stdout).columns, sizeOf(stdout).rows);
  const screen = render(<Inspector store={store} theme={chooseTheme(host.env)} />, {
    stdin,
    stdout,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: true,
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

function startTimers(store: InspectorStore): () => void {
  const timers = [
    setInterval(() => store.poll(), 100),
    setInterval(() => store.tick(), 1_000),
    setInterval(() => store.checkHealth(), 5_000),
  ];
  return () => timers.forEach(clearInterval);
}

function writerHealth(writer: SpoolWriter | undefined): Health | null {
  const problem = writer?.problem() ?? null;
  return problem === null ? null : { ok: false, message: problem };
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): { columns: number; rows: number } {
  return { columns: Math.max(1, columns || 80), rows: Math.max(1, rows || 24) };
}
