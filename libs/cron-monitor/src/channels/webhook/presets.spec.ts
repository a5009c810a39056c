import fc from 'fast-check';
import type { AlertMessage } from '../../alerts/alert-message.js';
import type { NotificationKind } from '../../alerts/notification.js';
import { startReceiver, type Answering, type LoopbackReceiver } from './loopback-receiver.js';
import { hostileMessage, INCIDENT, sampleDelivery, sampleMessage } from './sample-delivery.js';
import {
  strictAlertmanager,
  strictDiscord,
  strictOpsgenie,
  strictPagerDuty,
  strictTeams,
} from './strict-services.js';
import { webhookChannel } from './webhook-channel.js';
import type { WebhookChannelOptions } from './webhook-options.js';

describe('a webhook preset', () => {
  let receiver: LoopbackReceiver;

  beforeAll(async () => {
    receiver = await startReceiver();
  });
  beforeEach(() => {
    receiver.requests.length = 0;
  });
  afterAll(() => receiver.close());

  const keys = { pagerduty: 'a'.repeat(32), opsgenie: 'key-of-ours' };
  const paths = { alertmanager: '/prefix/', teams: '/workflows/1?sig=x', discord: '/api/webhooks/1/token' };
  type Preset = keyof typeof keys | keyof typeof paths;

  function channel(preset: Preset, answering: Answering, given: Partial<WebhookChannelOptions> = {}) {
    receiver.answering = answering;
    const key = preset in keys ? keys[preset as keyof typeof keys] : undefined;
    const path = preset in paths ? paths[preset as keyof typeof paths] : '';
    return webhookChannel({ name: preset, preset, key, url: receiver.url + path, ...given });
  }

  const sent = () => JSON.parse(receiver.requests.at(-1)!.body) as never;
  const kinds: NotificationKind[] = [
    'opened',
    'joined',
    'worsened',
    'acknowledged',
    'recovered',
    'digest',
    'test',
  ];

  const MARKUP = /@(?:everyone|here|channel)|<[@!\w]/;

  it.each<[Preset, () => Answering, RegExp]>([
    ['pagerduty', strictPagerDuty, MARKUP],
    ['opsgenie', strictOpsgenie, MARKUP],
    ['alertmanager', strictAlertmanager, MARKUP],
    ['teams', () => strictTeams, /@(?:everyone|here|channel)/],
    ['discord', () => strictDiscord, /@(?:everyone|here)|(?<!\\)<@[&!]?\d/],
  ])(
    '%s takes whatever is told, within its documented limits, and nobody is called',
    async (preset, service, calls) => {
      const target = channel(preset, service());
      await fc.assert(
        fc.asyncProperty(
          hostileMessage,
          fc.constantFrom(...kinds),
          fc.constantFrom(null, { status: 202 }),
          fc.boolean(),
          async (message: AlertMessage, kind, thread, ofIncident) => {
            receiver.requests.length = 0;
            await target.send(
              sampleDelivery({ message, kind, thread, incidentId: ofIncident ? INCIDENT : null }),
            );
            for (const { body } of receiver.requests) expect(body).not.toMatch(calls);
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it('pagerduty has one alert an incident, acknowledged and resolved with it', async () => {
    const alerts = new Map();
    const pager = channel('pagerduty', strictPagerDuty(alerts));
    await pager.send(sampleDelivery());
    expect(sent()).toMatchObject({
      event_action: 'trigger',
      dedup_key: INCIDENT,
      payload: {
        summary: expect.stringMatching(/^FAILED · billing\.nightlyInvoices · production: The run of 02:00/),
        source: 'shop (production)',
        severity: 'error',
        custom_details: { Consequence: 'Invoices go out late.' },
      },
    });
    expect([...alerts]).toEqual([[INCIDENT, 'triggered']]);
    await pager.send(sampleDelivery({ kind: 'worsened', thread: {} }));
    expect([...alerts]).toEqual([[INCIDENT, 'triggered']]);
    await pager.send(sampleDelivery({ kind: 'acknowledged', thread: {} }));
    expect([...alerts]).toEqual([[INCIDENT, 'acknowledged']]);
    await pager.send(sampleDelivery({ kind: 'recovered', thread: {} }));
    expect([...alerts]).toEqual([[INCIDENT, 'resolved']]);
  });

  it('opsgenie has one alert an incident, whose priority and notes follow it', async () => {
    const alerts = new Map();
    const opsgenie = channel('opsgenie', strictOpsgenie(alerts));
    await opsgenie.send(sampleDelivery());
    expect(alerts.get(INCIDENT)).toEqual({ state: 'open', priority: 'P2', notes: [] });
    const critical = { ...sampleMessage(), severity: 'critical' as const };
    await opsgenie.send(sampleDelivery({ kind: 'worsened', thread: {}, message: critical }));
    expect(alerts.get(INCIDENT)).toMatchObject({ state: 'open', priority: 'P1', notes: [/FAILED/] });
    await opsgenie.send(sampleDelivery({ kind: 'recovered', thread: {} }));
    expect(alerts.get(INCIDENT)).toMatchObject({ state: 'closed' });
    // the first that this channel hears of it may be that it got worse
    await opsgenie.send(sampleDelivery({ kind: 'worsened', message: critical, incidentId: 'another' }));
    expect(alerts.get('another')).toEqual({ state: 'open', priority: 'P1', notes: [] });
  });

  it('alertmanager has one alert an incident that fires, whatever its severity was before', async () => {
    const alerts = new Map<string, number>();
    const manager = channel('alertmanager', strictAlertmanager(alerts));
    const at = sampleMessage().at.getTime();
    const firing = () =>
      [...alerts]
        .filter(([, ends]) => ends > at)
        .map(([labels]) => (JSON.parse(labels) as never)['severity']);
    await manager.send(sampleDelivery());
    expect(firing()).toEqual(['error']);
    const critical = { ...sampleMessage(), severity: 'critical' as const };
    await manager.send(sampleDelivery({ kind: 'worsened', thread: {}, message: critical }));
    expect(firing()).toEqual(['critical']);
    await manager.send(sampleDelivery({ kind: 'recovered', thread: {}, message: critical }));
    expect(firing()).toEqual([]);
    expect(sent()).toMatchObject({
      0: {
        labels: { alertname: 'TrackedCronIncident', job: 'billing.nightlyInvoices', incident: INCIDENT },
        annotations: { runbook_url: 'https://wiki.example.com/a(b)' },
      },
    });
  });

  it('discord shows facts as fields, links as links and the log as a block of code', async () => {
    await channel('discord', strictDiscord).send(sampleDelivery());
    expect(sent()).toMatchObject({
      allowed_mentions: { parse: [] },
      embeds: [
        {
          title: 'FAILED · billing.nightlyInvoices · production',
          description: expect.stringMatching(/^The run of 02:00 Europe\/Riga \\\(00:00 UTC\\\) failed/),
          fields: expect.arrayContaining([
            { name: 'Consequence', value: 'Invoices go out late.', inline: false },
            expect.objectContaining({
              name: 'Links',
              value: expect.stringContaining('[Runbook](https://wiki.example.com/a%28b%29)'),
            }),
            expect.objectContaining({
              name: 'Log',
              value: expect.stringMatching(/^```\n.*giving up\n```$/s),
            }),
          ]),
        },
      ],
    });
  });

  it('teams shows texts as they are, in a card that has buttons for its links', async () => {
    await channel('teams', strictTeams).send(sampleDelivery());
    const { content } = (sent() as { attachments: [{ content: Record<string, object[]> }] }).attachments[0];
    expect(content.body!.slice(0, 2)).toMatchObject([
      { inlines: [{ text: 'FAILED · billing.nightlyInvoices · production', color: 'Attention' }] },
      { inlines: [{ text: expect.stringMatching(/^The run of 02:00/) }] },
    ]);
    expect(content.actions).toContainEqual({
      type: 'Action.OpenUrl',
      title: 'Runbook',
      url: 'https://wiki.example.com/a(b)',
    });
  });
});
