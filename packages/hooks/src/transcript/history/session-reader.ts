import type { Workplace } from '@spoor/core';
import {
  addProject,
  hasProjectFile,
  isForgotten,
  pausedProject,
  type SpoorDatabase,
} from '@spoor/storage';
import { withSecretsOf } from '../../capture/known-secrets.js';
import { findWorkplace } from '../../capture/workplace.js';
import { folderIn } from '../files/file-ends.js';
import type { OwnedFile } from '../files/find-cursor.js';
import { readTranscript } from '../files/read-transcript.js';
import { SKIPPED_TYPES } from '../files/skipped-types.js';
import type { FoundTranscript } from '../files/transcript-walk.js';
import { ingestTranscript } from '../ingest.js';
import { type IngestConfiguration, openFileContext } from '../ingest-context.js';
import { orderForks } from '../originals.js';
import { prepareBatch } from '../prepare-batch.js';
import { createLineRedactor, type LineRedactor } from '../redact-line.js';
import { GroupWriter } from './group-writer.js';
import { type HistoryProblem, type SessionOutcome, TOLD_PROBLEMS } from './history-report.js';
import type { HistoryWork } from './history-work.js';
import type { SessionFiles } from './plan-sessions.js';
import type { SharedControl } from './shared-control.js';

/** Bytes that are read, and written, at a time. */
const BATCH_BYTES = 768 * 1024;

/** How the lines of some sessions are taken in. */
interface SetUp {
  readonly configuration: IngestConfiguration;
  readonly redact: LineRedactor;
}

/** Reads the files of sessions into the store, one thread's. */
export class SessionReader {
  readonly #db: SpoorDatabase;
  readonly #work: HistoryWork;
  readonly #control: SharedControl;
  /** By the folder that a session worked in. */
  readonly #setUps = new Map<string | undefined, SetUp>();
  #configuration: IngestConfiguration;
  #redact: LineRedactor;
  readonly #writer: GroupWriter;

  constructor(db: SpoorDatabase, work: HistoryWork, control: SharedControl) {
    this.#db = db;
    this.#work = work;
    this.#control = control;
    this.#configuration = work.configuration;
    this.#redact = createLineRedactor(work.configuration);
    this.#writer = new GroupWriter(db, control);
  }

  /**
   * Reads what is new in a session's files, until the import is stopped. The last of it is written
   * by `flush`, at the latest.
   * @throws StorageError when the database can't be written.
   */
  read({ sessionId, files }: SessionFiles): SessionOutcome {
    const tally = new OutcomeTally();
    if (isForgotten(this.#db, sessionId)) return tally.outcome('forgotten');
    const place = this.#placeOf(files);
    if (this.#isPaused(place)) return tally.outcome('paused');
    this.#setUp(place);
    for (const file of files) {
      if (this.#control.isStopped) tally.files.left += 1;
      else this.#readInOrder(file, tally);
    }
    return tally.outcome(null);
  }

  /** Writes what was read last. @throws StorageError when the database can't be written. */
  flush(): void {
    this.#writer.flush();
  }

  /** Where a session worked; nothing where nobody asks. */
  #placeOf(files: readonly FoundTranscript[]): Workplace {
    const own = files.find(({ agentId }) => agentId === null) ?? files[0];
    if (this.#work.settings === undefined || own === undefined) return {};
    const cwd = folderIn(own.path);
    return cwd === null ? {} : findWorkplace(cwd);
  }

  #isPaused({ projectId, cwd }: Workplace): boolean {
    const projects = this.#work.settings?.configuration.pause.projects ?? [];
    return pausedProject(projects, [projectId, cwd]) !== undefined;
  }

  /** A project's own file may have more taken out of what is said there. */
  #setUp(workplace: Workplace): void {
    const place = workplace.cwd ?? workplace.projectId;
    const setUp = this.#setUps.get(place) ?? this.#newSetUp(workplace);
    this.#setUps.set(place, setUp);
    this.#configuration = setUp.configuration;
    this.#redact = setUp.redact;
  }

  #newSetUp({ projectId, cwd }: Workplace): SetUp {
    const { settings, configuration: own } = this.#work;
    const asked =
      settings !== undefined && projectId !== undefined && hasProjectFile(projectId)
        ? addProject(settings, projectId).configuration
        : own;
    const folders = [projectId, cwd];
    const configuration = withSecretsOf(asked, { env: process.env, folders });
    return { configuration, redact: createLineRedactor(configuration) };
  }

  /** Forks of the session are read with it where whose lines are whose depends on it. */
  #readInOrder(file: FoundTranscript, tally: OutcomeTally): void {
    const { before, after } = orderForks(this.#db, file, (run) =>
      this.#control.inTurn(() => this.#db.transaction(run)),
    );
    for (const one of before) this.#readBeside(one);
    const isComplete = this.#readFile(file, tally);
    if (!isComplete || after.length === 0) return;
    // They are told apart by what is in the store.
    this.#writer.flush();
    for (const one of after) this.#readBeside(one);
  }

  #readBeside(file: OwnedFile): void {
    if (this.#control.isStopped) return;
    const { nowMs } = this.#work;
    const options = {
      configuration: this.#configuration,
      owner: file,
      now: () => nowMs,
      takesUnended: true,
    };
    this.#control.inTurn(() => ingestTranscript(this.#db, file.path, options));
  }

  /** @returns whether it was read to its end. */
  #readFile(file: FoundTranscript, tally: OutcomeTally): boolean {
    const { path } = file;
    const { nowMs, finalBefore } = this.#work;
    const control = this.#control;
    const context = openFileContext(this.#db, file, this.#configuration, nowMs);
    const { position } = context;
    let from = position?.offset ?? 0;
    const options = {
      batchBytes: BATCH_BYTES,
      skipTypes: SKIPPED_TYPES,
      finalBefore,
      shouldStop: () => control.isStopped,
    };
    const reading = readTranscript(path, position, options, (batch) => {
      if (batch.isAnew) from = 0;
      const prepared = prepareBatch(batch, this.#redact);
      const bytes = batch.cursor.offset - from;
      this.#writer.add({ ...context, isAnew: batch.isAnew }, prepared, bytes);
      from = batch.cursor.offset;
      for (const { line, reason } of prepared.problems) tally.badLine({ path, line, reason });
    });
    if (reading.kind === 'unchanged') tally.files.unchanged += 1;
    else if (reading.kind === 'unreadable') tally.unreadable(path, reading.reason);
    else {
      tally.bytes += reading.bytes;
      if (reading.isEnd) tally.files.read += 1;
      else tally.files.left += 1;
    }
    return reading.kind === 'read' && reading.isEnd;
  }
}

/** Adds up what one session's files come to. */
class OutcomeTally {
  readonly files = { read: 0, unchanged: 0, unreadable: 0, left: 0 };
  readonly #problems: HistoryProblem[] = [];
  #badLines = 0;
  bytes = 0;

  badLine(problem: HistoryProblem): void {
    this.#badLines += 1;
    this.#tell(problem);
  }

  unreadable(path: string, reason: string): void {
    this.files.unreadable += 1;
    this.#tell({ path, line: null, reason });
  }

  outcome(leftOut: SessionOutcome['leftOut']): SessionOutcome {
    const { files, bytes } = this;
    return { files, bytes, badLines: this.#badLines, leftOut, problems: this.#problems };
  }

  #tell(problem: HistoryProblem): void {
    if (this.#problems.length < TOLD_PROBLEMS) this.#problems.push(problem);
  }
}
