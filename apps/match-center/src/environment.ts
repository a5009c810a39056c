import type { AlertOptions } from './alerts/alerts.module.js';

/** What the environment says about this process. */
export interface Environment {
  host: string;
  port: number;
  /** Unset: an embedded PostgreSQL is started. */
  databaseUrl: string | undefined;
  /** `viewer:…,operator:…,admin:…`. Unset: tokens are made for this start. */
  adminTokens: string | undefined;
  /** From `SLACK_WEBHOOK_URL` and `SENTRY_DSN`. */
  alerts: AlertOptions;
}

/** @throws Error when `PORT` is none */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${env.PORT}": write a number from 0 to 65535, such as 3000`);
  }
  return {
    host: env.HOST || '127.0.0.1',
    port,
    databaseUrl: env.DATABASE_URL || undefined,
    adminTokens: env.CRON_ADMIN_TOKENS || undefined,
    alerts: {
      slackWebhookUrl: env.SLACK_WEBHOOK_URL || undefined,
      sentryDsn: env.SENTRY_DSN || undefined,
    },
  };
}
