import type { MessageRecord, MessageRecords } from '@spoor/storage';
import type { TranscriptLine } from './line.js';
import type { LineReducer, TranscriptFile } from './line-reducer.js';
import { messageRecord } from './message-record.js';

/** Keeps each line that has an id as a message of the file's session, a fork's copies too. */
export class MessageReducer implements LineReducer {
  readonly #file: TranscriptFile;
  readonly #messages: MessageRecords;
  #records: MessageRecord[] = [];
  /** How many messages were new so far. */
  added = 0;

  constructor(file: TranscriptFile, messages: MessageRecords) {
    this.#file = file;
    this.#messages = messages;
  }

  add(line: TranscriptLine): void {
    const record = messageRecord(line, this.#file);
    if (record !== null) this.#records.push(record);
  }

  flush(): void {
    const records = this.#records;
    this.#records = [];
    this.added += this.#messages.addMany(records);
  }
}
