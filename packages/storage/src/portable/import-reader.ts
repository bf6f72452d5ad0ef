import type { Hash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '@spoor/core';
import { StorageError } from '../errors.js';
import type { RowWriter } from './apply-row.js';
import { type CleanRow, cleanRow, parseLine } from './clean-row.js';
import { EXPORT_VERSION } from './format.js';
import type { ImportOptions } from './import.js';
import type { ImportTally } from './import-report.js';
import type { Line } from './lines.js';
import type { PortableRow } from './merge.js';

/** A row of an export, checked and redacted, and what writes it. */
export interface ReadRow {
  readonly line: number;
  readonly writer: RowWriter;
  readonly row: PortableRow;
  /** The line's length. */
  readonly bytes: number;
}

/** Reads the lines of an export; what is no row of one is counted. */
export class ImportReader {
  readonly #tally: ImportTally;
  readonly #writers: ReadonlyMap<string, RowWriter>;
  readonly #options: Pick<ImportOptions, 'redaction' | 'reconciler'>;
  #hasHeader = false;
  #hasEnd = false;

  constructor(
    tally: ImportTally,
    writers: ReadonlyMap<string, RowWriter>,
    options: Pick<ImportOptions, 'redaction' | 'reconciler'>,
  ) {
    this.#tally = tally;
    this.#writers = writers;
    this.#options = options;
  }

  /** Whether the first line was read: what is no export has none. */
  get hasHeader(): boolean {
    return this.#hasHeader;
  }

  /**
   * Reads a line.
   * @param hash of the lines before it, which this one is added to.
   * @returns the row that is to be written, if it holds one.
   * @throws StorageError `BAD_FORMAT` when the first line is none of an export's.
   */
  read(line: Line, hash: Hash): ReadRow | null {
    this.#tally.lines = line.number;
    let row: ReadRow | null = null;
    if (!this.#hasHeader) this.#readHeader(line);
    else if (this.#hasEnd) this.#tally.refuse(line.number, 'stands behind the end');
    else row = this.#readRow(line, hash);
    hash.update(line.bytes);
    return row;
  }

  #readHeader({ text }: Line): void {
    const header = text === null ? null : parseLine(text);
    if (header?.['spoor'] !== 'export') throw noExport();
    const version = header['version'];
    if (!Number.isSafeInteger(version) || Number(version) < 1) throw noExport();
    if (Number(version) > EXPORT_VERSION) {
      throw new StorageError(
        'BAD_FORMAT',
        `the file has version ${version} of the format, this Spoor knows up to ${EXPORT_VERSION}: update Spoor`,
      );
    }
    this.#hasHeader = true;
  }

  #readRow({ number, text, bytes }: Line, hash: Hash): ReadRow | null {
    if (text === null) {
      this.#tally.refuse(number, 'is too long');
      return null;
    }
    if (text.trim() === '') return null;
    const value = parseLine(text);
    if (isRow(value)) return this.#check(number, value, bytes.length);
    if (value?.['spoor'] === 'end') this.#readEnd(value, hash);
    else this.#tally.refuse(number, value === null ? 'is no JSON object' : 'is no row');
    return null;
  }

  #check(line: number, { table, row }: RowInFile, bytes: number): ReadRow | null {
    this.#tally.rows++;
    const writer = this.#writers.get(table);
    if (writer === undefined) {
      this.#tally.countUnknownTable(table);
      return null;
    }
    const clean = this.#clean(writer, row);
    if ('refused' in clean) {
      this.#tally.refuse(line, clean.refused, table);
      return null;
    }
    for (const column of clean.unknown) this.#tally.countUnknownColumn(table, column);
    return { line, writer, row: clean.row, bytes };
  }

  #clean({ table, columns }: RowWriter, row: JsonObject): CleanRow {
    const clean = cleanRow(table, columns, row, this.#options.redaction);
    if ('refused' in clean) return clean;
    const refused = this.#options.reconciler?.check(table.name, clean.row) ?? null;
    return refused === null ? clean : { refused };
  }

  #readEnd(end: JsonObject, hash: Hash): void {
    this.#hasEnd = true;
    const isSame = hash.copy().digest('hex') === end['sha256'];
    this.#tally.end = isSame && end['rows'] === this.#tally.rows ? 'whole' : 'altered';
  }
}

interface RowInFile extends JsonObject {
  readonly table: string;
  readonly row: JsonObject;
}

function isRow(value: JsonObject | null): value is RowInFile {
  return (
    value !== null &&
    value['spoor'] !== 'end' &&
    typeof value['table'] === 'string' &&
    isJsonObject(value['row'])
  );
}

/** What is said of a file that is something else. */
export function noExport(): StorageError {
  return new StorageError('BAD_FORMAT', 'the file is no export of Spoor');
}
