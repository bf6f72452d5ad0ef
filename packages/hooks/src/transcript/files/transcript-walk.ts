import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { isUsableId } from '../../wire/ids.js';
import { AGENTS_FOLDER, metaPathOf, parseFileName, sessionAbove } from './file-names.js';
import type { OwnedFile } from './find-cursor.js';
import { type FileState, reasonOf, regularState, Unreadable } from './line-file.js';
import { sessionInside } from './session-inside.js';

/** A transcript that was found, as it was then. */
export interface FoundTranscript extends OwnedFile, FileState {
  /** A subagent's `.meta.json`; null where there is none. */
  readonly metaPath: string | null;
}

/** Something that could not be looked into. */
export interface PathProblem {
  readonly path: string;
  /** The end of a sentence about it. */
  readonly reason: string;
}

/** The client's folders in a profile, one a project. */
const PROJECTS = 'projects';

/** Deeper than any client nests the files of its subagents. */
const DEEPEST = 16;

/** Walks through folders of transcripts. What it meets twice, through a link say, it takes once. */
export class TranscriptWalk {
  readonly found: FoundTranscript[] = [];
  readonly problems: PathProblem[] = [];
  readonly #seen = new Set<string>();
  readonly #followsLinks: boolean;
  /** What links may not lead out of; null when they may lead anywhere. */
  #root: string | null = null;

  constructor(followsLinks = true) {
    this.#followsLinks = followsLinks;
  }

  /** A path that somebody named: any folder of the client's, or one file. */
  path(path: string): void {
    const stats = this.#stat(path);
    this.#root = this.#followsLinks ? null : rootOf(path, stats);
    if (stats === undefined) this.#refuse(path, "doesn't exist");
    else if (stats === 'unreadable') return;
    else if (stats.isDirectory()) this.#namedFolder(path);
    else this.#namedFile(path, stats);
  }

  /** The files of a session's subagents, however deep; none when there is no such folder. */
  agents(folder: string, sessionId: string, depth = 0): void {
    if (depth > DEEPEST) return;
    const entries = this.#list(folder);
    const names = new Set(entries.map((entry) => entry.name));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const name = parseFileName(entry.name);
      if (name.kind === 'agent') {
        const metaPath = metaPathOf(path);
        const hasMeta = names.has(basename(metaPath));
        this.#add(path, sessionId, name.id, hasMeta ? metaPath : null);
      } else if (name.kind === 'other' && this.#isFolder(entry, path)) {
        this.agents(path, sessionId, depth + 1);
      }
    }
  }

  #namedFolder(path: string): void {
    const entries = this.#read(path);
    const session = sessionAbove(path);
    if (entries.some(({ name }) => name === PROJECTS)) this.#projects(join(path, PROJECTS));
    else if (session !== null) this.agents(path, session);
    else if (isProject(entries)) this.#project(path);
    else this.#projects(path);
  }

  #namedFile(path: string, stats: Stats): void {
    const name = parseFileName(basename(path));
    if (name.kind === 'session') {
      this.#add(path, name.id, null, null, stats);
      this.agents(agentsFolderOf(path), name.id);
    } else if (name.kind === 'agent') {
      this.#addAgent(path, name.id, stats);
    } else {
      this.#refuse(path, 'has no name of a transcript');
    }
  }

  #projects(folder: string): void {
    for (const entry of this.#list(folder)) {
      const path = join(folder, entry.name);
      if (this.#isFolder(entry, path)) this.#project(path);
    }
  }

  /** A project's folder; or a session's, with its subagents. */
  #project(folder: string): void {
    for (const entry of this.#list(folder)) {
      const path = join(folder, entry.name);
      const name = parseFileName(entry.name);
      if (name.kind === 'session') this.#add(path, name.id, null, null);
      else if (name.kind === 'agent') this.#addAgent(path, name.id);
      else if (name.kind === 'unusable') this.#refuse(path, 'has no usable id in its name');
      else if (!isUsableId(entry.name) || !this.#isFolder(entry, path)) continue;
      else if (entry.name !== AGENTS_FOLDER) this.agents(join(path, AGENTS_FOLDER), entry.name);
      else if (sessionAbove(path) !== null) this.agents(path, basename(folder));
    }
  }

  /** A subagent's file that somebody named, or that stands beside its session's. */
  #addAgent(path: string, agentId: string, stats?: Stats): void {
    if (this.#leadsOut(path)) return;
    const sessionId = sessionAbove(path) ?? sessionInside(path);
    const metaPath = metaPathOf(path);
    const hasMeta = this.#stat(metaPath) !== undefined;
    if (sessionId !== null) this.#add(path, sessionId, agentId, hasMeta ? metaPath : null, stats);
    else this.#refuse(path, "doesn't say which session it belongs to");
  }

  #add(
    path: string,
    sessionId: string,
    agentId: string | null,
    metaPath: string | null,
    known?: Stats,
  ): void {
    const stats = known ?? this.#stat(path);
    // Gone since its folder was read, or told already.
    if (stats === undefined || stats === 'unreadable' || this.#leadsOut(path)) return;
    const hasMeta = metaPath !== null && !this.#leadsOut(metaPath);
    try {
      this.found.push({
        path,
        sessionId,
        agentId,
        metaPath: hasMeta ? metaPath : null,
        ...regularState(stats),
      });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#refuse(path, error.message);
    }
  }

  /** What is in a folder; nothing, the second time. */
  #list(folder: string): Dirent[] {
    const stats = this.#stat(folder);
    if (stats === undefined || stats === 'unreadable') return [];
    const key = `${stats.dev}:${stats.ino}`;
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    return this.#leadsOut(folder) ? [] : this.#read(folder);
  }

  #read(folder: string): Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== 'is gone') this.#refuse(folder, reason);
      return [];
    }
  }

  #isFolder(entry: Dirent, path: string): boolean {
    if (!entry.isSymbolicLink()) return entry.isDirectory();
    const stats = this.#stat(path);
    return stats !== undefined && stats !== 'unreadable' && stats.isDirectory();
  }

  #stat(path: string): Stats | 'unreadable' | undefined {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      this.#refuse(path, reasonOf(error));
      return 'unreadable';
    }
  }

  /** Whether a path is, or lies behind, a link to something that was not named. */
  #leadsOut(path: string): boolean {
    if (this.#root === null) return false;
    const real = realPath(path);
    if (real === null || real === this.#root || real.startsWith(this.#root + sep)) return false;
    this.#refuse(path, 'is a link that leads out of what was named');
    return true;
  }

  #refuse(path: string, reason: string): void {
    this.problems.push({ path, reason });
  }
}

function rootOf(path: string, stats: Stats | 'unreadable' | undefined): string | null {
  const real = realPath(path);
  if (real === null || typeof stats !== 'object') return null;
  const root = stats.isDirectory() ? real : dirname(real);
  return root.endsWith(sep) ? root.slice(0, -sep.length) : root;
}

/** Null for what is gone. */
function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** Where a session keeps the files of its subagents. */
function agentsFolderOf(sessionPath: string): string {
  return join(sessionPath.slice(0, -'.jsonl'.length), AGENTS_FOLDER);
}

function isProject(entries: readonly Dirent[]): boolean {
  return entries.some(({ name }) => name === AGENTS_FOLDER || parseFileName(name).kind !== 'other');
}
