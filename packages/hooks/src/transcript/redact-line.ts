import {
  type Configuration,
  DEFAULT_CONFIGURATION,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Redacted,
  type RedactOptions,
  redactionOptions,
  redactJson,
  redactText,
  trustRedacted,
} from '@spoor/core';
import { withinTime } from '../capture/within-time.js';
import type { TranscriptLine } from './line.js';
import { changeTexts, type TextChange } from './line-texts.js';

/** Takes out of a line what may not be kept, and cuts what is too long. Never throws. */
export type LineRedactor = (line: TranscriptLine) => Redacted<TranscriptLine>;

/** What of a configuration says what is kept of a line. */
export type LineCapture = Pick<Configuration, 'redaction' | 'capture'>;

/** Time that rules and literals of the user's, or of a project, may take for a line, ms. */
const OWN_RULES_MS = 300;

/** Makes a redactor; it remembers the words that stand on every line. */
export function createLineRedactor(
  configuration: LineCapture = DEFAULT_CONFIGURATION,
): LineRedactor {
  const options = { ...redactionOptions(configuration), maxDepth: MOST_DEPTH };
  const { rules, literals } = configuration.redaction;
  const isOwn = rules.length + literals.length > 0;
  const word = memory((text) => redactWord(text, options));
  return (line) => {
    try {
      const redact = () => redactLine(line, configuration, options, word);
      return trustRedacted(isOwn ? withinTime(OWN_RULES_MS, redact) : redact());
    } catch {
      return trustRedacted(changeTexts(line, NOTHING));
    }
  };
}

/** Less than SQLite's 1,000: JSON of a line is stored within other JSON. */
const MOST_DEPTH = 900;

/** Paths and names are short; what is longer is no path. */
const LONGEST_WORD = 4_096;

/** More is looked at than is kept, so that a secret on the border is seen whole. */
const MARGIN = 4_096;

function redactWord(text: string, options: RedactOptions): string {
  const redacted = redactText(text.slice(0, LONGEST_WORD + MARGIN), options);
  if (text.length <= LONGEST_WORD) return redacted;
  // Replacements shorten a text: what it ends with may still be half a secret.
  const isCut = text.length > LONGEST_WORD + MARGIN;
  const sure = isCut ? Math.max(0, redacted.length - MARGIN) : redacted.length;
  return redacted.slice(0, Math.min(LONGEST_WORD, sure));
}

/** What is left of a line whose redaction failed: its ids, times and figures. */
const NOTHING: TextChange = {
  said: (text) => (text === '' ? '' : '[redaction failed; the text was dropped]'),
  output: (text) => (text === '' ? '' : '[redaction failed; the text was dropped]'),
  json: () => ({}),
  word: (text) => (/^[A-Za-z_-]{1,40}$/.test(text) ? text : '[dropped]'),
};

/** All texts of a line go through the redactor together, which looks at them once. */
function redactLine(
  line: TranscriptLine,
  { capture }: LineCapture,
  options: RedactOptions,
  word: (text: string) => string,
): TranscriptLine {
  const texts: JsonValue[] = [];
  const outputs: JsonValue[] = [];
  const collected = changeTexts(line, collect(texts, outputs));
  if (texts.length === 0 && outputs.length === 0) return changeTexts(collected, { ...SAME, word });
  const outputOptions = {
    ...options,
    maxStringLength: Math.min(capture.maxStringLength, capture.maxToolOutputLength),
  };
  const isOneCap = outputOptions.maxStringLength === capture.maxStringLength;
  const redacted = redactAll(isOneCap ? [...texts, ...outputs] : texts, options);
  const redactedOutputs = isOneCap
    ? redacted.slice(texts.length)
    : redactAll(outputs, outputOptions);
  return changeTexts(line, handOut(redacted, redactedOutputs, capture, word));
}

const SAME: TextChange = {
  said: (text) => text,
  output: (text) => text,
  json: (value) => value,
  word: (text) => text,
};

function collect(texts: JsonValue[], outputs: JsonValue[]): TextChange {
  const into =
    <T extends JsonValue>(list: JsonValue[]) =>
    (value: T): T => {
      if (!isEmpty(value)) list.push(value);
      return value;
    };
  return { said: into(texts), output: into(outputs), json: into(texts), word: SAME.word };
}

/** Gives the redacted texts in the order in which they were collected, or notes in their place. */
function handOut(
  texts: readonly JsonValue[],
  outputs: readonly JsonValue[],
  { payloads, messageText, toolOutput }: LineCapture['capture'],
  word: (text: string) => string,
): TextChange {
  let [nextText, nextOutput] = [0, 0];
  const asText = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '');
  return {
    said: (text) => {
      if (text === '') return '';
      const redacted = asText(texts[nextText++]);
      return payloads && messageText ? redacted : noteOf(text);
    },
    output: (text) => {
      if (text === '') return '';
      const redacted = asText(outputs[nextOutput++]);
      return payloads && toolOutput ? redacted : noteOf(text);
    },
    json: (value): JsonObject => {
      if (isEmpty(value)) return {};
      const redacted = texts[nextText++];
      return payloads && isJsonObject(redacted) ? redacted : {};
    },
    word,
  };
}

function isEmpty(value: JsonValue): boolean {
  return value === '' || (isJsonObject(value) && Object.keys(value).length === 0);
}

function redactAll(values: JsonValue[], options: RedactOptions): JsonValue[] {
  if (values.length === 0) return [];
  const redacted = redactJson(values, options);
  return Array.isArray(redacted) ? redacted : [];
}

/** A note in the place of a text. */
function noteOf(text: string): string {
  return `[not kept: ${text.length} characters]`;
}

/** Words remembered at most; a transcript has a few. */
const MOST_WORDS = 1_000;

function memory(redact: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= MOST_WORDS) known.clear();
    const redacted = redact(text);
    known.set(text, redacted);
    return redacted;
  };
}
