import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import { checkNames, nearest } from 'nestjs-tracked-cron/internal';
import type { RouteConditions } from '../cron-monitor.options.js';
import { asOption, invalidOption } from '../invalid-option.js';
import type { ResolvedConditions } from './conditions.js';

const NAMES: readonly (keyof RouteConditions)[] = [
  'severity',
  'application',
  'environment',
  'group',
  'owner',
  'tag',
  'job',
];
const MOST_VALUES = 200;
const LONGEST = 200;

/** @throws TrackedCronError `INVALID_OPTION` */
export function checkedConditions(given: unknown, where: string): ResolvedConditions {
  asOption(where, () =>
    checkNames(
      given,
      'condition',
      NAMES,
      "conditions must be an object: write { severity: 'error', group: 'billing' }.",
    ),
  );
  const written = given as RouteConditions;
  const some = (name: Exclude<keyof RouteConditions, 'severity'>) =>
    checkedTexts(written[name], `${where}.${name}`, name);
  return {
    severity: written.severity === undefined ? null : checkedSeverity(written.severity, `${where}.severity`),
    application: some('application'),
    environment: some('environment'),
    group: some('group'),
    owner: some('owner'),
    tag: some('tag'),
    job: some('job'),
  };
}

/** @throws TrackedCronError `INVALID_OPTION` */
export function checkedSeverity(given: unknown, where: string): Severity {
  if (SEVERITIES.includes(given as Severity)) return given as Severity;
  const meant = nearest(String(given).slice(0, 60), SEVERITIES, 3);
  throw invalidOption(
    `${where}: ${JSON.stringify(given)} is not known: ${meant ? `did you mean '${meant}'?` : `write one of ${SEVERITIES.join(', ')}.`}`,
  );
}

function checkedTexts(given: unknown, where: string, name: string): readonly string[] | null {
  if (given === undefined) return null;
  const values: unknown[] = Array.isArray(given) ? given : [given];
  const fit = values.every((one) => typeof one === 'string' && one !== '' && one.length <= LONGEST);
  if (fit && values.length > 0 && values.length <= MOST_VALUES) return values as string[];
  throw invalidOption(
    `${where} must be a text or a list of texts: write ${name}: 'billing' or ${name}: ['billing', 'mail'].`,
  );
}
