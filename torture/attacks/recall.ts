import { redactText } from '@spoor/core';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { readFormats, SCANNERS, textsOf } from '../corpus/formats.ts';
import { type LanguageMistakes, measureMistakes } from '../corpus/measure/mistakes.ts';
import { type KindRecall, measureRecall } from '../corpus/measure/recall.ts';
import { askSecretlint } from '../corpus/measure/secretlint.ts';
import { sources } from '../corpus/sources.ts';
import { readTable } from '../corpus/table.ts';

/** Redactions of what is no secret, a megabyte of code in one language. */
const MISTAKES_A_MEGABYTE = 2;
const MEGABYTE = 1e6;
/** Longer files are bundles, which secretlint takes long to read. */
const LONGEST_LINTED = 400_000;

/** Measures what is found of what public scanners know, and what is taken that is no secret. */
export const recall: Attack = {
  name: 'recall',
  promise: 9,
  does: 'secrets of the kinds that public scanners know; ordinary source code; secretlint afterwards',
  run: async (scale) => {
    const parts = [recallOf(scale), await lint(), publishedOrdinary(), mistakes()];
    return {
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
      faults: parts.flatMap(({ faults }) => faults),
    };
  },
};

function recallOf(scale: Scale): Outcome {
  const kinds = measureRecall(scale === 'quick' ? 5 : 50);
  const missing = kinds.filter(({ texts, found }) => found < texts);
  const known = new Set(readTable('not-found').map(([scanner, kind]) => `${scanner} ${kind}`));
  const nameOf = ({ scanner, kind }: KindRecall) => `${scanner} ${kind}`;
  const figures = SCANNERS.map((scanner) => {
    const its = kinds.filter((kind) => kind.scanner === scanner);
    const whole = its.filter(({ texts, found }) => found === texts);
    const texts = its.reduce((sum, kind) => sum + kind.texts, 0);
    const found = its.reduce((sum, kind) => sum + kind.found, 0);
    return [
      `kinds of ${scanner} found in every text`,
      `${whole.length} of ${its.length}; ${percent(found, texts)} of ${texts} texts`,
    ];
  });
  return {
    figures: Object.fromEntries(figures),
    faults: missing
      .filter((kind) => !known.has(nameOf(kind)))
      .map(
        (kind) =>
          `${nameOf(kind)}: ${kind.found} of ${kind.texts}, not in ${JSON.stringify(kind.missed)}`,
      ),
  };
}

async function lint(): Promise<Outcome> {
  const texts = readFormats().map((format) =>
    [...textsOf(format, 1)].map(({ text }) => text).join('\n\n'),
  );
  for (const { text } of sources()) if (text.length <= LONGEST_LINTED) texts.push(text);
  let reported = 0;
  const left: string[] = [];
  for (const text of texts) {
    const verdict = await askSecretlint(text);
    reported += verdict.reported;
    left.push(...verdict.left);
  }
  return {
    figures: {
      'secrets that secretlint reports, and still reports after redaction': `${reported}, ${left.length}`,
    },
    faults: left.map((found) => `secretlint still finds ${found.slice(0, 60)}`),
  };
}

/** Texts that scanners have in their own tests for what is no secret. */
function publishedOrdinary(): Outcome {
  const texts = readTable('not-secret').map(([, text = '']) => text);
  const taken = texts.filter((text) => redactText(text) !== text);
  return {
    figures: {
      'texts that are no secrets to the scanners, and are left as they are': `${texts.length - taken.length} of ${texts.length}`,
    },
    faults: taken.map((text) => `taken, and no secret: ${text}`),
  };
}

function mistakes(): Outcome {
  const languages = measureMistakes();
  const total = languages.reduce(
    (sum, { bytes, mistakes }) => ({ bytes: sum.bytes + bytes, mistakes: sum.mistakes + mistakes }),
    { bytes: 0, mistakes: 0 },
  );
  const figures = [...languages, { language: 'all of it', ...total }].map((sum) => [
    `taken by mistake, a megabyte of ${sum.language}`,
    `${rateOf(sum).toFixed(2)} (${(sum.bytes / MEGABYTE).toFixed(1)} MB)`,
  ]);
  const reviewed = languages.reduce((sum, one) => sum + one.reviewed, 0);
  const tooMany = languages.filter((sum) => rateOf(sum) > MISTAKES_A_MEGABYTE);
  return {
    figures: {
      ...Object.fromEntries(figures),
      'taken, and written as secrets (each reviewed)': reviewed,
    },
    faults: tooMany.flatMap(({ language, places }) =>
      places.map((place) => `${language}: taken by mistake in ${place}`),
    ),
  };
}

function rateOf({ bytes, mistakes }: Pick<LanguageMistakes, 'bytes' | 'mistakes'>): number {
  return mistakes / (bytes / MEGABYTE);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}
