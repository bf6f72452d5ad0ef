import process from 'node:process';
import { type Configuration, UsageError } from '@spoor/core';
import type { HistoryImportData } from './live/history-worker.js';
import type { RecorderSite } from './live/recorder-site.js';
import type { Writer } from './live/writer.js';
import type { InspectorEnd } from './state/inspector-state.js';
import type { Health, Screen } from './state/screen.js';
import type { TabId } from './state/tabs.js';
import type { HostProcess } from './terminal/terminal-guard.js';

/** What the inspector shows, and where. */
export interface InspectorOptions {
  readonly databasePath: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** The time, ms since 1970. */
  readonly now: () => number;
  /** The user's folder: paths are shown from there. */
  readonly homeDir?: string | undefined;
  /** The configuration in force. */
  readonly configuration?: Configuration;
  /** The file in which it remembers sorting, filters and the like; without it nothing is kept. */
  readonly preferencesPath?: string;
  /** Whether recording works; asked every few seconds, so it should be quick. */
  readonly health?: () => Health | null | Promise<Health | null>;
  /** Where the recorder is looked at and changed from; nothing is known of hooks without. */
  readonly site?: RecorderSite;
  /** Starts what writes while the inspector is open; without it nothing is written. */
  readonly startWriter?: () => Writer;
  /** Whether the demonstration is offered; the inspector then ends with `demo`. */
  readonly offersDemo?: boolean;
  /** What the import that is offered while nothing is recorded reads; none is offered without. */
  readonly history?: HistoryImportData;
  /** Screens in place of Spoor's own. */
  readonly screens?: Partial<Readonly<Record<TabId, Screen>>>;
  /** This process by default. */
  readonly host?: HostProcess;
}

/**
 * Opens the inspector on the whole screen, and leaves the terminal as it was. React and Ink are
 * loaded only here.
 * @returns once the user has quit, what is to follow.
 * @throws UsageError when there is no terminal.
 */
export async function openInspector(options: InspectorOptions): Promise<InspectorEnd> {
  if (!options.stdin.isTTY || !options.stdout.isTTY) {
    throw new UsageError('The inspector needs a terminal; `spoor sessions list` does not.');
  }
  // React asks for it once, when it is loaded; its development form is slower and grows.
  process.env['NODE_ENV'] ??= 'production';
  const { showInspector } = await import('./show-inspector.js');
  return await showInspector(options);
}
