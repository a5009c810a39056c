import { validateHeaderName, validateHeaderValue } from 'node:http';
import { TrackedCronError } from 'nestjs-tracked-cron';
import { checkNames } from 'nestjs-tracked-cron/internal';
import { WEBHOOK_FORMATS, type WebhookPreset } from './presets.js';

/** How a webhook channel is set up. */
export interface WebhookChannelOptions {
  /** What routes call it. Letters, digits, `_` and `-`, at most 60. */
  readonly name: string;
  /**
   * Where to: the webhook's whole address; of `pagerduty`, `opsgenie` and `alertmanager` that of the service, for another region or
   * one of your own. Default: the public address of `pagerduty` and `opsgenie`.
   */
  readonly url?: string;
  /**
   * Signs the body, so that whoever receives it can check `X-Tracked-Cron-Signature`. At least 16 characters; two while one takes
   * the place of the other. Default: not signed.
   */
  readonly secret?: string | readonly string[];
  /** Which service takes it: each gets what it understands, within its limits. Default: `'json'`, our own documented JSON. */
  readonly preset?: WebhookPreset;
  /** The service's own key: the routing key of PagerDuty, the API key of Opsgenie. Default: none. */
  readonly key?: string;
  /** Headers of your own, for example `{ Authorization: 'Bearer …' }`. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** With every default. */
export interface ResolvedWebhook {
  readonly preset: WebhookPreset;
  readonly url: string;
  readonly key: string;
  readonly secrets: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

const NAMES: readonly (keyof WebhookChannelOptions)[] = ['name', 'url', 'secret', 'preset', 'key', 'headers'];
const SHORTEST_SECRET = 16;

/** @throws TrackedCronError `INVALID_OPTION`, with what to write instead; it repeats no secret */
export function resolveWebhook(options: WebhookChannelOptions): ResolvedWebhook {
  checkNames(options, 'option', NAMES, "write webhookChannel({ name: 'ops', url: 'https://…' }).");
  const { preset = 'json', secret = [], headers = {} } = options;
  const presets = Object.keys(WEBHOOK_FORMATS);
  if (!presets.includes(preset)) throw invalid(`preset must be one of ${presets.join(', ')}.`);
  const format = WEBHOOK_FORMATS[preset];
  const url = options.url ?? format.url;
  if (url === null) throw invalid(`the url is missing: write url: 'https://…'.`);
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol))
    throw invalid(`the url must be an address with http or https.`);
  if (address.username !== '' || address.password !== '')
    throw invalid('a url with a password in it is not fetched: write headers: { Authorization: … }.');
  const { key = '' } = options;
  if (format.key !== null && (typeof key !== 'string' || key.trim() === ''))
    throw invalid(`the key is missing: write key: ${format.key}.`);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (
    !Array.isArray(secrets) ||
    !secrets.every((one) => typeof one === 'string' && one.length >= SHORTEST_SECRET)
  )
    throw invalid(
      `a secret must have at least ${SHORTEST_SECRET} characters: make one with openssl rand -hex 32.`,
    );
  if (!areHeaders(headers))
    throw invalid("headers must be names and texts: write headers: { Authorization: 'Bearer …' }.");
  return { preset, url, key, secrets, headers };
}

function areHeaders(headers: Readonly<Record<string, unknown>>): boolean {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value as string);
    }
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message);
}
