import type { IncidentDetails, Notification } from './alert-words.js';
import { timelineOf, toldInWords } from './timeline.js';

type Event = IncidentDetails['events'][number];

const event = (kind: Event['kind'], minute: number, more: Partial<Event> = {}): Event => ({
  id: `e${kind}${minute}`,
  incidentId: 'i',
  kind,
  at: `2026-11-26T10:${String(minute).padStart(2, '0')}:00.000Z`,
  by: null,
  reason: null,
  detail: null,
  ...more,
});
const told = (minute: number, more: Partial<Notification> = {}): Notification => ({
  id: `n${minute}`,
  incidentId: 'i',
  subject: 'scores',
  kind: 'opened',
  severity: 'error',
  channel: 'chat',
  dedupeKey: 'k',
  state: 'delivered',
  why: null,
  notBefore: '2026-11-26T10:00:00.000Z',
  attempts: 1,
  lastError: null,
  message: null,
  receipt: null,
  createdAt: `2026-11-26T10:${String(minute).padStart(2, '0')}:00.000Z`,
  sentAt: null,
  ...more,
});

describe("an incident's life", () => {
  it('is told in order, what was told of it after what it was about', () => {
    const events = [
      event('opened', 0, { detail: { rule: 'failing', message: 'Its last 3 runs failed', again: 'i0' } }),
      event('acknowledged', 5, { by: 'ann', reason: 'on it' }),
      event('woken', 9, { detail: { from: 'snooze' } }),
      event('recovered', 20),
    ];
    const lines = timelineOf({ events, notifications: [told(20, { kind: 'recovered' }), told(0)] });
    expect(lines.map(({ look, text }) => `${look.word}: ${text}`)).toEqual([
      'Opened: Failing: Its last 3 runs failed Again, shortly after the last incident.',
      'Delivered: chat was told.',
      'Acknowledged: By ann: on it',
      'Woken: The snooze is over, and it goes on.',
      'Recovered: Nothing that people are told of holds any more.',
      'Delivered: chat was told (recovered).',
    ]);
  });

  it.each([
    [{ state: 'suppressed', why: 'muted' }, 'chat was not told: the job is muted.'],
    [{ state: 'digested', why: 'storm' }, 'chat was told in a digest: so many at once, for a digest.'],
    [
      { state: 'failed', attempts: 3, lastError: 'it answered 500' },
      'chat could not be told, after 3 tries: it answered 500',
    ],
    [{ state: 'pending', why: 'quiet_hours' }, 'chat will be told: it is in quiet hours, for their digest.'],
  ] as const)('says why nobody was told: %j', (more, words) => {
    expect(toldInWords(told(1, more))).toBe(words);
  });
});
