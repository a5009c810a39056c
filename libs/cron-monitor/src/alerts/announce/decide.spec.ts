import fc from 'fast-check';
import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import type { IncidentRecord } from '../../incidents/incident-record.js';
import { INCIDENT_EVENTS, INCIDENT_STATES, type IncidentEventKind } from '../../incidents/incident.js';
import { checkedRoutes } from '../../routes/checked-routes.js';
import { routeOf } from '../../routes/route.js';
import { decide } from './decide.js';
import type { Announced, TellingFacts, ToldBefore } from './telling-facts.js';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-14T12:00:00Z');
const channels = ['chat', 'pager'];
const routes = checkedRoutes(
  [
    {
      when: { group: 'nightly' },
      channels: ['chat'],
      quietHours: { from: '11:00', to: '13:00', timeZone: 'UTC' },
    },
    { when: { severity: 'warning' }, channels: ['chat'], escalateTo: ['pager'] },
  ],
  { channels, quietHours: null, source: 'code' },
);
const facts: TellingFacts = {
  now: NOW,
  application: 'shop',
  environment: 'production',
  routes,
  channels: new Map(channels.map((name) => [name, { off: false, severity: null }])),
  silence: () => null,
  told: [],
  lately: new Map(),
  cooldownMs: 30 * MINUTE,
  digestAfter: 5,
};

const incident = (changed: Partial<IncidentRecord> = {}): IncidentRecord => ({
  id: 'i1',
  subject: 'billing.invoices',
  jobId: 'j1',
  group: null,
  owner: null,
  tags: [],
  state: 'open',
  severity: 'error',
  findings: [],
  fingerprints: [],
  beganAt: new Date(NOW),
  openedAt: new Date(NOW),
  acknowledgedAt: null,
  acknowledgedBy: null,
  snoozedUntil: null,
  snoozedBy: null,
  escalation: 0,
  goodRuns: 0,
  heldBy: null,
  parentEndedAt: null,
  heldUntil: null,
  silencedBy: null,
  waitsSince: new Date(NOW),
  remindedAt: null,
  judgedAt: new Date(NOW),
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
  revision: 1,
  ...changed,
});
let events = 0;
const happens = (kind: IncidentEventKind, changed: Partial<IncidentRecord> = {}): Announced => {
  const about = incident(changed);
  events += 1;
  const event = {
    id: `e${events}`,
    incidentId: about.id,
    kind,
    at: new Date(NOW),
    by: null,
    reason: null,
    detail: null,
  };
  return { incident: about, event };
};
const before = (changed: Partial<ToldBefore> = {}): ToldBefore => ({
  id: 'n1',
  incidentId: 'i1',
  channel: 'chat',
  kind: 'opened',
  severity: 'error',
  state: 'delivered',
  why: null,
  attempts: 1,
  notBefore: NOW - MINUTE,
  createdAt: NOW - MINUTE,
  ...changed,
});
const briefly = (announced: readonly Announced[], given: Partial<TellingFacts> = {}) =>
  decide(announced, { ...facts, ...given }).decisions.map(
    ({ channel, told, why }) => `${channel} ${told ? 'told' : 'not told'}${why ? ` ${why}` : ''}`,
  );

