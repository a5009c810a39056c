import type { AlertOptions } from './alerts/alerts.module.js';

/**
 * Where to look, in a few lines. The password of the database is not among them.
 *
 * @param told.ticket signs in once who opens the page with it
 * @param told.madeTokens the admin tokens, where they were made for this start and so are known to nobody yet
 */
export function banner(
  appUrl: string,
  database: { url: string; folder?: string },
  { alerts, ticket, madeTokens }: { alerts: AlertOptions; ticket: string; madeTokens: string | undefined },
): string {
  const { host, pathname } = new URL(database.url);
  const where = database.folder ? ` (its data, log and password: ${database.folder})` : '';
  return [
    '',
    '  Match centre',
    `  the jobs                ${appUrl}/admin/cron-jobs/dashboard/#ticket=${ticket}`,
    '                          signs you in, once, within an hour',
    `  table and live scores   ${appUrl}`,
    `  executions              ${appUrl}/admin/cron-jobs`,
    `  every job, its health   ${appUrl}/admin/cron-jobs/status`,
    `  alerts                  ${alerts.slackWebhookUrl ? 'in Slack' : `${appUrl}/alerts, as Slack would show them`}`,
    `  PostgreSQL              ${host}${pathname}${where}`,
    ...(madeTokens === undefined ? [] : tokenLines(appUrl, madeTokens)),
    '  stop                    Ctrl-C',
    '',
  ].join('\n');
}

function tokenLines(appUrl: string, madeTokens: string): string[] {
  const tokens = madeTokens.split(',').map((token) => token.split(':'));
  const operator = tokens.find(([role]) => role === 'operator')?.[1];
  return [
    '  admin tokens            made for this start; set CRON_ADMIN_TOKENS to keep them',
    ...tokens.map(([role, token]) => `    ${role.padEnd(22)}${token}`),
    '  try',
    `    curl -H "Authorization: Bearer ${operator}" ${appUrl}/admin/cron-jobs/status`,
    `    curl -X POST -H "Authorization: Bearer ${operator}" ${appUrl}/admin/cron-jobs/standings/trigger`,
  ];
}
