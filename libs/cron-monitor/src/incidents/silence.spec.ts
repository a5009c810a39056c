import { alertingCode } from '../preferences/alerting-code.js';
import { preferenceKey } from '../preferences/preference-keys.js';
import { PreferenceLayers } from '../preferences/preference-layers.js';
import type { Incident } from './incident.js';
import { silenceOf } from './silence.js';

const SCOPE = { application: 'shop', environment: 'production' };

const incident = {
  subject: 'billing.invoices',
  jobId: 'j-1',
  group: 'billing',
  owner: 'ann',
  tags: ['nightly'],
  severity: 'error',
} as const satisfies Partial<Incident>;

/** What holds when people have set these. */
function held(preferences: Record<string, unknown> = {}, maintenance: object[] = []) {
  const layers = new PreferenceLayers(alertingCode({ maintenance: maintenance as never }));
  for (const [key, value] of Object.entries(preferences)) layers.lay(preferenceKey(key), value, 0);
  return layers.held();
}

const silence = (at: string, having: ReturnType<typeof held>, changed: Partial<Incident> = {}) =>
  silenceOf({ ...incident, ...changed }, new Date(at), having, SCOPE);

describe('an incident', () => {
  const NOON = '2026-01-10T12:00:00Z';

  it('is told where nothing says otherwise', () => {
    expect(silence(NOON, held())).toBeNull();
  });

  it.each([
    ['its job', 'mute:billing.invoices', 'muted'],
    ['jobs of such names', 'mute:billing.*', 'muted'],
    ['every job', 'mute:*', 'muted'],
    ['another job', 'mute:billing', null],
  ])('is silent or not while somebody mutes %s', (_, key, why) => {
    expect(silence(NOON, held({ [key]: true }))).toBe(why);
  });

  it('of our own is never meant by a mute of jobs', () => {
    expect(silence(NOON, held({ 'mute:*': true }), { subject: '~monitor', jobId: null })).toBeNull();
  });
});

describe('a maintenance window', () => {
  const window = { name: 'backup', schedule: '0 2 * * *', timeZone: 'Europe/Riga', duration: '2h' };

  it.each([
    ['a millisecond before it', '2026-01-10T23:59:59.999Z', null],
    ['at its beginning', '2026-01-11T00:00:00Z', 'maintenance'],
    ['a millisecond before its end', '2026-01-11T01:59:59.999Z', 'maintenance'],
    ['at its end', '2026-01-11T02:00:00Z', null],
    ['in summer', '2026-07-10T23:00:00Z', 'maintenance'],
    // 02:00 and 03:00 of Riga: the clock goes from 03:00 to 04:00, the window is as long as ever
    ['at its end in the night of spring', '2026-03-29T01:59:59Z', 'maintenance'],
    ['after it in the night of spring', '2026-03-29T02:00:00Z', null],
    ['in the night of autumn, whose 03:00 comes twice', '2026-10-25T00:59:59Z', 'maintenance'],
    ['after it in the night of autumn', '2026-10-25T01:00:00Z', null],
  ])('is open or not %s', (_, at, why) => {
    expect(silence(at, held({}, [window]))).toBe(why);
  });

  it.each([
    [{ group: 'billing' }, 'maintenance'],
    [{ group: 'mail' }, null],
    [{ job: 'billing.*', tag: 'nightly' }, 'maintenance'],
    [{ environment: 'staging' }, null],
  ])('is about what fits %j', (when, why) => {
    expect(silence('2026-01-11T00:30:00Z', held({}, [{ ...window, when }]))).toBe(why);
  });

  it('can be switched off, moved, and made at run time', () => {
    const at = '2026-01-11T00:30:00Z';
    expect(silence(at, held({ 'window:backup': { off: true } }, [window]))).toBeNull();
    const moved = { 'window:backup': { schedule: '0 5 * * *', timeZone: 'UTC', duration: '1h' } };
    expect(silence(at, held(moved, [window]))).toBeNull();
    expect(silence('2026-01-11T05:30:00Z', held(moved, [window]))).toBe('maintenance');
    const once = { 'window:move': { from: '2026-01-11T00:00:00Z', to: '2026-01-11T03:00:00+02:00' } };
    expect(silence(at, held(once))).toBe('maintenance');
    expect(silence('2026-01-11T01:00:00Z', held(once))).toBeNull();
  });
});
