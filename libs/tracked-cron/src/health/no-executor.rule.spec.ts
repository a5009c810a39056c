import { at, facts, findingOf, HOUR, MINUTE } from '../../../../test/support/job-facts.js';
import type { Executors, JobFacts } from './job-facts.js';

describe('a job that nobody alive may run', () => {
  const nobody: Executors = { alive: 0, goneSince: at(-HOUR), obstacle: 'has the label gpu' };
  const due = (inMs: number, executors: Executors | null = nobody, changed: Partial<JobFacts> = {}) =>
    findingOf('no_executor', facts({ nextDueAt: at(inMs), executors, ...changed }));

  it.each([
    [MINUTE + 1, false],
    [MINUTE, true],
    [0, true],
    [-10 * MINUTE, true],
  ])('is told of a minute before its slot: %p ms before it %p', (inMs, expected) => {
    expect(due(inMs) !== undefined).toBe(expected);
  });

  it('says what is missing, since when', () => {
    expect(due(30_000)).toEqual({
      rule: 'no_executor',
      severity: 'warning',
      told: true,
      since: at(-HOUR),
      message: 'is due in 30 s, and no living instance has the label gpu',
      count: 1,
      slot: at(30_000),
      executionId: null,
    });
  });

  it.each([
    [-MINUTE + 1, false],
    [-MINUTE, true],
  ])('is given a minute for a restart: gone for %p ms is %p', (goneSince, expected) => {
    expect(due(1, { ...nobody, goneSince: at(goneSince) }) !== undefined).toBe(expected);
  });

  it('dates to the minute before its slot where nobody knows of any', () => {
    expect(due(30_000, { ...nobody, goneSince: null })?.since).toEqual(at(-30_000));
  });

  it.each<[string, Executors | null]>([
    ['somebody may run it', { ...nobody, alive: 1 }],
    ['nobody looked', null],
  ])('is not found where %s', (_, executors) => {
    expect(due(1, executors)).toBeUndefined();
  });

  it('is not found without a next slot, and while it is paused', () => {
    expect(due(0, nobody, { nextDueAt: null })).toBeUndefined();
    expect(due(0, nobody, { state: 'paused' })).toBeUndefined();
  });
});
