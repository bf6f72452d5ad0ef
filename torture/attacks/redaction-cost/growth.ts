import { REDACTION_RULES, redactText } from '@spoor/core';
import type { Outcome, Scale } from '../../attack.ts';
import { type Hostile, hostileTo, hostileToAll, textOf } from '../../corpus/hostile.ts';
import { medians, timeOf } from '../../support/processor-time.ts';

/** Time may not grow more than so much when a text is twice as long; its square grows four times. */
const GROWTH = 3;
const DOUBLINGS = 3;
/** The shortest length. In a new process words are looked for one by one, later all at once. */
const STAGES = { new: 7_500, later: 17_000 } as const;
/** Below so many milliseconds there is nothing to compare. */
const SLIGHT = 1.5;
/** So many milliseconds for one text are too many, however it grows. */
const ENDLESS = 2_000;
/** What is this far from the bound needs no second look. */
const CLEAR = 2.5;
/** Of the hostile texts a quick run takes about so many, one in every few. */
const QUICK = 350;

interface Growth {
  readonly text: Hostile;
  readonly stage: keyof typeof STAGES;
  /** By how much the time grows at twice the length, on an average of the doublings. */
  readonly grows: number;
  readonly msPerMegabyte: number;
}

/** Redacts text that is made against each rule, and against all of them, at lengths that double. */
export function measureGrowth(scale: Scale): Outcome {
  const all = [...hostileToAll(), ...REDACTION_RULES.flatMap(hostileTo)];
  const step = scale === 'quick' ? Math.ceil(all.length / QUICK) : 1;
  const texts = all.filter((_, i) => i % step === 0);
  const measured = texts.flatMap((text) => [growthOf(text, 'new'), growthOf(text, 'later')]);
  const worst = measured.reduce((a, b) => (b.grows > a.grows ? b : a));
  const slowest = measured.reduce((a, b) => (b.msPerMegabyte > a.msPerMegabyte ? b : a));
  return {
    figures: {
      'hostile texts, at lengths that double thrice': measured.length,
      'most that time grows at twice the length (a square: 4)': `${worst.grows.toFixed(2)}, against ${worst.text.name}`,
      'slowest hostile text, ms a megabyte': `${slowest.msPerMegabyte.toFixed(0)}, against ${slowest.text.name}`,
    },
    faults: measured.filter(({ grows }) => grows >= GROWTH).map(describe),
  };
}

/** A glance tells most; only what may grow too fast is measured again. */
function growthOf(text: Hostile, stage: keyof typeof STAGES): Growth {
  // Below a piece's own length a longer text holds other things, not more of the same.
  const shortest = Math.max(STAGES[stage], text.piece.length);
  const lengths = Array.from({ length: DOUBLINGS + 1 }, (_, i) => shortest * 2 ** i);
  const works = lengths.map((length) => {
    const whole = textOf(text, length);
    // A list that is new has its words looked for one by one.
    return () => redactText(whole, { rules: stage === 'new' ? [...text.rules] : text.rules });
  });
  let glance = 0;
  let msPerMegabyte = 0;
  for (const [i, work] of works.entries()) {
    glance = timeOf(work);
    msPerMegabyte = (glance * 1e6) / (lengths[i] ?? 1);
    if (glance > ENDLESS) return { text, stage, grows: Number.POSITIVE_INFINITY, msPerMegabyte };
  }
  const [short, long] = [works[0], works.at(-1)];
  if (glance < SLIGHT || short === undefined || long === undefined) {
    return { text, stage, grows: 0, msPerMegabyte };
  }
  let grows = Number.POSITIVE_INFINITY;
  for (const rounds of [3, 9, 15]) {
    const [less = 0, more = 0] = medians([() => timeOf(short), () => timeOf(long)], rounds);
    const ratio = more / Math.max(less, SLIGHT / 2 ** DOUBLINGS);
    grows = Math.min(grows, ratio ** (1 / DOUBLINGS));
    if (grows < CLEAR) break;
  }
  return { text, stage, grows, msPerMegabyte };
}

function describe({ text, stage, grows }: Growth): string {
  const piece = JSON.stringify(text.piece.slice(0, 60));
  const behind = text.around?.[0] ? ` behind ${JSON.stringify(text.around[0])}` : '';
  return `${text.name}, ${stage}: ${grows.toFixed(2)} times at twice the length of ${piece} again and again${behind}`;
}
