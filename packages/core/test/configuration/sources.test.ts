import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConfigurationLayers,
  describeProblem,
  mergeConfiguration,
  parseConfiguration,
  parseProjectConfiguration,
  readEnvironment,
} from '../../src/index.js';

describe('the environment', () => {
  it('sets scalars as text and lists as JSON', () => {
    expect(
      readEnvironment({
        SPOOR_RETENTION_PAYLOAD_DAYS: '7',
        SPOOR_RETENTION_MESSAGE_DAYS: 'null',
        SPOOR_BUDGET_DAILY_USD: '12.5',
        SPOOR_BUDGET_MONTHLY_USD: 'null',
        SPOOR_DATABASE_ENABLED: '0',
        SPOOR_DATABASE_PATH: '/data/spoor.db',
        SPOOR_DATABASE_SYNCHRONOUS: 'NORMAL',
        SPOOR_REDACTION_LITERALS: '["alpha"]',
        SPOOR_WARNINGS: 'false',
        SPOOR_SPOOL_ENABLED: '',
        SPOOR_DATA_DIR: '/data',
        SPOOR_NOTHING_OF_OURS: 'x',
      }),
    ).toEqual({
      given: {
        retention: { payloadDays: 7, messageDays: null },
        budget: { dailyUsd: 12.5, monthlyUsd: null },
        database: { enabled: false, path: '/data/spoor.db', synchronous: 'NORMAL' },
        redaction: { literals: ['alpha'] },
        warnings: false,
      },
      warnings: [],
    });
  });

  it('leaves out what is unusable, with a warning that names the variable', () => {
    expect(
      readEnvironment({
        SPOOR_RETENTION_PAYLOAD_DAYS: 'hunter2',
        SPOOR_BUDGET_WEEKLY_USD: '0x20',
        SPOOR_WARNINGS: 'no',
        SPOOR_REDACTION_LITERALS: 'alpha',
        SPOOR_DATABASE_READERS: '2',
      }),
    ).toEqual({
      given: { database: { readers: 2 } },
      warnings: [
        'SPOOR_RETENTION_PAYLOAD_DAYS: must be a whole number from 0 on, or null',
        'SPOOR_REDACTION_LITERALS: must be a list of at most 500 texts of 4 to 1024 characters',
        'SPOOR_BUDGET_WEEKLY_USD: must be a number from 0 on, or null',
        'SPOOR_WARNINGS: must be true or false',
      ],
    });
  });
});

describe('a project', () => {
  it('may only redact more', () => {
    const { given, problems } = parseProjectConfiguration({
      redaction: { literals: ['alpha'], rules: [{ name: 'a', pattern: '(a+)+' }], allow: ['x'] },
      capture: { payloads: true, toolOutput: false, maxStringLength: 1_000, nothing: 1 },
      database: { path: '/elsewhere' },
      pause: { projects: ['/'] },
      budget: { dailyUsd: 1e6 },
      warnings: false,
    });
    expect(given).toEqual({
      redaction: { literals: ['alpha'] },
      capture: { toolOutput: false, maxStringLength: 1_000 },
    });
    const not = 'is not for a project to set, which may only redact more';
    expect(problems.map(describeProblem).sort()).toEqual([
      `budget: ${not}`,
      `capture.nothing: ${not}`,
      'capture.payloads: can only be switched off by a project',
      `database: ${not}`,
      `pause: ${not}`,
      `redaction.allow: ${not}`,
      `redaction.rules: ${not}`,
      `warnings: ${not}`,
    ]);
  });

  it('keeps what is right beside what is wrong', () => {
    const { given, problems } = parseProjectConfiguration({
      redaction: { literals: ['alpha'] },
      capture: { payloads: 'no' },
    });
    expect(given).toEqual({ redaction: { literals: ['alpha'] } });
    expect(problems.map(describeProblem)).toEqual(['capture.payloads: must be true or false']);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(Array.isArray(parseProjectConfiguration(value).problems)).toBe(true);
      }),
    );
  });
});

describe('the order', () => {
  const file = { retention: { payloadDays: 1 }, capture: { maxStringLength: 2_000 } };

  it('is file, project, environment', () => {
    const { configuration, sources } = mergeConfiguration({
      file: { ...file, redaction: { literals: ['of-file'] } },
      project: {
        capture: { maxStringLength: 1_000, messageText: false, toolOutput: false },
        redaction: { literals: ['of-project'] },
      },
      environment: { retention: { payloadDays: 2 }, capture: { toolOutput: true } },
    });
    expect(configuration).toMatchObject({
      retention: { payloadDays: 2, toolOutputDays: 90 },
      capture: { maxStringLength: 1_000, messageText: false, toolOutput: true },
      redaction: { literals: ['of-file', 'of-project'] },
    });
    expect(sources).toMatchObject({
      'retention.payloadDays': 'environment',
      'retention.toolOutputDays': 'default',
      'capture.maxStringLength': 'project',
      'capture.messageText': 'project',
      'capture.toolOutput': 'environment',
      'redaction.literals': 'project',
    });
  });

  it('lets no project keep more than the user does', () => {
    const less = fc.record(
      {
        payloads: fc.boolean(),
        messageText: fc.boolean(),
        toolOutput: fc.boolean(),
        maxStringLength: fc.integer({ min: 200, max: 40_000 }),
        maxPayloadLength: fc.integer({ min: 1_000, max: 600_000 }),
        maxToolOutputLength: fc.integer({ min: 200, max: 40_000 }),
      },
      { requiredKeys: [] },
    );
    const literals = fc.array(fc.string({ minLength: 4, maxLength: 8 }), { maxLength: 4 });
    fc.assert(
      fc.property(less, less, literals, literals, (own, projects, ownTexts, projectTexts) => {
        const parsed = parseConfiguration({ capture: own, redaction: { literals: ownTexts } });
        if (!parsed.ok) return;
        const project = parseProjectConfiguration({
          capture: projects,
          redaction: { literals: projectTexts },
        }).given;
        const layers: ConfigurationLayers = { file: parsed.given, project };
        const { capture, redaction } = mergeConfiguration(layers).configuration;
        for (const [name, value] of Object.entries(parsed.configuration.capture)) {
          expect(Number(capture[name as keyof typeof capture])).toBeLessThanOrEqual(Number(value));
        }
        expect(redaction.literals).toEqual(expect.arrayContaining(ownTexts));
      }),
    );
  });
});
