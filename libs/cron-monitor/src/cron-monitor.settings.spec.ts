import type { AlertChannel } from './channels/alert-channel.js';
import type { CronMonitorOptions } from './cron-monitor.options.js';
import { resolveMonitorSettings } from './cron-monitor.settings.js';

const channel = (name: string): AlertChannel => ({ name, send: () => Promise.resolve() });
const chat = channel('chat');
const night = { from: '22:00', to: '07:00', timeZone: 'Europe/Riga' };
const resolved = (options: CronMonitorOptions) => resolveMonitorSettings({ channels: [chat], ...options });
const odd = (options: object) => options as CronMonitorOptions;

describe('the options of CronMonitorModule', () => {
  it('have a default for everything', async () => {
    expect(await resolveMonitorSettings()).toEqual({
      channels: [],
      routes: [expect.objectContaining({ name: 'default', channels: [], source: 'default' })],
      publicUrl: null,
      quietHours: null,
      cooldownMs: 1_800_000,
      rateLimit: { perMinute: 20, perHour: 100 },
      digestAfter: 5,
      maintenance: [],
      deadManSwitch: null,
      weeklyDigest: null,
      sentry: null,
    });
    const { routes } = await resolved({});
    expect(routes).toMatchObject([
      {
        when: { severity: 'warning', group: null },
        channels: ['chat'],
        quietHours: null,
        escalate: { afterMs: 1_800_000, from: 'critical' },
        escalateTo: ['chat'],
        remindAfterMs: 14_400_000,
      },
    ]);
  });

  it('are taken as they are meant', async () => {
    const { routes, publicUrl, maintenance, deadManSwitch } = await resolved({
      quietHours: night,
      publicUrl: 'https://ops.example.com/admin/cron-jobs/',
      routes: [
        {
          when: { job: 'billing.*', severity: 'critical' },
          channels: ['chat'],
          quietHours: null,
          escalateAfter: '10m',
        },
        { channels: [], remindAfter: null, escalateAfter: null },
      ],
      maintenance: [{ name: 'backup', schedule: '0 2 * * sun', timeZone: 'UTC', duration: '2h' }],
      deadManSwitch: { url: 'https://hc-ping.com/1' },
    });
    expect(routes).toMatchObject([
      { name: 'route 1', quietHours: null, escalate: { afterMs: 600_000, from: 'info' } },
      {
        name: 'route 2',
        quietHours: { severity: 'critical' },
        escalate: null,
        remindAfterMs: null,
        channels: [],
      },
    ]);
    expect(publicUrl).toBe('https://ops.example.com/admin/cron-jobs');
    expect(maintenance).toMatchObject([{ name: 'backup', durationMs: 7_200_000 }]);
    expect(deadManSwitch).toEqual({ url: 'https://hc-ping.com/1', timeoutMs: 10_000 });
  });

  it.each<[string, CronMonitorOptions, RegExp]>([
    ['an unknown option', odd({ chanels: [] }), /"chanels" is not known: did you mean "channels"\?/],
    [
      'an unknown channel in a route',
      { routes: [{ channels: ['chta'] }] },
      /channel "chta" is not known: did you mean "chat"\?/,
    ],
    [
      'an unknown channel to escalate to',
      { routes: [{ channels: ['chat'], escalateTo: ['boss'] }] },
      /escalateTo: the channel "boss" is not known \(there are chat\)/,
    ],
    ['two channels of one name', { channels: [chat, channel('chat')] }, /two channels "chat"/],
    [
      'a channel without a fitting name',
      { channels: [channel('my chat')] },
      /channels\[0\]\.name must be 1 to 60 letters/,
    ],
    [
      'a channel that takes too many at once',
      odd({ channels: [{ ...channel('chat'), concurrency: 21 }] }),
      /channels\[0\]\.concurrency must be a whole number from 1 to 20/,
    ],
    [
      'something that is no channel',
      odd({ channels: [{ name: 'chat' }] }),
      /channels\[0\] can send nothing: write channels/,
    ],
    [
      'a route that can never be reached',
      { routes: [{ channels: [] }, { when: { group: 'a' }, channels: ['chat'] }] },
      /routes\[1\]: "route 2" can never be reached, because "route 1"/,
    ],
    [
      'two routes of one name',
      {
        routes: [
          { name: 'a', when: { group: 'a' }, channels: [] },
          { name: 'a', channels: [] },
        ],
      },
      /two routes "a"/,
    ],
    [
      'a mistyped part of a route',
      odd({ routes: [{ channels: [], remindafter: '1h' }] }),
      /"remindafter" is not known: did you mean "remindAfter"\?/,
    ],
    [
      'a mistyped condition',
      odd({ routes: [{ when: { grup: 'a' }, channels: [] }] }),
      /routes\[0\]\.when: the condition "grup" is not known: did you mean "group"\?/,
    ],
    [
      'an unknown severity',
      odd({ routes: [{ when: { severity: 'fatal' }, channels: [] }] }),
      /severity: "fatal" is not known: write one of info, warning/,
    ],
    [
      'a zone that is none',
      { quietHours: { ...night, timeZone: 'Europe/Rigga' } },
      /quietHours: .*did you mean 'Europe\/Riga'/,
    ],
    ['quiet hours without an end', { quietHours: { ...night, to: '22:00' } }, /no time at all/],
    [
      'a time that is none',
      { quietHours: { ...night, to: '7:00' } },
      /quietHours\.to: "7:00" is not a time of day/,
    ],
    ['days that are none', { quietHours: { ...night, days: ['monday'] } }, /write days: \['mon'/],
    [
      'a limit of nothing',
      { rateLimit: { perMinute: 0 } },
      /whole numbers of messages, at least 1: write rateLimit/,
    ],
    [
      'a limit that is used up at once',
      { rateLimit: { perMinute: 20, perHour: 10 } },
      /10 an hour is used up by 20/,
    ],
    ['a limit that is none', { rateLimit: { perHour: 1_000_000 } }, /are no limit/],
    ['a reminder every second', { routes: [{ channels: ['chat'], remindAfter: '1s' }] }, /at least a minute/],
    ['a duration without unit', { cooldown: '30' }, /cooldown: '30' has no unit/],
    [
      'an address that is none',
      { publicUrl: 'ops.example.com' },
      /publicUrl must be an address with http or https/,
    ],
    [
      'a window that can not be read',
      { maintenance: [{ name: 'backup', schedule: '0 25 * * *', timeZone: 'UTC', duration: '2h' }] },
      /maintenance\[0\]: /,
    ],
    [
      'a weekly digest by nobody knows whose clock',
      odd({ weeklyDigest: { schedule: '@weekly' } }),
      /by whose clock: write weeklyDigest/,
    ],
    ['a digest after nothing', { digestAfter: 0 }, /write digestAfter: 5/],
    [
      'what a channel finds out itself',
      { channels: [{ ...chat, check: () => Promise.reject(new Error('no webhookUrl: write one')) }] },
      /channel "chat": no webhookUrl: write one/,
    ],
  ])('refuse %s, and say what to write', async (_, options, message) => {
    await expect(resolved(options)).rejects.toMatchObject({
      code: expect.stringMatching(/^INVALID_(OPTION|DURATION)$/),
      message: expect.stringMatching(message),
    });
  });
});
