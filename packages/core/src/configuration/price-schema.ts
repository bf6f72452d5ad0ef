import * as v from 'valibot';

/** Dollars for a million tokens; more is a mistake in the unit. */
const DEAREST = 100_000;

/** The form of a price of the user's own. */
export function priceSchema() {
  return v.pipe(
    v.strictObject(
      {
        model: modelSchema(),
        ...rateEntries(),
        longContext: v.exactOptional(
          v.strictObject({ above: tokensSchema(), ...rateEntries() }, told),
        ),
        fast: v.exactOptional(factorSchema()),
        usOnly: v.exactOptional(factorSchema()),
        from: v.exactOptional(daySchema()),
        until: v.exactOptional(daySchema()),
      },
      told,
    ),
    v.check(
      ({ from, until }) => from === undefined || until === undefined || from < until,
      'must have its `from` before its `until`',
    ),
  );
}

function told({ expected, received }: v.StrictObjectIssue): string {
  if (expected === 'never') return 'unknown key';
  return expected === 'Object' && received !== 'undefined' ? 'must be an object' : 'must be there';
}

function modelSchema() {
  const message = 'must be the id of a model, 1 to 200 characters';
  return v.pipe(v.string(message), v.regex(/^[^\s\u0000-\u001f]{1,200}$/, message));
}

function rateEntries() {
  return {
    input: rateSchema(),
    output: rateSchema(),
    cacheWrite5m: v.exactOptional(rateSchema()),
    cacheWrite1h: v.exactOptional(rateSchema()),
    cacheRead: v.exactOptional(rateSchema()),
  };
}

function rateSchema() {
  const message = `must be US dollars per million tokens, from 0 to ${DEAREST}`;
  return numberSchema(0, DEAREST, message);
}

function factorSchema() {
  return numberSchema(0, 100, 'must be a factor from 0 to 100');
}

function tokensSchema() {
  const message = 'must be a whole number of tokens';
  return v.pipe(numberSchema(0, 1_000_000_000, message), v.integer(message));
}

function numberSchema(min: number, max: number, message: string) {
  return v.pipe(v.number(message), v.minValue(min, message), v.maxValue(max, message));
}

function daySchema() {
  const message = 'must be a day, such as 2026-10-07';
  return v.pipe(v.string(message), v.isoDate(message));
}
