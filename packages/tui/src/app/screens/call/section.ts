import type { TimelineStatus } from '../../../present/timeline.js';
import type { Block } from '../../present/block.js';
import { type Span, span } from '../../present/line.js';
import type { Piece, Source } from '../../present/piece.js';

/** What is needed to show an entry besides itself. */
export interface EntryContext {
  /** How it came out, as far as can be known by now. */
  readonly status: TimelineStatus;
  /** Where its session works. */
  readonly folder: string | null;
}

/** What a section is made of. */
export interface SectionParts {
  readonly key: string;
  readonly title: string;
  readonly note?: string;
  readonly body: readonly Block[];
  /** So many lines are seen while it is folded; all are by default. */
  readonly preview?: number;
  readonly isFolded?: boolean;
  /** Whether a line is left free above it; true by default. */
  readonly isApart?: boolean;
  readonly source?: () => Source | null;
  readonly titleTone?: Span['tone'];
}

/** A section of what is known of an entry. */
export function section(parts: SectionParts): Piece {
  const { key, title, note, body, preview, isFolded, source, titleTone = 'strong' } = parts;
  return {
    key,
    sort: key.replace(/:.*/s, ''),
    head: [span(title, titleTone)],
    ...(note === undefined ? {} : { note: [span(note, 'faint'), span(' ')] }),
    body,
    preview: preview ?? Number.POSITIVE_INFINITY,
    isFolded: isFolded ?? false,
    isApart: parts.isApart ?? true,
    source: source ?? (() => null),
  };
}

/** A section that says why there is nothing to show. */
export function missing(key: string, title: string, why: string): Piece {
  return section({ key, title, body: [{ kind: 'plain', text: why, tone: 'faint' }] });
}

/** What is said where a text went with its time. */
export const REMOVED =
  'The text is not kept any more: its time is over (`retention` in the configuration). What happened, when and for how long stays.';

/** What is said where nobody told. */
export const UNTOLD = 'Neither a hook nor a transcript told of it.';
