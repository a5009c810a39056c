import { alertmanagerFormat } from './alertmanager-format.js';
import { discordFormat } from './discord-format.js';
import { jsonFormat } from './json-format.js';
import { opsgenieFormat } from './opsgenie-format.js';
import { pagerDutyFormat } from './pagerduty-format.js';
import { teamsFormat } from './teams-format.js';
import type { WebhookFormat } from './webhook-format.js';

/** Services that a webhook channel knows how to talk to; `json` is our own format. */
export type WebhookPreset = 'json' | 'pagerduty' | 'opsgenie' | 'alertmanager' | 'teams' | 'discord';

export const WEBHOOK_FORMATS: Readonly<Record<WebhookPreset, WebhookFormat>> = {
  json: jsonFormat,
  pagerduty: pagerDutyFormat,
  opsgenie: opsgenieFormat,
  alertmanager: alertmanagerFormat,
  teams: teamsFormat,
  discord: discordFormat,
};
