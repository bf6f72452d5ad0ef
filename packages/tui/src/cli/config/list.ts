import { CONFIGURATION_KEYS, type ConfigurationKey, type ConfigurationSource } from '@spoor/core';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { type Column, tableLines } from '../output/table.js';
import { valueOfKey } from './key.js';
import { projectSettings } from './project-settings.js';

/** Lists every key with its value, here, and where that comes from. */
export function listConfiguration(io: CliIo, { json }: { json?: true }): void {
  const { configuration, sources } = projectSettings(io);
  const entries = CONFIGURATION_KEYS.map((key) => ({
    key,
    value: valueOfKey(configuration, key.name),
    source: sources[key.name] ?? 'default',
  }));
  if (json === true) {
    printJson(
      io,
      entries.map(({ key: { name, ...about }, value, source }) => ({
        key: name,
        value,
        source,
        ...about,
      })),
    );
    return;
  }
  printLines(io, tableLines(COLUMNS, entries, { width: widthOf(io), paint: createPaint(io) }));
}

interface Entry {
  readonly key: ConfigurationKey;
  readonly value: unknown;
  readonly source: ConfigurationSource;
}

const COLUMNS: readonly Column<Entry>[] = [
  { title: 'KEY', text: ({ key }) => key.name, tone: () => 'accent' },
  { title: 'VALUE', text: ({ value }) => valueText(value), min: 10 },
  {
    title: 'FROM',
    text: ({ source }) => source,
    tone: ({ source }) => (source === 'default' ? 'faint' : 'plain'),
  },
];

/** Lists are counted: they may be long, and hold what is to be kept secret. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `${value.length} in a list`;
  return typeof value === 'string' ? safeText(value) : JSON.stringify(value);
}
