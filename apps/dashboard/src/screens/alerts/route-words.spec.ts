import { conditionsInWords, routeInWords, type AlertRoute } from './route-words.js';

describe('routes in words', () => {
  it.each([
    [{}, 'everything'],
    [{ severity: 'warning' }, 'warning and worse'],
    [{ severity: 'critical', group: 'billing' }, 'critical, of the group billing'],
    [{ job: ['a.*', 'b'], owner: 'ann' }, 'everything, of the job a.* or b and the owner ann'],
  ])('say what %j is for', (when, words) => {
    expect(conditionsInWords(when)).toBe(words);
  });

  it('say who hears of it, when it is quiet, and what follows', () => {
    const route: AlertRoute = {
      name: 'money',
      when: {},
      channels: ['chat', 'pager'],
      source: 'code',
      quietHours: {
        begins: 'at 22:00 every day, Europe/Riga',
        ends: 'at 07:00 every day, Europe/Riga',
        severity: 'critical',
      },
      escalation: { afterMs: 900_000, from: 'error', channels: ['pager'] },
      remindAfterMs: 14_400_000,
    };
    expect(routeInWords(route)).toEqual([
      'chat and pager are told.',
      'Quiet from 22:00 every day, Europe/Riga, to 07:00, except for critical ones.',
      'What nobody acknowledges within 15 min is told louder to pager, if it is error or worse.',
      'Told again every 4 h until somebody is on it.',
    ]);
    expect(routeInWords({ ...route, channels: [] })).toEqual(['Nobody is told.']);
  });
});
