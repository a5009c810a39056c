import { decisionInWords, inOneSentence, isNew, type FailureGroup } from './failure-words.js';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const group = (different: Partial<FailureGroup> = {}): FailureGroup => ({
  fingerprint: 'f',
  errorClass: 'FeedError',
  message: 'Feed <n> is down',
  sample: 'Feed 1 is down',
  frame: null,
  state: 'open',
  decision: null,
  regressedAt: null,
  firstSeenAt: '2026-11-01T00:00:00Z',
  lastSeenAt: '2026-11-26T11:00:00Z',
  lastRelease: '1.5.0',
  count: 3,
  course: [],
  windows: { hour: 0, day: 1, week: 3, month: 9 },
  jobs: [],
  jobCount: 1,
  ...different,
});
const decision = {
  at: '2026-11-20T09:00:00Z',
  by: 'ann',
  reason: 'feed fixed',
  until: null,
  release: '1.4.2',
};

describe('faults in words', () => {
  it('say how many there are, and whether any is new or came back', () => {
    expect(inOneSentence([group(), group({ count: 1 })], '7d', NOW)).toBe(
      '2 faults ended 4 executions in the last 7 days, none of them new.',
    );
    const young = group({ count: 1, firstSeenAt: '2026-11-26T01:00:00Z', state: 'regressed' });
    expect(inOneSentence([young], '1h', NOW)).toBe(
      '1 fault ended 1 execution in the last hour: 1 new since yesterday, 1 came back after being resolved.',
    );
  });

  it('are new for a day', () => {
    expect(isNew({ firstSeenAt: '2026-11-25T12:00:00.001Z' }, NOW)).toBe(true);
    expect(isNew({ firstSeenAt: '2026-11-25T12:00:00.000Z' }, NOW)).toBe(false);
  });

  it('say what somebody decided, and what came of it', () => {
    expect(decisionInWords(group())).toBeNull();
    expect(decisionInWords(group({ state: 'resolved', decision }))).toBe(
      'Resolved in 1.4.2 by ann: feed fixed',
    );
    expect(
      decisionInWords(group({ state: 'regressed', decision, regressedAt: '2026-11-23T02:00:00Z' })),
    ).toMatch(/^Came back 23 Nov 2026.*\. Had been resolved in 1\.4\.2 by ann: feed fixed$/);
    const nobody = { ...decision, by: null, reason: null, release: null };
    expect(decisionInWords(group({ state: 'ignored', decision: nobody }))).toBe('Ignored for good');
    const ended = { ...nobody, until: '2026-11-25T00:00:00Z' };
    expect(decisionInWords(group({ state: 'open', decision: ended }))).toMatch(
      /^Was ignored until 25 Nov 2026/,
    );
  });
});
