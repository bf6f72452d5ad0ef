import type { Source } from '../live/database-watch.js';
import type { Answer } from '../live/readers.js';
import type { HistoryImport } from './inspector-state.js';
import type { Health, Heard } from './screen.js';

/** What can happen to the inspector. */
export type Action =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'paste'; readonly text: string }
  /** Row and column of the whole screen, from 0. */
  | {
      readonly type: 'click';
      readonly row: number;
      readonly column: number;
      readonly double: boolean;
    }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly nowMs: number }
  | { readonly type: 'source'; readonly source: Source }
  | { readonly type: 'health'; readonly health: Health | null }
  /** The terminal has said whether its background is light. */
  | { readonly type: 'background'; readonly light: boolean }
  | { readonly type: 'history'; readonly history: HistoryImport }
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'waiting'; readonly sinceMs: number | null }
  | { readonly type: 'say'; readonly text: string; readonly bad: boolean }
  /** Something came of an effect of a screen, which may not be the one that is seen any more. */
  | { readonly type: 'heard'; readonly screenId: string; readonly heard: Heard };
