import type { CronMonitorOptions } from '../cron-monitor.options.js';
import { alertingCode, codeOf } from './alerting-code.js';
import { preferenceKey } from './preference-keys.js';
import { PreferenceLayers } from './preference-layers.js';

const channel = (name: string) => ({ name, send: async () => {} });
const NIGHT = { from: '22:00', to: '07:00', timeZone: 'Europe/Riga' };
const OPTIONS: CronMonitorOptions = {
  channels: [channel('slack'), channel('pager')],
  routes: [
    { name: 'critical', when: { severity: 'critical' }, channels: ['pager'], escalateAfter: '10m' },
    { channels: ['slack'] },
  ],
  quietHours: NIGHT,
  maintenance: [{ name: 'backup', schedule: '0 2 * * *', timeZone: 'UTC', duration: '1h' }],
};

function lay(preferences: Record<string, unknown>, options = OPTIONS) {
  const layers = new PreferenceLayers(alertingCode(options));
  for (const [key, value] of Object.entries(preferences)) layers.lay(preferenceKey(key), value, 0);
  return layers.held();
}

describe('what people prefer', () => {
  it('is what the code says as long as they say nothing', () => {
    const held = lay({});
    expect(held).toMatchObject({ mutes: [], spans: [], quietHours: { severity: 'critical' } });
    expect(held.routes.map(({ name, channels, source }) => [name, channels, source])).toEqual([
      ['critical', ['pager'], 'code'],
      ['route 2', ['slack'], 'code'],
    ]);
    expect(held.windows.map(({ name }) => name)).toEqual(['backup']);
    expect(held.channels.size).toBe(0);
  });

  it('takes the place of parts of a route, and leaves the others', () => {
    const [critical, second] = lay({
      'route:critical': { channels: ['slack', 'pager'], quietHours: null },
    }).routes;
    expect(critical).toMatchObject({
      channels: ['slack', 'pager'],
      quietHours: null,
      escalate: { afterMs: 600_000, from: 'info' },
      source: 'preference',
    });
    expect(second.source).toBe('code');
  });

  it('finds routes that have no name, and the one that is there where the code has none', () => {
    expect(lay({ 'route:route 2': { channels: [] } }).routes[1].channels).toEqual([]);
    const { routes } = lay({ 'route:default': { channels: ['pager'] } }, { channels: OPTIONS.channels });
    expect(routes).toMatchObject([{ name: 'default', channels: ['pager'], source: 'preference' }]);
  });

  it('ends quiet hours also of routes that say nothing of them', () => {
    const { quietHours, routes } = lay({ quietHours: false });
    expect([quietHours, ...routes.map((route) => route.quietHours)]).toEqual([null, null, null]);
    expect(lay({ quietHours: { ...NIGHT, severity: 'error' } }).routes[1].quietHours?.severity).toBe('error');
  });

  it('quietens channels', () => {
    const { channels } = lay({ 'channel:slack': { minSeverity: 'error' }, 'channel:pager': { off: true } });
    expect(Object.fromEntries(channels)).toEqual({
      slack: { off: false, minSeverity: 'error' },
      pager: { off: true, minSeverity: null },
    });
  });

  it.each([
    ['mute:sync', false, /its value must be true/],
    ['channel:slak', { off: true }, /the channel "slak" is not known: did you mean "slack"\?/],
    ['channel:slack', { minSeverity: 'eror' }, /minSeverity: "eror" is not known: did you mean 'error'\?/],
    ['channel:slack', { of: true }, /the part "of" is not known: did you mean "off"\?/],
    ['channel:slack', { off: 'yes' }, /off must be true or false: write \{ minSeverity: 'error' \}/],
    ['channel:slack', true, /it must be an object: write/],
    ['quietHours', { from: '22:00', to: '07:00' }, /whose clock/],
    ['route:critical', { channels: ['email'] }, /the channel "email" is not known/],
    ['route:critical', { when: {} }, /"route 2" can never be reached/],
    ['route:critical', { name: 'other' }, /the part of a route "name" is not known/],
    ['route:crit', { channels: [] }, /the route "crit" is not known: there are critical, route 2/],
    ['route:critical', { remindAfter: '1s' }, /must be at least a minute/],
    ['window:other', { off: true }, /the maintenance window "other" is not known: there are backup/],
    ['window:move', { from: '2026-01-11T00:00:00Z' }, /window:move.to must be an instant with its zone/],
    ['window:move', { to: '2026-01-11T00:00' }, /must be an instant with its zone/],
    ['window:move', { from: '2026-01-11T01:00:00Z', to: '2026-01-11T01:00:00Z' }, /ends before it begins/],
    ['window:move', { schedule: '0 2 * *', timeZone: 'UTC', duration: '1h' }, /window:move/],
    ['window:move', null, /it must be an object/],
    ['mute', true, /did you mean "mute:<job>"\? write "mute:<job>", "channel:<name>"/],
    ['quietHours:x', NIGHT, /did you mean "quietHours"\?/],
    ['muted:sync', true, /did you mean "mute:<job>"\?/],
    ['volume', 11, /the preference "volume" is not known: write/],
    ['mute:', true, /did you mean "mute:<job>"/],
    ['mute:a\nb', true, /must be a text of 1 to 200 characters/],
  ])('is refused as %s %j, and says what to write', (key, value, message) => {
    const refused = () => lay({ [key]: value });
    expect(refused).toThrow(message);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  it('is shown beside what the code says', () => {
    const code = alertingCode(OPTIONS);
    const said = [
      'quietHours',
      'window:backup',
      'route:critical',
      'route:route 2',
      'mute:sync',
      'window:x',
    ].map((key) => codeOf(preferenceKey(key), code));
    expect(said).toEqual([
      NIGHT,
      OPTIONS.maintenance![0],
      OPTIONS.routes![0],
      OPTIONS.routes![1],
      null,
      null,
    ]);
  });
});
