import type { ProjectSummary } from '@spoor/storage';
import { here } from '../../live/reader.js';

/** What screens of figures ask. */
export const figuresReaders = {
  /** The projects to choose from. */
  'figures.projects': here((db, spoor, _asked: null): readonly ProjectSummary[] =>
    spoor.listProjects(db),
  ),
};
