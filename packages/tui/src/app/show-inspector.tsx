import process from 'node:process';
import { render } from 'ink';
import { calmFrames } from './components/calm-frames.js';
import { Inspector } from './components/inspector.js';
import { DatabaseWatch } from './live/database-watch.js';
import { createHistoryImporter } from './live/history-importer.js';
import { InspectorStore } from './live/inspector-store.js';
import { createOutside } from './live/outside.js';
import { createPerformer } from './live/performer.js';
import { createReaderPool } from './live/reader-pool.js';
import { startRhythm } from './live/rhythm.js';
import type { Writer } from './live/writer.js';
import { createLookOf } from './look-of.js';
import type { InspectorOptions } from './open-inspector.js';
import { createPreferenceFile } from './preferences/preference-file.js';
import { drawsAscii } from './present/ascii.js';
import { onCodeTools } from './present/code-colours.js';
import { colourDepth, hasTrueColour, lightBackground } from './present/colour-depth.js';
import { firstStartScreen } from './screens/first-start/first-start-screen.js';
import { mainScreens } from './screens/main-screens.js';
import type { InspectorEnd } from './state/inspector-state.js';
import type { Health, InspectorFacts } from './state/screen.js';
import { InspectorTerminal } from './terminal/inspector-terminal.js';
import { ScreenPainter } from './terminal/screen-painter.js';

/** Shows the inspector on the whole screen until the user quits. */
export async function showInspector(options: InspectorOptions): Promise<InspectorEnd> {
  const { stdin, stdout, now, host = process, configuration } = options;
  const settings = configuration?.inspector;
  const spoken = host.env['INK_SCREEN_READER'] === 'true';
  const depth = spoken ? 0 : colourDepth(host.env);
  const terminal = new InspectorTerminal({
    stdin,
    stdout,
    host,
    now,
    mouse: !spoken && (settings?.mouse ?? true),
    asksBackground: depth > 16 && asksFor(settings?.theme) && host.env['TERM'] !== 'linux',
  });
  try {
    return await run(options, terminal, {
      spoken,
      env: host.env,
      lookOf: createLookOf({
        depth,
        trueColour: hasTrueColour(host.env),
        ascii: drawsAscii(settings?.glyphs ?? 'auto', host.env, process.platform),
      }),
    });
  } finally {
    await terminal.leave();
  }
}

/** How it is shown here. */
interface Circumstances {
  readonly spoken: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly lookOf: ReturnType<typeof createLookOf>;
}

async function run(
  options: InspectorOptions,
  terminal: InspectorTerminal,
  circumstances: Circumstances,
): Promise<InspectorEnd> {
  const { databasePath, stdout, now, configuration, history } = options;
  const { env } = circumstances;
  const preferences = createPreferenceFile(options.preferencesPath, configuration?.inspector.theme);
  const watch = new DatabaseWatch(databasePath);
  const readers = createReaderPool(databasePath);
  const writer = options.startWriter?.();
  const importer = history === undefined ? undefined : createHistoryImporter(history);
  const store: InspectorStore = new InspectorStore({
    beginning: {
      ...sizeOf(stdout),
      facts: factsOf(options),
      theme: { name: preferences.theme, light: lightBackground(env) },
      screens: { ...mainScreens(preferences.screens), ...options.screens },
      firstStart: firstStartScreen(),
    },
    watch,
    readers,
    outside: options.site === undefined ? undefined : createOutside(options.site),
    now,
    health: async () => writerHealth(writer) ?? (await options.health?.()) ?? null,
    perform: createPerformer({
      stdout,
      writer,
      env,
      away: (job) => terminal.away(job),
      redraw: () => terminal.redraw(),
      stop: () => terminal.stop(),
      say: (text, bad) => store.dispatch({ type: 'say', text, bad }),
    }),
    importHistory: importer?.start,
  });
  preferences.begin(store);
  const stopWaiting = onCodeTools(() => store.tick());
  terminal.tell((action) => store.dispatch(action));
  const stopRhythm = startRhythm({
    databasePath,
    poll: () => store.poll(),
    isReady: () => store.isReady(),
    tick: () => {
      store.tick();
      preferences.look(store);
    },
    checkHealth: () => store.checkHealth(),
  });
  try {
    await show(store, options, terminal, circumstances);
    return store.end();
  } finally {
    stopRhythm();
    stopWaiting();
    preferences.flush(store);
    watch.close();
    await Promise.all([readers.leave(), writer?.stop(), importer?.stop()]);
  }
}

async function show(
  store: InspectorStore,
  { stdin, stdout }: InspectorOptions,
  terminal: InspectorTerminal,
  { spoken, lookOf }: Circumstances,
): Promise<void> {
  const painter = spoken ? null : new ScreenPainter((text) => stdout.write(text));
  const paint = () => {
    // With the last key the terminal is given back: nothing is drawn any more.
    if (!store.hasQuit()) painter?.paint(store.frame(), lookOf(store.theme()));
  };
  const redraw = () => {
    painter?.forget();
    paint();
  };
  const screen = render(
    <Inspector
      store={store}
      spoken={spoken ? calmFrames(store) : null}
      onSuspendable={(suspend) =>
        terminal.suspendedBy(async (job) => {
          painter?.rest();
          try {
            await suspend(job);
          } finally {
            painter?.wake();
            paint();
          }
        })
      }
    />,
    {
      stdin: terminal.keys,
      stdout,
      interactive: true,
      alternateScreen: !spoken,
      isScreenReaderEnabled: spoken,
      exitOnCtrlC: false,
    },
  );
  const resize = () => {
    store.dispatch({ type: 'resize', ...sizeOf(stdout) });
    redraw();
  };
  const unmount = () => {
    painter?.rest();
    screen.unmount();
  };
  terminal.drawnBy({
    unmount,
    redraw: () => {
      if (painter !== null) {
        redraw();
        return;
      }
      screen.clear();
      // Ink looks at the screen again when its size may have changed.
      stdout.emit('resize');
    },
  });
  const stopPainting = store.subscribe(paint);
  paint();
  stdout.on('resize', resize);
  stdin.once('end', unmount);
  stdin.once('error', unmount);
  stdout.once('error', unmount);
  try {
    await screen.waitUntilExit();
  } finally {
    stopPainting();
    stdout.off('resize', resize);
    stdin.off('end', unmount);
    stdin.off('error', unmount);
    stdout.off('error', unmount);
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
  return problem === null ? null : { ok: false, message: problem, short: 'not recorded' };
}

/** Themes that suit one background alone need not know of it. */
function asksFor(theme: string | undefined): boolean {
  return theme === undefined || theme === 'auto' || theme === 'contrast';
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): { columns: number; rows: number } {
  return { columns: Math.max(1, columns || 80), rows: Math.max(1, rows || 24) };
}
