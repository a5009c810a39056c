import { readEnvironment } from './environment.js';

describe('the environment', () => {
  it('may be empty', () => {
    expect(readEnvironment({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: undefined,
      adminTokens: undefined,
      alerts: { slackWebhookUrl: undefined, sentryDsn: undefined },
    });
  });

  it('takes an empty value for none', () => {
    expect(
      readEnvironment({
        PORT: '',
        HOST: '',
        DATABASE_URL: '',
        CRON_ADMIN_TOKENS: '',
        SLACK_WEBHOOK_URL: '',
        SENTRY_DSN: '',
      }),
    ).toEqual(readEnvironment({}));
  });

  it.each(['web', '-1', '70000', '1.5'])('refuses the port %s', (port) => {
    expect(() => readEnvironment({ PORT: port })).toThrow(`PORT is "${port}"`);
  });
});
