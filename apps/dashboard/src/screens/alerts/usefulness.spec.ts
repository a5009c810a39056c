import type { Schemas } from '../../api/client.js';
import { neverFired, silentChannels, usefulnessInWords } from './usefulness.js';

const none = { pending: 0, sending: 0, delivered: 0, suppressed: 0, digested: 0, failed: 0 };
const stats = (opened: number, unattended: number, delivered: number, failed = 0): Schemas['AlertStats'] => ({
  from: '',
  to: '',
  incidents: {
    opened,
    resolved: 0,
    bySeverity: { info: 0, warning: 0, error: opened, critical: 0 },
    toAcknowledge: null,
    toRecover: null,
    unattended,
  },
  notifications: {
    byState: { ...none, delivered, failed },
    byChannel: { chat: { ...none, delivered }, broken: { ...none, failed } },
    suppressed: {},
    latency: null,
  },
  jobs: [],
  rules: { failing: opened },
});

describe('whether alerts are of use', () => {
  it.each([
    [stats(0, 0, 0), 'Nothing was wrong that people are told of.'],
    [stats(1, 0, 1), '1 incident, 1 message: somebody took up each, or it is still open.'],
    [
      stats(4, 3, 8, 2),
      '4 incidents, 8 messages: nobody took up 75 % of them, and they ended by themselves. 2 messages did not arrive.',
    ],
  ])('is said in a sentence', (given, sentence) => {
    expect(usefulnessInWords(given)).toBe(sentence);
  });

  it('is seen from what never fires, and what never tells', () => {
    expect(neverFired(stats(1, 0, 1))).not.toContain('Failing');
    expect(neverFired(stats(1, 0, 1))).toContain('Stuck');
    expect(silentChannels(stats(1, 0, 1), [{ name: 'chat' }, { name: 'broken' }, { name: 'pager' }])).toEqual(
      ['broken', 'pager'],
    );
  });
});
