import { LineFile } from './line-file.js';

/** The first message comes within so many bytes, a few lines of bookkeeping before it. */
const HEAD_BYTES = 64 * 1024;

/** A time stands within so many bytes before the end. */
const TAIL_BYTES = 1024 * 1024;

const UUID = /"uuid":"([^"\\]{1,128})"/;

/** Quotes in a text are escaped: this is no part of one. */
const COPIED = '"forkedFrom":{';

const FOLDER = /"cwd":("(?:[^"\\]|\\.)*")/;

const TIME = /"timestamp":"(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)"/g;

/** The first message of a transcript. */
export interface FileHead {
  readonly uuid: string;
  /** It says that it is copied from another session. */
  readonly isMarked: boolean;
}

/** A transcript's first message; null where there is none near its beginning. */
export function headOf(path: string): FileHead | null {
  const text = readPart(path, () => [0, HEAD_BYTES]);
  const found = UUID.exec(text);
  const uuid = found?.[1];
  if (found === null || uuid === undefined) return null;
  const begin = text.lastIndexOf('\n', found.index) + 1;
  const end = text.indexOf('\n', begin);
  return {
    // A copy: a part of a text keeps the whole of it in memory, and there are thousands of files.
    uuid: Buffer.from(uuid, 'latin1').toString('latin1'),
    isMarked: text.slice(begin, end < 0 ? undefined : end).includes(COPIED),
  };
}

/** Where the client worked, by the first line that says so; null where none near the beginning does. */
export function folderIn(path: string): string | null {
  const found = FOLDER.exec(readPart(path, () => [0, HEAD_BYTES], 'utf8'))?.[1];
  if (found === undefined) return null;
  try {
    return String(JSON.parse(found));
  } catch {
    return null;
  }
}

/** The last time that stands in a transcript; null where there is none near its end. */
export function lastTimeIn(path: string): string | null {
  const text = readPart(path, (size) => [Math.max(0, size - TAIL_BYTES), TAIL_BYTES]);
  return [...text.matchAll(TIME)].at(-1)?.[1] ?? null;
}

/** Empty when it can't be read: whoever reads it tells why. */
function readPart(
  path: string,
  place: (size: number) => [from: number, bytes: number],
  encoding: 'latin1' | 'utf8' = 'latin1',
): string {
  let file: LineFile | undefined;
  try {
    file = new LineFile(path);
    const [from, bytes] = place(file.state.size);
    const buffer = Buffer.allocUnsafe(bytes);
    return buffer.toString(encoding, 0, file.read(buffer, 0, bytes, from));
  } catch {
    return '';
  } finally {
    file?.close();
  }
}
