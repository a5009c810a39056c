import type { AlertThresholds } from './alert-thresholds.js';
import { facts, found, HOUR, slots } from '../../../../test/support/job-facts.js';
import type { Finding, FindingRule, Severity } from './finding.js';
import { asTold } from './loudness.js';

const finding = (rule: FindingRule, severity: Severity, told = true): Finding => ({
  rule,
  severity,
  told,
  since: new Date(0),
  message: '',
  count: 1,
  slot: null,
  executionId: null,
});
const loudness = (findings: readonly Finding[], tell: AlertThresholds['tell'] = {}) =>
  asTold(findings, tell).map(({ rule, severity, told }) => `${rule} ${told ? severity : '-'}`);

describe('how loud a finding is', () => {
  it('is up to its rule, unless the job says otherwise', () => {
    const findings = [
      finding('late', 'error'),
      finding('slow', 'warning', false),
      finding('missed', 'error'),
    ];
    expect(loudness(findings)).toEqual(['late error', 'slow -', 'missed error']);
    expect(loudness(findings, { late: false, slow: true, missed: 'critical' })).toEqual([
      'late -',
      'slow warning',
      'missed critical',
    ]);
    expect(loudness(findings, { slow: 'info' })).toEqual(['late error', 'slow info', 'missed error']);
  });

  it.each<[string, readonly Finding[], string]>([
    ['alone', [], 'stale error'],
    ['beside an error', [finding('failing', 'error')], 'stale -'],
    ['beside a warning', [finding('failure_rate', 'warning')], 'stale error'],
    ['beside an error that nobody is told of', [finding('objective', 'error', false)], 'stale error'],
  ])('of a stale job is left to the cause, if that is told: %s', (_, others, expected) => {
    expect(loudness([...others, finding('stale', 'error')]).at(-1)).toBe(expected);
  });

  it('of a stale job is what the job says', () => {
    const both = [finding('failing', 'error'), finding('stale', 'error')];
    expect(loudness(both, { stale: true })).toEqual(['failing error', 'stale error']);
    expect(loudness(both, { failing: false })).toEqual(['failing -', 'stale error']);
  });

  it('comes from the thresholds of the job', () => {
    const judged = facts({ periodMs: HOUR, recent: slots(['failed']) }, { tell: { failing: 'critical' } });
    expect(found(judged)).toMatchObject([{ rule: 'failing', severity: 'critical', told: true }]);
  });
});
