import {
  amount,
  choice,
  flag,
  type PathKey,
  type PathsKey,
  type PricesKey,
  type RulesKey,
  type TextsKey,
  whole,
  wholeOrNull,
} from './key-kinds.js';

/** Some 270 years. */
const DAYS = { min: 0, max: 100_000 };

const MEGABYTE = 1024 * 1024;

/** US dollars; the upper bound only keeps arithmetic sound. */
const USD = { min: 0, max: 1_000_000_000 };

/** Longest text that is removed or let through by name, characters. */
const LITERAL_LENGTH = 1_024;

/**
 * Every key of the configuration, by section: the one place that says what there is to set. Parser,
 * JSON Schema, documentation and the `config` commands follow from it.
 */
export const CONFIGURATION_TABLE = {
  database: {
    path: {
      kind: 'path',
      default: null,
      description:
        "The database's file, as an absolute path. `null`: `spoor.db` in the data folder.",
    } satisfies PathKey as PathKey,
    enabled: flag(
      true,
      'Whether hooks write into the database. Off, events wait in the spool, where that is on.',
    ),
    busyTimeoutMs: whole(
      5_000,
      { min: 0, max: 600_000 },
      'How long a command waits for another writer, in milliseconds. Hooks have `recorder.lockBudgetMs`.',
    ),
    synchronous: choice(
      ['FULL', 'NORMAL'],
      'When SQLite waits for the disk. `FULL` loses nothing in a power failure, `NORMAL` may lose the last commits.',
    ),
    readers: whole(
      4,
      { min: 1, max: 64 },
      'Read-only connections in the pool of an `AsyncDatabase`.',
    ),
    whenUnavailable: choice(
      ['spool', 'memory', 'error'],
      'What the library does while SQLite can’t be used: keep writes in the spool, keep them in memory, or throw.',
    ),
  },
  spool: {
    enabled: flag(
      true,
      'Whether an event is kept in a file of its own until the database has it. Off, an event that the database refuses is lost.',
    ),
  },
  capture: {
    payloads: flag(
      true,
      'Whether the payloads of events are kept. Off, only ids, names, times and places are.',
    ),
    messageText: flag(
      true,
      'Whether the text of prompts and answers is kept. Off, a note of its length stands in its place.',
    ),
    toolOutput: flag(
      true,
      'Whether what tools give back is kept. Off, a note of its length stands in its place.',
    ),
    maxStringLength: whole(
      32_768,
      { min: 256, max: MEGABYTE },
      'The longest text kept of any one field, in characters. The rest is cut, its length noted.',
    ),
    maxPayloadLength: whole(
      524_288,
      { min: 1_024, max: 16 * MEGABYTE },
      'The most text kept of one payload, in characters.',
    ),
    maxToolOutputLength: whole(
      32_768,
      { min: 256, max: MEGABYTE },
      'The longest text kept of any one field of a tool’s output, in characters; never more than `capture.maxStringLength`.',
    ),
  },
  retention: {
    payloadDays: wholeOrNull(
      30,
      DAYS,
      'Days after which the raw payloads of events are removed. `null`: never.',
    ),
    toolOutputDays: wholeOrNull(
      90,
      DAYS,
      'Days after which the output of tools is removed from messages. `null`: never.',
    ),
    messageDays: wholeOrNull(
      null,
      DAYS,
      'Days after which the messages of sessions are removed. `null`: never.',
    ),
    sessionDays: wholeOrNull(
      null,
      DAYS,
      'Days after which all texts of a session are removed; its figures stay. `null`: never.',
    ),
    maxSizeMb: wholeOrNull(
      null,
      { min: 1, max: 1_000_000_000 },
      'The size of the database, in megabytes, above which the oldest texts go early. `null`: any.',
    ),
  },
  backups: {
    keep: whole(7, { min: 0, max: 1_000 }, 'How many backups are kept.'),
    maxAgeDays: wholeOrNull(
      null,
      { min: 1, max: 100_000 },
      'Days after which a backup is removed, however few there are. `null`: never.',
    ),
    compress: flag(true, 'Whether backups are compressed.'),
  },
  transcripts: {
    enabled: flag(
      true,
      'Whether the client’s transcripts are read: messages, tokens and what hooks don’t tell. Off, only hooks are recorded.',
    ),
  },
  messages: {
    maxPerSession: whole(
      10_000,
      { min: 1, max: 10_000_000 },
      'The most messages that a `MessageStore` of the library keeps of a session; the oldest tool output goes first.',
    ),
  },
  redaction: {
    rules: {
      kind: 'rules',
      default: [],
      maxItems: 50,
      description:
        'Redaction rules of your own: `{ "name", "pattern", "flags"? }`. What the pattern matches becomes `[REDACTED:name]`.',
    } satisfies RulesKey as RulesKey,
    literals: {
      kind: 'texts',
      default: [],
      minLength: 4,
      maxLength: LITERAL_LENGTH,
      maxItems: 500,
      description:
        'Texts that are removed wherever they stand, letter by letter. A project’s `.spoor.json` may add some.',
    } satisfies TextsKey as TextsKey,
    allow: {
      kind: 'texts',
      default: [],
      minLength: 1,
      maxLength: LITERAL_LENGTH,
      maxItems: 500,
      description:
        'Texts that the rules leave alone when they are exactly what a rule has found, such as a key from a documentation.',
    } satisfies TextsKey as TextsKey,
    environment: flag(
      true,
      'Whether the values of secret-looking environment variables, and of those in the `.env` files of the project, are removed wherever they stand, in base64 and in URLs too. They are compared, never kept.',
    ),
  },
  recorder: {
    deadlineMs: whole(
      2_000,
      { min: 200, max: 30_000 },
      'All the time that a hook takes at most, in milliseconds.',
    ),
    lockBudgetMs: whole(
      250,
      { min: 0, max: 10_000 },
      'How long a hook waits for other writers in all, in milliseconds; then its event waits in the spool.',
    ),
  },
  pricing: {
    models: {
      kind: 'prices',
      default: [],
      maxItems: 200,
      description:
        'What models cost where Spoor doesn’t know it, or has it wrong: `{ "model", "input", "output" }` in US dollars per million tokens, with `cacheWrite5m`, `cacheWrite1h`, `cacheRead`, `longContext`, `fast`, `usOnly`, `from`, `until` if need be.',
    } satisfies PricesKey as PricesKey,
  },
  budget: {
    dailyUsd: amount(
      USD,
      'What a day may cost, in US dollars by list prices: a line in the inspector’s chart of usage, with what is spent of it. `null`: no line.',
    ),
    weeklyUsd: amount(
      USD,
      'What a week, from Monday on, may cost, in US dollars. `null`: no line.',
    ),
    monthlyUsd: amount(USD, 'What a month may cost, in US dollars. `null`: no line.'),
  },
  inspector: {
    theme: choice(
      ['auto', 'dark', 'light', 'contrast', 'none'],
      'The inspector’s colours. `auto` goes by the terminal’s background and by `NO_COLOR`.',
    ),
    glyphs: choice(
      ['auto', 'unicode', 'ascii'],
      'What the inspector draws lines, bars and marks with. `auto` draws ASCII where the locale is not UTF-8.',
    ),
    mouse: flag(
      true,
      'Whether the inspector takes clicks and the wheel. With it most terminals select text while shift is held.',
    ),
  },
  warnings: flag(true, 'Whether a hook that could not do its work says so, in one line on stderr.'),
  pause: {
    projects: {
      kind: 'paths',
      default: [],
      maxItems: 1_000,
      description:
        'Folders in which nothing is recorded, as absolute paths; what is below them counts too.',
    } satisfies PathsKey as PathsKey,
  },
} as const;
