/** How it stands with something: in order, to be looked at, wrong, or only told. */
export type Mark = 'ok' | 'warn' | 'bad' | 'told';

/** One thing that is said of the recorder. Its texts are safe to show. */
export interface Fact {
  /** Unique within its section. */
  readonly label: string;
  readonly mark: Mark;
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** Facts that belong together. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Said beside the title, folded or not. */
  readonly summary: string;
  readonly facts: readonly Fact[];
  /** How it stands with it when no fact is worse; `ok` by default. */
  readonly mark?: Mark;
}

/** How it stands with a section: as with the worst of its facts. */
export function markOf({ facts, mark = 'ok' }: Section): Mark {
  const marks = [mark, ...facts.map((fact) => fact.mark)];
  return ORDER.find((one) => marks.includes(one)) ?? 'told';
}

const ORDER: readonly Mark[] = ['bad', 'warn', 'ok', 'told'];
