import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUDIT_FIELDS,
  type AuditCriteria,
  readCriteria,
  writeCriteria,
} from '../../../src/app/screens/audit/audit-criteria.js';

describe('a filter', () => {
  it.each<[string, AuditCriteria]>([
    ['', { text: '' }],
    ['rm -rf', { text: 'rm -rf' }],
    ['category:security', { category: 'security', text: '' }],
    ['category:security  rm   -rf ', { category: 'security', text: 'rm -rf' }],
    ['rm since:2h -rf', { since: '2h', text: 'rm -rf' }],
    ['agent:main agent:Explore', { agent: 'Explore', text: '' }],
    ['agent:', { text: '' }],
    ['https://example.org a:b', { text: 'https://example.org a:b' }],
    ['project:"/home/my shop" x', { project: '/home/my shop', text: 'x' }],
    ['project:"/home/my', { project: '/home/my', text: '' }],
    ['action:a:b', { action: 'a:b', text: '' }],
    ['until:2026-11-20T14:00', { until: '2026-11-20T14:00', text: '' }],
  ])('%j is read', (line, criteria) => {
    expect(readCriteria(line)).toEqual(criteria);
  });

  it('is written as a line that says the same', () => {
    const value = fc.stringMatching(/^[a-z/ :.-]*[a-z]$/).map((text) => text.trim());
    const given = fc.record(Object.fromEntries(AUDIT_FIELDS.map((name) => [name, value])), {
      requiredKeys: [],
    });
    const text = fc.array(fc.stringMatching(/^[b-df-z.-]{1,6}$/), { maxLength: 3 });
    fc.assert(
      fc.property(given, text, (fields, words) => {
        const criteria = { ...fields, text: words.join(' ') };
        expect(readCriteria(writeCriteria(criteria))).toEqual(criteria);
      }),
    );
  });

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        const once = readCriteria(line);
        expect(readCriteria(writeCriteria(once))).toEqual(once);
      }),
    );
  });
});
