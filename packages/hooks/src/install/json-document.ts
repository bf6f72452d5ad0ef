import { SpoorError } from '@spoor/core';
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A settings file can't be used as it is; the message says where. */
export class SettingsError extends SpoorError {
  override name = 'SettingsError';
}

/** A parsed settings text: the root value, and whether the client reads it too. */
export interface JsonDocument {
  /** Absent for an empty text. */
  readonly root: Node | undefined;
  /** The client takes plain JSON only: with comments or trailing commas it ignores the whole file. */
  readonly strict: boolean;
}

/** White space as JSON has it; JavaScript's own has more, a second byte order mark for instance. */
const BLANK = /^[ \t\r\n]*$/;

/**
 * Parses a settings text, comments and trailing commas included.
 * @throws SettingsError with line and column when it is malformed.
 */
export function parseDocument(text: string, path: string): JsonDocument {
  if (BLANK.test(text)) return { root: undefined, strict: true };
  const errors: ParseError[] = [];
  const root = parseOrRefuse(text, path, errors);
  const error = errors[0];
  if (error !== undefined) {
    const what = words(printParseErrorCode(error.error));
    throw settingsError(path, text, error.offset, `malformed JSON: ${what}`);
  }
  return { root, strict: isStrictJson(text) };
}

/** A refusal that names the file, the line and the column. */
export function settingsError(
  path: string,
  text: string,
  offset: number,
  problem: string,
): SettingsError {
  const before = text.slice(0, offset);
  const line = before.split(/\r\n|\r|\n/).length;
  const column = offset - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  return new SettingsError(
    `${path}:${line}:${column}: ${problem} (line ${line}, column ${column}). Nothing was changed.`,
  );
}

function parseOrRefuse(text: string, path: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw settingsError(path, text, 0, 'nested too deeply');
  }
}

function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function words(code: string): string {
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
