import { createHmac } from 'node:crypto';

/** A button that is pressed, as Slack tells an application. */
export interface SlackPress {
  /** Where the application listens: `http://127.0.0.1:3000/cron-monitor/slack/actions`. */
  readonly url: string;
  readonly signingSecret: string;
  /** Milliseconds. */
  readonly now: number;
  readonly action: object;
  readonly user?: string;
  readonly responseUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Put in place of the body once it is signed. */
  readonly forged?: string;
}

/** What Slack sends. */
export function slackPress(press: SlackPress): { readonly url: string; readonly init: RequestInit } {
  const payload = {
    type: 'block_actions',
    user: { id: press.user ?? 'U0000000ADA', username: 'ada', name: 'ada', team_id: 'T0000000001' },
    api_app_id: 'A0000000001',
    token: 'deprecated',
    container: {
      type: 'message',
      message_ts: '1700000001.000100',
      channel_id: 'C0000000001',
      is_ephemeral: false,
    },
    trigger_id: '1.2.3',
    team: { id: 'T0000000001', domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'C0000000001', name: 'alerts' },
    state: { values: {} },
    response_url: press.responseUrl,
    actions: [press.action],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload)).replaceAll('%20', '+')}`;
  const timestamp = String(Math.floor(press.now / 1000));
  const signature = createHmac('sha256', press.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    url: press.url,
    init: {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${signature}`,
        ...press.headers,
      },
      body: press.forged ?? body,
    },
  };
}
