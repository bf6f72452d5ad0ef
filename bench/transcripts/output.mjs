import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const FLUSH_CHARS = 1 << 20;

/** A transcript being written, line by line. */
export class TranscriptOutput {
  #fd;
  #lines = '';
  #tally;

  constructor(path, tally) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.#fd = openSync(path, 'w');
    this.#tally = tally;
    tally.truth.files++;
  }

  line(value) {
    this.#lines += `${JSON.stringify(value)}\n`;
    this.#tally.truth.lines++;
    if (this.#lines.length > FLUSH_CHARS) this.#flush();
  }

  close() {
    this.#flush();
    closeSync(this.#fd);
  }

  #flush() {
    const bytes = Buffer.from(this.#lines);
    this.#lines = '';
    this.#tally.truth.bytes += bytes.length;
    writeSync(this.#fd, bytes);
  }
}

/** What the client keeps beside a subagent's transcript. */
export function writeMeta(transcriptPath, meta) {
  writeFileSync(transcriptPath.replace(/\.jsonl$/, '.meta.json'), JSON.stringify(meta));
}
