import type { IsoTime } from '@spoor/core';

/** The version of the export format that this Spoor writes, and the newest that it reads. */
export const EXPORT_VERSION = 1;

/** The first line of an export. */
export interface ExportHeader {
  readonly spoor: 'export';
  readonly version: number;
  /** The schema of the database that it comes from; rows carry the names of their columns. */
  readonly schema: number;
  readonly exportedAt: IsoTime;
  /** How many sessions were chosen when it began. */
  readonly sessions: number;
}

/** The last line of an export: without it the file was cut. */
export interface ExportEnd {
  readonly spoor: 'end';
  readonly rows: number;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  /** Of all bytes before this line, in hexadecimal. */
  readonly sha256: string;
}
