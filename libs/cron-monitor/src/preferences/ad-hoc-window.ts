import { checkNames } from 'nestjs-tracked-cron/internal';
import { checkedConditions } from '../conditions/checked-conditions.js';
import { fits, type Conditioned, type ResolvedConditions } from '../conditions/conditions.js';
import { asOption, invalidOption } from '../invalid-option.js';

/** A maintenance window that comes once, as somebody asks for it at run time. */
export interface AdHocWindow {
  /** ISO 8601. Default: from when it was set. */
  readonly from?: string;
  /** ISO 8601. */
  readonly to: string;
  /** Default: everything. */
  readonly when?: unknown;
}

/** The same, checked; epoch milliseconds. */
export interface ResolvedSpan {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly when: ResolvedConditions;
}

const EXAMPLE = "write { to: '2026-12-01T06:00:00Z', when: { group: 'billing' } }";

/** @throws TrackedCronError `INVALID_OPTION` */
export function checkedSpan(given: AdHocWindow, name: string, setAt: number): ResolvedSpan {
  const where = `window:${name}`;
  asOption(where, () =>
    checkNames(given, 'part of a window', ['from', 'to', 'when'], `it must be an object: ${EXAMPLE}.`),
  );
  const from = given.from === undefined ? setAt : instant(given.from, `${where}.from`);
  const to = instant(given.to, `${where}.to`);
  if (from >= to) throw invalidOption(`${where} ends before it begins: ${EXAMPLE}.`);
  return { name, from, to, when: checkedConditions(given.when ?? {}, `${where}.when`) };
}

/** The window that this alert falls into; its end belongs to it no more. @param at epoch milliseconds */
export function spanOf(
  spans: readonly ResolvedSpan[],
  alert: Conditioned,
  at: number,
): ResolvedSpan | undefined {
  return spans.find(({ from, to, when }) => from <= at && at < to && fits(when, alert));
}

/** With its zone: whose clock is meant would be anybody's guess. */
function instant(given: unknown, where: string): number {
  const ms = typeof given === 'string' && /T.*(Z|[+-]\d\d:\d\d)$/.test(given) ? Date.parse(given) : NaN;
  if (!Number.isNaN(ms)) return ms;
  throw invalidOption(`${where} must be an instant with its zone: ${EXAMPLE}.`);
}