describe('who is told of what', () => {
  it('is the first route’s channels, unless they are off or want to hear of louder things', () => {
    expect(briefly([happens('opened')])).toEqual(['chat told']);
    expect(briefly([happens('opened', { severity: 'info' })])).toEqual(['~none not told no_route']);
    const chat = (standing: { off: boolean; severity: Severity | null }) => ({
      channels: new Map([['chat', standing]]),
    });
    expect(briefly([happens('opened')], chat({ off: true, severity: null }))).toEqual([
      'chat not told channel_off',
    ]);
    expect(briefly([happens('opened')], chat({ off: false, severity: 'critical' }))).toEqual([
      'chat not told too_quiet',
    ]);
    expect(briefly([happens('opened')], chat({ off: false, severity: 'error' }))).toEqual(['chat told']);
  });

  it('is somebody else when it is escalated, one step louder', () => {
    const { decisions } = decide([happens('escalated')], facts);
    expect(decisions).toMatchObject([{ channel: 'pager', told: true, severity: 'critical' }]);
  });

  it('is nobody for further findings and reminders while the incident cools, but always for what is new', () => {
    const told = [before()];
    for (const kind of ['joined', 'reminded'] as const) {
      expect(briefly([happens(kind)], { told })).toEqual(['chat not told cooldown']);
      expect(briefly([happens(kind)], { told, now: NOW + 29 * MINUTE })).toEqual(['chat told']);
    }
    for (const kind of ['worsened', 'woken', 'recovered', 'resolved', 'acknowledged'] as const)
      expect(briefly([happens(kind)], { told })).toEqual(['chat told']);
  });

  it('is told once where an incident opens and grows within the same moment', () => {
    expect(briefly([happens('opened'), happens('joined'), happens('worsened')])).toEqual([
      'chat told',
      'chat not told cooldown',
      'chat not told cooldown',
    ]);
  });

  it('leaves out what was over before anybody was told', () => {
    const over = { state: 'resolved' as const, resolvedAt: new Date(NOW) };
    expect(briefly([happens('opened', over), happens('recovered', over)])).toEqual([
      'chat not told resolved_before',
      'chat not told resolved_before',
    ]);
    const waiting = before({ state: 'pending', attempts: 0 });
    const { decisions, withdrawn } = decide([happens('recovered', over)], { ...facts, told: [waiting] });
    expect(decisions).toMatchObject([{ told: false, why: 'resolved_before' }]);
    expect(withdrawn).toEqual(['n1']);
    // tried once already, it may have arrived
    const tried = decide([happens('recovered', over)], { ...facts, told: [{ ...waiting, attempts: 1 }] });
    expect([tried.decisions[0].told, tried.withdrawn]).toEqual([true, []]);
  });

  it('tells the end together with the beginning where that waits for a digest', () => {
    const waiting = before({ state: 'pending', attempts: 0, why: 'quiet_hours', notBefore: NOW + MINUTE });
    const { decisions, withdrawn } = decide([happens('recovered', { state: 'resolved' })], {
      ...facts,
      told: [waiting],
    });
    expect(decisions).toMatchObject([{ told: true, why: 'quiet_hours', notBefore: NOW + MINUTE }]);
    expect(withdrawn).toEqual([]);
  });

  it('says of an end why nobody heard of the beginning', () => {
    const told = [before({ state: 'suppressed', why: 'muted' })];
    expect(briefly([happens('recovered', { state: 'resolved' })], { told })).toEqual(['chat not told muted']);
  });

  it('waits for the end of quiet hours, unless it is critical', () => {
    const nightly = { group: 'nightly' };
    const { decisions } = decide([happens('opened', nightly)], facts);
    expect(decisions).toMatchObject([
      { told: true, why: 'quiet_hours', notBefore: Date.parse('2026-01-14T13:00:00Z') },
    ]);
    expect(briefly([happens('opened', { ...nightly, severity: 'critical' })])).toEqual(['chat told']);
  });

  it('is a digest from the sixth on that comes within a minute', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, nth) => happens('opened', { id: `i${nth}` }));
    expect(new Set(briefly(many(5)))).toEqual(new Set(['chat told']));
    expect(new Set(briefly(many(6)))).toEqual(new Set(['chat told storm']));
    expect(briefly(many(1), { lately: new Map([['chat opened', 5]]) })).toEqual(['chat told storm']);
    expect(briefly(many(1), { lately: new Map([['chat recovered', 5]]) })).toEqual(['chat told']);
  });

  it('is decided for every event and every channel of its route, once', () => {
    const announced = fc.array(
      fc.record({
        kind: fc.constantFrom(...INCIDENT_EVENTS),
        id: fc.constantFrom('i1', 'i2', 'i3'),
        state: fc.constantFrom(...INCIDENT_STATES),
        severity: fc.constantFrom(...SEVERITIES),
        group: fc.constantFrom(null, 'nightly'),
        heldBy: fc.constantFrom(null, 'parent'),
        silencedBy: fc.constantFrom(null, 'muted' as const),
      }),
      { maxLength: 12 },
    );
    const told = fc.array(
      fc.record({
        id: fc.uuid(),
        incidentId: fc.constantFrom('i1', 'i2'),
        channel: fc.constantFrom(...channels),
        kind: fc.constantFrom('opened' as const, 'recovered' as const),
        state: fc.constantFrom(
          'pending' as const,
          'delivered' as const,
          'suppressed' as const,
          'digested' as const,
        ),
        why: fc.constantFrom(null, 'storm' as const, 'muted' as const),
        attempts: fc.nat({ max: 2 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(announced, told, (given, known) => {
        const all = given.map(({ kind, ...changed }) => happens(kind, changed));
        const { decisions } = decide(all, { ...facts, told: known.map((one) => before(one)) });
        for (const one of all) {
          const { severity, group } = one.incident;
          const routed = routeOf(routes, { ...facts, severity, group, owner: null, tags: [], subject: '' });
          const about = decisions
            .filter(({ event }) => event.id === one.event.id)
            .map(({ channel }) => channel);
          expect(about.length).toBeGreaterThan(0);
          expect(new Set(about).size).toBe(about.length);
          if (one.event.kind !== 'escalated')
            expect(about).toEqual(expect.arrayContaining([...(routed?.channels ?? [])]));
        }
        expect(decisions.every(({ told: isTold, why }) => isTold || why !== null)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
